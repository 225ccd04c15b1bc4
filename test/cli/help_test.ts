import { COMMANDS } from "../../lib/cli/commands.ts";
import { EXIT_CODES } from "../../lib/cli/exit_codes.ts";
import { commandHelp, programHelp, usage, wrap } from "../../lib/cli/help.ts";
import { iso9660 } from "../../lib/cli/iso9660.ts";
import { assert, assertEquals, assertStringIncludes } from "../support/assert.ts";

Deno.test("programHelp() names every command and every exit code", () => {
  const help = programHelp(COMMANDS);
  for (const { name, summary } of COMMANDS) assertStringIncludes(help, `  ${name}`, summary);
  for (const [code, meaning] of EXIT_CODES) assertStringIncludes(help, `${String(code).padEnd(5)}${meaning}`);
});

Deno.test("commandHelp() names every word, operand and exit code of every command, and shows an example", () => {
  for (const command of COMMANDS) {
    const help = commandHelp(command);
    for (const name of Object.keys(command.words)) {
      assertStringIncludes(help, command.classic ? `\n  ${name}` : `--${name}`, command.name);
    }
    for (const operand of command.operands ?? []) assertStringIncludes(help, `\n  ${operand.name}`);
    for (const [, meaning] of EXIT_CODES) assertStringIncludes(help, meaning);
    assert(command.examples.length > 0, command.name);
    for (const { line } of command.examples) assertStringIncludes(help, line);
  }
});

Deno.test("commandHelp() gives defaults, units, limits and allowed values", () => {
  const help = commandHelp(iso9660).replace(/\s+/g, " ");
  assertStringIncludes(help, "[default: made from the name of the source]");
  assertStringIncludes(help, "[cd74, cd80, dvd, dvd-dl, bd, bd-dl, bd-tl, bd-ql]");
  assertStringIncludes(help, "[bytes: decimal, hexadecimal (0x...), or with k, M, G]");
  assertStringIncludes(help, "[0 to 4294967295]");
  assertStringIncludes(help, "[may be repeated]");
});

Deno.test("commandHelp() fits into 80 columns, but for example lines", () => {
  for (const command of COMMANDS) {
    const examples = command.examples.map(({ line }) => `  ${line}`);
    for (const line of commandHelp(command).split("\n")) {
      assert(line.length <= 80 || examples.includes(line), `${command.name}: ${line}`);
    }
  }
});

Deno.test("every word of every command has a sentence without a final period, and a placeholder for its value", () => {
  for (const command of COMMANDS) {
    for (const [name, word] of Object.entries(command.words)) {
      assert(!word.help.endsWith("."), `${command.name} ${name}`);
      assert(word.kind === "flag" || word.placeholder !== undefined, `${command.name} ${name}`);
      assert(word.kind !== "choice" || word.choices !== undefined, `${command.name} ${name}`);
    }
  }
});

Deno.test("every classic word of the manual and of issue 2 is there", () => {
  const wanted = "source graft name rr joliet level followlinks norelocation fitcd maxsize fit ignorefail " +
    "checkfail exclude onefilesystem publisher preparer application system volumeset copyright abstract " +
    "bibliographic uid gid filemode dirmode date boot efi bootinfo checksums stdout stderr printsize list " +
    "quiet json nopad finetimes";
  assertEquals(Object.keys(iso9660.words).sort(), wanted.split(" ").sort());
});

Deno.test("usage() shows optional and repeated operands", () => {
  const ls = COMMANDS.find(({ name }) => name === "ls")!;
  assertEquals(usage(ls), "discglow ls [OPTION...] IMAGE [PATH...]");
  assertEquals(usage(iso9660), "discglow iso9660 [WORD...]");
});

Deno.test("wrap() breaks between words only", () => {
  assertEquals(wrap("aa bb cc", 5), ["aa bb", "cc"]);
  assertEquals(wrap("aaaaaaaa b", 5), ["aaaaaaaa", "b"]);
});

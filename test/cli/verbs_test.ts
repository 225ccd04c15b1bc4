import { cdadm as entry } from "../../lib/cli/cdadm.ts";
import { COMMANDS } from "../../lib/cli/commands.ts";
import { bashCompletions } from "../../lib/cli/completions_bash.ts";
import { fishCompletions } from "../../lib/cli/completions_fish.ts";
import { zshCompletions } from "../../lib/cli/completions_zsh.ts";
import { commandHelp } from "../../lib/cli/help.ts";
import { iso9660 } from "../../lib/cli/iso9660.ts";
import { HelpWanted, parse } from "../../lib/cli/parse.ts";
import { chooseVerb, loaded, verbNames, withVerbs } from "../../lib/cli/verbs.ts";
import { UsageError } from "../../lib/errors.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../support/assert.ts";

const cdadm = await loaded(entry);

/** The verb and its values, those that were given. */
function read(...args: string[]): [name: string, values: object, operands: readonly string[]] {
  const { command, args: rest } = chooseVerb(cdadm, args);
  const { values, operands } = parse(command, rest);
  const given = Object.entries<unknown>(values).filter(([, value]) => value !== undefined && value !== false);
  return [command.name, Object.fromEntries(given), operands];
}

Deno.test("chooseVerb() finds the verb behind options, which then belong to it", () => {
  assertEquals(read("-h", "attach", "detach", "jb"), ["cdadm detach", { host: "attach" }, ["jb"]]);
  assertEquals(read("--host=h:1", "null", "--json"), ["cdadm null", { host: "h:1", json: true }, []]);
  assertEquals(read("-hunix:/s", "null"), ["cdadm null", { host: "unix:/s" }, []]);
  assertEquals(read("-f", "insert", "jb"), ["cdadm insert", { force: true }, ["jb"]]);
  assertEquals(read("import", "-f", "jb"), ["cdadm insert", { force: true }, ["jb"]]);
  assertEquals(read("attach", "jb", "-h", "x", "-d", "1"), ["cdadm attach", { host: "x", drive: 1 }, ["jb"]]);
});

Deno.test("chooseVerb() refuses verbs that there are not, and options that the verb does not have", () => {
  assertEquals(
    assertThrows(() => read("atach"), UsageError).hint,
    "did you mean attach? discglow cdadm --help lists them",
  );
  assertThrows(() => read(), UsageError, "VERB is missing");
  assertThrows(() => read("-h", "x"), UsageError, "VERB is missing");
  assertThrows(() => read("-f", "null"), UsageError, "cdadm null has no such option");
  assertThrows(() => read("movecd", "jb"), UsageError, "Cannot run cdadm movecd: DRIVE is missing");
});

Deno.test("help is --help where -h is the host, and of the verb when one is named before it", () => {
  assertThrows(() => read("--help"), HelpWanted);
  assertThrows(() => read("--help", "attach"), HelpWanted);
  assertEquals(chooseVerb(cdadm, ["--help", "attach"]).command.name, "cdadm");
  assertEquals(chooseVerb(cdadm, ["attach", "--help"]).command.name, "cdadm attach");
  assertStringIncludes(commandHelp(cdadm), "\n  --help  ");
  assertStringIncludes(commandHelp(iso9660), "\n  --help  ");
  const ls = COMMANDS.find(({ name }) => name === "ls")!;
  assertStringIncludes(commandHelp(ls), "\n  -h, --help  ");
});

Deno.test("a command without verbs keeps its arguments", () => {
  assertEquals(chooseVerb(iso9660, ["rr", "x"]), { command: iso9660, args: ["rr", "x"] });
});

Deno.test("cdadm has every classic verb, and its help lists all verbs", () => {
  const classic =
    "attach byebye down cvtree detach getpar setpar insert import remove export logmsg movecd null " +
    "rename rescan survey testcd writer";
  for (const name of classic.split(" ")) {
    assert(verbNames(cdadm).includes(name), name);
    assertStringIncludes(commandHelp(cdadm), name);
  }
});

Deno.test("the help of every verb names its words and operands, fits into 80 columns and has an example", () => {
  for (const verb of cdadm.verbs!) {
    const help = commandHelp(verb);
    for (const name of Object.keys(verb.words)) assertStringIncludes(help, `--${name}`, verb.name);
    for (const { name } of verb.operands ?? []) assertStringIncludes(help, `\n  ${name}`, verb.name);
    assert(verb.examples.length > 0, verb.name);
    const examples = verb.examples.map(({ line }) => `  ${line}`);
    for (const line of help.split("\n")) assert(line.length <= 80 || examples.includes(line), line);
    for (const word of Object.values(verb.words)) {
      assert(!word.help.endsWith("."), word.help);
      assert(word.kind === "flag" || word.placeholder !== undefined, `${verb.name} ${word.help}`);
    }
  }
});

Deno.test("the completions of all shells name every verb and its words", () => {
  for (const make of [bashCompletions, zshCompletions, fishCompletions]) {
    const script = make([cdadm]);
    for (const { name, words } of withVerbs([cdadm])) {
      for (const part of name.split(" ")) assertStringIncludes(script, part);
      for (const word of Object.keys(words)) assertStringIncludes(script, word);
    }
  }
});

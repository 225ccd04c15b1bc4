import { defineCommand } from "../../lib/cli/command.ts";
import { iso9660 } from "../../lib/cli/iso9660.ts";
import { HelpWanted, parse } from "../../lib/cli/parse.ts";
import { UsageError } from "../../lib/errors.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";

const modern = defineCommand({
  name: "modern",
  summary: "takes options and operands",
  words: {
    long: { kind: "flag", short: "l", help: "a flag" },
    all: { kind: "flag", short: "a", help: "another" },
    to: { kind: "path", short: "C", help: "a value" },
  },
  operands: [{ name: "IMAGE", help: "one" }, {
    name: "PATH",
    help: "more",
    optional: true,
    repeatable: true,
  }],
  examples: [],
  run: () => 0,
});

function words(...args: string[]): Record<string, unknown> {
  const values: Record<string, unknown> = parse(iso9660, args).values;
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) =>
      value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)
    ),
  );
}

function refused(args: string[], message: string, hint?: string): void {
  const error = assertThrows(() => parse(iso9660, args), UsageError, message);
  if (hint !== undefined) assertEquals(error.hint, hint);
}

Deno.test("parse() reads the classic command line to the letter", () => {
  assertEquals(words("rr", "name=USR1", "source=/usr1"), { rr: true, name: "USR1", source: ["/usr1"] });
});

Deno.test("parse() reads the same words as options, with the value after a blank or an equals sign", () => {
  const wanted = { rr: true, name: "USR1", source: ["/usr1"] };
  assertEquals(words("--rr", "--name", "USR1", "--source=/usr1"), wanted);
  assertEquals(words("rr", "--name=USR1", "source=/usr1"), wanted);
});

Deno.test("parse() keeps the values of a repeatable word in order", () => {
  assertEquals(words("source=/b", "--source", "/a"), { source: ["/b", "/a"] });
});

Deno.test("parse() refuses a word that is given twice although one is enough", () => {
  refused(["rr", "--rr"], "Cannot use --rr twice");
  refused(["name=A", "name=A"], "Cannot use name twice");
});

Deno.test("parse() lets values hold equals signs, blanks and nothing at all", () => {
  assertEquals(words("publisher=a=b c", "--preparer=x=y", "copyright="), {
    publisher: "a=b c",
    preparer: "x=y",
    copyright: "",
  });
});

Deno.test("parse() refuses an unknown word and names the nearest one", () => {
  refused(["folowlinks"], "Cannot understand folowlinks", "did you mean followlinks?");
  refused(["nmae=X"], "Cannot understand nmae=X", "did you mean name=X?");
  refused(["--one-file-system"], "no such option", "did you mean --onefilesystem?");
  refused(["zzzzzz"], "no such word", "discglow iso9660 --help lists them");
  refused(["/usr1"], "no such word", "if it is the tree, write source=/usr1");
});

Deno.test("parse() knows only the words of the table, not what every object has", () => {
  refused(["constructor"], "no such word");
  refused(["--toString"], "no such option");
  refused(["__proto__=1"], "no such word");
});

Deno.test("parse() refuses a word without its value, and a value without its word's consent", () => {
  refused(["name"], "it needs a value", "write name=ID");
  refused(["--name"], "it needs a value");
  refused(["--name", "--rr"], "it needs a value", 'if "--rr" is the value, write --name=--rr');
  refused(["rr=yes"], "rr takes no value");
});

Deno.test("parse() takes a value that begins with dashes but is no option of the command", () => {
  assertEquals(words("--publisher", "--ACME--"), { publisher: "--ACME--" });
});

Deno.test("parse() ends the options at --", () => {
  assertEquals(parse(modern, ["--", "-l", "--help"]).operands, ["-l", "--help"]);
});

Deno.test("parse() reads short options one by one, together, and with their value", () => {
  const { values, operands } = parse(modern, ["-la", "x.iso", "-Cout", "p"]);
  assertEquals<unknown>(values, { long: true, all: true, to: "out" });
  assertEquals(operands, ["x.iso", "p"]);
  assertEquals<unknown>(parse(modern, ["x", "-lC", "out"]).values, { long: true, all: false, to: "out" });
});

Deno.test("parse() takes bare words as operands where the command is not classic", () => {
  assertEquals(parse(modern, ["long", "to=x"]).operands, ["long", "to=x"]);
});

Deno.test("parse() wants every operand that is not optional, and no more than there are", () => {
  assertThrows(() => parse(modern, []), UsageError, "IMAGE is missing");
  const one = defineCommand({
    name: "one",
    summary: "",
    words: {},
    operands: [{ name: "X", help: "", choices: ["abc"] }],
    examples: [],
    run: () => 0,
  });
  assertThrows(() => parse(one, ["abc", "d"]), UsageError, "one takes only X");
  assertThrows(() => parse(one, ["abd"]), UsageError, "X is abc");
});

Deno.test("parse() asks for the help at --help, -h, and at a bare help where words are bare", () => {
  assertThrows(() => parse(modern, ["x", "-h"]), HelpWanted);
  assertThrows(() => parse(iso9660, ["rr", "--help"]), HelpWanted);
  assertThrows(() => parse(iso9660, ["help"]), HelpWanted);
});

/**
 * The help of the program and of every command, made from the tables that the parser uses.
 *
 * @module
 */

import type { Command, Operand } from "./command.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { verbNames } from "./verbs.ts";
import type { Word } from "./words.ts";

const WIDTH = 80;
const INDENT = 24;

/** The help of the whole program. */
export function programHelp(commands: readonly Command[]): string {
  const lines = [
    "discglow makes ISO 9660 images of directory trees, records them on discs, and",
    "reads, checks and verifies both.",
    "",
    "USAGE",
    "  discglow COMMAND [WORD...] [OPERAND...]",
    "",
    "COMMANDS",
  ];
  for (const { name, aliases, summary } of commands) {
    lines.push(...entry([name, ...(aliases ?? [])].join(", "), summary));
  }
  lines.push(
    "",
    "  discglow COMMAND --help explains a command, discglow --version tells the version.",
    "",
    ...exitStatus(),
    "",
    "EXAMPLE",
    "  discglow iso9660 rr joliet name=ARCHIVE source=/data stdout=a.iso",
    "  discglow verify a.iso --source /data",
    "  discglow cdglow -v -s a.iso -t /dev/sr0",
  );
  return lines.join("\n");
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const lines = [
    `discglow ${command.name} - ${command.summary}`,
    "",
    "USAGE",
    `  ${usage(command)}`,
  ];
  if (command.aliases !== undefined) lines.push(`  (also: discglow ${command.aliases.join(", ")})`);
  if (command.description !== undefined) lines.push("", ...wrap(command.description, WIDTH));
  if (command.operands !== undefined && command.operands.length > 0) {
    lines.push("", "OPERANDS");
    for (const operand of command.operands) lines.push(...entry(operand.name, operandHelp(operand)));
  }
  if (command.verbs !== undefined) lines.push("", ...verbLines(command, command.verbs));
  lines.push("", ...wordLines(command));
  for (const { title, rows } of command.lookUps ?? []) {
    lines.push("", title.toUpperCase(), ...rows.flatMap(([name, help]) => entry(name, help)));
  }
  lines.push("", ...exitStatus(), "", command.examples.length === 1 ? "EXAMPLE" : "EXAMPLES");
  for (const { line, help } of command.examples) {
    lines.push(`  ${line}`, ...wrap(help, WIDTH - 6).map((text) => `      ${text}`));
  }
  return lines.join("\n");
}

/** How a command is called, in one line. */
export function usage(command: Command): string {
  const hasWords = Object.keys(command.words).length > 0;
  const operands = (command.operands ?? []).map((operand) => {
    const name = operand.repeatable ? `${operand.name}...` : operand.name;
    return operand.optional ? `[${name}]` : name;
  });
  const words = !hasWords ? [] : [command.classic ? "[WORD...]" : "[OPTION...]"];
  return ["discglow", command.name, ...words, ...operands].join(" ");
}

function verbLines(command: Command, verbs: readonly Command[]): string[] {
  return [
    "VERBS",
    ...verbs.flatMap((verb) => entry(verbNames(command, [verb]).join(", "), verb.summary)),
    "",
    `  discglow ${command.name} VERB --help explains a verb.`,
  ];
}

function wordLines(command: Command): string[] {
  const words = Object.entries(command.words);
  const lines: string[] = [];
  if (command.classic) {
    lines.push(
      ...wrap(
        "Each word may be written bare (rr, name=USR1) or as an option (--rr, --name USR1, --name=USR1).",
        WIDTH,
      ),
      "",
    );
  }
  const groups = new Set(words.map(([, word]) => word.group));
  for (const group of groups) {
    lines.push((group ?? (command.classic ? "Words" : "Options")).toUpperCase());
    for (const [name, word] of words) {
      if (word.group === group) lines.push(...entry(label(command, name, word), wordHelp(word)));
    }
    lines.push("");
  }
  const long = command.classic || words.some(([, word]) => word.short === "h");
  lines.push(...entry(long ? "--help" : "-h, --help", "shows this"));
  return lines;
}

function label(command: Command, name: string, word: Word): string {
  const value = word.placeholder ?? "VALUE";
  if (command.classic) return word.kind === "flag" ? name : `${name}=${value}`;
  const short = word.short === undefined ? "" : `-${word.short}, `;
  return word.kind === "flag" ? `${short}--${name}` : `${short}--${name} ${value}`;
}

function wordHelp(word: Word): string {
  const facts: string[] = [];
  if (word.choices !== undefined) facts.push(`[${word.choices.join(", ")}]`);
  if (word.unit !== undefined) facts.push(`[${word.unit}]`);
  if (word.max !== undefined) facts.push(`[${word.min ?? 0} to ${word.max}]`);
  if (word.default !== undefined) facts.push(`[default: ${word.default}]`);
  if (word.repeatable) facts.push("[may be repeated]");
  return [word.help, ...facts].join(" ");
}

function operandHelp(operand: Operand): string {
  const choices = operand.choices === undefined ? "" : ` [${operand.choices.join(", ")}]`;
  return operand.help + choices;
}

function exitStatus(): string[] {
  return ["EXIT STATUS", ...EXIT_CODES.map(([code, help]) => `  ${String(code).padEnd(5)}${help}`)];
}

/** A name on the left and its explanation, wrapped, on the right. */
function entry(name: string, help: string): string[] {
  const lines = wrap(help, WIDTH - INDENT).map((line) => " ".repeat(INDENT) + line);
  const left = `  ${name}`;
  if (left.length + 2 > INDENT) return [left, ...lines];
  return [left.padEnd(INDENT) + lines[0]!.trimStart(), ...lines.slice(1)];
}

/** Breaks a text between words into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * Makes `docs/command-line.md` from the table of words that the parser and the help use.
 *
 * @module
 */

import type { Command, Operand } from "../lib/cli/command.ts";
import { COMMANDS } from "../lib/cli/commands.ts";
import { EXIT_CODES } from "../lib/cli/exit_codes.ts";
import { usage } from "../lib/cli/help.ts";
import { loaded, withVerbs } from "../lib/cli/verbs.ts";
import type { Word } from "../lib/cli/words.ts";
import { runScript, say } from "./flags.ts";
import { formatted } from "./formatted.ts";

const PAGE = new URL("../docs/command-line.md", import.meta.url);

const INTRODUCTION = `# The command line

Made from the program's own table of words by \`deno run -A scripts/docs.ts\`; edit \`lib/cli/\` instead.

Words of a classic command may be written bare (\`rr\`, \`name=USR1\`) or as options (\`--rr\`, \`--name USR1\`,
\`--name=USR1\`); the other commands take options only. \`--help\` explains every command.

## Exit codes

The same for every command.
`;

/** The page as it should be. */
export async function commandLinePage(): Promise<string> {
  const codes = EXIT_CODES.map(([code, help]) => [String(code), help]);
  const sections = withVerbs(await Promise.all(COMMANDS.map(loaded))).map(commandSection);
  const parts = [INTRODUCTION, markdownTable(["code", "meaning"], codes), ...sections];
  return await formatted(parts.join("\n\n"));
}

/** The page as it is. */
export function presentPage(): Promise<string> {
  return Deno.readTextFile(PAGE);
}

function commandSection(command: Command): string {
  const parts = [
    `${command.name.includes(" ") ? "###" : "##"} ${command.name}`,
    sentence(command.summary) + (command.aliases ? ` Also called ${list(command.aliases)}.` : ""),
    "```text\n" + usage(command) + "\n```",
  ];
  if (command.description !== undefined) parts.push(escaped(command.description));
  if (command.operands !== undefined && command.operands.length > 0) {
    parts.push(markdownTable(["operand", "meaning"], command.operands.map(operandRow)));
  }
  const words = Object.entries(command.words);
  for (const group of new Set(words.map(([, word]) => word.group))) {
    const rows = words.filter(([, word]) => word.group === group).map(([name, word]) =>
      wordRow(command, name, word)
    );
    parts.push(markdownTable([(group ?? "Options").toLowerCase(), "meaning", "default"], rows));
  }
  for (const { title, rows } of command.lookUps ?? []) {
    parts.push(markdownTable([title, "meaning"], rows.map(([name, help]) => [`\`${name}\``, escaped(help)])));
  }
  for (const { line, help } of command.examples) parts.push(`${sentence(help)}\n\n\`\`\`sh\n${line}\n\`\`\``);
  return parts.join("\n\n");
}

function operandRow(operand: Operand): string[] {
  const facts = [operand.optional ? "may be left out" : "", operand.repeatable ? "may be repeated" : ""];
  return [`\`${operand.name}\``, withFacts(operand.help, operand.choices, facts)];
}

function wordRow(command: Command, name: string, word: Word): string[] {
  const value = word.placeholder ?? "VALUE";
  const long = command.classic
    ? (word.kind === "flag" ? name : `${name}=${value}`)
    : (word.kind === "flag" ? `--${name}` : `--${name} ${value}`);
  const short = word.short === undefined || command.classic ? "" : `\`-${word.short}\`, `;
  const facts = [
    word.unit ?? "",
    word.max === undefined ? "" : `${word.min ?? 0} to ${word.max}`,
    word.repeatable ? "may be repeated" : "",
  ];
  return [`${short}\`${long}\``, withFacts(word.help, word.choices, facts), escaped(word.default ?? "")];
}

function withFacts(help: string, choices: readonly string[] | undefined, facts: readonly string[]): string {
  const all = [choices === undefined ? "" : `one of ${choices.join(", ")}`, ...facts].filter((fact) =>
    fact !== ""
  );
  return escaped(all.length === 0 ? help : `${help} (${all.join("; ")})`);
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function sentence(text: string): string {
  return escaped(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}

/** Text that Markdown takes as it is. */
function escaped(text: string): string {
  return text.replace(/[\\*_<>|`[\]]/g, "\\$&");
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

async function main(): Promise<void> {
  const page = await commandLinePage();
  await Deno.writeTextFile(PAGE, page);
  say(`${COMMANDS.length} commands in docs/command-line.md`);
}

if (import.meta.main) await runScript(main);

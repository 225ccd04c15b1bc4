/**
 * Completions for zsh.
 *
 * @module
 */

import type { Command } from "./command.ts";
import { namesOf, operandChoices, quote, takesFiles, wordsWhere } from "./completion_data.ts";
import { verbNames, withVerbs } from "./verbs.ts";
import type { Word } from "./words.ts";

/** Makes the file `_discglow` for a folder of `$fpath`; it may be sourced as well. */
export function zshCompletions(commands: readonly Command[]): string {
  const names = commands.flatMap((command) =>
    namesOf(command).map((name) => quote(`${name}:${command.summary}`))
  );
  return [
    "#compdef discglow",
    "# zsh completion for discglow, made by: discglow completions zsh",
    ...commands.filter((command) => command.classic).map(bareFunction),
    "_discglow() {",
    "  if (( CURRENT == 2 )); then",
    "    local -a names",
    `    names=(${names.join(" ")})`,
    "    _describe -t commands command names",
    "    compadd -- --help --version",
    "    return",
    "  fi",
    "  shift words",
    "  (( CURRENT-- ))",
    ...commands.flatMap(joinVerb),
    "  case $words[1] in",
    ...withVerbs(commands).map((command) => commandCase(command, commands)),
    "  esac",
    "}",
    "if [[ $funcstack[1] == _discglow ]]; then",
    '  _discglow "$@"',
    "else",
    "  compdef _discglow discglow",
    "fi",
  ].join("\n");
}

/** Makes one word of a command and its verb, which may stand behind options. */
function joinVerb(command: Command): string[] {
  if (command.verbs === undefined) return [];
  const patterns = verbNames(command).join("|");
  return [
    `  if [[ $words[1] == ${command.name} ]]; then`,
    "    local -i place",
    "    for (( place = 2; place < CURRENT; place++ )); do",
    `      [[ $words[place] == (${patterns}) ]] || continue`,
    '      words[1]="$words[1] $words[place]"',
    "      words[place]=()",
    "      (( CURRENT-- ))",
    "      break",
    "    done",
    "  fi",
  ];
}

function commandCase(command: Command, commands: readonly Command[]): string {
  const specs = Object.entries(command.words).flatMap(([name, word]) => optionSpecs(name, word));
  specs.push("--help[shows how it is used]");
  const choices = operandChoices(command, commands);
  if (command.classic) specs.push(`*:word:_discglow_${command.name}_bare`);
  else {
    if (choices.length > 0) specs.push(`1:operand:(${choices.join(" ")})`);
    // Options behind an operand are only completed where operands are announced.
    if (takesFiles(command)) specs.push("*:file:_files");
    else if ((command.operands ?? []).length > 0) specs.push("*:operand: ");
  }
  const lines = specs.map((spec) => `        ${quote(spec)}`).join(" \\\n");
  const patterns = namesOf(command).map((name) => name.includes(" ") ? `"${name}"` : name).join("|");
  return `    ${patterns})\n      _arguments -s \\\n${lines} ;;`;
}

function optionSpecs(name: string, word: Word): string[] {
  const help = `[${word.help.replace(/[\[\]\\:]/g, "\\$&")}]`;
  const repeat = word.repeatable ? "*" : "";
  const names = word.short === undefined ? [`--${name}`] : [`-${word.short}`, `--${name}`];
  return names.map((option) => {
    if (word.kind === "flag") return `${repeat}${option}${help}`;
    const equals = option.startsWith("--") ? "=" : "+";
    return `${repeat}${option}${equals}${help}:${word.placeholder?.replaceAll(":", "\\:") ?? "value"}:${
      action(word)
    }`;
  });
}

function action(word: Word): string {
  return word.choices ? `(${word.choices.join(" ")})` : word.kind === "path" ? "_files" : " ";
}

function bareFunction(command: Command): string {
  const describe = (accepts: (word: Word) => boolean, end: string): string =>
    wordsWhere(command, accepts)
      .map((name) => quote(`${name}${end}:${command.words[name]!.help}`))
      .join(" ");
  const paths = wordsWhere(command, (word) => word.kind === "path");
  const lines = [
    `_discglow_${command.name}_bare() {`,
    "  local -a flags values",
    "  case $PREFIX in",
    `    (${paths.join("|")})=*) compset -P '*=' && _files ;;`,
  ];
  for (const [name, { choices }] of Object.entries(command.words)) {
    if (choices) lines.push(`    ${name}=*) compset -P '*=' && compadd -- ${choices.join(" ")} ;;`);
  }
  lines.push(
    "    graft=*=*) compset -P '*=*=' && _files ;;",
    "    *=*) _message value ;;",
    "    *)",
    `      flags=(${describe((word) => word.kind === "flag", "")})`,
    `      values=(${describe((word) => word.kind !== "flag", "=")})`,
    "      _describe -t words word flags -- values -S ''",
    "  esac",
    "}",
  );
  return lines.join("\n");
}

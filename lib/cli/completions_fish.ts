/**
 * Completions for fish.
 *
 * @module
 */

import type { Command } from "./command.ts";
import { namesOf, operandChoices, takesFiles, wordsWhere } from "./completion_data.ts";
import { verbNames } from "./verbs.ts";
import type { Word } from "./words.ts";

/** Makes the file `discglow.fish` for fish's folder of completions. */
export function fishCompletions(commands: readonly Command[]): string {
  return [
    "# fish completion for discglow, made by: discglow completions fish",
    PATHS,
    "complete -c discglow -f",
    "complete -c discglow -n __fish_use_subcommand -l help -d 'shows how it is used'",
    "complete -c discglow -n __fish_use_subcommand -l version -d 'tells the version'",
    ...commands.flatMap((command) =>
      namesOf(command).map((name) =>
        `complete -c discglow -n __fish_use_subcommand -a ${name} -d ${quoteFish(command.summary)}`
      )
    ),
    ...commands.flatMap((command) => [
      ...commandLines(command, commands, seen(command, commands)),
      ...(command.verbs ?? []).flatMap((verb) => verbLines(command, verb, commands)),
    ]),
  ].join("\n");
}

const PATHS = `function __discglow_bare_paths
    set -l token (commandline -ct)
    string match -qr -- "^($argv[1])=" $token; or return
    set -l word (string replace -r -- '=.*' '=' $token)
    for path in (__fish_complete_path (string replace -r -- '^[^=]*=' '' $token))
        echo $word$path
    end
end`;

/** The condition for a command: without its verbs, and not where its name is the verb of another. */
function seen(command: Command, commands: readonly Command[]): string {
  const others = command.verbs === undefined
    ? commands.filter(({ verbs }) => verbs !== undefined).map(({ name }) => name)
    : verbNames(command);
  const not = others.length === 0 ? "" : `; and not __fish_seen_subcommand_from ${others.join(" ")}`;
  return `__fish_seen_subcommand_from ${namesOf(command).join(" ")}${not}`;
}

function verbLines(command: Command, verb: Command, commands: readonly Command[]): string[] {
  const names = verbNames(command, [verb]);
  const condition = `__fish_seen_subcommand_from ${command.name}; and __fish_seen_subcommand_from ${
    names.join(" ")
  }`;
  const offers = names.map((name) =>
    `complete -c discglow -n '${seen(command, commands)}' -a ${name} -d ${quoteFish(verb.summary)}`
  );
  return [...offers, ...commandLines(verb, commands, condition)];
}

function commandLines(command: Command, commands: readonly Command[], condition: string): string[] {
  const start = `complete -c discglow -n '${condition}'`;
  const lines = [`${start} -l help -d 'shows how it is used'`];
  if (takesFiles(command)) lines.push(`${start} -F`);
  const choices = command.verbs === undefined ? operandChoices(command, commands) : [];
  if (choices.length > 0) lines.push(`${start} -a ${quoteFish(choices.join(" "))}`);
  for (const [name, word] of Object.entries(command.words)) {
    const help = `-d ${quoteFish(word.help)}`;
    const short = word.short === undefined ? "" : ` -s ${word.short}`;
    lines.push(`${start}${short} -l ${name}${valueOf(word)} ${help}`);
    if (command.classic) lines.push(`${start} -a ${quoteFish(bare(name, word))} ${help}`);
  }
  const paths = wordsWhere(command, (word) => word.kind === "path");
  if (command.classic) {
    lines.push(`${start} -a ${quoteFish(`(__discglow_bare_paths "${paths.join("|")}")`)}`);
  }
  return lines;
}

function valueOf(word: Word): string {
  if (word.kind === "flag") return "";
  if (word.choices) return ` -x -a ${quoteFish(word.choices.join(" "))}`;
  return word.kind === "path" ? " -r -F" : " -x";
}

function bare(name: string, word: Word): string {
  if (word.kind === "flag") return name;
  return word.choices ? word.choices.map((choice) => `${name}=${choice}`).join(" ") : `${name}=`;
}

function quoteFish(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

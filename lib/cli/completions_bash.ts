/**
 * Completions for bash, from 3.2 on, without the bash-completion package.
 *
 * @module
 */

import type { Command } from "./command.ts";
import {
  bareWords,
  choosesFirst,
  namesOf,
  operandChoices,
  takesFiles,
  wordsWhere,
} from "./completion_data.ts";
import { withVerbs } from "./verbs.ts";

/** Makes the script that bash sources. */
export function bashCompletions(commands: readonly Command[]): string {
  return `# bash completion for discglow, made by: discglow completions bash
_discglow_facts() {
  words= files= choices=
  case $1 in
${withVerbs(commands).map((command) => commandCase(command, commands)).join("\n")}
  esac
}
${BODY.replace("@NAMES@", commands.flatMap(namesOf).join(" ")).replace("@VERBS@", verbPatterns(commands))}`;
}

/** Matches a command and its verb between blanks; there may be none at all. */
function verbPatterns(commands: readonly Command[]): string {
  const names = commands.flatMap(({ verbs = [] }) => verbs.flatMap(namesOf));
  return names.length === 0 ? '""' : names.map((name) => `"${name}"`).join("|");
}

function commandCase(command: Command, commands: readonly Command[]): string {
  const options = Object.keys(command.words).map((name) => `--${name}`);
  const words = [...bareWords(command), ...operandChoices(command, commands), ...options, "--help"].join(" ");
  const patterns = namesOf(command).map((name) => name.includes(" ") ? `"${name}"` : name).join("|");
  const lines = [`    ${patterns})`, `      words="${words}"`];
  const names = command.name.split(" ").length;
  if (takesFiles(command)) lines.push(`      files=${names + (choosesFirst(command) ? 2 : 1)}`);
  lines.push("      case $2 in");
  for (const [name, word] of Object.entries(command.words)) {
    const pattern = word.short === undefined ? name : `${name}|${word.short}`;
    if (word.choices) lines.push(`        ${pattern}) choices="${word.choices.join(" ")}" ;;`);
    else if (word.kind === "path") lines.push(`        ${pattern}) choices=@files ;;`);
    else if (word.kind === "graft") lines.push(`        ${pattern}) choices=@graft ;;`);
  }
  const valued = wordsWhere(command, (word) => word.kind !== "flag");
  if (valued.length > 0) lines.push(`        ${valued.join("|")}) choices=@none ;;`);
  lines.push("      esac ;;");
  return lines.join("\n");
}

const BODY = String.raw`_discglow_reply_files() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -f -- "$1"))
  compopt -o filenames 2>/dev/null
}
_discglow() {
  local line=\${COMP_LINE:0:COMP_POINT} words files choices key= value prefix= reply name word
  local cur=\${line##*[[:space:]]}
  local -a before
  read -ra before <<<"\${line%"$cur"}"
  COMPREPLY=()
  if ((\${#before[@]} < 2)); then
    COMPREPLY=($(compgen -W "@NAMES@ --help --version" -- "$cur"))
    return
  fi
  local previous=\${before[\${#before[@]} - 1]}
  if [[ $cur == *=* ]]; then
    key=\${cur%%=*} value=\${cur#*=} prefix=\${cur%%=*}=
  elif [[ $previous == -* ]]; then
    key=$previous value=$cur
  fi
  key=\${key#-} key=\${key#-}
  name=\${before[1]}
  for word in "\${before[@]:2}"; do
    case "$name $word" in
      @VERBS@) name="$name $word" && break ;;
    esac
  done
  _discglow_facts "$name" "$key"
  if [[ $choices == @graft ]]; then
    choices=@none
    [[ $value == *=* ]] && choices=@files prefix=$prefix\${value%%=*}= value=\${value#*=}
  fi
  case $choices in
    @none) return ;;
    @files) _discglow_reply_files "$value" ;;
    ?*) COMPREPLY=($(compgen -W "$choices" -- "$value")) ;;
    *)
      COMPREPLY=($(compgen -W "$words" -- "$cur"))
      if [[ $files && $cur != -* ]] && ((\${#before[@]} >= files)); then
        [[ $cur ]] || COMPREPLY=()
        _discglow_reply_files "$cur"
      fi
      if [[ \${#COMPREPLY[@]} == 1 && \${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
      fi
      return ;;
  esac
  if [[ $prefix && $COMP_WORDBREAKS != *=* ]]; then
    for reply in "\${!COMPREPLY[@]}"; do COMPREPLY[reply]=$prefix\${COMPREPLY[reply]}; done
  fi
}
complete -F _discglow discglow`.replaceAll("\\$", "$");

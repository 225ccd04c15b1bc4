/**
 * The options of the scripts in this folder: one table each, from which they are parsed and explained.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";

/** One option of a script; its name is its key in {@linkcode Flags}. */
export interface Flag {
  /** How its value is read; a `switch` has none, a `list` is separated by commas. */
  readonly kind: "switch" | "text" | "count" | "list";
  /** What it means, as a sentence that starts in lower case and has no final period. */
  readonly help: string;
  /** Stands for the value in the help. */
  readonly placeholder?: string;
  /** Allowed parts of a `list`. */
  readonly choices?: readonly string[];
}

/** All options of a script by name. */
export type Flags = Readonly<Record<string, Flag>>;

/** The type of one value. */
type FlagValue<F extends Flag> = F["kind"] extends "switch" ? boolean
  : (F["kind"] extends "count" ? number : F["kind"] extends "list" ? readonly string[] : string) | undefined;

/** What the parser makes of a table of options. */
export interface Parsed<F extends Flags> {
  /** One value for each option. */
  readonly values: { readonly [N in keyof F]: FlagValue<F[N]> };
  /** What stood without a dash. */
  readonly operands: readonly string[];
}

/** A command line that cannot be meant. */
export class FlagError extends Error {
  override name = "FlagError";
}

/** What `parseArgs` gives; its package has no types of its own. */
type Raw = Readonly<Record<string, string | boolean | undefined>> & {
  readonly _: readonly (string | number)[];
};

/** Reads the arguments of a script. */
export function parseFlags<const F extends Flags>(flags: F, args: readonly string[]): Parsed<F> {
  const names = Object.keys(flags);
  const raw: Raw = parseArgs(args, {
    boolean: names.filter((name) => flags[name]!.kind === "switch"),
    string: ["_", ...names.filter((name) => flags[name]!.kind !== "switch")],
    unknown(arg: string) {
      if (!arg.startsWith("-")) return true;
      throw new FlagError(
        `Cannot understand ${arg}: the options are ${names.map((n) => `--${n}`).join(", ")}`,
      );
    },
  });
  const values = Object.fromEntries(names.map((name) => [name, valueOf(name, flags[name]!, raw[name])]));
  return { values: values as Parsed<F>["values"], operands: raw._.map(String) };
}

function valueOf(name: string, flag: Flag, raw: string | boolean | undefined) {
  if (flag.kind === "switch") return raw === true;
  if (raw === undefined) return undefined;
  const text = String(raw);
  if (text === "") throw new FlagError(`Cannot use --${name}: it needs a value`);
  if (flag.kind === "text") return text;
  if (flag.kind === "count") {
    if (!/^[1-9]\d{0,5}$/.test(text)) {
      throw new FlagError(`Cannot use --${name} ${text}: it is not a number from 1 on`);
    }
    return Number(text);
  }
  const parts = text.split(",");
  for (const part of parts) {
    if (flag.choices?.includes(part) === false) {
      throw new FlagError(`Cannot use --${name} ${part}: the values are ${flag.choices.join(", ")}`);
    }
  }
  return parts;
}

/** Explains a table of options, a line or two each. */
export function flagHelp(flags: Flags): string {
  const lines: string[] = [];
  for (const [name, flag] of Object.entries(flags)) {
    const left = `  --${name}${flag.placeholder === undefined ? "" : ` ${flag.placeholder}`}`;
    const choices = flag.choices === undefined ? "" : ` [${flag.choices.join(", ")}]`;
    lines.push(`${left.padEnd(22)}${left.length > 20 ? `\n${" ".repeat(22)}` : ""}${flag.help}${choices}`);
  }
  return lines.join("\n");
}

/** Writes a line to standard output. */
export function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}

/** Runs a script's main function; what goes wrong becomes a sentence and exit code 1, or 2 for wrong usage. */
export async function runScript(main: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await main(Deno.args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    Deno.stderr.writeSync(new TextEncoder().encode(`${message}\n`));
    Deno.exitCode = error instanceof FlagError ? 2 : 1;
  }
}

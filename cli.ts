#!/usr/bin/env -S deno run -A
/**
 * The program `discglow`: argv in, exit code out. The only place that maps errors to exit codes and prints them.
 *
 * @module
 */

import type { Command } from "./lib/cli/command.ts";
import { findCommand } from "./lib/cli/commands.ts";
import { EXIT_DONE, EXIT_FAILED, EXIT_STOPPED, EXIT_USAGE } from "./lib/cli/exit_codes.ts";
import { Output } from "./lib/cli/output.ts";
import { HelpWanted, parse } from "./lib/cli/parse.ts";
import { stopSignal } from "./lib/cli/stop.ts";
import { chooseVerb, loaded } from "./lib/cli/verbs.ts";
import {
  BrokenPipeError,
  DeviceError,
  DiscglowError,
  reasonOf,
  StoppedError,
  UsageError,
} from "./lib/errors.ts";
import { JukeboxError } from "./lib/jukebox/errors.ts";

async function main(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  switch (name) {
    case undefined:
      output.message(await programHelp());
      return EXIT_USAGE;
    case "--help":
    case "-h":
      output.line(await programHelp());
      return EXIT_DONE;
    case "--version":
    case "-V":
      output.line(await version());
      return EXIT_DONE;
  }
  const { command, args: given } = chooseVerb(await loaded(findCommand(name) ?? await want(name)), rest);
  try {
    const input = parse(command, given);
    const values: Readonly<Record<string, unknown>> = input.values;
    output.json = values["json"] === true;
    output.quiet = values["quiet"] === true;
    return await command.run(input, { output, signal: stopSignal });
  } catch (error) {
    if (!(error instanceof HelpWanted)) throw error;
    const { commandHelp } = await import("./lib/cli/help.ts");
    output.line(commandHelp(command));
    return EXIT_DONE;
  }
}

async function want(name: string): Promise<Command> {
  const { wantCommand } = await import("./lib/cli/want_command.ts");
  return wantCommand(name);
}

async function programHelp(): Promise<string> {
  const { programHelp } = await import("./lib/cli/help.ts");
  const { COMMANDS } = await import("./lib/cli/commands.ts");
  return programHelp(COMMANDS);
}

async function version(): Promise<string> {
  const { default: config } = await import("./deno.json", { with: { type: "json" } });
  return `discglow ${config.version}`;
}

/** The exit code of an error, after it was told to the user. */
function report(error: unknown, output: Output): number {
  if (error instanceof BrokenPipeError || error instanceof Deno.errors.BrokenPipe) return EXIT_FAILED;
  const code = exitCodeOf(error);
  const number = error instanceof JukeboxError ? error.number : undefined;
  const { message, hint, reasons = [message], hints = [hint] } = told(error);
  if (output.json) {
    output.event({
      event: "error",
      code,
      name: nameOf(error),
      message,
      hint,
      number,
      ...several(reasons, hints),
    });
  } else {
    reasons.forEach((reason, i) => {
      const advice = hints[i];
      output.message(`discglow: ${reason}${advice === undefined ? "" : `; ${advice}`}`);
    });
    if (number !== undefined) output.message(`*error* ${number}`);
  }
  if (Deno.env.get("DISCGLOW_DEBUG") === "1") {
    output.message(error instanceof Error ? stackOf(error) : String(error));
  }
  return code;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT_USAGE;
  if (error instanceof JukeboxError) return error.kind === "usage" ? EXIT_USAGE : EXIT_FAILED;
  return error instanceof StoppedError ? EXIT_STOPPED : EXIT_FAILED;
}

/** What the user is told of an error; a job that cannot work may have several reasons. */
interface Told {
  readonly message: string;
  readonly hint: string | undefined;
  readonly reasons?: readonly string[];
  /** What can be done about each of them. */
  readonly hints?: readonly (string | undefined)[];
}

function told(error: unknown): Told {
  if (error instanceof DiscglowError) return error;
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return { message: `Cannot go on: ${reasonOf(error)}`, hint: undefined };
  }
  return {
    message: `Cannot go on: this should not have happened (${nameOf(error)}: ${reasonOf(error)})`,
    hint: "please report it with the command line and what DISCGLOW_DEBUG=1 adds to this message",
  };
}

function several(reasons: readonly string[], hints: readonly (string | undefined)[]): object {
  return reasons.length > 1 ? { reasons, hints: reasons.map((_, i) => hints[i] ?? null) } : {};
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error}${error instanceof DeviceError ? answerOf(error) : ""}${cause}`;
}

/** The command that failed and what came back, as bytes. */
function answerOf({ answer: { cdb, status, key, asc, ascq } }: DeviceError): string {
  const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
  const facts = [
    cdb === undefined ? "" : `command ${Array.from(cdb, hex).join(" ")}`,
    status === undefined ? "" : `status ${hex(status)}`,
    key === undefined ? "" : `sense ${key.toString(16)}/${hex(asc ?? 0)}/${hex(ascq ?? 0)}`,
  ].filter((fact) => fact !== "");
  return facts.length === 0 ? "" : `\n    ${facts.join(", ")}`;
}

async function run(args: readonly string[]): Promise<number> {
  const output = new Output();
  try {
    const code = await main(args, output);
    output.flush();
    return code;
  } catch (error) {
    output.json ||= args.includes("--json") ||
      (args.includes("json") && findCommand(args[0]!)?.classic === true);
    try {
      return report(error, output);
    } catch {
      return EXIT_FAILED;
    }
  }
}

if (import.meta.main) Deno.exit(await run(Deno.args));

/**
 * Operands that several verbs share, and how they are read.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { parseSlotList } from "../../jukebox/slot_list.ts";
import type { Operand } from "../command.ts";

/** A device of the server. */
export const DEVICE = {
  name: "DEVICE",
  help: "name of its description, with or without .dev",
} as const satisfies Operand;

/** Refuses the path of a description: the server has a folder of its own for them. */
export function refusePath(operand: string | undefined): void {
  if (operand === undefined || !/[/\\]/.test(operand)) return;
  throw new UsageError(`Cannot use ${operand} as the name of a device: it is a path`, {
    hint: `the server looks for descriptions in its own folder; write only ${
      operand.replace(/^.*[/\\]/s, "")
    }`,
  });
}

/** How the server calls a device. */
export function deviceName(operand: string): string {
  return operand.replace(/\.dev$/, "");
}

/** Some slots of it. */
export const LIST = {
  name: "LIST",
  help: "slots: 7, 3,6,40, 3-7 or 2,20-45; without it all",
  optional: true,
} as const satisfies Operand;

/** A job of the server. */
export const JOB = { name: "JOB", help: "number of the job" } as const satisfies Operand;

/** A slot list as the server takes it; `null` for all slots. */
export function slotList(text: string | undefined): string | null {
  parseSlotList(text);
  return text === undefined || text === "" ? null : text;
}

/** A number of an operand. */
export function numberOf(text: string, what: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (number >= least) return number;
  throw new UsageError(`Cannot use ${text} as ${what}: it is not a number from ${least} on`);
}

/** Numbers of drives as in `1,3`; `null` when none were given. */
export function driveList(text: string | undefined): number[] | null {
  if (text === undefined) return null;
  return [...new Set(text.split(",").map((part) => numberOf(part, "the number of a drive", 1)))];
}

/**
 * Lists of slots as users write them: `7`, `3,6,40`, `3-7`, `2,20-45`, nothing for all, `-` for none.
 *
 * @module
 */

import { JukeboxError } from "./errors.ts";

/** Highest slot number that can be meant: element addresses have 16 bits. */
const MOST = 65535;

/**
 * Reads a list.
 *
 * @returns numbers in the order written, each once; `undefined` for all slots
 * @throws {JukeboxError} when it cannot be meant
 */
export function parseSlotList(text: string | null | undefined): number[] | undefined {
  if (text === null || text === undefined || text === "") return undefined;
  if (text === "-") return [];
  const numbers = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    const flaw = match === null
      ? `${part || "nothing"} is no slot`
      : first < 1
      ? "slots are counted from 1"
      : last > MOST
      ? `no changer has a slot ${last}`
      : last < first
      ? `${part} ends before it begins`
      : undefined;
    if (flaw !== undefined) {
      throw new JukeboxError("usage", `Cannot use ${text} as a slot list: ${flaw}`, {
        hint: "write slots as 7, 3,6,40, 3-7 or 2,20-45",
      });
    }
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return [...numbers];
}

/** Writes a list in its shortest form, in rising order. */
export function formatSlotList(numbers: Iterable<number>): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  if (runs.length === 0) return "-";
  return runs.map(([first, last]) => first === last ? `${first}` : `${first}-${last}`).join(",");
}

/**
 * What mtx is told to do with a changer, and how its words about it are read.
 *
 * @module
 */

import type { VirtualElement } from "../../lib/virtual/changer/create.ts";

/** One command of mtx. */
export interface MtxStep {
  readonly name: string;
  /** Its words behind `mtx -f DEVICE`. */
  readonly words: string;
  /** The changer has to refuse it, with words of mtx' own for that. */
  readonly refused?: RegExp;
  /** Bar codes by mtx' name of the element, as they are afterwards; as before when absent. */
  readonly then?: Readonly<Record<string, string>>;
}

/** Slots of the changer; behind them mtx counts mail slots, so that number 6 is the first of these. */
export const SLOTS = 5;

const FIRST = { S1: "DG000001", S2: "DG000002", S3: "DG000003", D0: "DG000004", D1: "DG000005" };

/** What is done, one after the other; QEMU wants discs in the drives at first. */
export const MTX_STEPS: readonly MtxStep[] = [
  { name: "inquiry", words: "inquiry", then: FIRST },
  // a disc that was put in by hand comes from nowhere
  { name: "unload-0", words: "unload 5 0", then: without(FIRST, "D0", { S5: "DG000004" }) },
  { name: "load", words: "load 1 0", then: { S5: "DG000004", D0: "DG000001", D1: "DG000005", ...two() } },
  { name: "load-full", words: "load 2 0", refused: /Drive 0 Full/ },
  { name: "transfer-empty", words: "transfer 1 4", refused: /Element Address 4096 is Empty/ },
  {
    name: "export",
    words: "transfer 2 6",
    then: { S3: "DG000003", S5: "DG000004", S6: "DG000002", D0: "DG000001", D1: "DG000005" },
  },
  { name: "drawer", words: "eepos 1 transfer 6 4", refused: /Illegal Request/ },
  {
    name: "import",
    words: "eepos 0 transfer 6 4",
    then: { S3: "DG000003", S4: "DG000002", S5: "DG000004", D0: "DG000001", D1: "DG000005" },
  },
  {
    name: "exchange",
    words: "exchange 3 5",
    then: { S3: "DG000004", S4: "DG000002", S5: "DG000003", D0: "DG000001", D1: "DG000005" },
  },
  { name: "position", words: "position 4" },
  { name: "inventory", words: "inventory" },
  // to the slot from which it was loaded
  {
    name: "unload-home",
    words: "unload",
    then: { S1: "DG000001", S3: "DG000004", S4: "DG000002", S5: "DG000003", D1: "DG000005" },
  },
  {
    name: "invert",
    words: "invert load 3 0",
    then: { S1: "DG000001", S4: "DG000002", S5: "DG000003", D0: "DG000004", D1: "DG000005" },
  },
];

function two(): Record<string, string> {
  return { S2: FIRST.S2, S3: FIRST.S3 };
}

function without(
  all: Readonly<Record<string, string>>,
  name: string,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const { [name]: _gone, ...rest } = all;
  return { ...rest, ...more };
}

/** Reads what `mtx status` says: bar codes by the element, `S` and its number from 1, or `D` and its number from 0. */
export function readMtxStatus(text: string): Record<string, string> {
  const element = /^\s*(Data Transfer|Storage) Element (\d+)[^:]*:Full.*?VolumeTag ?= ?(\S+)/gm;
  return Object.fromEntries(
    [...text.matchAll(element)].map((
      [, kind, number, tag],
    ) => [`${kind === "Storage" ? "S" : "D"}${number}`, tag!]),
  );
}

/** The same as our own folder tells it. */
export function asMtxCounts(elements: readonly VirtualElement[]): Record<string, string> {
  const full = elements.filter(({ disc }) => disc !== undefined);
  return Object.fromEntries(full.map(({ kind, number, disc }) => {
    const name = kind === "drive" ? `D${number - 1}` : kind === "mail" ? `S${SLOTS + number}` : `S${number}`;
    return [name, disc?.barcode ?? ""];
  }));
}

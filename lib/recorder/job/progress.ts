/**
 * How far a job has come: its threads count in shared memory, and the main thread looks there now and then.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { Phase, RecordEvent } from "../events.ts";
import type { Control } from "../threads/control.ts";

const LOOK_MS = 50;

/** What a thread tells before it counts the first block of a phase. */
const BEGINNINGS: Readonly<Record<string, Phase>> = { buffer: "recording", readable: "comparing" };

/** Which phases have begun, by what was heard: the counts may be ahead of that, and must not be told before. */
export class Phases {
  readonly #begun = new Set<Phase>();

  /** To be called with everything that is told. */
  hear({ event }: RecordEvent): void {
    const phase = BEGINNINGS[event];
    if (phase !== undefined) this.#begun.add(phase);
  }

  /** Whether a phase has begun. */
  has(phase: Phase): boolean {
    return this.#begun.has(phase);
  }
}

/** What is counted. */
export interface Counted {
  readonly control: Control;
  readonly phases: Phases;
  readonly phase: Phase;
  /** All bytes, where that is known. */
  readonly total: number | undefined;
  /** Slots of the ring. */
  readonly slots: number;
  /** An event for every multiple of so many bytes; 0 for none. */
  readonly every: number;
  readonly tell: (event: RecordEvent) => void;
}

/** Tells of progress while some work lasts, and of all that is left to tell at its end. */
export async function withProgress<T>(counted: Counted, work: Promise<T>): Promise<T> {
  let told = 0;
  const look = () => {
    told = tellProgress(counted, told);
  };
  const looking = counted.every > 0 ? setInterval(look, LOOK_MS) : undefined;
  try {
    return await work;
  } finally {
    clearInterval(looking);
    if (counted.every > 0) {
      look();
      tellEnd(counted, told);
    }
  }
}

/** All is done, and it was no multiple. */
function tellEnd(counted: Counted, told: number): void {
  const { phase, total, tell } = counted;
  if (total === undefined || told >= total || bytesOf(counted) < total) return;
  tell({ event: "progress", phase, bytes: total, total, bufferPercent: percentOf(counted) });
}

function bytesOf({ control, phase, total }: Counted): number {
  const blocks = phase === "comparing" ? control.compared : control.written;
  return Math.min(blocks * BLOCK_BYTES, total ?? Infinity);
}

function percentOf({ control, slots }: Counted): number {
  const level = Math.max(0, control.filled - control.emptied);
  return Math.min(100, Math.round(100 * level / slots));
}

function tellProgress(counted: Counted, told: number): number {
  const { phases, phase, total, every, tell } = counted;
  if (!phases.has(phase)) return told;
  const bytes = bytesOf(counted);
  const bufferPercent = percentOf(counted);
  let next = told + every;
  for (; next <= bytes; next += every) {
    tell({ event: "progress", phase, bytes: next, total, bufferPercent });
  }
  return next - every;
}

/**
 * How the virtual drive behaves in time, and how it is changed between two uses.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { inWords } from "./checks.ts";

/** Times are milliseconds; 0 for at once. */
export interface DriveBehaviour {
  /**
   * Fastest recording speed as a multiple of the medium's single speed; 0 takes data as fast as it comes.
   * @default {0}
   */
  readonly speed: number;
  /**
   * Fastest reading speed likewise.
   * @default {0}
   */
  readonly readSpeed: number;
  /**
   * Bytes of the drive's buffer, which matters when `speed` is not 0.
   * @default {4194304}
   */
  readonly buffer: number;
  /**
   * A write that does not fit into the buffer is answered with 2/04/08 instead of waiting for room.
   * @default {false}
   */
  readonly busyWhenFull: boolean;
  /**
   * The drive can interrupt and go on with CD and DVD-R when the buffer runs empty (BUFE).
   * @default {true}
   */
  readonly underrunProtection: boolean;
  /**
   * How long a disc is not ready after it was put in.
   * @default {0}
   */
  readonly spinUp: number;
  /**
   * How long emptying the buffer takes at least.
   * @default {0}
   */
  readonly longWrite: number;
  /**
   * How long closing a track or session takes.
   * @default {0}
   */
  readonly longClose: number;
  /**
   * How long blanking takes.
   * @default {0}
   */
  readonly longBlank: number;
  /**
   * How long formatting takes.
   * @default {0}
   */
  readonly longFormat: number;
  /**
   * What was closed can only be read after the disc was ejected and loaded again.
   * @default {false}
   */
  readonly needsReload: boolean;
}

/** A drive without faults and without waits. */
export const DEFAULT_BEHAVIOUR: DriveBehaviour = {
  speed: 0,
  readSpeed: 0,
  buffer: 4 * 1024 * 1024,
  busyWhenFull: false,
  underrunProtection: true,
  spinUp: 0,
  longWrite: 0,
  longClose: 0,
  longBlank: 0,
  longFormat: 0,
  needsReload: false,
};

const LEAST_BUFFER = 64 * 1024;
/** Largest buffer: that of a drive, not that of a computer. */
const MOST_BUFFER = 1024 ** 3;

/** Completes a behaviour and refuses what cannot be meant. */
export function completeBehaviour(
  given: Partial<DriveBehaviour>,
  base: DriveBehaviour = DEFAULT_BEHAVIOUR,
): DriveBehaviour {
  const flaw = behaviourFlaw(given);
  if (flaw !== undefined) throw new UsageError(`Cannot set up a virtual drive: ${flaw}`);
  return { ...base, ...given };
}

/** What cannot be meant in a behaviour; `undefined` when all of it can. */
export function behaviourFlaw(given: Partial<DriveBehaviour>): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_BEHAVIOUR, name)) return `it has no property ${inWords(name)}`;
    const right = typeof value === typeof DEFAULT_BEHAVIOUR[name as keyof DriveBehaviour] &&
      (typeof value !== "number" || (Number.isFinite(value) && value >= 0));
    if (!right) return `${name} cannot be ${inWords(value)}`;
  }
  const { buffer = DEFAULT_BEHAVIOUR.buffer } = given;
  if (buffer >= LEAST_BUFFER && buffer <= MOST_BUFFER) return undefined;
  return `a buffer of ${buffer} bytes is not one of 64 KiB to 1 GiB`;
}

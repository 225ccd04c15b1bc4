/**
 * What a decoder says about bytes that do not hold what the standard promises. Decoders report and go on:
 * whether a fault matters is for the caller to judge.
 *
 * @module
 */

/** One fault in decoded bytes. */
export interface Fault {
  /** Byte offset of the fault within the bytes that were decoded. */
  at: number;
  /** The structure concerned, in the standard's words. */
  structure: string;
  /** The clause that is broken, such as `ECMA-119 9.1.4`. */
  clause: string;
  /** What was found, as a sentence without a final period. */
  message: string;
}

/** Receives the faults of a decoder, one call each. */
export type Report = (fault: Fault) => void;

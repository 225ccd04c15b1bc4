/**
 * What a check has to say: findings, gathered without growing beyond bounds.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";

/** `error`: a reader may fail or read something else; `warning`: against the letter, but common and read by all. */
export type Severity = "error" | "warning";

/** One fault of an image. */
export interface Finding {
  /** How bad it is. */
  readonly severity: Severity;
  /** Short stable name of the kind of fault, such as `both-endian-mismatch`. */
  readonly id: string;
  /** Logical block where the fault stands. */
  readonly block: number;
  /** Byte of the image where the fault stands. */
  readonly offset: number;
  /** The structure concerned, in the standard's words. */
  readonly structure: string;
  /** The clause that is broken, such as `ECMA-119 9.1.4`. */
  readonly clause: string;
  /** What was found, as a sentence without a final period. */
  readonly message: string;
}

/** What a finding consists of besides its severity; its block follows from the offset. */
export type Facts = [
  id: string,
  offset: number,
  structure: string,
  clause: string,
  message: string | (() => string),
];

/** Findings of one id that are kept; further ones are only counted. */
const KEPT_PER_ID = 1000;

/** Gathers findings. */
export class Findings {
  /** The findings kept, in the order they were made. */
  readonly list: Finding[] = [];
  /** How often each id was found, also beyond those kept. */
  readonly counts: Map<string, number> = new Map();
  readonly #onFinding: ((finding: Finding) => void) | undefined;

  /** Makes an empty collection that tells each finding it keeps. */
  constructor(onFinding?: (finding: Finding) => void) {
    this.#onFinding = onFinding;
  }

  /** Adds an error; the message is only made when the finding is kept. */
  error(...facts: Facts): void {
    this.add("error", ...facts);
  }

  /** Adds a warning; the message is only made when the finding is kept. */
  warning(...facts: Facts): void {
    this.add("warning", ...facts);
  }

  /** Adds a finding; the message is only made when the finding is kept. */
  add(severity: Severity, ...[id, offset, structure, clause, message]: Facts): void {
    const count = (this.counts.get(id) ?? 0) + 1;
    this.counts.set(id, count);
    if (count > KEPT_PER_ID) return;
    const finding: Finding = {
      severity,
      id,
      block: Math.floor(offset / BLOCK_SIZE),
      offset,
      structure,
      clause,
      message: typeof message === "string" ? message : message(),
    };
    this.list.push(finding);
    this.#onFinding?.(finding);
  }
}

/**
 * Faults of virtual drives and changers in words.
 *
 * @module
 */

import { count } from "./count.ts";
import { escapeText } from "./escape.ts";

/** What all faults have. */
interface FaultFacts {
  readonly on: string;
  readonly opcode?: number;
  readonly call?: number;
  readonly times?: number;
  readonly kind?: string;
  readonly sense?: string;
}

/** When a fault happens; `of` what, when it is of one thing only. */
export function faultOccasion({ on, opcode, call, times }: FaultFacts, of: string | undefined): string {
  const parts = [`on ${on}`];
  if (opcode !== undefined) parts.push(`of operation code 0x${opcode.toString(16)}`);
  if (of !== undefined) parts.push(`of ${of}`);
  if (call !== undefined) parts.push(`from call ${call}`);
  if (times !== undefined) parts.push(count(times, "time"));
  return parts.join(", ");
}

/** The same with what happens then. */
export function faultWords(fault: FaultFacts, of: string | undefined): string {
  const { kind = "sense", sense } = fault;
  return `${faultOccasion(fault, of)}: ${kind}${sense === undefined ? "" : ` ${escapeText(sense)}`}`;
}

/**
 * Numbers that are recorded in both byte orders (ECMA-119 7.2.3 and 7.3.3).
 *
 * @module
 */

import { get16L, get16M, get32L, get32M } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";

/** Whether both halves of a number of 32 bits say the same. */
export function agree32(bytes: Uint8Array, at: number): boolean {
  return get32L(bytes, at) === get32M(bytes, at + 4);
}

/** Reports a number of 32 bits whose two byte orders differ. */
export function checkBoth32(
  context: Context,
  bytes: Uint8Array,
  at: number,
  position: number,
  structure: string,
  clause: string,
): void {
  const l = get32L(bytes, at), m = get32M(bytes, at + 4);
  if (l !== m) tell(context, position, structure, clause, l, m);
}

/** Reports a number of 16 bits whose two byte orders differ. */
export function checkBoth16(
  context: Context,
  bytes: Uint8Array,
  at: number,
  position: number,
  structure: string,
  clause: string,
): void {
  const l = get16L(bytes, at), m = get16M(bytes, at + 2);
  if (l !== m) tell(context, position, structure, clause, l, m);
}

function tell(
  context: Context,
  position: number,
  structure: string,
  clause: string,
  l: number,
  m: number,
): void {
  context.findings.error(
    "both-endian-mismatch",
    position,
    structure,
    clause,
    `The two byte orders of a number differ: ${l} (L) and ${m} (M)`,
  );
}

/**
 * Mode page 1Dh, element address assignment (SMC-3): which addresses the elements of each type have.
 *
 * @module
 */

import { get16 } from "../scsi/big_endian.ts";
import type { ElementKind } from "./element.ts";
import type { ElementRange } from "./initialize_range.ts";

/** Page code. */
export const ASSIGNMENT_PAGE = 0x1d;

/** The addresses of each type. */
export type ElementAssignment = Readonly<Record<ElementKind, ElementRange>>;

const BYTES = 18;

/** Reads the page; `undefined` when it ends before its last field. */
export function decodeElementAssignment(page: Uint8Array): ElementAssignment | undefined {
  if (page.length < BYTES) return undefined;
  const range = (at: number): ElementRange => ({ first: get16(page, at), count: get16(page, at + 2) });
  return {
    gripper: range(2), // 2-5
    slot: range(6), // 6-9
    mail: range(10), // 10-13
    drive: range(14), // 14-17
  };
}

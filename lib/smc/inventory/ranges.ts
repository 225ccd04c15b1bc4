/**
 * Which addresses the elements of each type have, as far as mode page 1Dh can be believed.
 *
 * @module
 */

import { attempt } from "../../scsi/attempt.ts";
import { ELEMENT_TYPE, type ElementKind } from "../element.ts";
import type { ElementAssignment } from "../element_assignment.ts";
import type { ElementRange } from "../initialize_range.ts";
import type { Notices } from "./notices.ts";

/** The types of elements, in the order of their codes. */
export const ELEMENT_KINDS: readonly ElementKind[] = Object.keys(ELEMENT_TYPE) as ElementKind[];

/** Element addresses have 16 bits. */
const ADDRESSES = 0x10000;

/**
 * Reads the page; `undefined` when the changer has none or its ranges are impossible.
 *
 * @throws {TransportError} when the changer could not be asked at all
 */
export function believedRanges(
  ask: () => ElementAssignment,
  notices: Notices,
): ElementAssignment | undefined {
  const assignment = attempt(ask);
  if (assignment === undefined) {
    notices.add("the changer does not tell which addresses its elements have (mode page 1Dh)");
    return undefined;
  }
  const trouble = troubleOf(assignment);
  if (trouble !== undefined) notices.add(`${trouble}, so mode page 1Dh is not believed`);
  return trouble === undefined ? assignment : undefined;
}

/** Whether an address lies in a range. */
export function isWithin({ first, count }: ElementRange, address: number): boolean {
  return address >= first && address < first + count;
}

function troubleOf(assignment: ElementAssignment): string | undefined {
  const used = ELEMENT_KINDS.map((kind) => ({ kind, ...assignment[kind] })).filter(({ count }) => count > 0);
  if (used.length === 0) return "the changer has no elements by its own account";
  for (const { kind, first, count } of used) {
    if (first + count > ADDRESSES) return `the last ${kind} has an address that is too high`;
  }
  for (const one of used) {
    for (const other of used) {
      if (
        one.kind < other.kind && one.first < other.first + other.count && other.first < one.first + one.count
      ) {
        return `elements of types ${one.kind} and ${other.kind} have the same addresses`;
      }
    }
  }
  return undefined;
}

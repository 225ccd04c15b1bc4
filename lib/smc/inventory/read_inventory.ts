/**
 * What a changer holds, put together from what it says, which need not be true.
 *
 * @module
 */

import type { ScsiDevice } from "../../scsi/device.ts";
import type { Element, ElementKind, Inventory } from "../element.ts";
import type { ElementAssignment } from "../element_assignment.ts";
import { believedBarcodes } from "./barcodes.ts";
import { Notices } from "./notices.ts";
import { believedRanges, ELEMENT_KINDS, isWithin } from "./ranges.ts";
import { type FoundElement, readElements } from "./read_elements.ts";
import { StatusAsker } from "./status_asker.ts";

/** Options of {@linkcode readInventory}. */
export interface InventoryOptions {
  /**
   * Nothing is to be moved only to find out.
   * @default {false}
   */
  readonly still?: boolean;
}

/**
 * Reads the status of all elements.
 *
 * @param assignment asks for mode page 1Dh
 * @throws {DeviceError} when the changer fails or tells of no element whatever it is asked
 */
export function readInventory(
  device: ScsiDevice,
  assignment: () => ElementAssignment,
  options: InventoryOptions = {},
): Inventory {
  const notices = new Notices();
  const ranges = believedRanges(assignment, notices);
  const asker = new StatusAsker(device, notices, options.still ?? false);
  const found = readElements(asker, ranges, notices);
  if (found.length === 0 && asker.refusal !== undefined) throw asker.refusal;
  for (const { report: { address, cut } } of found) {
    if (cut) notices.add(`what the changer tells of element ${address} is cut off`);
  }
  if (found.length === 0) notices.add("the changer tells of no element");
  return { elements: elementsFrom(found, ranges, believedBarcodes(found, notices)), notices: notices.list() };
}

function elementsFrom(
  found: readonly FoundElement[],
  ranges: ElementAssignment | undefined,
  barcodes: ReadonlyMap<number, string>,
): Element[] {
  const numbers: Record<ElementKind, number> = { gripper: 0, slot: 0, mail: 0, drive: 0 };
  const firsts = firstAddresses(found, ranges);
  // Some changers never set the bit, and nevertheless reach everything.
  const tellsAccess = found.some(({ report }) => report.accessible === true);
  return found.map(({ kind, report: { tag: _, cut: __, accessible, ...report } }) => {
    const first = firsts.get(kind);
    const number = first === undefined ? numbers[kind] + 1 : report.address - first + 1;
    numbers[kind] = number;
    return {
      ...report,
      kind,
      number,
      accessible: tellsAccess ? accessible : undefined,
      barcode: barcodes.get(report.address),
    };
  });
}

/**
 * Address of the first element of each type that is where mode page 1Dh has it: an element behind one that the changer
 * forgets to tell of keeps its number then.
 */
function firstAddresses(
  found: readonly FoundElement[],
  ranges: ElementAssignment | undefined,
): Map<ElementKind, number> {
  const firsts = new Map<ElementKind, number>();
  if (ranges === undefined) return firsts;
  for (const kind of ELEMENT_KINDS) firsts.set(kind, ranges[kind].first);
  for (const { kind, report } of found) {
    if (!isWithin(ranges[kind], report.address)) firsts.delete(kind);
  }
  return firsts;
}

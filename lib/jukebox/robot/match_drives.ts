/**
 * Which drive of a description stands in which element of the changer. A wrong answer would move wrong discs, so
 * that in doubt there is none.
 *
 * @module
 */

import type { Element, Inventory } from "../../smc/element.ts";
import { type DriveMatch, elementsOf } from "./robot.ts";

/** A drive as the description numbers it. */
export interface NumberedDrive {
  /** Logical number. */
  readonly number: number;
  /** Its serial number as it tells it itself; `null` when it does not. */
  readonly serial: string | null;
}

/** Characters of an identification before the serial number: vendor and product. */
const VENDOR_AND_PRODUCT = 24;

/** Finds the element of each drive: by serial number, and what is left over by order, unless anything speaks against it. */
export function matchDrives(inventory: Inventory, drives: readonly NumberedDrive[]): DriveMatch[] {
  const elements = elementsOf(inventory, "drive");
  const known = bySerial(elements, drives);
  const restDrives = drives.filter(({ number }) => !known.has(number));
  const taken = new Set(known.values());
  const restElements = elements.filter((element) => !taken.has(element));
  const sure = isOrderSure(restElements, restDrives) && (restDrives.length < 2 || isSameOrder(known, drives));
  return drives.map((drive): DriveMatch => {
    const { number } = drive;
    const element = known.get(number);
    if (element !== undefined) return { drive: number, address: element.address, by: "serial" };
    if (!sure) return { drive: number, address: undefined, by: "none" };
    return { drive: number, address: restElements[restDrives.indexOf(drive)]!.address, by: "order" };
  });
}

/** Says where the description numbers drives otherwise than the changer, each a sentence without a final period. */
export function driveOrderWords(inventory: Inventory, matches: readonly DriveMatch[]): string[] {
  const elements = elementsOf(inventory, "drive");
  const words: string[] = [];
  for (const { drive, address } of matches) {
    const element = elements.find((element) => element.address === address);
    if (element !== undefined && element.number !== drive) {
      words.push(`drive ${drive} of the description is drive ${element.number} of the changer`);
    } else if (element === undefined) {
      words.push(`drive ${drive} of the description cannot be told apart among the changer's drives`);
    }
  }
  return words;
}

/** Drives whose serial number stands in exactly one element, and in no other drive. */
function bySerial(elements: readonly Element[], drives: readonly NumberedDrive[]): Map<number, Element> {
  const known = new Map<number, Element>();
  for (const { number, serial } of drives) {
    if (serial === null || serial.trim() === "") continue;
    const alike = drives.filter((other) => other.serial?.trim() === serial.trim());
    const fitting = elements.filter((element) => isOf(element, serial.trim()));
    if (fitting.length === 1 && alike.length === 1) known.set(number, fitting[0]!);
  }
  return known;
}

/** The serial number is all of the identification, or its end behind vendor and product: a part of a word is not. */
function isOf({ identifier }: Element, serial: string): boolean {
  if (identifier === undefined) return false;
  return identifier === serial || identifier.endsWith(` ${serial}`) ||
    identifier.slice(VENDOR_AND_PRODUCT).trim() === serial;
}

/** As many of the one as of the other, and nowhere two serial numbers that differ. */
function isOrderSure(elements: readonly Element[], drives: readonly NumberedDrive[]): boolean {
  if (elements.length !== drives.length) return false;
  return drives.every(({ serial }, place) =>
    (serial ?? "").trim() === "" || elements[place]!.identifier === undefined
  );
}

/** The drives that are known have the places in the changer that they have in the description. */
function isSameOrder(known: ReadonlyMap<number, Element>, drives: readonly NumberedDrive[]): boolean {
  return drives.every(({ number }, place) => (known.get(number)?.number ?? place + 1) === place + 1);
}

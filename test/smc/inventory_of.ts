/**
 * What comes of asking a changer that may lie, in short.
 *
 * @module
 */

import type { Element } from "../../lib/smc/element.ts";
import { type Lies, lyingChanger, usualElements } from "./lying_changer.ts";

/** Kind, number, address, and what is in it. */
export function short(elements: readonly Element[]): string[] {
  return elements.map(({ kind, number, address, full, barcode }) =>
    `${kind} ${number} at ${address}${full ? ` holds ${barcode ?? "something"}` : ""}`
  );
}

/** What an honest changer with the usual elements holds. */
export const USUAL: readonly string[] = [
  "gripper 1 at 0",
  "slot 1 at 1000 holds DISC0000",
  "slot 2 at 1001",
  "slot 3 at 1002",
  "slot 4 at 1003 holds DISC0003",
  "slot 5 at 1004",
  "slot 6 at 1005",
  "mail 1 at 10",
  "mail 2 at 11 holds MAIL0001",
  "drive 1 at 500",
  "drive 2 at 501 holds DISC9999",
];

/** The inventory of the usual changer when it lies. */
export function inventoryOf(
  lies: Lies,
  elements = usualElements(),
): { seen: string[]; notices: string[]; commands: number } {
  const { changer, transport } = lyingChanger(elements, lies);
  const { elements: found, notices } = changer.inventory();
  return { seen: short(found), notices: [...notices], commands: transport.seen.length };
}

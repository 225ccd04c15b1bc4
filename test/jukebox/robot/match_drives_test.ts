import { driveOrderWords, matchDrives, type NumberedDrive } from "../../../lib/jukebox/robot/match_drives.ts";
import type { Element, Inventory } from "../../../lib/smc/element.ts";
import { assertEquals } from "../../support/assert.ts";

/** Drives at the addresses 256, 257, …, named so by the changer, with a slot before them. */
function changer(...identifiers: (string | undefined)[]): Inventory {
  const plain = { full: false, accessible: true, source: undefined, inverted: false } as const;
  const rest = { barcode: undefined, exception: undefined, byOperator: false } as const;
  const drives = identifiers.map((identifier, place): Element => ({
    ...plain,
    ...rest,
    kind: "drive",
    address: 256 + place,
    number: place + 1,
    identifier,
  }));
  const slot: Element = { ...plain, ...rest, kind: "slot", address: 1, number: 1, identifier: undefined };
  return { elements: [slot, ...drives], notices: [] };
}

function drives(...serials: (string | null)[]): NumberedDrive[] {
  return serials.map((serial, place) => ({ number: place + 1, serial }));
}

/** Such as `256 by serial`. */
function matched(inventory: Inventory, described: NumberedDrive[]): string[] {
  return matchDrives(inventory, described).map(({ address, by }) => `${address ?? "nothing"} by ${by}`);
}

const full = (serial: string) => `VENDOR  BD-RE BH16NS40  ${serial}`;

Deno.test("drives are found by their serial numbers, alone or behind vendor and product, in any order", () => {
  assertEquals(matched(changer("A1", "B2"), drives("B2", "A1")), ["257 by serial", "256 by serial"]);
  assertEquals(matched(changer(full("A1"), full("B2")), drives("B2", "A1")), [
    "257 by serial",
    "256 by serial",
  ]);
  const packed = "VENDOR  SIXTEENCHARACTERA1";
  assertEquals(matched(changer(packed, full("B2")), drives("A1", "B2")), ["256 by serial", "257 by serial"]);
});

Deno.test("a serial number that is only part of another one is not that drive's", () => {
  assertEquals(matched(changer(full("SN10"), full("SN11")), drives("SN1", "SN11")), [
    "nothing by none",
    "257 by serial",
  ]);
  assertEquals(matched(changer(full("XA1"), full("B2")), drives("A1", "B2")), [
    "nothing by none",
    "257 by serial",
  ]);
});

Deno.test("without serial numbers the order decides, if there are as many drives as elements", () => {
  const byOrder = ["256 by order", "257 by order"];
  assertEquals(matched(changer(undefined, undefined), drives("A1", "B2")), byOrder);
  assertEquals(matched(changer("A1", "B2"), drives(null, null)), byOrder);
  assertEquals(matched(changer(undefined, undefined, undefined), drives("A1", "B2")), [
    "nothing by none",
    "nothing by none",
  ]);
  assertEquals(matched(changer(undefined), drives(null, null)), ["nothing by none", "nothing by none"]);
});

Deno.test("the last drive that is left over stands in the last element that is left over", () => {
  assertEquals(matched(changer("A1", undefined), drives("B2", "A1")), ["257 by order", "256 by serial"]);
  assertEquals(matched(changer("A1", "B2"), drives(null, "A1")), ["257 by order", "256 by serial"]);
});

Deno.test("a serial number that contradicts ends all guessing", () => {
  assertEquals(matched(changer("C3", undefined), drives("A1", "B2")), ["nothing by none", "nothing by none"]);
  assertEquals(matched(changer("A1", "C3"), drives("A1", "B2")), ["256 by serial", "nothing by none"]);
});

Deno.test("where known drives stand in another order, the unknown ones are not told by order", () => {
  assertEquals(matched(changer(undefined, "A1", undefined), drives("A1", null, null)), [
    "257 by serial",
    "nothing by none",
    "nothing by none",
  ]);
  assertEquals(matched(changer("A1", undefined, undefined), drives("A1", null, null)), [
    "256 by serial",
    "257 by order",
    "258 by order",
  ]);
});

Deno.test("a serial number that stands twice tells nothing", () => {
  assertEquals(matched(changer("A1", "A1"), drives("A1", "B2")), ["nothing by none", "nothing by none"]);
  assertEquals(matched(changer("A1", "B2"), drives("A1", "A1")), ["nothing by none", "nothing by none"]);
});

Deno.test("where the description numbers drives otherwise than the changer, that is said", () => {
  const words = (inventory: Inventory, described: NumberedDrive[]) =>
    driveOrderWords(inventory, matchDrives(inventory, described));
  assertEquals(words(changer("A1", "B2"), drives("A1", "B2")), []);
  assertEquals(words(changer("A1", "B2"), drives("B2", "A1")), [
    "drive 1 of the description is drive 2 of the changer",
    "drive 2 of the description is drive 1 of the changer",
  ]);
  assertEquals(words(changer("A1", "C3"), drives("A1", "B2")), [
    "drive 2 of the description cannot be told apart among the changer's drives",
  ]);
});

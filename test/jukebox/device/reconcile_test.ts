import type { Sighting } from "../../../lib/jukebox/device/carrier.ts";
import { keyOf, type Spot } from "../../../lib/jukebox/device/places.ts";
import { type Believed, reconcile } from "../../../lib/jukebox/device/reconcile.ts";
import { assertEquals } from "../../support/assert.ts";

function slot(number: number): Spot {
  return { kind: "slot", number };
}

const GRIPPER: Spot = { kind: "gripper", number: 1 };
const DRIVE: Spot = { kind: "drive", number: 1 };

function seen(spot: Spot, barcode: string | null = null, source?: Spot): Sighting {
  return { spot, full: true, barcode, source, byOperator: false, trouble: undefined };
}

function disc(id: number, spot: Spot | undefined, barcode: string | null = null, home?: number): Believed {
  return { id, spot, barcode, home: home ?? (spot?.kind === "slot" ? spot.number : undefined) };
}

/** Such as `slot 1: 7`; `new` for a disc that nobody has seen before. */
function found(
  sightings: Sighting[],
  believed: Believed[],
  moves: Parameters<typeof reconcile>[2] = [],
): string[] {
  const { assigned, vanished } = reconcile(sightings, believed, moves);
  return [
    ...assigned.map(({ spot, disc, home }) => `${keyOf(spot)}: ${disc ?? "new"} of ${home}`),
    ...vanished.map((id) => `gone: ${id}`),
  ];
}

Deno.test("A disc is where its bar code is, wherever it was believed to be", () => {
  const believed = [disc(7, slot(1), "A"), disc(8, undefined, "B")];
  assertEquals(found([seen(slot(2), "A"), seen(slot(1), "B")], believed), [
    "slot 2: 7 of 2",
    "slot 1: 8 of 1",
  ]);
});

Deno.test("Without a bar code a disc is known by its place, and a readable one decides against it", () => {
  assertEquals(found([seen(slot(1))], [disc(7, slot(1), "A")]), ["slot 1: 7 of 1"]);
  assertEquals(found([seen(slot(1), "B")], [disc(7, slot(1))]), ["slot 1: 7 of 1"]);
  assertEquals(found([seen(slot(1), "B")], [disc(7, slot(1), "A")]), ["slot 1: new of 1", "gone: 7"]);
});

Deno.test("A disc in gripper or drive is that of the move that was under way", () => {
  const believed = [disc(7, slot(1)), disc(8, slot(2))];
  const move = [{ disc: 7, from: slot(1), to: DRIVE }];
  assertEquals(found([seen(GRIPPER), seen(slot(2))], believed, move), [
    "gripper 1: 7 of 1",
    "slot 2: 8 of 2",
  ]);
  assertEquals(found([seen(DRIVE), seen(slot(2))], believed, move), ["drive 1: 7 of 1", "slot 2: 8 of 2"]);
  assertEquals(found([seen(DRIVE), seen(slot(1)), seen(slot(2))], believed, move), [
    "drive 1: new of undefined",
    "slot 1: 7 of 1",
    "slot 2: 8 of 2",
  ]);
});

Deno.test("A disc in a drive is that of the slot it came from, if that is empty", () => {
  const believed = [disc(7, slot(1)), disc(8, slot(2))];
  assertEquals(found([seen(DRIVE, null, slot(1)), seen(slot(2))], believed), [
    "drive 1: 7 of 1",
    "slot 2: 8 of 2",
  ]);
  assertEquals(found([seen(DRIVE, null, slot(1)), seen(slot(1)), seen(slot(2))], believed), [
    "drive 1: new of undefined",
    "slot 1: 7 of 1",
    "slot 2: 8 of 2",
  ]);
});

Deno.test("A home that another disc lies in is nobody's home any more", () => {
  assertEquals(found([seen(DRIVE), seen(slot(1), "B")], [disc(7, DRIVE, null, 1)]), [
    "drive 1: 7 of undefined",
    "slot 1: new of 1",
  ]);
});

Deno.test("Of two discs with the same bar code one has it, and both survive", () => {
  const sightings = [seen(slot(1), "A"), seen(slot(2), "A")];
  assertEquals(found(sightings, [disc(7, slot(2), "A")]), ["slot 1: new of 1", "slot 2: 7 of 2"]);
  const { assigned, notices } = reconcile(sightings, [], []);
  assertEquals(assigned.map(({ barcode }) => barcode), ["A", null]);
  assertEquals(notices, ["The discs in slot 1 and slot 2 have the same bar code A"]);
});

Deno.test("Where nobody has looked a disc may lie as before, and it has not vanished", () => {
  assertEquals(found([seen(slot(2))], [disc(7, slot(1)), disc(8, slot(2))]), ["slot 2: 8 of 2"]);
});

Deno.test("What lies in a mail slot does not belong to the slot it came from", () => {
  const mail: Spot = { kind: "mail", number: 1 };
  const given: Believed = { id: 7, spot: mail, barcode: "A", home: undefined };
  assertEquals(found([seen(mail, "A", slot(1))], [given]), ["mail 1: 7 of undefined"]);
});

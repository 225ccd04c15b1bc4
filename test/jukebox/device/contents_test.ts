import { Contents } from "../../../lib/jukebox/device/contents.ts";
import type { Spot } from "../../../lib/jukebox/device/places.ts";
import { assertEquals } from "../../support/assert.ts";

function spot(kind: Spot["kind"], number: number): Spot {
  return { kind, number };
}

/** Disc 7 in slot 1, disc 8 in slot 2, nothing in slot 3 and in drive 1. */
function filled(): Contents {
  const contents = new Contents();
  const spots = [spot("slot", 3), spot("slot", 1), spot("slot", 2), spot("drive", 1)];
  contents.set(
    spots.map((spot) => {
      const full = spot.kind === "slot" && spot.number < 3;
      return { spot, full, barcode: null, source: undefined, byOperator: false, trouble: undefined };
    }),
    new Map([["slot 1", 7], ["slot 2", 8]]),
    new Map([[7, 1], [8, 2]]),
  );
  return contents;
}

Deno.test("A disc that is carried is where it was put, and its slot is kept for it", () => {
  const contents = filled();
  contents.move(spot("slot", 1), spot("drive", 1));
  assertEquals([contents.spotOf(7), contents.discOfSlot(1)], [spot("drive", 1), 7]);
  assertEquals(contents.freeSlots(), [3]);
  assertEquals(contents.of("slot").map(({ spot, full }) => [spot.number, full]), [
    [1, false],
    [2, true],
    [3, false],
  ]);
});

Deno.test("A disc that changes places with another is found in its new place whatever is written first", () => {
  const contents = filled();
  contents.put({ spot: spot("slot", 2), full: true, barcode: null, disc: 7 });
  contents.put({ spot: spot("slot", 1), full: true, barcode: null, disc: 8 });
  assertEquals([contents.spotOf(7), contents.spotOf(8)], [spot("slot", 2), spot("slot", 1)]);
  contents.put({ spot: spot("slot", 1), full: false, barcode: null, disc: null });
  assertEquals([contents.spotOf(8), contents.discOfSlot(1)], [undefined, null]);
});

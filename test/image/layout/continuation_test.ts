import { ContinuationArea } from "../../../lib/image/layout/continuation.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { u32 } from "../../support/image_of.ts";
import { Random } from "../../support/random.ts";

function entry(length: number, mark: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(mark);
  bytes.set([0x58, 0x58, length, 1]);
  return bytes;
}

/** Follows the parts and returns the marks of the entries. */
function followed(area: Uint8Array, start: number, length: number): number[] {
  const marks: number[] = [];
  for (;;) {
    assert(start % 2048 + length <= 2048, `a part of ${length} bytes at ${start} crosses a block`);
    let next: [number, number] | undefined;
    for (let at = start; at < start + length; at += area[at + 2]!) {
      if (area[at] === 0x43) {
        next = [(u32(area, at + 4) - 1000) * 2048 + u32(area, at + 12), u32(area, at + 20)];
      } else marks.push(area[at + 4]!);
    }
    if (next === undefined) return marks;
    [start, length] = next;
  }
}

Deno.test("ContinuationArea places what it measured, and no part crosses a block", () => {
  const random = new Random(5);
  for (let round = 0; round < 200; round++) {
    const lists = Array.from(
      { length: 1 + random.below(12) },
      (_, list) =>
        Array.from(
          { length: 1 + random.below(24) },
          (_, i) => entry(5 + random.below(251), list * 20 + i & 255),
        ),
    );
    const measured = new ContinuationArea();
    for (const list of lists) measured.place(list);
    const area = new Uint8Array(Math.ceil(measured.used / 2048) * 2048);
    const written = new ContinuationArea(area, 1000);
    for (const list of lists) {
      const { start, length } = written.place(list);
      assertEquals(followed(area, start, length), list.map((one) => one[4]!));
    }
    assertEquals(written.used, measured.used);
  }
});

Deno.test("ContinuationArea fills a block to its last byte", () => {
  const area = new ContinuationArea();
  const list = [...Array.from({ length: 8 }, (_, i) => entry(252, i)), entry(32, 9)];
  const { start, length } = area.place(list);
  assertEquals([start, length], [0, 2048]);
  assertEquals(area.used, 2048);
});

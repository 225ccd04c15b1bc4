import { Ring } from "../../lib/ring/ring.ts";
import { ChecksumList, wordsOf } from "../../lib/recorder/checksum_list.ts";
import { blockChecksum } from "../../lib/recorder/block_checksum.ts";
import { fillRing } from "../../lib/recorder/source/fill_ring.ts";
import { SlotFiller } from "../../lib/recorder/source/slot_filler.ts";
import type { Source } from "../../lib/recorder/source/source.ts";
import { Control, READER } from "../../lib/recorder/threads/control.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { noise } from "./virtual_job.ts";

const SLOT = 8192;

/** A source that gives its bytes in pieces of odd sizes. */
function oddSource(bytes: Uint8Array, failAt = Infinity): Source {
  let at = 0;
  return {
    name: "odd",
    kind: "pipe",
    bytes: undefined,
    repeatable: false,
    unreadable: [],
    head: () => bytes.subarray(0, 0),
    read(into) {
      if (at >= failAt) throw new Error("bad place");
      const part = bytes.subarray(at, Math.min(at + into.length, at + 1 + at % 3001));
      into.set(part);
      at += part.length;
      return part.length;
    },
    rewind() {},
    goesOn: () => at < bytes.length,
    [Symbol.dispose]() {},
  };
}

function emptied(ring: Ring): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let fill = 0;; fill++) {
    const slot = ring.take(fill);
    if (slot === undefined) break;
    parts.push(slot.slice());
    ring.release(fill);
  }
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function setUp(slots = 8) {
  const ring = Ring.create(slots, SLOT);
  ring.data.bytes.fill(0xee);
  const control = new Control();
  const checksums = new ChecksumList();
  return { ring, control, checksums, filler: new SlotFiller(ring, control, checksums, undefined) };
}

Deno.test("Slots are filled completely, and only the last is short, of whole blocks, with zeros at its end", () => {
  const { ring, control, checksums, filler } = setUp();
  const bytes = noise(3 * SLOT + 5000, 1);
  assertEquals(fillRing(oddSource(bytes), filler, undefined), "ended");
  assertEquals([0, 1, 2, 3].map((slot) => ring.data.lengths[slot]), [SLOT, SLOT, SLOT, 6144]);
  const expected = new Uint8Array(3 * SLOT + 6144);
  expected.set(bytes);
  assertEquals(emptied(ring), expected);
  assertEquals([filler.bytes, control.read, control.filled], [bytes.length, 15, 4]);
  assertEquals(control.readerState, READER.ended);
  assertEquals(checksums.length, 15);
  for (let i = 0; i < 15; i++) assertEquals(checksums.at(i), blockChecksum(wordsOf(expected), i * 512));
});

Deno.test("No more than what is wanted is read", () => {
  const { ring, filler } = setUp();
  const bytes = noise(3 * SLOT, 2);
  assertEquals(fillRing(oddSource(bytes), filler, 10_000), "ended");
  assertEquals(emptied(ring).slice(0, 10_000), bytes.slice(0, 10_000));
  assertEquals(filler.bytes, 10_000);
});

Deno.test("A source that ends before what is wanted is told, and what it gave is handed over", () => {
  const { ring, control, filler } = setUp();
  const bytes = noise(10_000, 3);
  assertThrows(
    () => fillRing(oddSource(bytes), filler, 20_000),
    Error,
    "it ended after 10000 of 20000 bytes",
  );
  assertEquals(control.readerState, READER.failed);
  assertEquals(emptied(ring).slice(0, 10_000), bytes);
});

Deno.test("A source that fails hands over what it gave before", () => {
  const { ring, control, filler } = setUp();
  const bytes = noise(30_000, 4);
  assertThrows(() => fillRing(oddSource(bytes, 20_000), filler, undefined), Error, "bad place");
  assertEquals(control.readerState, READER.failed);
  const got = emptied(ring);
  assertEquals(got.slice(0, 20_000), bytes.slice(0, 20_000));
});

Deno.test("Filling ends when nobody wants more", () => {
  const { ring, control, filler } = setUp(2);
  ring.stop();
  assertEquals(fillRing(oddSource(noise(10_000, 5)), filler, undefined), "stopped");
  assertEquals(control.readerState, READER.failed);
  assertEquals(control.filled, 0);
});

import { readCarefully } from "../../lib/recorder/careful_read.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";

/** Blocks of their own number; `attempts` says how often each bad one fails. */
function disc(attempts: ReadonlyMap<number, number>) {
  const left = new Map(attempts);
  const calls: number[] = [];
  const read = (block: number, into: Uint8Array): string | undefined => {
    const count = into.length / 2048;
    calls.push(count);
    for (let i = 0; i < count; i++) {
      const fails = left.get(block + i) ?? 0;
      if (fails > 0) {
        left.set(block + i, fails - 1);
        return "medium error";
      }
      into.fill(block + i, i * 2048, (i + 1) * 2048);
    }
    return undefined;
  };
  return { read, calls };
}

Deno.test("readCarefully reads good blocks in one go", () => {
  const { read, calls } = disc(new Map());
  const into = new Uint8Array(4 * 2048);
  readCarefully(read, 10, into, () => assert(false));
  assertEquals(calls, [4]);
  assertEquals([into[0], into[2048], into[3 * 2048]], [10, 11, 13]);
});

Deno.test("readCarefully gets a block that can be read at the third attempt", () => {
  const { read } = disc(new Map([[11, 3]]));
  const into = new Uint8Array(4 * 2048);
  readCarefully(read, 10, into, () => assert(false));
  assertEquals(into[2048], 11);
});

Deno.test("readCarefully tells each bad block by number and gives zeros for it alone", () => {
  const { read } = disc(new Map([[11, Infinity], [13, Infinity]]));
  const into = new Uint8Array(4 * 2048).fill(0xaa);
  const bad: number[] = [];
  readCarefully(read, 10, into, (block, reason) => {
    assertEquals(reason, "medium error");
    bad.push(block);
  });
  assertEquals(bad, [11, 13]);
  assertEquals([...into.subarray(0, 8192)].filter((_, i) => i % 2048 === 2047), [10, 0, 12, 0]);
});

Deno.test("readCarefully ends where it is told to", () => {
  const { read, calls } = disc(new Map([[11, Infinity]]));
  assertThrows(
    () =>
      readCarefully(read, 10, new Uint8Array(4 * 2048), () => {
        throw new Error("enough");
      }),
    Error,
    "enough",
  );
  assertEquals(calls, [4, 1, 1, 1, 1]);
});

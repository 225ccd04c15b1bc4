import { BLOCK_WORDS, blockChecksum, foldChecksums } from "../../lib/recorder/block_checksum.ts";
import { ChecksumList } from "../../lib/recorder/checksum_list.ts";
import { assert, assertEquals, assertNotEquals } from "../support/assert.ts";
import { Random } from "../support/random.ts";

const PRIME = [2654435761n, 2246822519n, 3266489917n];
const LOW = 0xffffffffn;

function rotated(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (32n - bits))) & LOW;
}

/** XXH32 of whole stripes as its specification writes it, with seed 0. */
function specified(words: Int32Array): bigint {
  const [p1, p2, p3] = PRIME as [bigint, bigint, bigint];
  const lanes = [(p1 + p2) & LOW, p2, 0n, (-p1) & LOW];
  words.forEach((word, i) => {
    const lane = (lanes[i % 4]! + BigInt(word >>> 0) * p2) & LOW;
    lanes[i % 4] = (rotated(lane, 13n) * p1) & LOW;
  });
  const turns = [1n, 7n, 12n, 18n];
  let hash = lanes.reduce((sum, lane, i) => sum + rotated(lane, turns[i]!), 0n) & LOW;
  hash = (hash + BigInt(4 * words.length)) & LOW;
  hash = ((hash ^ (hash >> 15n)) * p2) & LOW;
  hash = ((hash ^ (hash >> 13n)) * p3) & LOW;
  return hash ^ (hash >> 16n);
}

Deno.test("blockChecksum is XXH32 of the block it is pointed at", () => {
  const random = new Random(1);
  const words = new Int32Array(random.bytes(3 * 2048).buffer);
  for (let block = 0; block < 3; block++) {
    const from = block * BLOCK_WORDS;
    const own = words.subarray(from, from + BLOCK_WORDS);
    assertEquals(BigInt(blockChecksum(words, from) >>> 0), specified(own));
  }
});

Deno.test("blockChecksum of zeros is that of the published algorithm", () => {
  const zeros = new Int32Array(BLOCK_WORDS);
  assertEquals(BigInt(blockChecksum(zeros, 0) >>> 0), specified(zeros));
});

Deno.test("blockChecksum changes with every single bit", () => {
  const random = new Random(2);
  const words = new Int32Array(random.bytes(2048).buffer);
  const before = blockChecksum(words, 0);
  for (let i = 0; i < 200; i++) {
    const word = random.below(BLOCK_WORDS);
    const bit = 1 << random.below(32);
    words[word]! ^= bit;
    assertNotEquals(blockChecksum(words, 0), before);
    words[word]! ^= bit;
  }
  assertEquals(blockChecksum(words, 0), before);
});

Deno.test("foldChecksums tells another value, another order and another number of checksums", () => {
  const fold = (...checksums: number[]) => foldChecksums(Int32Array.from(checksums));
  assertNotEquals(fold(1, 2, 3), fold(1, 2, 4));
  assertNotEquals(fold(1, 2, 3), fold(1, 3, 2));
  assertNotEquals(fold(1, 2), fold(1, 2, 0));
  assertEquals(fold(1, 2, 3), fold(1, 2, 3));
});

Deno.test("ChecksumList keeps as many as are added, across its chunks, and travels by its chunks", () => {
  const list = new ChecksumList();
  const count = (1 << 18) + 3;
  for (let i = 0; i < count; i++) list.add(i ^ 0x55);
  assertEquals(list.length, count);
  assertEquals(list.chunks.length, 2);
  const joined = new ChecksumList(list.chunks, list.length);
  assert([0, 7, (1 << 18) - 1, 1 << 18, count - 1].every((i) => joined.at(i) === (i ^ 0x55)));
});

import { BLOCK_SIZE, blocksOf, MAX_EXTENT_BYTES, SYSTEM_AREA_BLOCKS } from "../../lib/iso9660/block.ts";
import { assertEquals } from "../support/assert.ts";

Deno.test("blocksOf() rounds up, also beyond 4 GiB", () => {
  assertEquals(
    [0, 1, 2048, 2049, 2 ** 32, 2 ** 32 + 1, 2 ** 42].map(blocksOf),
    [0, 1, 1, 2, 2097152, 2097153, 2 ** 31],
  );
});

Deno.test("MAX_EXTENT_BYTES is the largest whole number of blocks below 4 GiB", () => {
  assertEquals(MAX_EXTENT_BYTES, 2 ** 32 - BLOCK_SIZE);
  assertEquals(SYSTEM_AREA_BLOCKS * BLOCK_SIZE, 32768);
});

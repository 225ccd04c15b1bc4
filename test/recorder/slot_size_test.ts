import { slotBytesFor } from "../../lib/recorder/drive/slot_size.ts";
import { assertEquals } from "../support/assert.ts";

Deno.test("slotBytesFor is one command to the drive, of whole blocks of every family where that can be", () => {
  const KIB = 1024;
  const expected = [[64 << 10, 64], [1 << 20, 256], [256 << 10, 256], [200 << 10, 192], [
    65 << 10,
    64,
  ]] as const;
  for (const [maxTransfer, kibibytes] of expected) assertEquals(slotBytesFor(maxTransfer), kibibytes * KIB);
  assertEquals(slotBytesFor(60 << 10), 32 * KIB);
  assertEquals(slotBytesFor(20_000), 18_432);
  assertEquals(slotBytesFor(1), 2048);
});

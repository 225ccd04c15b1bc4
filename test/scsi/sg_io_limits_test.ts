import { openSgIo } from "../../lib/scsi/sg_io.ts";
import { assertEquals } from "../support/assert.ts";
import { FakeKernel, fakeLinux } from "./fake_linux.ts";

/** The limit of a drive with these files in its queue, when its node answers BLKSECTGET so. */
function limit(queue: Record<string, number> | undefined, asked?: number): number {
  using linux = fakeLinux({
    address: "0:0:0:0",
    isNull: true,
    ...(queue === undefined ? {} : { block: "sr0", queue }),
  });
  const system = new FakeKernel();
  system.limit = asked;
  return openSgIo("/dev/null", {}, { system, roots: linux.roots }).maxTransfer;
}

Deno.test("The smaller of the queue's limits counts", () => {
  assertEquals(limit({ max_hw_sectors_kb: 512, max_sectors_kb: 128 }), 128 * 1024);
  assertEquals(limit({ max_hw_sectors_kb: 120, max_sectors_kb: 1280 }), 120 * 1024);
  assertEquals(limit({ max_hw_sectors_kb: 240 }), 240 * 1024);
});

Deno.test("Scattered memory is limited by the number of segments", () => {
  assertEquals(limit({ max_hw_sectors_kb: 2048, max_sectors_kb: 2048, max_segments: 33 }), 32 * 4096);
  assertEquals(limit({ max_hw_sectors_kb: 2048, max_sectors_kb: 2048, max_segments: 1 }), 4096);
});

Deno.test("A limit is a whole number of blocks, at least one, and within reason", () => {
  assertEquals(limit({ max_hw_sectors_kb: 127, max_sectors_kb: 127 }), 126 * 1024);
  assertEquals(limit({ max_hw_sectors_kb: 1, max_sectors_kb: 1 }), 2048);
  assertEquals(limit({ max_hw_sectors_kb: 2147483647, max_sectors_kb: 2147483647 }), 16 * 1024 * 1024);
});

Deno.test("Where the queue cannot be read, the node is asked in its own unit", () => {
  assertEquals(limit(undefined, 240), 240 * 512);
  // Only 16 bits are written by a block device.
  assertEquals(limit({}, 0x00010080), 128 * 512);
});

Deno.test("A generic node tells its limit in bytes, and has memory set aside", () => {
  using linux = fakeLinux();
  const { roots } = linux;
  const system = new FakeKernel();
  system.limit = 524288;
  assertEquals(openSgIo("/dev/sg0", {}, { system, roots }).maxTransfer, 524288);
  assertEquals(system.requests.at(-1), [0x2275, 262144]);
  const other = new FakeKernel();
  openSgIo("/dev/sr0", {}, { system: other, roots });
  assertEquals(other.requests.map(([request]) => request), [0x1267]);
});

Deno.test("A generic node is known by whatever name leads to it", () => {
  using linux = fakeLinux();
  linux.write("dev/sg0", "");
  linux.link("dev/changer", linux.folder.at("dev/sg0"));
  const system = new FakeKernel();
  system.limit = 122880;
  openSgIo(linux.folder.at("dev/changer"), {}, { system, roots: linux.roots });
  assertEquals(system.requests, [[0x1267, 0], [0x2275, 122880]]);
});

Deno.test("Without any answer a length is taken that all drives can do", () => {
  assertEquals([limit(undefined), limit({}, 0)], [65536, 65536]);
});

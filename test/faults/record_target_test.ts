import { readVirtualDisc } from "../../lib/virtual/create.ts";
import type { Fault } from "../../lib/virtual/faults.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "../recorder/virtual_job.ts";

const BYTES = 3_000_001;
const BLOCKS = 1465;

/** Where a recording can fail. */
const PLACES = [["first", 0], ["a middle", 700], ["the last", BLOCKS - 1]] as const;

const FAMILIES = ["cd-r", "dvd-r", "dvd+r", "dvd+rw", "dvd-ram", "bd-r", "bd-re"];

for (const media of FAMILIES) {
  for (const [place, block] of PLACES) {
    Deno.test(`record on ${media} names a medium error at ${place} block, and what stands on the disc`, async () => {
      using dir = tempFolder();
      const rig = new Rig(dir, { media, bytes: BYTES, faults: [{ on: "write", block }] });
      await leavesNothing(dir.path, async () => {
        const error = await rig.fails({ verify: true });
        assertEquals(error.reasons.length, 2);
        assertMatch(error.reasons[0]!, /^Cannot write the \d+ blocks from block \d+ on .*\(3\/0C\/00\)$/);
        assertMatch(error.reasons[1]!, /^(Reading .* was stopped after|All) \d+ bytes/);
        assertEquals(rig.told("trouble").map(({ side }) => side), ["target", "source"]);
        assertEquals(rig.told("disc").length, 1);
        const blocks = error.report?.blocks ?? 0;
        assert(blocks <= block, `${blocks} blocks are said to stand there`);
        if (error.report !== undefined) rig.assertHolds(error.report.firstBlock, blocks);
        rig.assertUnlocked();
      });
    });
  }
}

Deno.test("record is not disturbed by a drive that has news in the middle", async () => {
  using dir = tempFolder();
  const faults: Fault[] = [{ on: "write", call: 3, times: 1, kind: "attention", sense: "6/2E/00" }];
  const rig = new Rig(dir, { bytes: BYTES, faults });
  const report = await rig.record({ verify: true });
  assertEquals([report.different, report.compared], [[], report.blocks]);
});

for (const sense of ["6/28/00", "6/29/00"]) {
  Deno.test(`record ends when the drive says ${sense} in the middle, though it goes on taking blocks`, async () => {
    using dir = tempFolder();
    const faults: Fault[] = [{ on: "write", call: 3, times: 1, kind: "attention", sense }];
    const rig = new Rig(dir, { bytes: BYTES, faults });
    const error = await rig.fails({ verify: true });
    assertMatch(error.message, /^Cannot go on writing on .*/);
    assertStringIncludes(error.message, sense);
    assert(error.hints[0] !== undefined);
    rig.assertHolds(error.report!.firstBlock, error.report!.blocks);
    rig.assertUnlocked();
  });
}

Deno.test("record does not go on comparing with another disc", async () => {
  using dir = tempFolder();
  const faults: Fault[] = [{ on: "read", call: 4, times: 1, kind: "attention", sense: "6/28/00" }];
  const rig = new Rig(dir, { bytes: BYTES, faults });
  const error = await rig.fails({ verify: true });
  assertMatch(error.message, /^Cannot go on reading on .*6\/28\/00/);
  assertEquals(error.report!.blocks, 1472);
});

Deno.test("record waits for a drive whose buffer is full", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES, drive: { speed: 4, buffer: 512 << 10, busyWhenFull: true } });
  const report = await rig.record({ verify: true });
  assertEquals(report.different, []);
  rig.assertHolds(0, report.blocks);
});

for (
  const [what, kind, trouble] of [
    ["disappears", "gone", /^Cannot reach .*: the drive is gone$/],
    ["loses its disc", "removal", /^Cannot write .*\(2\/3A\/00\)$/],
  ] as const
) {
  Deno.test(`record ends when the drive ${what}, and says so on both sides`, async () => {
    using dir = tempFolder();
    const rig = new Rig(dir, { bytes: BYTES, faults: [{ on: "write", block: 700, kind }] });
    await leavesNothing(dir.path, async () => {
      const error = await rig.fails({ verify: true });
      assertMatch(error.reasons[0]!, trouble);
      assertEquals(error.reasons.length, 2);
      const { blocks, firstBlock } = error.report!;
      rig.assertHolds(firstBlock, blocks);
      assertEquals(rig.told("disc").length, 1);
    });
  });
}

Deno.test("record says what it knows when closing the disc fails", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES, faults: [{ on: "command", opcode: 0x5b, sense: "3/73/00" }] });
  const error = await rig.fails({ verify: true });
  assertMatch(error.reasons[0]!, /^Cannot close .*\(3\/73\/00\)$/);
  assertEquals(readVirtualDisc(rig.disc).finalised, false);
  rig.assertHolds(error.report!.firstBlock, error.report!.blocks);
  rig.assertUnlocked();
});

Deno.test("record names blocks that cannot be read back, and retries them first", async () => {
  using dir = tempFolder();
  const lasting = new Rig(dir, {
    bytes: BYTES,
    faults: [{ on: "read", block: 100 }, { on: "read", block: 1400 }],
  });
  const report = await lasting.record({ verify: true });
  assertEquals(report.different, [{ first: 100, count: 1 }, { first: 1400, count: 1 }]);
  assertEquals(lasting.told("compared")[0]!.unreadable, report.different);
  const passing = new Rig(dir, { bytes: BYTES, faults: [{ on: "read", block: 100, times: 3 }], name: "2" });
  assertEquals((await passing.record({ verify: true })).different, []);
});

Deno.test("record tells every unreadable block of one command, also where the source holds zeros", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES, faults: [{ on: "read", block: 8 }, { on: "read", block: 12 }] });
  rig.bytes.fill(0);
  await Deno.writeFile(rig.source, rig.bytes);
  const report = await rig.record({ verify: true });
  assertEquals(report.different, [{ first: 8, count: 1 }, { first: 12, count: 1 }]);
});

Deno.test("record fails when nothing can be compared, and says that the disc was recorded", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES, faults: [{ on: "read", sense: "5/30/02" }] });
  const error = await rig.fails({ verify: true });
  assertMatch(error.message, /^Cannot read the disc in .*\(5\/30\/02\)$/);
  assertEquals(error.report!.compared, 0);
  rig.assertHolds(error.report!.firstBlock, error.report!.blocks);
  rig.assertUnlocked();
});

for (const media of ["cd-r", "dvd-r", "bd-r"]) {
  Deno.test(`record on ${media} writes nothing after a preflight that fails, with all reasons at once`, async () => {
    using dir = tempFolder();
    const rig = new Rig(dir, { media, bytes: 4096 });
    const before = JSON.stringify(readVirtualDisc(rig.disc));
    const recordFile = dir.at("no/such/folder");
    const error = await rig.fails({ size: 200 * 1024 ** 3, recordFile });
    assertEquals(error.report, undefined);
    assert(error.reasons.some((reason) => /\d+ blocks \(\d+ bytes\) are needed/.test(reason)));
    assert(error.reasons.some((reason) => reason.startsWith("Cannot keep the record")));
    assertEquals(JSON.stringify(readVirtualDisc(rig.disc)), before);
    rig.assertUnlocked();
  });
}

Deno.test("record refuses a closed disc, an empty source, and its own disc as the source", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4096 });
  await rig.record();
  assertMatch((await rig.fails()).message, /closed/);
  const other = new Rig(dir, { bytes: 4096, name: "2" });
  await Deno.writeFile(dir.at("empty"), new Uint8Array());
  assertMatch((await other.fails({ source: dir.at("empty") })).message, /it is empty$/);
  assertMatch((await other.fails({ source: other.disc })).message, /source and target are the same$/);
  assertMatch((await other.fails({ source: other.target })).message, /source and target are the same$/);
  assertMatch((await other.fails({ source: dir.at("none") })).message, /^Cannot open .*no such file/i);
  assertMatch((await other.fails({ source: dir.path })).message, /it is a directory$/);
  const both = await rig.fails({ source: dir.at("none"), target: `virtual:${dir.at("nothing")}` });
  assertEquals(both.reasons.length, 2);
});

Deno.test("record writes nothing on a disc that was put in after it had looked", async () => {
  using dir = tempFolder();
  const faults: Fault[] = [{ on: "command", opcode: 0xb6, times: 1, kind: "attention", sense: "6/28/00" }];
  const rig = new Rig(dir, { bytes: BYTES, faults });
  const error = await rig.fails();
  assertMatch(error.message, /^Cannot go on to write on .*6\/28\/00/);
  assertEquals(error.report, undefined);
  assertEquals((await Deno.stat(rig.disc)).size, 0);
  rig.assertUnlocked();
});

Deno.test("record does not believe a drive that was reset while its buffer was to be written out", async () => {
  using dir = tempFolder();
  const faults: Fault[] = [{ on: "command", opcode: 0x35, times: 1, kind: "attention", sense: "6/29/00" }];
  const rig = new Rig(dir, { bytes: BYTES, faults });
  const error = await rig.fails();
  assertMatch(error.message, /^Cannot write its buffer to the disc on .*6\/29\/00/);
  rig.assertUnlocked();
});

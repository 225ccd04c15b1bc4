import { addFault } from "../../lib/virtual/create.ts";
import { createPressedDisc } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { BLOCK, noise, Rig } from "../recorder/virtual_job.ts";

const BYTES = 4 << 20;
/** More than the ring holds, so that recording has begun when a later place is reached. */
const PLACES = [["first", 0], ["a middle", 2 << 20], ["the last", BYTES - BLOCK]] as const;

/** A stream that breaks after so many bytes. */
function breaking(bytes: Uint8Array, after: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= after) return controller.error(new Error("the feed broke"));
      const part = bytes.slice(sent, Math.min(after, sent + (64 << 10)));
      sent += part.length;
      controller.enqueue(part);
    },
  });
}

for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r", "bd-re"]) {
  for (const [place, after] of PLACES) {
    Deno.test(`record on ${media} keeps what it has when a stream breaks at ${place} block`, async () => {
      using dir = tempFolder();
      const rig = new Rig(dir, { media, bytes: BYTES });
      await leavesNothing(dir.path, async () => {
        const source = { stream: breaking(rig.bytes, after), bytes: BYTES, name: "the feed" };
        const error = await rig.fails({ source, verify: true });
        assertEquals(error.reasons[0], "Cannot read the feed: the feed broke");
        const blocks = error.report?.blocks ?? 0;
        if (after === 0) assertEquals([error.reasons.length, error.report], [1, undefined]);
        else {
          assertEquals(rig.told("trouble").map(({ side }) => side), ["source", "target"]);
          assertMatch(
            error.reasons[1]!,
            new RegExp(`ended after ${blocks} of 2\\d+ blocks, as the source failed`),
          );
          assertEquals(blocks >= Math.floor(after / BLOCK), true, `${blocks} blocks`);
          rig.assertHolds(error.report!.firstBlock, Math.min(blocks, after / BLOCK));
        }
        rig.assertUnlocked();
      });
    });
  }
}

Deno.test("record writes nothing when the source breaks before the ring is full", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES });
  const source = { stream: breaking(rig.bytes, 500_000), bytes: BYTES, name: "the feed" };
  const error = await rig.fails({ source });
  assertEquals(error.report, undefined);
  assertMatch(error.reasons[1]!, /^Nothing was written/);
  assertEquals((await Deno.stat(rig.disc)).size, 0);
});

Deno.test("record tells a file that ends before its time, and how far it got", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 12 << 20 });
  const error = await rig.fails({
    onEvent: ({ event }) => {
      if (event === "planned") Deno.truncateSync(rig.source, 4 << 20);
    },
  });
  assertMatch(error.reasons[0]!, /^Cannot read all of .*: it ended after 4194304 of 12582912 bytes$/);
  const { blocks, firstBlock } = error.report!;
  assertEquals(blocks, 2048);
  rig.assertHolds(firstBlock, blocks);
});

Deno.test("record says that a file has grown while it was read", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES });
  const report = await rig.record({
    onEvent: ({ event }) => {
      if (event === "planned") Deno.writeFileSync(rig.source, new Uint8Array(10), { append: true });
    },
  });
  assertEquals(report.bytes, BYTES);
  assert(rig.told("notice").some(({ message }) => message.includes("goes on")));
});

/** A disc in another drive, of which some blocks cannot be read. */
async function badDisc(path: string, blocks: number, bad: readonly number[]): Promise<Uint8Array> {
  createPressedDisc(path, [{ blocks }]);
  const bytes = noise(blocks * BLOCK, blocks);
  await Deno.writeFile(path, bytes);
  for (const block of bad) addFault(path, { on: "read", block });
  return bytes;
}

for (const [place, block] of [["first", 0], ["a middle", 1000], ["the last", 2047]] as const) {
  Deno.test(`record stops a copy at ${place} block that cannot be read, and names it`, async () => {
    using dir = tempFolder();
    await badDisc(dir.at("from"), 2048, [block]);
    const rig = new Rig(dir);
    await leavesNothing(dir.path, async () => {
      const error = await rig.fails({ source: `virtual:${dir.at("from")}` });
      assertMatch(error.reasons[0]!, new RegExp(`^Cannot read block ${block} on .*\\(3/11/00\\)$`));
      assertMatch(error.hint!, /--keep-going/);
    });
    rig.assertUnlocked();
  });
}

Deno.test("record goes on with zeros when it is told to, lists the blocks, and proves the rest", async () => {
  using dir = tempFolder();
  const bytes = await badDisc(dir.at("from"), 2048, [0, 1000, 1001, 2047]);
  const rig = new Rig(dir);
  const report = await rig.record({ source: `virtual:${dir.at("from")}`, keepGoing: true, verify: true });
  const bad = [{ first: 0, count: 1 }, { first: 1000, count: 2 }, { first: 2047, count: 1 }];
  assertEquals(report.unreadable, bad);
  assertEquals(rig.told("unreadable"), [{ event: "unreadable", ranges: bad }]);
  assertEquals(report.different, []);
  for (const block of [0, 1000, 1001, 2047]) bytes.fill(0, block * BLOCK, (block + 1) * BLOCK);
  rig.bytes = new Uint8Array(bytes);
  rig.assertHolds(0, 2048);
});

Deno.test("record refuses a disc with audio tracks in one sentence", async () => {
  using dir = tempFolder();
  createPressedDisc(dir.at("music"), [{ blocks: 400 }, { blocks: 600, kind: "audio" }]);
  const rig = new Rig(dir);
  const error = await rig.fails({ source: `virtual:${dir.at("music")}` });
  assertEquals(error.reasons.length, 1);
  assertMatch(error.message, /^Cannot copy the disc in .*: track 2 holds audio$/);
  assertEquals((await Deno.stat(rig.disc)).size, 0);
});

Deno.test("record does not go on copying from another disc", async () => {
  using dir = tempFolder();
  await badDisc(dir.at("from"), 2048, []);
  addFault(dir.at("from"), { on: "read", call: 4, times: 1, kind: "attention", sense: "6/28/00" });
  const rig = new Rig(dir);
  const error = await rig.fails({ source: `virtual:${dir.at("from")}` });
  assertMatch(error.message, /^Cannot go on reading on .*6\/28\/00/);
  rig.assertUnlocked();
});

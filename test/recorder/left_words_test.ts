import type { MediumSummary } from "../../lib/mmc/medium.ts";
import { leftWords, standingBlocks } from "../../lib/recorder/left_words.ts";
import { assertEquals } from "../support/assert.ts";

const MEDIUM: MediumSummary = {
  name: "BD-R",
  profile: 0x41,
  family: "bd-r",
  state: "appendable",
  capacity: 1000,
  free: 900,
  nextWritable: 100,
  erasable: false,
  sessions: 0,
  tracks: [{ number: 1, session: 1, first: 0, blocks: 100, kind: "data", open: true }],
  writeSpeeds: [],
  baseSpeed: 4496,
  mediaId: undefined,
};
const LEFT = {
  medium: MEDIUM,
  firstBlock: 0,
  taken: 96,
  tried: 96,
  failed: false,
  preview: false,
  readable: true,
};

Deno.test("standingBlocks believes a disc that has less than the drive has taken", () => {
  assertEquals(standingBlocks(LEFT), 96);
  assertEquals(standingBlocks({ ...LEFT, firstBlock: 90 }), 10);
  assertEquals(standingBlocks({ ...LEFT, firstBlock: 200 }), 0);
});

Deno.test("standingBlocks does not count what a failed write may have left", () => {
  assertEquals(standingBlocks({ ...LEFT, tried: 128 }), 96);
});

Deno.test("standingBlocks counts what was taken where blocks are recorded anywhere, or nobody tells", () => {
  const announced: MediumSummary = { ...MEDIUM, nextWritable: 0, tracks: [] };
  assertEquals(
    leftWords({ ...LEFT, medium: announced, taken: 0, tried: 0 }),
    "Nothing was recorded on the BD-R, which is open",
  );
  const anywhere: MediumSummary = { ...MEDIUM, state: "overwriteable", nextWritable: undefined, tracks: [] };
  assertEquals(standingBlocks({ ...LEFT, medium: anywhere }), 96);
  assertEquals(standingBlocks({ ...LEFT, medium: undefined }), 96);
});

Deno.test("leftWords says what stands on the disc, and in which state it is", () => {
  assertEquals(
    leftWords(LEFT),
    "96 blocks stand on the BD-R from block 0 on; it is open, with 900 blocks free",
  );
  const failed = leftWords({ ...LEFT, failed: true, tried: 128 });
  assertEquals(failed, "At least 96 blocks stand on the BD-R from block 0 on; it is open");
  const hidden = leftWords({ ...LEFT, readable: false });
  assertEquals(
    hidden,
    "96 blocks stand on the BD-R from block 0 on; it is open, and this drive cannot read it",
  );
  const silent = { ...MEDIUM, nextWritable: undefined };
  assertEquals(
    leftWords({ ...LEFT, medium: silent }),
    "96 blocks stand on the BD-R from block 0 on; it is open",
  );
  const closed: MediumSummary = { ...MEDIUM, state: "closed", nextWritable: undefined };
  assertEquals(
    leftWords({ ...LEFT, medium: closed, tried: 128, readable: false }),
    "At least 96 blocks stand on the BD-R from block 0 on; it is closed, and this drive cannot read it",
  );
});

Deno.test("leftWords counts one block in the singular", () => {
  const medium: MediumSummary = { ...MEDIUM, free: 1 };
  const words = "1 block stands on the BD-R from block 0 on; it is open, with 1 block free";
  assertEquals(leftWords({ ...LEFT, medium, taken: 1, tried: 1 }), words);
});

Deno.test("leftWords says when nothing was recorded, and when that is not known", () => {
  const blank: MediumSummary = { ...MEDIUM, state: "blank", nextWritable: 0, tracks: [] };
  assertEquals(
    leftWords({ ...LEFT, medium: blank, taken: 0 }),
    "Nothing was recorded on the BD-R, which is blank",
  );
  const anywhere: MediumSummary = { ...MEDIUM, name: "BD-RE", state: "overwriteable" };
  assertEquals(
    leftWords({ ...LEFT, medium: anywhere, taken: 0 }),
    "What the first write has left on the BD-RE from block 0 on is not known; it is overwriteable",
  );
  assertEquals(leftWords({ ...LEFT, preview: true }), "Nothing was recorded on the BD-R: it was a preview");
});

Deno.test("leftWords says what the drive had taken when it no longer answers", () => {
  const gone = { ...LEFT, medium: undefined };
  assertEquals(
    leftWords(gone),
    "The drive does not tell what is on the disc; it had taken 96 blocks from block 0 on",
  );
  assertEquals(leftWords({ ...gone, taken: 0, tried: 0 }), "The drive does not tell what is on the disc");
});

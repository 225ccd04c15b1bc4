import { DeviceError } from "../../lib/errors.ts";
import { examineMedium } from "../../lib/mmc/examine.ts";
import type { MediumSummary } from "../../lib/mmc/medium.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import {
  ATIP_ANSWER,
  CAPABILITIES_ANSWER,
  capacityAnswer,
  configurationAnswer,
  discAnswer,
  formatAnswer,
  speedsAnswer,
  tocAnswer,
  trackAnswer,
  type TrackFields,
} from "./answers.ts";
import { bytes, type Replies, type Reply, scriptedDrive } from "./scripted_drive.ts";

const READY = new Uint8Array(0);

/** Tracks by number; FFh is the invisible one. */
function tracks(by: Readonly<Record<number, TrackFields>>) {
  return (cdb: Uint8Array): Reply => {
    const fields = by[cdb[5]!];
    return fields === undefined ? "5/24/00" : trackAnswer(fields);
  };
}

/** READ TOC by format. */
function toc(by: Readonly<Record<number, Uint8Array>>) {
  return (cdb: Uint8Array): Reply => by[cdb[2]!] ?? "5/24/00";
}

function examine(profile: number, replies: Replies): MediumSummary {
  const medium = examineMedium(
    scriptedDrive({ 0x00: READY, 0x46: configurationAnswer(profile, [profile]), ...replies }).drive,
  );
  if (medium === undefined) throw new Error("there is a medium");
  return medium;
}

/** Only what is said of its fill. */
function space({ state, capacity, free, nextWritable }: MediumSummary) {
  return [state, capacity, free, nextWritable];
}

Deno.test("no medium is what TEST UNIT READY says, whatever else the drive still answers", () => {
  const { drive } = scriptedDrive({
    0x00: "2/3A/00",
    0x46: configurationAnswer(0x1b, [0x1b]),
    0x51: discAnswer(0, 0),
    0x52: trackAnswer({ valid: 1, free: 2_295_104 }),
  });
  assertEquals(examineMedium(drive), undefined);
});

Deno.test("a drive that cannot use its medium is an error, one that spins up is waited for", () => {
  const stuck = scriptedDrive({ 0x00: "4/44/00" });
  assertThrows(
    () => examineMedium(stuck.drive),
    DeviceError,
    "Cannot use the disc on the drive: hardware error",
  );
  const unknown = scriptedDrive({ 0x00: "2/30/00", 0x46: configurationAnswer(0, [0x1b]) });
  assertThrows(() => examineMedium(unknown.drive), DeviceError, "Cannot use the disc on the drive: ");
  let asked = 0;
  const medium = examine(0x1b, { 0x00: () => asked++ < 2 ? "2/04/01" : READY, 0x51: discAnswer(0, 0) });
  assertEquals([medium.name, medium.state, asked], ["DVD+R", "blank", 3]);
});

Deno.test("blank CD-R without free blocks in its track: the size is in the groove", () => {
  const replies = { 0x51: discAnswer(0, 0), 0x52: tracks({ 0xff: { flags: 0x41, valid: 1 } }) };
  const medium = examine(0x09, { ...replies, 0x43: toc({ 4: ATIP_ANSWER }) });
  assertEquals(space(medium), ["blank", 359_846, 359_846, 0]);
});

Deno.test("blank CD-R: free blocks from the track, its maker from the groove", () => {
  const medium = examine(0x09, {
    0x51: discAnswer(0, 0),
    0x52: tracks({ 0xff: { flags: 0x41, valid: 1, free: 359_844 } }),
    0x43: toc({ 4: ATIP_ANSWER }),
    0x5a: CAPABILITIES_ANSWER,
  });
  assertEquals(medium, {
    name: "CD-R",
    profile: 0x09,
    family: "cd",
    state: "blank",
    capacity: 359_844,
    free: 359_844,
    nextWritable: 0,
    erasable: false,
    sessions: 0,
    tracks: [],
    writeSpeeds: [6000, 2401],
    baseSpeed: 150,
    mediaId: "97:26:66",
  });
});

Deno.test("blank CD-R of a drive without ATIP: the size is the last possible lead-out, where it is one", () => {
  const sizeWith = (...leadOut: number[]) => {
    const disc = discAnswer(0, 0);
    disc.set(leadOut, 20);
    return examine(0x09, { 0x51: disc, 0x52: tracks({ 1: { flags: 0x41 } }) }).capacity;
  };
  assertEquals(sizeWith(0, 79, 59, 71), 359_846);
  assertEquals(sizeWith(0, 0, 1, 0), 0);
  for (
    const none of [[0xff, 0xff, 0xff, 0xff], [1, 79, 59, 71], [0, 90, 0, 0], [0, 79, 60, 0], [0, 79, 0, 75]]
  ) {
    assertEquals(sizeWith(...none), 0);
  }
});

Deno.test("a third session of a CD is nearer to the second than the second to the first", () => {
  const medium = examine(0x08, {
    0x43: toc({
      0: tocAnswer([4, 1, 0], [4, 2, 20_000], [4, 3, 40_000], [4, 0xaa, 50_000]),
      1: bytes("00 0a 01 03 00 14 03 00 00 00 9c 40"),
    }),
  });
  assertEquals(medium.tracks.map(({ session, blocks }) => [session, blocks]), [[1, 20_000], [1, 13_100], [
    3,
    10_000,
  ]]);
});

Deno.test("tracks are numbered from where the disc begins, and a drive cannot name more than can be asked for", () => {
  const disc = discAnswer(2, 3);
  disc.set([5, 1, 5, 6], 3);
  const known = { 5: { track: 5, size: 10 }, 6: { track: 6, start: 10, size: 10 } };
  const medium = examine(0x1b, { 0x51: disc, 0x52: tracks(known) });
  assertEquals(medium.tracks.map(({ number }) => number), [5, 6]);
  disc.set([0xff], 11);
  let asked = 0;
  examine(0x1b, { 0x51: disc, 0x52: () => ++asked > 0 ? trackAnswer({ size: 10 }) : "5/24/00" });
  assertEquals(asked, 1000);
});

Deno.test("appendable CD-R: the begun, empty session does not count, nor does its invisible track", () => {
  const medium = examine(0x09, {
    0x51: discAnswer(1, 0, 2, 2),
    0x52: tracks({
      1: { size: 300 },
      2: { track: 2, session: 2, flags: 0x41, valid: 1, start: 11_702, next: 11_702, free: 340_000 },
      0xff: { track: 2, session: 2, flags: 0x41, valid: 1, start: 11_702, next: 11_702, free: 340_000 },
    }),
    0x43: toc({ 0: tocAnswer([4, 1, 0], [4, 0xaa, 302]) }),
  });
  assertEquals(space(medium), ["appendable", 351_702, 340_000, 11_702]);
  assertEquals(medium.sessions, 1);
  assertEquals(medium.tracks, [
    { number: 1, session: 1, first: 0, blocks: 300, kind: "data", open: false },
  ]);
});

Deno.test("closed CD with music: the table of contents tells audio from data, the track its length", () => {
  const medium = examine(0x08, {
    0x51: discAnswer(2, 3, 1, 2),
    0x52: tracks({ 1: { size: 1000 }, 2: { track: 2, start: 1000, size: 500 } }),
    0x43: toc({ 0: tocAnswer([4, 1, 0], [0, 2, 1000], [0, 0xaa, 1502]) }),
  });
  assertEquals(space(medium), ["closed", 1500, 0, undefined]);
  assertEquals(medium.tracks.map(({ kind, blocks }) => [kind, blocks]), [["data", 1000], ["audio", 500]]);
  assertEquals(medium.writeSpeeds, []);
});

Deno.test("a reader without READ TRACK INFORMATION: the tracks are those of the table of contents", () => {
  const medium = examine(0x08, {
    0x43: toc({
      0: tocAnswer([4, 1, 0], [4, 2, 20_000], [4, 0xaa, 30_000]),
      1: bytes("00 0a 01 02 00 14 02 00 00 00 4e 20"),
    }),
  });
  assertEquals(medium.tracks, [
    { number: 1, session: 1, first: 0, blocks: 8600, kind: "data", open: false },
    { number: 2, session: 2, first: 20_000, blocks: 10_000, kind: "data", open: false },
  ]);
  assertEquals(space(medium), ["closed", 30_000, 0, undefined]);
});

Deno.test("blank DVD-R without a valid next writable address begins at 0, its size from the formats", () => {
  const medium = examine(0x11, {
    0x51: discAnswer(0, 0),
    0x52: tracks({ 1: { flags: 0x41 } }),
    0x23: formatAnswer(1, 2_298_496),
    0xac: speedsAnswer(2770, 11080, 5540, 11080, 0),
    0xad: bytes("00 26 00 00", "00 ".repeat(16), "03", "=MCC 01", "00 04", "=RG20  ", "00"),
  });
  assertEquals(space(medium), ["blank", 2_298_496, 2_298_496, 0]);
  assertEquals([medium.writeSpeeds, medium.mediaId], [[11080, 5540, 2770], "MCC 01/RG20"]);
});

Deno.test("DVD+R with a next writable address of 0 after something was written (tgt): nothing is invented", () => {
  const medium = examine(0x1b, {
    0x51: discAnswer(1, 1),
    0x52: tracks({ 1: { valid: 3, free: 2_295_104, size: 2_295_104 } }),
  });
  assertEquals(space(medium), ["appendable", 2_295_104, 2_295_104, 0]);
  assertEquals(medium.tracks.length, 1);
});

Deno.test("appendable BD-R: what was recorded ends at the next writable address", () => {
  const medium = examine(0x41, {
    0x51: discAnswer(1, 1, 1, 3),
    0x52: tracks({
      1: { size: 3200, valid: 2, last: 3199 },
      2: { track: 2, start: 3200, size: 640, valid: 2, last: 0xffffffff },
      3: { track: 3, start: 3840, valid: 1, next: 3904, free: 12_000_000, size: 12_000_064 },
    }),
    0x23: formatAnswer(2, 12_219_392),
  });
  assertEquals(space(medium), ["appendable", 12_003_904, 12_000_000, 3904]);
  assertEquals(medium.tracks.map(({ first, blocks, open }) => [first, blocks, open]), [
    [0, 3200, false],
    [3200, 640, false],
    [3840, 64, true],
  ]);
});

Deno.test("closed BD-R: the recorded length is the track's, not that of READ CAPACITY", () => {
  const medium = examine(0x41, {
    0x51: discAnswer(2, 3),
    0x52: tracks({ 1: { size: 320, valid: 2, last: 299 } }),
    0x25: capacityAnswer(12_219_392),
  });
  assertEquals(space(medium), ["closed", 300, 0, undefined]);
  assertEquals(medium.tracks[0]!.blocks, 300);
});

Deno.test("DVD-ROM: the length is the track's, and READ CAPACITY's where there is no track", () => {
  const medium = examine(0x10, { 0x51: discAnswer(2, 3), 0x52: tracks({ 1: { size: 4711 } }) });
  assertEquals(space(medium), ["closed", 4711, 0, undefined]);
  assertEquals([medium.family, medium.sessions], ["read-only", 1]);
  const reader = examine(0x10, { 0x51: discAnswer(2, 3), 0x25: capacityAnswer(815) });
  assertEquals(space(reader), ["closed", 815, 0, undefined]);
  assertEquals(reader.tracks, [{ number: 1, session: 1, first: 0, blocks: 815, kind: "data", open: false }]);
});

Deno.test("rewritable media: not formatted, formatted, and without READ FORMAT CAPACITIES", () => {
  assertEquals(space(examine(0x1a, { 0x51: discAnswer(0, 0), 0x23: formatAnswer(1, 2_295_104) })), [
    "unformatted",
    2_295_104,
    0,
    undefined,
  ]);
  const formatted = examine(0x43, {
    0x51: discAnswer(3, 3),
    0x52: tracks({ 1: { size: 11_826_176 } }),
    0x23: formatAnswer(2, 11_826_176, [0x31, 12_219_392]),
    0x25: capacityAnswer(1),
  });
  assertEquals(space(formatted), ["overwriteable", 11_826_176, 11_826_176, 0]);
  assertEquals([formatted.erasable, formatted.sessions, formatted.tracks.length], [true, 1, 1]);
  assertEquals(space(examine(0x12, { 0x51: discAnswer(3, 3), 0x25: capacityAnswer(2_236_704) })), [
    "overwriteable",
    2_236_704,
    2_236_704,
    0,
  ]);
  assertEquals(space(examine(0x1a, { 0x51: discAnswer(0, 0), 0x25: capacityAnswer(1) }))[0], "unformatted");
});

Deno.test("DVD-RW in restricted overwrite mode grows to its full format", () => {
  const medium = examine(0x13, {
    0x51: discAnswer(3, 3),
    0x23: formatAnswer(2, 16, [0x00, 2_297_888], [0x13, 2_000_000], [0x15, 2_297_888]),
  });
  assertEquals(space(medium), ["overwriteable", 2_297_888, 2_297_888, 0]);
  assertEquals(medium.family, "dvd-minus-overwrite");
});

Deno.test("a sequential disc whose medium is strange to TEST UNIT READY is still examined", () => {
  const medium = examine(0x1a, { 0x00: "3/31/00", 0x51: discAnswer(0, 0), 0x23: formatAnswer(1, 2_295_104) });
  assertEquals(medium.state, "unformatted");
});

Deno.test("a drive that answers nothing but its profile still gives a summary", () => {
  for (const profile of [0x08, 0x09, 0x10, 0x11, 0x13, 0x1a, 0x1b, 0x40, 0x41, 0x43, 0x77]) {
    const medium = examine(profile, {});
    assertEquals([medium.free, medium.nextWritable ?? 0, medium.tracks.length], [0, 0, 0]);
  }
});

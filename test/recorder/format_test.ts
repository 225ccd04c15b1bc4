import { DeviceError } from "../../lib/errors.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import { formatMedium } from "../../lib/recorder/format.ts";
import { PROFILE } from "../../lib/mmc/profiles.ts";
import { formatRequests } from "../../lib/recorder/recipes/steps/format_requests.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { meddled, refusal } from "./recipes_drives.ts";
import { assertRecorded, mediumIn, recordOnto, rigOf } from "./recipes_rig.ts";

const FORMAT_UNIT = 0x04;
const BLOCKS = 512;

/** Medium, full or not, format types in the order in which they are asked for. */
const FORMATS: readonly (readonly [media: string, full: boolean, types: readonly number[]])[] = [
  ["dvd+rw", false, [0x26]],
  ["dvd+rw", true, [0x26]],
  ["dvd-rw", false, [0x15]],
  ["dvd-rw", true, [0x00]],
  ["dvd-ram", false, [0x00]],
  ["dvd-ram", true, [0x00]],
  ["bd-re", false, [0x00]],
  ["bd-re", true, [0x30]],
  ["bd-r", false, [0x00]],
  ["bd-r", true, [0x00]],
];

for (const [media, full, types] of FORMATS) {
  Deno.test(`A ${media} is formatted, ${full ? "all of it" : "quickly"}, and recorded`, () => {
    const asked: number[] = [];
    const watch = meddled((cdb, data) => {
      if (cdb[0] === FORMAT_UNIT) asked.push(data[8]! >> 2);
      return undefined;
    });
    using rig = rigOf(media, { longFormat: 20_000 }, watch);
    const told: RecordEvent[] = [];
    formatMedium(rig.drive, { full }, (event) => told.push(event));
    assertEquals(asked, types);
    rig.reload(watch);
    const order = { blocks: BLOCKS };
    const recording = recordOnto(rig.drive, order);
    assertRecorded(rig.drive, recording, order);
    const overwriteable = media !== "bd-r";
    assertEquals(mediumIn(rig.drive).state, overwriteable ? "overwriteable" : "closed");
  });
}

Deno.test("A DVD-RAM is checked where all of it is to be formatted, and only then", () => {
  for (const full of [false, true]) {
    const flags: number[] = [];
    const watch = meddled((cdb, data) => {
      if (cdb[0] === FORMAT_UNIT) flags.push(data[1]!);
      return undefined;
    });
    using rig = rigOf("dvd-ram", {}, watch);
    formatMedium(rig.drive, { full }, () => {});
    assertEquals(flags, [full ? 0x82 : 0xa2]);
  }
});

Deno.test("Of several sizes of a format the usual one is taken, not the one with the greatest spare area", () => {
  const offer = (type: number, blocks: number) => ({ state: "offered", type, blocks, parameter: 0 }) as const;
  const now = { state: "formatted", type: 0, blocks: 7, parameter: 2048 } as const;
  const offers = [now, offer(0x30, 5), offer(0x30, 9), offer(0x00, 9), offer(0x31, 12)];
  const [first] = formatRequests(PROFILE.bdRe, offers, true);
  assertEquals(first, { type: 0x30, subtype: 2, blocks: 9, parameter: 0 });
  const [only] = formatRequests(PROFILE.bdRe, offers.slice(0, 2), true);
  assertEquals(only?.blocks, 5);
});

Deno.test("A drive that cannot format in its own time is waited for", () => {
  const wrap = meddled((cdb, data) =>
    cdb[0] === FORMAT_UNIT && (data[1]! & 2) !== 0 ? refusal(0x26) : undefined
  );
  using rig = rigOf("bd-re", {}, wrap);
  formatMedium(rig.drive, {}, () => {});
  assertEquals(mediumIn(rig.drive).state, "overwriteable");
});

Deno.test("A DVD-RW that is formatted to its end is not formatted again for a source of unknown size", () => {
  const types: number[] = [];
  const watch = meddled((cdb, data) => {
    if (cdb[0] === FORMAT_UNIT) types.push(data[8]! >> 2);
    return undefined;
  });
  using rig = rigOf("dvd-rw", {}, watch);
  formatMedium(rig.drive, { full: true }, () => {});
  recordOnto(rig.drive, { blocks: BLOCKS, sizeKnown: false });
  assertEquals(types, [0x00]);
});

Deno.test("A DVD-RW that grows already is not told to", () => {
  const types: number[] = [];
  const watch = meddled((cdb, data) => {
    if (cdb[0] === FORMAT_UNIT) types.push(data[8]! >> 2);
    return undefined;
  });
  using rig = rigOf("dvd-rw", {}, watch);
  rig.drive.format({ type: 0x15, blocks: 0, parameter: 16 });
  rig.drive.write(0, new Uint8Array(16 * 2048));
  const order = { blocks: BLOCKS };
  assertRecorded(rig.drive, recordOnto(rig.drive, order), order);
  assertEquals(types, [0x15]);
});

Deno.test("A DVD+RW is formatted to its end where that is asked", () => {
  using rig = rigOf("dvd+rw", { longFormat: 20_000 });
  formatMedium(rig.drive, { full: true }, () => {});
  assertEquals(rig.drive.discInformation().backgroundFormat, "done");
});

Deno.test("A DVD+RW whose background format was stopped is gone on with, and stopped again", () => {
  const parameters: number[] = [];
  const watch = meddled((cdb, data) => {
    if (cdb[0] === FORMAT_UNIT) parameters.push(data[11]! & 1);
    return undefined;
  });
  using rig = rigOf("dvd+rw", { longFormat: 10_000_000 }, watch);
  for (const seed of [1, 2]) {
    const order = { blocks: BLOCKS, seed };
    assertRecorded(rig.drive, recordOnto(rig.drive, order), order);
    rig.reload(watch);
    assertEquals(rig.drive.discInformation().backgroundFormat, "stopped");
  }
  assertEquals(parameters, [0, 1]);
});

Deno.test("A quickly formatted DVD-RW grows with what is recorded, and can be left", () => {
  using rig = rigOf("dvd-rw");
  formatMedium(rig.drive, {}, () => {});
  assertEquals(rig.drive.discInformation().lastSession, "complete");
  const long = { blocks: 10 * BLOCKS };
  const recording = recordOnto(rig.drive, long);
  assertEquals(recording.recipe.name, "DVD-RW restricted overwrite");
  assertRecorded(rig.drive, recording, long);
  rig.reload();
  assertEquals(rig.drive.discInformation().lastSession, "complete");
  const short = { blocks: BLOCKS, seed: 2 };
  assertRecorded(rig.drive, recordOnto(rig.drive, short), short);
  assertRecorded(rig.drive, { firstBlock: 0, padded: BLOCKS }, short);
});

Deno.test("A drive that refuses a quick format gets the next one", () => {
  const wrap = meddled((cdb, data) =>
    cdb[0] === FORMAT_UNIT && data[8]! >> 2 === 0x15 ? refusal(0x26) : undefined
  );
  using rig = rigOf("dvd-rw", {}, wrap);
  formatMedium(rig.drive, {}, () => {});
  assertEquals(mediumIn(rig.drive).state, "overwriteable");
});

Deno.test("Media without a format are refused with a way out where there is one", () => {
  for (const media of ["cd-r", "cd-rw", "dvd+r", "dvd-r"]) {
    using rig = rigOf(media);
    const error = assertThrows(() => formatMedium(rig.drive, {}, () => {}), DeviceError, "Cannot format");
    assertEquals(error.hint !== undefined, media === "cd-rw");
  }
});

Deno.test("The waits of a format are told with how far it has come", () => {
  using rig = rigOf("bd-re", { longFormat: 60_000 });
  const told: RecordEvent[] = [];
  formatMedium(rig.drive, {}, (event) => told.push(event));
  assert(told.some((event) => event.event === "waiting" && event.fraction !== undefined));
});

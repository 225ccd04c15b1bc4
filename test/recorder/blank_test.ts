import { DeviceError } from "../../lib/errors.ts";
import { Drive } from "../../lib/mmc/drive.ts";
import { blankMedium } from "../../lib/recorder/blank.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import { formatMedium } from "../../lib/recorder/format.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { meddled, refusal } from "./recipes_drives.ts";
import { assertRecorded, mediumIn, recordOnto, rigOf } from "./recipes_rig.ts";

const BLANK = 0xa1;
const BLOCKS = 512;

for (const media of ["cd-rw", "dvd-rw"]) {
  for (const fast of [true, false, undefined]) {
    Deno.test(`A closed ${media} is blanked, fast ${fast}, and recorded again`, () => {
      const types: number[] = [];
      const watch = meddled((cdb) => {
        if (cdb[0] === BLANK) types.push(cdb[1]! & 7);
        return undefined;
      });
      using rig = rigOf(media, { longBlank: 15_000 }, watch);
      recordOnto(rig.drive, { blocks: BLOCKS });
      assertEquals(mediumIn(rig.drive).state, "closed");
      const told: RecordEvent[] = [];
      blankMedium(rig.drive, { fast }, (event) => told.push(event));
      assertEquals(mediumIn(rig.drive).state, "blank");
      assertEquals(types, [fast ?? media === "cd-rw" ? 1 : 0]);
      assert(told.some((event) => event.event === "waiting" && event.what === "blank the disc"));
      const again = { blocks: BLOCKS, seed: 2 };
      assertRecorded(rig.drive, recordOnto(rig.drive, again), again);
    });
  }
}

Deno.test("A drive that cannot blank in its own time is waited for", () => {
  const wrap = meddled((cdb) => cdb[0] === BLANK && (cdb[1]! & 0x10) !== 0 ? refusal() : undefined);
  using rig = rigOf("cd-rw", {}, wrap);
  recordOnto(rig.drive, { blocks: BLOCKS });
  blankMedium(rig.drive, {}, () => {});
  assertEquals(mediumIn(rig.drive).state, "blank");
});

Deno.test("A formatted DVD-RW is recorded sequentially again after it was blanked", () => {
  using rig = rigOf("dvd-rw");
  formatMedium(rig.drive, {}, () => {});
  blankMedium(rig.drive, {}, () => {});
  assertEquals(mediumIn(rig.drive).name, "DVD-RW");
  assertEquals(mediumIn(rig.drive).state, "blank");
});

Deno.test("A disc that cannot be blanked is left alone, and what else helps is said", () => {
  for (const [media, hint] of [["dvd+r", undefined], ["cd-r", undefined], ["dvd+rw", /format/]] as const) {
    using rig = rigOf(media);
    const error = assertThrows(() => blankMedium(rig.drive, {}, () => {}), DeviceError, "Cannot blank");
    if (hint === undefined) assertEquals(error.hint, undefined);
    else assertMatch(error.hint ?? "", hint);
  }
});

Deno.test("A disc that is only read is said to be so", () => {
  using folder = tempFolder();
  const path = folder.at("cd.iso");
  Deno.writeFileSync(path, new Uint8Array(64 * 2048));
  using drive = new Drive(openVirtualDrive(path));
  assertThrows(() => blankMedium(drive, {}, () => {}), DeviceError, "CD-ROM can only be read");
  assertThrows(() => formatMedium(drive, {}, () => {}), DeviceError, "no format for this CD-ROM");
});

Deno.test("An empty drive is said to be empty", () => {
  using rig = rigOf("cd-rw");
  rig.drive.eject();
  assertThrows(() => blankMedium(rig.drive, {}, () => {}), DeviceError, "there is none");
  assertThrows(() => formatMedium(rig.drive, {}, () => {}), DeviceError, "there is none");
});

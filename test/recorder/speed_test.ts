import { setRecordingSpeed } from "../../lib/recorder/speed.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { GOOD, lacking, meddled, refusal } from "./recipes_drives.ts";
import { mediumIn, rigOf } from "./recipes_rig.ts";

const GET_PERFORMANCE = 0xac;
const SET_STREAMING = 0xb6;
const SET_CD_SPEED = 0xbb;
const MODE_SENSE = 0x5a;

/** Medium, factor asked for, granted in kB/s and as a factor. */
const SPEEDS: readonly (readonly [string, number | undefined, number, number])[] = [
  ["cd-r", undefined, 7200, 48],
  ["cd-r", 4, 600, 4],
  ["cd-r", 5, 600, 4],
  ["cd-r", 1, 600, 4],
  ["cd-r", 100, 7200, 48],
  ["cd-rw", 8, 1200, 8],
  ["dvd-r", undefined, 22_160, 16],
  ["dvd-r", 2, 2770, 2],
  ["dvd-r", 3.9, 2770, 2],
  ["dvd+r", 2.4, 3324, 2.4],
  ["bd-r", undefined, 53_946, 12],
  ["bd-r", 2, 8991, 2],
  ["bd-re", 1, 4496, 1],
];

for (const [media, asked, kBs, factor] of SPEEDS) {
  Deno.test(`${media} at ${asked ?? "the greatest"} times: the drive grants ${factor} times`, () => {
    using rig = rigOf(media);
    const medium = mediumIn(rig.drive);
    const speed = setRecordingSpeed(rig.drive, medium, asked);
    assertEquals(speed.requested, asked === undefined ? undefined : Math.round(asked * medium.baseSpeed));
    assertEquals(speed.factor, factor);
    assert(Math.abs(speed.granted! - kBs) <= 2, `granted ${speed.granted}`);
  });
}

Deno.test("A drive that takes no orders tells what it does", () => {
  using rig = rigOf("dvd-r", {}, lacking(SET_STREAMING, SET_CD_SPEED));
  const speed = setRecordingSpeed(rig.drive, mediumIn(rig.drive), 2);
  assertEquals(speed.factor, 16);
});

Deno.test("A drive that takes every order and does nothing is not believed to have obeyed", () => {
  using rig = rigOf(
    "dvd-r",
    {},
    meddled((cdb) => [SET_STREAMING, SET_CD_SPEED].includes(cdb[0]!) ? GOOD : undefined),
  );
  assertEquals(setRecordingSpeed(rig.drive, mediumIn(rig.drive), 2).factor, 16);
});

Deno.test("An older drive tells its speeds in mode page 2Ah", () => {
  using rig = rigOf("cd-r", {}, lacking(GET_PERFORMANCE));
  assertEquals(setRecordingSpeed(rig.drive, mediumIn(rig.drive), 8).factor, 8);
});

Deno.test("A drive that tells nothing has no granted speed", () => {
  const mute = meddled((cdb) => {
    if (cdb[0] === GET_PERFORMANCE) return refusal(0x20);
    return cdb[0] === MODE_SENSE && (cdb[2]! & 0x3f) === 0x2a ? refusal() : undefined;
  });
  using rig = rigOf("cd-r", {}, mute);
  const speed = setRecordingSpeed(rig.drive, mediumIn(rig.drive), 8);
  assertEquals([speed.requested, speed.granted, speed.factor], [1200, undefined, undefined]);
});

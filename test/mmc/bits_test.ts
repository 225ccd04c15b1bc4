import { decodeAtip } from "../../lib/mmc/atip.ts";
import { decodeDiscInformation } from "../../lib/mmc/disc_information.ts";
import { decodeDriveCapabilities } from "../../lib/mmc/drive_capabilities.ts";
import { decodeMediaEvent } from "../../lib/mmc/event_status.ts";
import { decodeConfiguration } from "../../lib/mmc/get_configuration.ts";
import { decodeWriteSpeeds } from "../../lib/mmc/get_performance.ts";
import { decodeToc } from "../../lib/mmc/read_toc.ts";
import { decodeTrackInformation } from "../../lib/mmc/track_information.ts";
import { decodeWriteParameters } from "../../lib/mmc/write_parameters.ts";
import { assertEquals } from "../support/assert.ts";
import { ATIP_ANSWER, tocAnswer, trackAnswer } from "./answers.ts";
import { bytes } from "./scripted_drive.ts";

/** Which flags of an answer are set by one bit alone. */
function flagsOf(
  decode: (answer: Uint8Array) => unknown,
  answer: Uint8Array,
  at: number,
  bit: number,
): string[] {
  const changed = answer.slice();
  changed[at] = changed[at]! | 1 << bit;
  const value = decode(changed) as Record<string, unknown>;
  return Object.keys(value).filter((name) => value[name] === true);
}

type Flag = [at: number, bit: number, name: string];

function checkFlags(
  decode: (answer: Uint8Array) => unknown,
  answer: Uint8Array,
  from: number,
  to: number,
  flags: readonly Flag[],
): void {
  for (let at = from; at <= to; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const expected = flags.filter((flag) => flag[0] === at && flag[1] === bit).map(([, , name]) => name);
      assertEquals(flagsOf(decode, answer, at, bit), expected, `byte ${at} bit ${bit}`);
    }
  }
}

Deno.test("every flag of a track stands in its own bit", () => {
  checkFlags(decodeTrackInformation, trackAnswer({ mode: 0, flags: 0 }), 2, 35, [
    [5, 5, "damaged"],
    [6, 4, "fixedPacket"],
    [6, 5, "packet"],
    [6, 6, "blank"],
    [6, 7, "reserved"],
  ]);
});

Deno.test("every flag of mode page 05 stands in its own bit", () => {
  const page = new Uint8Array(52);
  page.set([0x05, 0x32]);
  checkFlags(decodeWriteParameters, page, 2, 51, [
    [2, 4, "testWrite"],
    [2, 5, "linkSizeValid"],
    [2, 6, "underrunFree"],
    [3, 4, "copy"],
    [3, 5, "fixedPacket"],
  ]);
});

Deno.test("every flag of mode page 2A stands in its own bit", () => {
  const page = new Uint8Array(40);
  page.set([0x2a, 0x26]);
  checkFlags(decodeDriveCapabilities, page, 2, 39, [[6, 0, "locks"], [6, 3, "ejects"]]);
});

Deno.test("every flag of the smaller answers stands in its own bit", () => {
  const disc = new Uint8Array(34);
  disc[1] = 32;
  checkFlags(decodeDiscInformation, disc, 2, 33, [[2, 4, "erasable"]]);
  checkFlags(decodeMediaEvent, bytes("00 06 04 10 00 00 00 00"), 3, 7, [[5, 0, "doorOpen"], [
    5,
    1,
    "present",
  ]]);
  checkFlags(
    (answer) => decodeConfiguration(answer)!.features.get(0x21),
    bytes("00 00 00 08 00 00 00 00 00 21 00 00"),
    10,
    10,
    [
      [10, 0, "current"],
      [10, 1, "persistent"],
    ],
  );
  const speeds = bytes("00 00 00 14 00 00 00 00", "00 ".repeat(16));
  checkFlags((answer) => decodeWriteSpeeds(answer)![0], speeds, 8, 23, [[8, 1, "exact"]]);
  const atip = ATIP_ANSWER.slice();
  atip[6] = 0;
  checkFlags(decodeAtip, atip, 2, 31, [[6, 6, "rewritable"]]);
});

Deno.test("what stands behind the length that the drive tells does not count", () => {
  const toc = tocAnswer([4, 1, 0], [4, 2, 1000], [4, 0xaa, 2000]);
  toc.set([0, 18], 0);
  assertEquals([decodeToc(toc)!.tracks.length, decodeToc(toc)!.leadOut], [2, undefined]);
  toc.set([0, 17], 0);
  assertEquals(decodeToc(toc)!.tracks.length, 1);
  const track = trackAnswer({ valid: 2, last: 7 });
  track.set([0, 30], 0);
  assertEquals(decodeTrackInformation(track)!.lastRecorded, 7);
  track.set([0, 29], 0);
  assertEquals(decodeTrackInformation(track)!.lastRecorded, undefined);
  const atip = ATIP_ANSWER.slice(0, 15);
  atip.set([0, 13], 0);
  assertEquals(decodeAtip(atip)!.leadOut.frame, 71);
  atip.set([0, 12], 0);
  assertEquals(decodeAtip(atip), undefined);
});

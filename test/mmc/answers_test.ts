import { decodeAtip } from "../../lib/mmc/atip.ts";
import { decodeBufferCapacity } from "../../lib/mmc/buffer_capacity.ts";
import { decodeDiscInformation } from "../../lib/mmc/disc_information.ts";
import {
  decodeDiscStructure,
  mediaIdOfAdip,
  mediaIdOfDiscInformation,
  mediaIdOfPrerecorded,
} from "../../lib/mmc/disc_structure.ts";
import { decodeDriveCapabilities } from "../../lib/mmc/drive_capabilities.ts";
import { decodeMediaEvent } from "../../lib/mmc/event_status.ts";
import { decodeFormatCapacities } from "../../lib/mmc/format_capacities.ts";
import { decodeConfiguration } from "../../lib/mmc/get_configuration.ts";
import { decodeNominalSpeeds, decodeWriteSpeeds } from "../../lib/mmc/get_performance.ts";
import { blockOfMsf, msfOfBlock } from "../../lib/mmc/msf.ts";
import { decodeReadCapacity } from "../../lib/mmc/read_capacity.ts";
import { decodeSessionToc, decodeToc } from "../../lib/mmc/read_toc.ts";
import { decodeTrackInformation } from "../../lib/mmc/track_information.ts";
import { decodeWriteParameters } from "../../lib/mmc/write_parameters.ts";
import { assertEquals } from "../support/assert.ts";
import {
  ATIP_ANSWER,
  CAPABILITIES_ANSWER,
  configurationAnswer,
  formatAnswer,
  speedsAnswer,
  tocAnswer,
  WRITE_PARAMETERS_ANSWER,
} from "./answers.ts";
import { bytes } from "./scripted_drive.ts";

Deno.test("GET CONFIGURATION: features keep their flags and data, the profile list becomes numbers", () => {
  const answer = bytes(
    "00 00 00 1c 00 00 00 1b", // 28 bytes follow, DVD+R
    "00 00 03 08 00 1b 01 00 00 10 00 00", // profile list
    "00 2b 09 04 01 02 03 04", // version 2, current
    "01 07 02 00", // persistent
  );
  const { profile, profiles, features } = decodeConfiguration(answer)!;
  assertEquals(profile, 0x1b);
  assertEquals(profiles, [0x1b, 0x10]);
  assertEquals([...features.keys()], [0x0000, 0x002b, 0x0107]);
  assertEquals(features.get(0x2b), {
    code: 0x2b,
    current: true,
    persistent: false,
    version: 2,
    data: bytes("01 02 03 04"),
  });
  assertEquals(features.get(0x0107)!.current, false);
  assertEquals(features.get(0x0107)!.persistent, true);
});

Deno.test("GET CONFIGURATION: a feature that is cut off is none, and the drive's length is no promise", () => {
  const answer = configurationAnswer(0x41, [0x41], [0x41, 0x107]);
  answer.set([0xff, 0xff, 0xff, 0xff]);
  assertEquals([...decodeConfiguration(answer)!.features.keys()], [0, 0x41, 0x107]);
  assertEquals([...decodeConfiguration(answer.subarray(0, 19))!.features.keys()], [0]);
  assertEquals(decodeConfiguration(answer.subarray(0, 7)), undefined);
});

Deno.test("READ DISC INFORMATION: every field from its place", () => {
  const answer = bytes(
    "00 20 d9 02 03 04 05 82", // status 1, last session 2, erasable; background format 2
    "20 01 02 03", // XA, high bytes of sessions, first and last track
    "00 00 00 00 00 00 00 00",
    "00 4f 3b 47", // 79:59:71
    "00 00 00 00 00 00 00 00 00 00",
  );
  assertEquals(decodeDiscInformation(answer), {
    status: "appendable",
    lastSession: "damaged",
    erasable: true,
    firstTrack: 2,
    sessions: 0x0103,
    firstTrackInLastSession: 0x0204,
    lastTrackInLastSession: 0x0305,
    backgroundFormat: "running",
    discType: 0x20,
    lastLeadOut: 0x004f3b47,
  });
});

Deno.test("READ DISC INFORMATION: old drives stop early, the length says where", () => {
  const short = decodeDiscInformation(bytes("00 06 0e 01 01 01 01 00"))!;
  assertEquals([short.status, short.lastSession, short.sessions], ["complete", "complete", 1]);
  assertEquals([short.discType, short.lastLeadOut], [0xff, undefined]);
  assertEquals(decodeDiscInformation(bytes("00 20 0e 01 01 01 01")), undefined);
  assertEquals(decodeDiscInformation(bytes("00 04 0e 01 01 01 01 00 00 00 00 00")), undefined);
});

Deno.test("READ TRACK INFORMATION: every field from its place", () => {
  const answer = bytes(
    "00 22 03 02 00 25 f1 03", // track 3, session 2, damaged, mode 5; reserved, blank, packet, fixed, mode 1
    "00 00 10 00", // start
    "00 00 20 00", // next writable
    "00 00 30 00", // free
    "00 00 00 10", // packet
    "00 00 40 00", // size
    "00 00 1f ff", // last recorded
    "01 02 00 00", // high bytes of track and session
  );
  assertEquals(decodeTrackInformation(answer), {
    track: 0x0103,
    session: 0x0202,
    mode: 5,
    damaged: true,
    dataMode: 1,
    fixedPacket: true,
    packet: true,
    blank: true,
    reserved: true,
    start: 0x1000,
    nextWritable: 0x2000,
    free: 0x3000,
    packetBlocks: 16,
    size: 0x4000,
    lastRecorded: 0x1fff,
  });
});

Deno.test("READ TRACK INFORMATION: addresses count only where the drive vouches for them", () => {
  const answer = bytes(
    "00 1a 01 01 00 04 01 03",
    "00 00 00 00 00 00 00 09 00 00 00 01 00 00 00 00 00 00 00 09",
  );
  const short = decodeTrackInformation(answer)!;
  assertEquals([short.nextWritable, short.lastRecorded, short.track], [9, undefined, 1]);
  answer[7] = 0;
  assertEquals(decodeTrackInformation(answer)!.nextWritable, undefined);
  assertEquals(decodeTrackInformation(answer.subarray(0, 27)), undefined);
});

Deno.test("READ TRACK INFORMATION: a blank CD that begins with its pregap takes data from 0, before it is nothing", () => {
  const answer = bytes(
    "00 1a 01 01 00 04 41 01",
    "ff ff ff 6a ff ff ff 6a 00 05 7d a6 00 00 00 00 00 05 7d a6",
  );
  const { start, nextWritable } = decodeTrackInformation(answer)!;
  assertEquals([start, nextWritable], [0, 0]);
  answer.set([0xff, 0xff, 0xff, 0x69], 12);
  assertEquals(decodeTrackInformation(answer)!.nextWritable, undefined);
});

Deno.test("READ TOC: tracks, lead-out, and nothing from entries that are cut off", () => {
  const answer = tocAnswer([0, 1, 0], [4, 2, 0x00012345], [4, 0xaa, 0x00056789]);
  assertEquals(decodeToc(answer), {
    first: 1,
    last: 2,
    tracks: [{ control: 0, number: 1, start: 0 }, { control: 4, number: 2, start: 0x12345 }],
    leadOut: 0x56789,
  });
  assertEquals(decodeToc(answer.subarray(0, 26))!.leadOut, undefined);
  assertEquals(decodeToc(answer.subarray(0, 3)), undefined);
});

Deno.test("READ TOC: where the last session begins, and the ATIP", () => {
  const session = bytes("00 0a 01 03 00 14 05 00 00 01 86 a0");
  assertEquals(decodeSessionToc(session), { first: 1, last: 3, track: 5, start: 100_000 });
  assertEquals(decodeSessionToc(session.subarray(0, 10)), undefined);
  const atip = decodeAtip(ATIP_ANSWER)!;
  assertEquals([atip.rewritable, blockOfMsf(atip.leadOut)], [false, 359_846]);
  assertEquals(atip.leadIn, { minute: 97, second: 26, frame: 66 });
  assertEquals(decodeAtip(ATIP_ANSWER.subarray(0, 14)), undefined);
});

Deno.test("minutes, seconds and frames are blocks from the end of the two seconds before block 0", () => {
  assertEquals(msfOfBlock(-150), { minute: 0, second: 0, frame: 0 });
  assertEquals(msfOfBlock(0), { minute: 0, second: 2, frame: 0 });
  assertEquals(blockOfMsf({ minute: 79, second: 59, frame: 74 }), 359_849);
  assertEquals(blockOfMsf({ minute: 99, second: 59, frame: 74 }), -151);
  for (const block of [-150, -1, 0, 74, 4349, 4350, 359_848]) {
    assertEquals(blockOfMsf(msfOfBlock(block)), block);
  }
});

Deno.test("READ CAPACITY counts blocks, not the last address", () => {
  assertEquals(decodeReadCapacity(bytes("00 23 05 3f 00 00 08 00")), { blocks: 2_295_104, blockBytes: 2048 });
  assertEquals(decodeReadCapacity(bytes("ff ff ff ff 00 00 08 00"))!.blocks, 2 ** 32);
  assertEquals(decodeReadCapacity(bytes("00 23 05 3f 00 00 08")), undefined);
});

Deno.test("READ FORMAT CAPACITIES: the state now, then what is offered", () => {
  assertEquals(decodeFormatCapacities(formatAnswer(2, 0x1000, [0x26, 0x2000], [0x01, 0x3000])), [
    { state: "formatted", blocks: 0x1000, type: 0, parameter: 0x800 },
    { state: "offered", blocks: 0x2000, type: 0x26, parameter: 0x800 },
    { state: "offered", blocks: 0x3000, type: 1, parameter: 0x800 },
  ]);
  assertEquals(decodeFormatCapacities(formatAnswer(1, 5))![0]!.state, "unformatted");
  assertEquals(decodeFormatCapacities(formatAnswer(3, 5))![0]!.state, "none");
  assertEquals(decodeFormatCapacities(formatAnswer(2, 5, [0x26, 6]).subarray(0, 19))!.length, 1);
  assertEquals(decodeFormatCapacities(bytes("00 00 00 08 00 00 00 01 02 00 08")), undefined);
  assertEquals(decodeFormatCapacities(bytes("00 00 00 00 00 00 00 01 02 00 08 00")), undefined);
});

Deno.test("GET PERFORMANCE: write speeds and nominal speeds", () => {
  assertEquals(decodeWriteSpeeds(speedsAnswer(11080, 5540)), [
    { exact: false, lastBlock: 2_295_103, read: 11080, write: 11080 },
    { exact: false, lastBlock: 2_295_103, read: 5540, write: 5540 },
  ]);
  assertEquals(decodeWriteSpeeds(speedsAnswer(11080, 5540).subarray(0, 39))!.length, 1);
  assertEquals(decodeWriteSpeeds(bytes("00 00 00 04 00 00 00")), undefined);
  const nominal = bytes("00 00 00 14 02 00 00 00", "00 00 00 01 00 00 00 02 00 00 00 03 00 00 00 04");
  assertEquals(decodeNominalSpeeds(nominal), [
    { firstBlock: 1, firstSpeed: 2, lastBlock: 3, lastSpeed: 4 },
  ]);
});

Deno.test("mode page 05: every field from its place", () => {
  const { page, ...fields } = decodeWriteParameters(WRITE_PARAMETERS_ANSWER.subarray(8))!;
  assertEquals(page.length, 52);
  assertEquals(fields, {
    writeType: "packet",
    testWrite: false,
    linkSizeValid: false,
    underrunFree: true,
    trackMode: 5,
    copy: false,
    fixedPacket: false,
    multiSession: "next",
    dataBlockType: 8,
    linkSize: 16,
    sessionFormat: 0,
    packetSize: 16,
  });
  assertEquals(decodeWriteParameters(WRITE_PARAMETERS_ANSWER.subarray(8, 23)), undefined);
  assertEquals(decodeWriteParameters(CAPABILITIES_ANSWER.subarray(8)), undefined);
});

Deno.test("mode page 2A: speeds, buffer and the way in", () => {
  assertEquals(decodeDriveCapabilities(CAPABILITIES_ANSWER.subarray(8)), {
    loading: "tray",
    locks: true,
    ejects: true,
    bufferSize: 2048,
    maxReadSpeed: 7056,
    currentReadSpeed: 7056,
    maxWriteSpeed: 7056,
    currentWriteSpeed: 2823,
    writeSpeeds: [7056, 2823],
  });
  const one = CAPABILITIES_ANSWER.slice(8);
  one[31] = 1;
  assertEquals(decodeDriveCapabilities(one)!.writeSpeeds, [7056]);
  assertEquals(decodeDriveCapabilities(CAPABILITIES_ANSWER.subarray(8, 47))!.writeSpeeds, [7056]);
  const old = decodeDriveCapabilities(CAPABILITIES_ANSWER.subarray(8, 30))!;
  assertEquals([old.currentWriteSpeed, old.writeSpeeds], [7056, []]);
  assertEquals(decodeDriveCapabilities(CAPABILITIES_ANSWER.subarray(8, 23)), undefined);
});

Deno.test("READ BUFFER CAPACITY never has more free than there is", () => {
  const answer = bytes("00 0a 00 00 00 80 00 00 00 40 00 00");
  assertEquals(decodeBufferCapacity(answer), { size: 0x800000, free: 0x400000 });
  answer[8] = 0xff;
  assertEquals(decodeBufferCapacity(answer), { size: 0x800000, free: 0x800000 });
  assertEquals(decodeBufferCapacity(answer.subarray(0, 11)), undefined);
});

Deno.test("GET EVENT STATUS NOTIFICATION: events of the media class only", () => {
  assertEquals(decodeMediaEvent(bytes("00 06 04 10 02 02 00 00")), {
    event: "new-media",
    present: true,
    doorOpen: false,
  });
  assertEquals(decodeMediaEvent(bytes("00 06 04 10 01 01 00 00"))!.event, "eject-request");
  assertEquals(decodeMediaEvent(bytes("00 06 04 10 0f 01 00 00"))!.event, "unknown");
  assertEquals(decodeMediaEvent(bytes("00 06 84 10 02 02 00 00")), undefined);
  assertEquals(decodeMediaEvent(bytes("00 06 02 10 02 02 00 00")), undefined);
  assertEquals(decodeMediaEvent(bytes("00 06 04 10 02 02 00")), undefined);
});

Deno.test("READ DISC STRUCTURE: the manufacturer's name of the medium", () => {
  const adip = new Uint8Array(64);
  adip.set(bytes("=xRICOHJPNR03x"), 18);
  assertEquals(mediaIdOfAdip(adip), "RICOHJPN/R03");
  const di = new Uint8Array(112);
  di.set(bytes("=DI"), 0);
  di.set(bytes("=xCMCMAGBA5x"), 99);
  assertEquals(mediaIdOfDiscInformation(di), "CMCMAG/BA5");
  assertEquals(mediaIdOfDiscInformation(new Uint8Array(112)), undefined);
  const prerecorded = new Uint8Array(40);
  prerecorded.set(bytes("03", "=MCC 01x"), 16);
  prerecorded.set(bytes("04", "=RG20", "20 20", "=x"), 24);
  assertEquals(mediaIdOfPrerecorded(prerecorded), "MCC 01/RG20");
  assertEquals(mediaIdOfPrerecorded(prerecorded.subarray(0, 20)), undefined);
});

Deno.test("READ DISC STRUCTURE: the structure is as long as it came, or as it says", () => {
  assertEquals(decodeDiscStructure(bytes("00 04 00 00 01 02 03")), bytes("01 02"));
  assertEquals(decodeDiscStructure(bytes("ff ff 00 00 01 02 03")), bytes("01 02 03"));
  assertEquals(decodeDiscStructure(bytes("00 00 00 00 01 02 03")), bytes());
  assertEquals(decodeDiscStructure(bytes("00 04 00")), undefined);
});

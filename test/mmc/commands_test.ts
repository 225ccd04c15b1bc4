import { encodeCueSheet } from "../../lib/mmc/cue_sheet.ts";
import { CLOSE } from "../../lib/mmc/close_track.ts";
import { FORMAT_TYPE } from "../../lib/mmc/format_unit.ts";
import type { Drive } from "../../lib/mmc/drive.ts";
import { DISC_STRUCTURE } from "../../lib/mmc/disc_structure.ts";
import { DeviceError } from "../../lib/errors.ts";
import { waitUntilReady } from "../../lib/mmc/wait.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { configurationAnswer, WRITE_PARAMETERS_ANSWER } from "./answers.ts";
import { hex, lastSeen, type Replies, scriptedDrive } from "./scripted_drive.ts";

/** The last command block, and its data, that a call sends to a drive that answers with zeros. */
function sent(call: (drive: Drive) => unknown, replies: Replies = {}): string[] {
  const zeros = new Proxy(replies, { get: (own, code) => Reflect.get(own, code) ?? new Uint8Array(8192) });
  const { drive, transport } = scriptedDrive(zeros);
  try {
    call(drive);
  } catch {
    // Zeros are no answer to many of them.
  }
  return lastSeen(transport);
}

Deno.test("commands that ask are the blocks of MMC-6", () => {
  assertEquals(sent((drive) => drive.inquiry()), ["12 00 00 00 60 00"]);
  assertEquals(sent((drive) => drive.ready()), ["00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.configuration()), ["46 00 00 00 00 00 00 00 08 00"]);
  assertEquals(sent((drive) => drive.discInformation()), ["51 00 00 00 00 00 00 00 22 00"]);
  assertEquals(sent((drive) => drive.trackInformation(0x0102)), ["52 01 00 00 01 02 00 00 24 00"]);
  assertEquals(sent((drive) => drive.trackInformation("invisible")), ["52 01 00 00 00 ff 00 00 24 00"]);
  assertEquals(sent((drive) => drive.trackOfBlock(0x01020304)), ["52 00 01 02 03 04 00 00 24 00"]);
  assertEquals(sent((drive) => drive.toc()), ["43 00 00 00 00 00 00 03 24 00"]);
  assertEquals(sent((drive) => drive.sessionToc()), ["43 00 01 00 00 00 00 00 0c 00"]);
  assertEquals(sent((drive) => drive.atip()), ["43 00 04 00 00 00 00 00 20 00"]);
  assertEquals(sent((drive) => drive.capacity()), ["25 00 00 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.formatCapacities()), ["23 00 00 00 00 00 00 01 00 00"]);
  assertEquals(sent((drive) => drive.performance()), ["ac 00 00 00 00 00 00 00 00 64 03 00"]);
  assertEquals(sent((drive) => drive.nominalSpeeds(false)), ["ac 10 00 00 00 00 00 00 00 64 00 00"]);
  assertEquals(sent((drive) => drive.nominalSpeeds(true)), ["ac 14 00 00 00 00 00 00 00 64 00 00"]);
  assertEquals(sent((drive) => drive.capabilities()), ["5a 08 2a 00 00 00 00 02 00 00"]);
  assertEquals(sent((drive) => drive.writeParameters()), ["5a 08 05 00 00 00 00 02 00 00"]);
  assertEquals(sent((drive) => drive.bufferCapacity()), ["5c 00 00 00 00 00 00 00 0c 00"]);
  assertEquals(sent((drive) => drive.events()), ["4a 01 00 00 10 00 00 00 08 00"]);
});

Deno.test("READ DISC STRUCTURE names the media type and the format", () => {
  assertEquals(sent((drive) => drive.discStructure("dvd", DISC_STRUCTURE.prerecorded)), [
    "ad 00 00 00 00 00 00 0e 10 04 00 00",
  ]);
  assertEquals(sent((drive) => drive.discStructure("dvd", DISC_STRUCTURE.adip)), [
    "ad 00 00 00 00 00 00 11 10 04 00 00",
  ]);
  assertEquals(sent((drive) => drive.discStructure("bd", DISC_STRUCTURE.discInformation)), [
    "ad 01 00 00 00 00 00 00 10 04 00 00",
  ]);
});

Deno.test("GET CONFIGURATION asks for the header and then for as much as it announces, evenly", () => {
  const { drive, transport } = scriptedDrive({ 0x46: configurationAnswer(0x1b, [0x1b, 0x10], [0x2b]) });
  assertEquals(drive.configuration().profile, 0x1b);
  assertEquals(transport.seen.map(({ cdb }) => hex(cdb)), [
    "46 00 00 00 00 00 00 00 08 00",
    "46 00 00 00 00 00 00 00 18 00",
  ]);
});

Deno.test("commands that work on the disc are the blocks of MMC-6", () => {
  assertEquals(sent((drive) => drive.calibrate()), ["54 01 00 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.reserveTrack(0x01020304)), ["53 00 00 00 00 01 02 03 04 00"]);
  assertEquals(sent((drive) => drive.synchronizeCache()), ["35 00 00 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.synchronizeCache(true)), ["35 02 00 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.closeTrack(0x0102)), ["5b 00 01 00 01 02 00 00 00 00"]);
  assertEquals(sent((drive) => drive.closeTrack(1, true)), ["5b 01 01 00 00 01 00 00 00 00"]);
  assertEquals(sent((drive) => drive.closeSession()), ["5b 00 02 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.closeSession(CLOSE.finish, 0, true)), ["5b 01 06 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.blank("full")), ["a1 00 00 00 00 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.blank("minimal", true)), ["a1 11 00 00 00 00 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.blank("track", false, 7)), ["a1 02 00 00 00 07 00 00 00 00 00 00"]);
  assertEquals(sent((drive) => drive.load()), ["1b 00 00 00 03 00"]);
  assertEquals(sent((drive) => drive.eject()), ["1b 00 00 00 02 00"]);
  assertEquals(sent((drive) => drive.lock(true)), ["1e 00 00 00 01 00"]);
  assertEquals(sent((drive) => drive.lock(false)), ["1e 00 00 00 00 00"]);
});

Deno.test("FORMAT UNIT carries one descriptor as it was offered", () => {
  const request = { blocks: 0x00230540, type: FORMAT_TYPE.dvdPlusRw, parameter: 0x010203 };
  assertEquals(sent((drive) => drive.format(request, true)), [
    "04 11 00 00 00 00",
    "00 02 00 08 00 23 05 40 98 01 02 03",
  ]);
  const certified = { blocks: 1, type: FORMAT_TYPE.bdReSpareAreas, subtype: 2, parameter: 0 };
  assertEquals(sent((drive) => drive.format(certified)), [
    "04 11 00 00 00 00",
    "00 00 00 08 00 00 00 01 c2 00 00 00",
  ]);
});

Deno.test("FORMAT UNIT says whether a DVD-RAM is checked, or leaves it to the drive", () => {
  const request = { blocks: 1, type: FORMAT_TYPE.full, parameter: 0x800 };
  const flags = (certify: { certify?: boolean }) =>
    sent((drive) => drive.format({ ...request, ...certify }, true))[1]!.slice(3, 5);
  assertEquals([flags({}), flags({ certify: true }), flags({ certify: false })], ["02", "82", "a2"]);
});

Deno.test("a drive that does not answer at once although it was told to is not given up, and reset, for it", () => {
  const hour = 3_600_000;
  for (
    const [call, least] of [
      [(drive: Drive) => drive.closeTrack(1, true), hour],
      [(drive: Drive) => drive.closeSession(2, 0, true), hour],
      [(drive: Drive) => drive.blank("full", true), 4 * hour],
      [(drive: Drive) => drive.format({ blocks: 1, type: 0, parameter: 0 }, true), 4 * hour],
      [(drive: Drive) => drive.sendCueSheet(new Uint8Array(8)), 120_000],
      [(drive: Drive) => waitUntilReady(drive, { timeout: 0, what: "close the session" }), 120_000],
    ] as const
  ) {
    const { drive, transport } = scriptedDrive({});
    assertThrows(() => call(drive), DeviceError);
    assertEquals(transport.seen.at(-1)!.timeout, least);
  }
});

Deno.test("SEND CUE SHEET carries the session's layout", () => {
  const sheet = encodeCueSheet([
    { control: 4, track: 0, index: 0, form: 0x14, block: -150 },
    { control: 4, track: 1, index: 1, form: 0x10, block: 0 },
    { control: 4, track: 0xaa, index: 1, form: 0x14, block: 4500 * 2 + 75 * 3 + 4 - 150 },
  ]);
  assertEquals(sent((drive) => drive.sendCueSheet(sheet)), [
    "5d 00 00 00 00 00 00 00 18 00",
    "41 00 00 14 00 00 00 00 41 01 01 10 00 00 02 00 41 aa 01 14 00 02 03 04",
  ]);
});

Deno.test("MODE SELECT of page 05 changes what it is told and nothing else", () => {
  const replies = { 0x5a: WRITE_PARAMETERS_ANSWER };
  const rest = hex(WRITE_PARAMETERS_ANSWER.subarray(22));
  assertEquals(sent((drive) => drive.setWriteParameters({}), replies), [
    "55 10 00 00 00 00 00 00 3c 00",
    `00 00 00 00 00 00 00 00 05 32 40 c5 08 10 00 00 00 00 00 00 00 10 ${rest}`,
  ]);
  const change = {
    writeType: "session",
    testWrite: true,
    underrunFree: false,
    linkSizeValid: true,
    multiSession: "final",
    fixedPacket: true,
    trackMode: 4,
    dataBlockType: 10,
    linkSize: 7,
    sessionFormat: 0x20,
    packetSize: 32,
  } as const;
  assertEquals(sent((drive) => drive.setWriteParameters(change), replies), [
    "55 10 00 00 00 00 00 00 3c 00",
    `00 00 00 00 00 00 00 00 05 32 32 24 0a 07 00 00 20 00 00 00 00 20 ${rest}`,
  ]);
});

Deno.test("READ and WRITE have 10 bytes unless the transfer is longer or is a stream", () => {
  const block = new Uint8Array(2048);
  assertEquals(sent((drive) => drive.tryRead(0x01020304, new Uint8Array(6144))), [
    "28 00 01 02 03 04 00 00 03 00",
  ]);
  assertEquals(sent((drive) => drive.tryWrite(-150, block))[0], "2a 00 ff ff ff 6a 00 00 01 00");
  assertEquals(sent((drive) => drive.tryWrite(0x7fffffff, block))[0], "2a 00 7f ff ff ff 00 00 01 00");
  assertEquals(
    sent((drive) => drive.tryWrite(16, block, { streaming: true }))[0],
    [
      "aa 00 00 00 00 10 00 00 00 01 80 00",
    ][0],
  );
  const long = new Uint8Array(65536 * 2048);
  assertEquals(sent((drive) => drive.tryRead(1, long)), ["a8 00 00 00 00 01 00 01 00 00 00 00"]);
  assertEquals(sent((drive) => drive.tryRead(1, long.subarray(2048))), ["28 00 00 00 00 01 00 ff ff 00"]);
});

import { DeviceError } from "../../lib/errors.ts";
import { attempt } from "../../lib/scsi/attempt.ts";
import { BLOCK_BYTES } from "../../lib/mmc/block_range.ts";
import { CLOSE } from "../../lib/mmc/close_track.ts";
import { driveFacts } from "../../lib/mmc/drive_facts.ts";
import { TransportError, type TransportTrouble } from "../../lib/scsi/transport_error.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { CAPABILITIES_ANSWER, configurationAnswer } from "./answers.ts";
import { bytes, hex, scriptedDrive } from "./scripted_drive.ts";

const NOTHING = new Uint8Array(0);

Deno.test("an answer that is too short is an error that says what was asked, and of how many bytes", () => {
  const { drive } = scriptedDrive({ 0x51: bytes("00 20 0e 01 01"), 0x5a: bytes("00 06 00 00 00 00 00 00") });
  const error = assertThrows(
    () => drive.discInformation(),
    DeviceError,
    "Cannot read the disc information on the drive: the answer of 5 bytes is not what the command promises",
  );
  assertEquals(hex(error.answer.cdb!), "51 00 00 00 00 00 00 00 22 00");
  assertThrows(() => drive.writeParameters(), DeviceError, "Cannot read the write parameters on the drive: ");
});

Deno.test("a refusal is an error with the drive's own words", () => {
  const { drive } = scriptedDrive({ 0x52: "5/24/00" });
  const error = assertThrows(
    () => drive.trackInformation(7),
    DeviceError,
    "track 7 on the drive: illegal request",
  );
  assertEquals([error.answer.key, error.answer.asc, error.answer.ascq], [5, 0x24, 0]);
  assertThrows(() => drive.trackOfBlock(99), DeviceError, "Cannot read the track information of block 99 on");
  assertThrows(() => drive.trackInformation("invisible"), DeviceError, "of the next track on");
});

Deno.test("a close that fails says what was to be closed", () => {
  const { drive } = scriptedDrive({ 0x5b: "5/72/03" });
  assertThrows(() => drive.closeTrack(3), DeviceError, "Cannot close track 3 on the drive: ");
  assertThrows(() => drive.closeSession(), DeviceError, "Cannot close the session on the drive: ");
  assertThrows(
    () => drive.closeSession(CLOSE.stopFormat),
    DeviceError,
    "Cannot stop the format in the background",
  );
  assertThrows(
    () => drive.closeSession(CLOSE.finishMinimal),
    DeviceError,
    "Cannot finish the disc on the drive: ",
  );
});

Deno.test("has() knows current features only", () => {
  const answer = configurationAnswer(0x1b, [0x1b], [0x2b]);
  const { drive } = scriptedDrive({ 0x46: answer });
  assertEquals([drive.has(0x2b), drive.has(0x41)], [true, false]);
  answer[18] = 0;
  assertEquals(drive.has(0x2b), false);
});

Deno.test("ready() gives the reason why not", () => {
  assertEquals(scriptedDrive({ 0x00: NOTHING }).drive.ready(), undefined);
  const { key, asc, ascq } = scriptedDrive({ 0x00: "2/3A/01" }).drive.ready()!;
  assertEquals([key, asc, ascq], [2, 0x3a, 1]);
});

Deno.test("read() and write() split what is longer than the way allows", () => {
  const { drive, transport } = scriptedDrive(
    { 0x28: (cdb) => new Uint8Array(cdb[8]! * 2048).fill(cdb[5]!) },
    7000,
  );
  const into = new Uint8Array(7 * BLOCK_BYTES);
  drive.read(10, into);
  assertEquals(transport.seen.map(({ cdb }) => [cdb[5], cdb[8]]), [[10, 3], [13, 3], [16, 1]]);
  assertEquals([into[0], into[3 * 2048], into[6 * 2048]], [10, 13, 16]);
  const writer = scriptedDrive({ 0x2a: NOTHING }, 4096);
  const from = Uint8Array.from({ length: 3 * BLOCK_BYTES }, (_, at) => at / BLOCK_BYTES);
  writer.drive.write(-150, from);
  assertEquals(
    writer.transport.seen.map(({ cdb, data }) => [hex(cdb.subarray(2, 6)), data.length, data[0]]),
    [
      ["ff ff ff 6a", 4096, 0],
      ["ff ff ff 6c", 2048, 2],
    ],
  );
});

Deno.test("read() and write() name the blocks of the command that failed", () => {
  const { drive } = scriptedDrive({
    0x28: (cdb) => cdb[5] === 2 ? "3/11/00" : new Uint8Array(4096),
    0x2a: "3/0C/00",
  }, 4096);
  assertThrows(
    () => drive.read(0, new Uint8Array(8192)),
    DeviceError,
    "Cannot read blocks 2 to 3 on the drive: ",
  );
  const error = assertThrows(
    () => drive.write(5, new Uint8Array(2048)),
    DeviceError,
    "Cannot write block 5 on",
  );
  assertEquals(hex(error.answer.cdb!), "2a 00 00 00 00 05 00 00 01 00");
});

Deno.test("a read that moves fewer bytes than asked is an error, not zeros", () => {
  const { drive } = scriptedDrive({ 0x28: new Uint8Array(2048) });
  assertThrows(() => drive.read(0, new Uint8Array(4096)), DeviceError, "only 2048 of 4096 bytes were moved");
});

Deno.test("the hot path uses one command block and one outcome for all commands", () => {
  const { drive, transport } = scriptedDrive({ 0x28: new Uint8Array(2048), 0x2a: NOTHING });
  const used = new Set<unknown>();
  const execute = transport.execute.bind(transport);
  transport.execute = (cdb, direction, data, timeout) => {
    used.add(cdb);
    return execute(cdb, direction, data, timeout);
  };
  const block = new Uint8Array(2048);
  for (let at = 0; at < 4; at++) {
    used.add(drive.tryRead(at, block));
    used.add(drive.tryWrite(at, block));
  }
  assertEquals(used.size, 2);
});

Deno.test("tryWrite() tells a failure without throwing", () => {
  const { drive } = scriptedDrive({ 0x2a: "5/21/02" });
  const outcome = drive.tryWrite(7, new Uint8Array(2048));
  assertEquals([outcome.good, outcome.sense?.asc, outcome.sense?.ascq], [false, 0x21, 2]);
});

Deno.test("a drive that was locked is unlocked when it is closed, and only then", () => {
  const { drive, transport } = scriptedDrive({ 0x1e: NOTHING });
  drive.lock(true);
  drive.close();
  assertEquals(transport.seen.map(({ cdb }) => hex(cdb)), ["1e 00 00 00 01 00", "1e 00 00 00 00 00"]);
  assertEquals(transport.closed, true);
  drive.close();
  const never = scriptedDrive({});
  never.drive.close();
  assertEquals([transport.seen.length, never.transport.seen.length], [2, 0]);
});

Deno.test("a locked drive that is gone can still be closed", () => {
  const { drive, transport } = scriptedDrive({ 0x1e: NOTHING });
  drive.lock(true);
  transport.execute = () => {
    throw new TransportError("the drive", "gone", "Cannot reach the drive: it is gone");
  };
  drive.close();
  assertEquals(transport.closed, true);
});

Deno.test("attempt() takes refusals for no answer, but not a way that fails", () => {
  const fail = (trouble: TransportTrouble) =>
    attempt(() => {
      throw new TransportError("the drive", trouble, "Cannot reach the drive: so");
    });
  assertEquals(attempt(() => scriptedDrive({}).drive.toc()), undefined);
  assertEquals(fail("filtered"), undefined);
  for (const trouble of ["gone", "timeout", "failed"] as const) {
    assertThrows(() => fail(trouble), TransportError);
  }
  assertThrows(() =>
    attempt(() => {
      throw new RangeError("our own mistake");
    }), RangeError);
});

Deno.test("driveFacts() tells what a drive can do", () => {
  const inquiry = bytes("05 80 00 32 5b 00 00 00", "=HL-DT-STBD-RE  WH16NS40 1.05");
  const { drive } = scriptedDrive({
    0x12: (cdb) => cdb[1] === 1 ? bytes("05 80 00 06", "=K1234 ") : inquiry,
    0x46: configurationAnswer(0x41, [0x41, 0x40, 0x1b, 0x10, 0x09, 0x08, 0xffff], [0x41, 0x7777]),
    0x5a: CAPABILITIES_ANSWER,
  });
  assertEquals(driveFacts(drive), {
    vendor: "HL-DT-ST",
    product: "BD-RE  WH16NS40",
    revision: "1.05",
    serial: "K1234",
    kind: "BD-drive",
    media: ["BD-R", "BD-ROM", "DVD+R", "DVD-ROM", "CD-R", "CD-ROM"],
    records: ["BD-R", "DVD+R", "CD-R"],
    features: ["profile list", "BD write", "feature 7777h"],
    buffer: 2048 * 1024,
    loading: "tray",
  });
});

Deno.test("driveFacts() names drives that know nothing but INQUIRY", () => {
  const { drive } = scriptedDrive({
    0x12: bytes("05 80 00 32 5b 00 00 00", "=OLD     CD-ROM          1.0 "),
  });
  const { product, kind, serial, media, buffer, loading } = driveFacts(drive);
  assertEquals([product, kind, serial, buffer, loading], [
    "CD-ROM",
    "drive",
    undefined,
    undefined,
    "unknown",
  ]);
  assertEquals(media, []);
});

import { currentWriteSpeed, FASTEST } from "../../lib/mmc/set_speed.ts";
import { fromDriveSpeed, toDriveSpeed } from "../../lib/mmc/families.ts";
import { DeviceError } from "../../lib/errors.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { CAPABILITIES_ANSWER, capacityAnswer, configurationAnswer, speedsAnswer } from "./answers.ts";
import { bytes, lastSeen, scriptedDrive } from "./scripted_drive.ts";

const NOTHING = new Uint8Array(0);
const DVD_R = configurationAnswer(0x11, [0x11], [0x0107]);

Deno.test("CDs get SET CD SPEED", () => {
  const replies = { 0x46: configurationAnswer(0x09, [0x09], [0x0107]), 0xbb: NOTHING };
  const { drive, transport } = scriptedDrive(replies);
  drive.setSpeed(FASTEST, 1764.4);
  assertEquals(lastSeen(transport), ["bb 00 ff ff 06 e4 00 00 00 00 00 00"]);
  drive.setSpeed(Infinity, 1e9);
  assertEquals(lastSeen(transport), ["bb 00 ff ff ff ff 00 00 00 00 00 00"]);
});

Deno.test("DVD and BD get SET STREAMING up to the last block that the drive names", () => {
  const replies = { 0x46: DVD_R, 0xac: speedsAnswer(11080, 5540), 0xb6: NOTHING };
  const { drive, transport } = scriptedDrive(replies);
  drive.setSpeed(FASTEST, 5540);
  assertEquals(lastSeen(transport), [
    "b6 00 00 00 00 00 00 00 00 00 1c 00",
    "00 00 00 00 00 00 00 00 00 23 05 3f 00 00 ff ff 00 00 03 e8 00 00 15 a4 00 00 03 e8",
  ]);
});

Deno.test("SET STREAMING carries speeds that SET CD SPEED has no room for", () => {
  const replies = {
    0x46: configurationAnswer(0x41, [0x41], [0x0107]),
    0xac: speedsAnswer(71_936),
    0xb6: NOTHING,
  };
  const { drive, transport } = scriptedDrive(replies);
  drive.setSpeed(FASTEST, 71_936);
  assertEquals(lastSeen(transport)[1]!.slice(60, 71), "00 01 19 00");
});

Deno.test("the end of the medium is that of the speed asked for, or of the first", () => {
  const speeds = speedsAnswer(11080, 5540);
  speeds.set([0, 0, 0x12, 0x34], 28);
  const { drive, transport } = scriptedDrive({ 0x46: DVD_R, 0xac: speeds, 0xb6: NOTHING });
  drive.setSpeed(FASTEST, 5540);
  assertEquals(lastSeen(transport)[1]!.slice(24, 35), "00 00 12 34");
  drive.setSpeed(FASTEST, 1385);
  assertEquals(lastSeen(transport)[1]!.slice(24, 35), "00 23 05 3f");
});

Deno.test("without write speeds the descriptor ends at the capacity", () => {
  const { drive, transport } = scriptedDrive({ 0x46: DVD_R, 0x25: capacityAnswer(0x1235), 0xb6: NOTHING });
  drive.setSpeed(1385, 1385);
  assertEquals(lastSeen(transport)[1]!.slice(24, 35), "00 00 12 34");
});

Deno.test("a drive that refuses SET STREAMING or has none gets SET CD SPEED", () => {
  const refusing = scriptedDrive({ 0x46: DVD_R, 0xb6: "5/20/00", 0xbb: NOTHING });
  refusing.drive.setSpeed(1, 2);
  assertEquals(lastSeen(refusing.transport), ["bb 00 00 01 00 02 00 00 00 00 00 00"]);
  const without = scriptedDrive({ 0x46: configurationAnswer(0x11, [0x11]), 0xbb: NOTHING });
  without.drive.setSpeed(1, 2);
  assertEquals(lastSeen(without.transport), ["bb 00 00 01 00 02 00 00 00 00 00 00"]);
});

Deno.test("a drive that fails to set a speed is an error", () => {
  const { drive } = scriptedDrive({ 0x46: DVD_R, 0xb6: "4/44/00" });
  const error = assertThrows(() => drive.setSpeed(1, 2), DeviceError, "Cannot set the speed on the drive: ");
  assertEquals(error.answer.key, 4);
});

Deno.test("currentWriteSpeed() takes the fastest stretch, then mode page 2A", () => {
  const nominal = bytes(
    "00 00 00 24 02 00 00 00",
    "00 00 00 00 00 00 10 00 00 00 0f ff 00 00 15 a4",
    "00 00 10 00 00 00 15 a4 00 00 1f ff 00 00 14 00",
  );
  assertEquals(currentWriteSpeed(scriptedDrive({ 0xac: nominal }).drive), 5540);
  assertEquals(currentWriteSpeed(scriptedDrive({ 0x5a: CAPABILITIES_ANSWER }).drive), 2823);
  assertEquals(currentWriteSpeed(scriptedDrive({}).drive), undefined);
});

Deno.test("CD speeds are converted between drives, who count raw bytes, and people", () => {
  assertEquals(fromDriveSpeed(0x09, 8467), 7200);
  assertEquals(toDriveSpeed(0x0a, 1500), 1764);
  assertEquals(fromDriveSpeed(0x1b, 11080), 11080);
  assertEquals(toDriveSpeed(0x41, 8992), 8992);
});

import {
  getRecordDate,
  getVolumeDate,
  putRecordDate,
  putVolumeDate,
  recordDateHolds,
  volumeDateHolds,
} from "../../lib/iso9660/dates.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { hex, listener, random, table, withstandsNonsense } from "./bytes.ts";

const utc = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0) =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

const RECORD = table(
  "7C", // BP 1: 1900 + 124
  "02", // BP 2: February
  "1D", // BP 3: 29th
  "17", // BP 4: 23 h
  "3B", // BP 5: 59 min
  "3A", // BP 6: 58 s
  "00", // BP 7: UTC
);
const LEAP = utc(2024, 2, 29, 23, 59, 58);

const VOLUME = table(
  "=2024", // BP 1-4
  "=02", // BP 5-6
  "=29", // BP 7-8
  "=23", // BP 9-10
  "=59", // BP 11-12
  "=58", // BP 13-14
  "=29", // BP 15-16: hundredths
  "00", // BP 17: UTC
);

function recordDate(seconds: number): Uint8Array {
  const bytes = new Uint8Array(7);
  putRecordDate(bytes, 0, seconds);
  return bytes;
}

function volumeDate(seconds: number | undefined): Uint8Array {
  const bytes = new Uint8Array(17).fill(0xEE);
  putVolumeDate(bytes, 0, seconds);
  return bytes;
}

Deno.test("putRecordDate() writes the 7 bytes of ECMA-119 9.1.5, cutting off parts of a second", () => {
  assertEquals(hex(recordDate(LEAP)), hex(RECORD));
  assertEquals(hex(recordDate(LEAP + 0.999)), hex(RECORD));
  assertEquals(hex(recordDate(-0.5)), "45 0c 1f 17 3b 3b 00");
});

Deno.test("getRecordDate() reads the 7 bytes of ECMA-119 9.1.5", () => {
  assertEquals(getRecordDate(RECORD, 0), LEAP);
  assertEquals(getRecordDate(new Uint8Array(7), 0), undefined);
});

Deno.test("getRecordDate() honours the offset from UTC in quarters of an hour", () => {
  const summer = (offset: string) => getRecordDate(table("7B 07 01 0C 00 00", offset), 0);
  assertEquals(summer("08"), utc(2023, 7, 1, 10)); // two hours east
  assertEquals(summer("EC"), utc(2023, 7, 1, 17)); // five hours west
  assertEquals(summer("17"), utc(2023, 7, 1, 6, 15)); // Nepal
});

Deno.test("putRecordDate() and getRecordDate() agree with Date from 1900 to 2155", () => {
  const next = random(7);
  const first = utc(1900, 1, 1);
  const last = utc(2155, 12, 31, 23, 59, 59);
  for (let i = 0; i < 5000; i++) {
    const seconds = i === 0
      ? first
      : i === 1
      ? last
      : first + Math.floor(next(2 ** 32) / 2 ** 32 * (last - first));
    const date = new Date(seconds * 1000);
    const bytes = recordDate(seconds);
    assertEquals([...bytes], [
      date.getUTCFullYear() - 1900,
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
      0,
    ]);
    assertEquals(getRecordDate(bytes, 0), seconds);
  }
});

Deno.test("putRecordDate() refuses years that do not fit", () => {
  assert(recordDateHolds(utc(1900, 1, 1)) && recordDateHolds(utc(2155, 12, 31, 23, 59, 59) + 0.9));
  for (const seconds of [utc(1900, 1, 1) - 1, utc(2156, 1, 1), NaN, Infinity]) {
    assert(!recordDateHolds(seconds));
    assertThrows(() => recordDate(seconds), RangeError, "1900 to 2155");
  }
});

Deno.test("getRecordDate() reports impossible dates", () => {
  const messages = (fields: string) => {
    const { faults, report } = listener();
    const value = getRecordDate(table(fields), 0, report);
    return [value, ...faults.map((fault) => `${fault.clause}: ${fault.message}`)];
  };
  assertEquals(messages("7B 0D 01 00 00 00 00"), [
    undefined,
    "ECMA-119 9.1.5: Date is impossible: 2023-13-1 0:0:0",
  ]);
  assertEquals(messages("7B 02 1D 00 00 00 00"), [
    utc(2023, 3, 1),
    "ECMA-119 9.1.5: Date is impossible: 2023-2-29",
  ]);
  assertEquals(messages("7B 0C 1F 00 00 00 00"), [utc(2023, 12, 31)]);
  assertEquals(messages("7B 02 01 00 00 00 64"), [
    utc(2023, 2, 1),
    "ECMA-119 9.1.5: Offset from UTC is 100 quarters of an hour, outside -48 to 52; taken as 0",
  ]);
  assertEquals(messages("7B 02"), [undefined, "ECMA-119 9.1.5: Date of 7 bytes is cut off"]);
});

Deno.test("putVolumeDate() writes the 17 bytes of ECMA-119 8.4.26.1", () => {
  assertEquals(hex(volumeDate(LEAP + 0.29)), hex(VOLUME));
  assertEquals(hex(volumeDate(undefined)), "30 ".repeat(16) + "00");
});

Deno.test("getVolumeDate() reads the 17 bytes of ECMA-119 8.4.26.1", () => {
  assertEquals(getVolumeDate(VOLUME, 0), LEAP + 0.29);
  assertEquals(getVolumeDate(volumeDate(undefined), 0), undefined);
  assertEquals(getVolumeDate(table("=2023070112000000", "EC"), 0), utc(2023, 7, 1, 17));
});

Deno.test("putVolumeDate() and getVolumeDate() keep hundredths and the years 1 to 9999", () => {
  for (let hundredth = 0; hundredth < 100; hundredth++) {
    const seconds = LEAP + hundredth / 100;
    assertEquals(getVolumeDate(volumeDate(seconds), 0), seconds);
  }
  const first = new Date("0001-01-01T00:00:00Z").getTime() / 1000;
  const end = new Date("9999-12-31T23:59:59Z").getTime() / 1000;
  assertEquals(getVolumeDate(volumeDate(first), 0), first);
  assertEquals(getVolumeDate(volumeDate(end), 0), end);
  assert(!volumeDateHolds(first - 1) && !volumeDateHolds(end + 1));
  assertThrows(() => volumeDate(end + 1), RangeError, "1 to 9999");
  assertEquals(hex(volumeDate(-0.25)), hex(table("=1969123123595975", "00")));
  assertEquals(hex(volumeDate(LEAP + 0.999999)), hex(table("=2024022923595899", "00")));
});

Deno.test("getVolumeDate() reports what is not a date", () => {
  const messages = (...fields: string[]) => {
    const { faults, report } = listener();
    assertEquals(getVolumeDate(table(...fields), 0, report), undefined);
    return faults.map((fault) => fault.message);
  };
  assertEquals(messages("=                ", "00"), ["Date is blank instead of digits 0"]);
  assertEquals(messages("=2024-2-290000000", "00"), ["Date holds a byte that is not a digit"]);
  assertEquals(messages("=2024003000000000", "00"), ["Date is impossible: 2024-0-30 0:0:0"]);
  assertEquals(messages("=2024"), ["Date of 17 bytes is cut off"]);
});

Deno.test("getRecordDate() withstands nonsense", () => {
  withstandsNonsense(RECORD, (bytes, report) => getRecordDate(bytes, 0, report));
});

Deno.test("getVolumeDate() withstands nonsense", () => {
  withstandsNonsense(VOLUME, (bytes, report) => getVolumeDate(bytes, 0, report));
});

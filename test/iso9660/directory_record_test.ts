import {
  decodeDirectoryRecord,
  directoryRecordLength,
  encodeDirectoryRecord,
  FLAG_DIRECTORY,
  FLAG_HIDDEN,
  FLAG_MULTI_EXTENT,
  putDirectoryRecord,
} from "../../lib/iso9660/directory_record.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { hex, listener, table, text, withstandsNonsense } from "./bytes.ts";

const DATE = Date.UTC(2023, 6, 1, 12, 0, 0) / 1000;

// A file of 4 GiB minus a block whose identifier has an even length, so that a padding byte follows.
const FILE = table(
  "2C", // BP 1: 44 bytes
  "00", // BP 2: no extended attribute record
  "34 12 00 00 00 00 12 34", // BP 3-10: block 4660
  "00 F8 FF FF FF FF F8 00", // BP 11-18
  "7B 07 01 0C 00 00 00", // BP 19-25
  "81", // BP 26: hidden, multi-extent
  "00", // BP 27
  "00", // BP 28
  "01 00 00 01", // BP 29-32
  "06", // BP 33
  "=AB.C;1", // BP 34-39
  "00", // BP 40: padding
  "=RR", // BP 41-42: system use
  "05 01", // BP 43-44
);

function faultsOf(bytes: Uint8Array, at = 0): string[] {
  const { faults, report } = listener();
  decodeDirectoryRecord(bytes, at, report);
  return faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`);
}

function changed(at: number, value: number): Uint8Array {
  const bytes = FILE.slice();
  bytes[at] = value;
  return bytes;
}

Deno.test("putDirectoryRecord() writes BP 1-33 of ECMA-119 9.1 and gives the place of the identifier", () => {
  const bytes = new Uint8Array(46).fill(0xEE);
  const at = putDirectoryRecord(bytes, 1, 44, 4660, 0xFFFFF800, DATE, FLAG_HIDDEN | FLAG_MULTI_EXTENT, 6);
  assertEquals(at, 34);
  assertEquals(hex(bytes.subarray(1, 34)), hex(FILE.subarray(0, 33)));
  assertEquals([bytes[0], bytes[34]], [0xEE, 0xEE]);
});

Deno.test("putDirectoryRecord() refuses numbers that do not fit", () => {
  const into = new Uint8Array(64);
  assertThrows(() => putDirectoryRecord(into, 0, 256, 0, 0, DATE, 0, 1), RangeError);
  assertThrows(() => putDirectoryRecord(into, 0, 34, 2 ** 32, 0, DATE, 0, 1), RangeError);
  assertThrows(() => putDirectoryRecord(into, 0, 34, 0, 2 ** 32, DATE, 0, 1), RangeError);
});

Deno.test("encodeDirectoryRecord() writes the whole record of ECMA-119 9.1", () => {
  const record = decodeDirectoryRecord(FILE, 0)!;
  assertEquals(hex(encodeDirectoryRecord(record)), hex(FILE));
  const dot = encodeDirectoryRecord({
    extendedAttributeLength: 0,
    extent: 18,
    dataLength: 2048,
    date: undefined,
    flags: FLAG_DIRECTORY,
    fileUnitSize: 0,
    interleaveGap: 0,
    volumeSequenceNumber: 1,
    identifier: Uint8Array.of(0),
    systemUse: new Uint8Array(0),
  });
  assertEquals(
    hex(dot),
    hex(table(
      "22", // BP 1: 34 bytes
      "00", // BP 2
      "12 00 00 00 00 00 00 12", // BP 3-10
      "00 08 00 00 00 00 08 00", // BP 11-18
      "00 00 00 00 00 00 00", // BP 19-25: no date
      "02", // BP 26: directory
      "00 00", // BP 27-28
      "01 00 00 01", // BP 29-32
      "01", // BP 33
      "00", // BP 34: the directory itself
    )),
  );
  const tooLong = { ...record, identifier: new Uint8Array(222) };
  assertThrows(() => encodeDirectoryRecord(tooLong), RangeError, "more than 254");
});

Deno.test("decodeDirectoryRecord() reads all fields of ECMA-119 9.1", () => {
  const { faults, report } = listener();
  const record = decodeDirectoryRecord(FILE, 0, report)!;
  assertEquals(faults, []);
  assertEquals(text(record.identifier), "AB.C;1");
  assertEquals(hex(record.systemUse), "52 52 05 01");
  const { identifier: _, systemUse: __, ...numbers } = record;
  assertEquals(numbers, {
    length: 44,
    extendedAttributeLength: 0,
    extent: 4660,
    dataLength: 0xFFFFF800,
    date: DATE,
    flags: 0x81,
    fileUnitSize: 0,
    interleaveGap: 0,
    volumeSequenceNumber: 1,
  });
});

Deno.test("decodeDirectoryRecord() gives nothing, and no fault, for a length byte of 0", () => {
  const { faults, report } = listener();
  assertEquals(decodeDirectoryRecord(new Uint8Array(64), 3, report), undefined);
  assertEquals(faults, []);
});

Deno.test("decodeDirectoryRecord() refuses records that cannot stand where they are", () => {
  assertEquals(faultsOf(changed(0, 33)), ["0 ECMA-119 9.1.1: Record length is 33, less than 34"]);
  assertEquals(faultsOf(changed(0, 46)), ["0 ECMA-119 9.1.1: Record of 46 bytes ends after 44"]);
  assertEquals(faultsOf(changed(32, 12)), [
    "0 ECMA-119 9.1.1: Identifier of 12 bytes does not fit into a record of 44",
  ]);
  assertEquals(faultsOf(FILE, 44), ["44 ECMA-119 9.1.1: Record begins outside its directory"]);
  const directory = new Uint8Array(4096);
  directory.set(FILE, 2020);
  assertEquals(faultsOf(directory, 2020), [
    "2020 ECMA-119 9.1.1: Record of 44 bytes runs across the end of its block",
  ]);
  directory.set(FILE, 2048 - 44);
  assertEquals(decodeDirectoryRecord(directory, 2048 - 44)?.length, 44);
});

Deno.test("decodeDirectoryRecord() reports small faults and goes on", () => {
  assertEquals(faultsOf(changed(9, 0x35)), [
    "2 ECMA-119 9.1.3: Byte orders disagree: 4660 (L) and 4661 (M)",
  ]);
  assertEquals(faultsOf(changed(17, 0x01)), [
    "10 ECMA-119 9.1.4: Byte orders disagree: 4294965248 (L) and 4294965249 (M)",
  ]);
  assertEquals(faultsOf(changed(31, 0x02)), ["28 ECMA-119 9.1.9: Byte orders disagree: 1 (L) and 2 (M)"]);
  assertEquals(faultsOf(changed(0, 43)), ["0 ECMA-119 9.1.13: Record length 43 is odd"]);
  assertEquals(faultsOf(changed(25, 0x20)), ["25 ECMA-119 9.1.6: Reserved file flags are set"]);
  assertEquals(faultsOf(changed(39, 0x01)), ["39 ECMA-119 9.1.12: Padding after the identifier is not 00"]);
  assertEquals(faultsOf(changed(32, 0)), [
    "32 ECMA-119 9.1.10: Identifier has no bytes",
    "33 ECMA-119 9.1.12: Padding after the identifier is not 00",
  ]);
});

Deno.test("directoryRecordLength() is even and counts the padding byte", () => {
  assertEquals(directoryRecordLength(1, 0), 34);
  assertEquals(directoryRecordLength(6, 4), 44);
  assertEquals(directoryRecordLength(7, 4), 44);
  assertEquals(directoryRecordLength(7, 5), 46);
  assertEquals(directoryRecordLength(6, 5), 46);
});

Deno.test("decodeDirectoryRecord() withstands nonsense", () => {
  withstandsNonsense(FILE, (bytes, report) => decodeDirectoryRecord(bytes, 0, report));
});

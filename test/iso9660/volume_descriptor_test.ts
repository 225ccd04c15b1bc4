import { encodeBootRecord } from "../../lib/iso9660/el_torito.ts";
import { jolietEscapeSequence } from "../../lib/iso9660/joliet.ts";
import {
  decodeVolumeDescriptor,
  descriptorKind,
  encodeTerminator,
  encodeVolumeDescriptor,
  type VolumeDescriptor,
} from "../../lib/iso9660/volume_descriptor.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { ascii, hex, listener, table, text, withstandsNonsense } from "./bytes.ts";

const spaces = (count: number): string => "=" + " ".repeat(count);
const filled = (characters: string, length: number): string => "=" + characters.padEnd(length, " ");
const zeros = (count: number): string => "00 ".repeat(count).trim();
const wide = (characters: string, length: number): string =>
  "=" + [...characters.padEnd(length / 2 | 0, " ")].map((c) => "\0" + c).join("") + (length % 2 ? "\0" : "");

const CREATED = Date.UTC(2024, 1, 29, 23, 59, 58) / 1000 + 0.29;

const PRIMARY = table(
  "01", // BP 1: primary
  "=CD001", // BP 2-6
  "01", // BP 7
  "00", // BP 8
  filled("LINUX", 32), // BP 9-40
  filled("USR1", 32), // BP 41-72
  zeros(8), // BP 73-80
  "78 56 34 12 12 34 56 78", // BP 81-88: volume space size
  zeros(32), // BP 89-120
  "01 00 00 01", // BP 121-124: volume set size
  "01 00 00 01", // BP 125-128: volume sequence number
  "00 08 08 00", // BP 129-132: logical block size
  "22 00 00 00 00 00 00 22", // BP 133-140: path table size
  "13 00 00 00", // BP 141-144: path table L
  "14 00 00 00", // BP 145-148: optional path table L
  "00 00 00 15", // BP 149-152: path table M
  "00 00 00 16", // BP 153-156: optional path table M
  "22 00 17 00 00 00 00 00 00 17 00 08 00 00 00 00 08 00", // BP 157-174: root record: length, extent, data length
  "7C 02 1D 17 3B 3A 00 02 00 00 01 00 00 01 01 00", // BP 175-190: date, flags, volume, identifier
  filled("SET", 128), // BP 191-318
  filled("PUBLISHER", 128), // BP 319-446
  filled("PREPARER", 128), // BP 447-574
  filled("DISCGLOW", 128), // BP 575-702
  filled("COPYING.TXT;1", 37), // BP 703-739
  spaces(37), // BP 740-776
  spaces(37), // BP 777-813
  "=2024022923595829", // BP 814-830: creation
  "00",
  "=2024022923595829", // BP 831-847: modification
  "00",
  "=0000000000000000", // BP 848-864: expiration
  "00",
  "=2024022923595829", // BP 865-881: effective
  "00",
  "01", // BP 882: file structure version
  "00", // BP 883
  "=USE", // BP 884-1395: application use
  zeros(509),
  zeros(653), // BP 1396-2048
);

const FIELDS: VolumeDescriptor = {
  type: 1,
  version: 1,
  flags: 0,
  systemId: ascii("LINUX"),
  volumeId: ascii("USR1"),
  volumeSpaceSize: 0x12345678,
  escapeSequences: new Uint8Array(0),
  volumeSetSize: 1,
  volumeSequenceNumber: 1,
  logicalBlockSize: 2048,
  pathTableSize: 34,
  pathTableL: 19,
  optionalPathTableL: 20,
  pathTableM: 21,
  optionalPathTableM: 22,
  root: {
    length: 34,
    extendedAttributeLength: 0,
    extent: 23,
    dataLength: 2048,
    date: Math.floor(CREATED),
    flags: 2,
    fileUnitSize: 0,
    interleaveGap: 0,
    volumeSequenceNumber: 1,
    identifier: Uint8Array.of(0),
    systemUse: new Uint8Array(0),
  },
  volumeSetId: ascii("SET"),
  publisherId: ascii("PUBLISHER"),
  preparerId: ascii("PREPARER"),
  applicationId: ascii("DISCGLOW"),
  copyrightFileId: ascii("COPYING.TXT;1"),
  abstractFileId: new Uint8Array(0),
  bibliographicFileId: new Uint8Array(0),
  creation: CREATED,
  modification: CREATED,
  expiration: undefined,
  effective: CREATED,
  fileStructureVersion: 1,
  applicationUse: ascii("USE"),
};

// The same with the fields that differ in a Joliet descriptor.
const JOLIET = PRIMARY.slice();
for (
  const [at, field] of [
    [0, "02"], // BP 1: supplementary
    [8, wide("LINUX", 32)], // BP 9-40
    [40, wide("\u00FCber", 32)], // BP 41-72
    [88, "25 2F 45"], // BP 89-91: UCS-2 level 3
    [190, wide("SET", 128)], // BP 191-318
    [318, wide("PUBLISHER", 128)], // BP 319-446
    [446, wide("PREPARER", 128)], // BP 447-574
    [574, wide("DISCGLOW", 128)], // BP 575-702
    [702, wide("", 37)], // BP 703-739
    [739, wide("", 37)], // BP 740-776
    [776, wide("", 37)], // BP 777-813
  ] as const
) JOLIET.set(table(field), at);

function faultsOf(at: number, value: number, block = PRIMARY): string[] {
  const changed = block.slice();
  changed[at] = value;
  const { faults, report } = listener();
  decodeVolumeDescriptor(changed, report);
  return faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`);
}

Deno.test("encodeVolumeDescriptor() writes a primary descriptor as in ECMA-119 8.4", () => {
  assertEquals(PRIMARY.length, 2048);
  assertEquals(hex(encodeVolumeDescriptor(FIELDS)), hex(PRIMARY));
});

Deno.test("encodeVolumeDescriptor() writes a supplementary descriptor for Joliet, filled with UCS-2 spaces", () => {
  const ucs2 = (characters: string) => table(wide(characters, characters.length * 2));
  const descriptor = encodeVolumeDescriptor({
    ...FIELDS,
    type: 2,
    escapeSequences: jolietEscapeSequence(3),
    systemId: ucs2("LINUX"),
    volumeId: ucs2("\u00FCber"),
    volumeSetId: ucs2("SET"),
    publisherId: ucs2("PUBLISHER"),
    preparerId: ucs2("PREPARER"),
    applicationId: ucs2("DISCGLOW"),
    copyrightFileId: new Uint8Array(0),
  });
  assertEquals(hex(descriptor), hex(JOLIET));
});

Deno.test("encodeVolumeDescriptor() writes an enhanced descriptor as in ISO 9660:1999", () => {
  const expected = PRIMARY.slice();
  expected[0] = 2; // BP 1: supplementary or enhanced
  expected[6] = 2; // BP 7: enhanced
  expected[881] = 2; // BP 882
  const block = encodeVolumeDescriptor({ ...FIELDS, type: 2, version: 2, fileStructureVersion: 2 });
  assertEquals(hex(block), hex(expected));
  assertEquals(descriptorKind(block), "enhanced");
  const { faults, report } = listener();
  assertEquals(decodeVolumeDescriptor(block, report).version, 2);
  assertEquals(faults, []);
});

Deno.test("encodeVolumeDescriptor() refuses fields that are too long and numbers that do not fit", () => {
  const encode = (change: Partial<VolumeDescriptor>) => encodeVolumeDescriptor({ ...FIELDS, ...change });
  assertThrows(() => encode({ volumeId: new Uint8Array(33) }), RangeError, "takes 33");
  assertThrows(() => encode({ applicationUse: new Uint8Array(513) }), RangeError, "longer than its place");
  assertThrows(() => encode({ escapeSequences: new Uint8Array(33) }), RangeError, "longer than its place");
  assertThrows(() => encode({ volumeSpaceSize: 2 ** 32 }), RangeError, "volumeSpaceSize");
  assertThrows(
    () => encode({ root: { ...FIELDS.root, identifier: ascii("AB") } }),
    RangeError,
    "root record",
  );
});

Deno.test("decodeVolumeDescriptor() reads a primary descriptor", () => {
  const { faults, report } = listener();
  const d = decodeVolumeDescriptor(PRIMARY, report);
  assertEquals(faults, []);
  assertEquals(text(d.systemId), "LINUX".padEnd(32));
  assertEquals(text(d.volumeId), "USR1".padEnd(32));
  assertEquals([d.volumeSpaceSize, d.volumeSetSize, d.volumeSequenceNumber], [0x12345678, 1, 1]);
  assertEquals([d.logicalBlockSize, d.pathTableSize], [2048, 34]);
  assertEquals([d.pathTableL, d.optionalPathTableL, d.pathTableM, d.optionalPathTableM], [19, 20, 21, 22]);
  assertEquals([d.root.extent, d.root.dataLength, d.root.flags], [23, 2048, 2]);
  assertEquals([d.volumeSetId.length, d.publisherId.length, d.preparerId.length], [128, 128, 128]);
  assertEquals(text(d.applicationId)?.trim(), "DISCGLOW");
  assertEquals(text(d.copyrightFileId), "COPYING.TXT;1".padEnd(37));
  assertEquals([d.abstractFileId.length, d.bibliographicFileId.length], [37, 37]);
  assertEquals([d.creation, d.modification, d.expiration, d.effective], [
    CREATED,
    CREATED,
    undefined,
    CREATED,
  ]);
  assertEquals([d.type, d.version, d.flags, d.fileStructureVersion], [1, 1, 0, 1]);
  assertEquals([d.applicationUse.length, text(d.applicationUse.subarray(0, 3))], [512, "USE"]);
});

Deno.test("decodeVolumeDescriptor() and encodeVolumeDescriptor() are inverse", () => {
  assertEquals(hex(encodeVolumeDescriptor(decodeVolumeDescriptor(PRIMARY))), hex(PRIMARY));
  assertEquals(hex(encodeVolumeDescriptor(decodeVolumeDescriptor(JOLIET))), hex(JOLIET));
});

Deno.test("decodeVolumeDescriptor() reports faults by field", () => {
  assertEquals(faultsOf(0, 3), ["0 ECMA-119 8.1.1: Descriptor is of type 3 (partition)"]);
  assertEquals(faultsOf(6, 7), ["6 ECMA-119 8.4.3: Descriptor version is 7"]);
  assertEquals(faultsOf(87, 0x79), [
    "80 ECMA-119 8.4.8: Byte orders disagree: 305419896 (L) and 305419897 (M)",
  ]);
  assertEquals(faultsOf(123, 2), ["120 ECMA-119 8.4.10: Byte orders disagree: 1 (L) and 2 (M)"]);
  assertEquals(faultsOf(127, 2), ["124 ECMA-119 8.4.11: Byte orders disagree: 1 (L) and 2 (M)"]);
  assertEquals(faultsOf(128, 1), [
    "128 ECMA-119 8.4.12: Byte orders disagree: 2049 (L) and 2048 (M)",
    "128 ECMA-119 8.4.12: Logical block size is 2049",
  ]);
  assertEquals(faultsOf(139, 0x23), ["132 ECMA-119 8.4.13: Byte orders disagree: 34 (L) and 35 (M)"]);
  assertEquals(faultsOf(156, 36), [
    "156 ECMA-119 8.4.18: Root record has length 36 and identifier length 1, not 34 and 1",
  ]);
  assertEquals(faultsOf(820, 0x41), ["813 ECMA-119 8.4.26.1: Date holds a byte that is not a digit"]);
  assertEquals(faultsOf(881, 2), ["881 ECMA-119 8.4.30: File structure version is 2, not 1"]);
});

Deno.test("decodeVolumeDescriptor() reads the place of a root record whose length is wrong", () => {
  const block = PRIMARY.slice();
  block[156] = 0;
  assertEquals(decodeVolumeDescriptor(block).root.extent, 23);
});

Deno.test("descriptorKind() tells descriptors apart", () => {
  const kind = (type: number, version = 1) =>
    descriptorKind(Uint8Array.of(type, 0x43, 0x44, 0x30, 0x30, 0x31, version));
  assertEquals(kind(0), "boot");
  assertEquals(kind(1), "primary");
  assertEquals(kind(2), "supplementary");
  assertEquals(kind(2, 2), "enhanced");
  assertEquals(kind(3), "partition");
  assertEquals(kind(255), "terminator");
  assertEquals(kind(77), "unknown");
  assertEquals(descriptorKind(table("01", "=CD002", "01")), "none");
  assertEquals(descriptorKind(table("01", "=CD001")), "none");
  assertEquals(descriptorKind(encodeBootRecord(30)), "boot");
});

Deno.test("encodeTerminator() writes the block of ECMA-119 8.3", () => {
  const expected = table(
    "FF", // BP 1
    "=CD001", // BP 2-6
    "01", // BP 7
    zeros(2041), // BP 8-2048
  );
  assertEquals(hex(encodeTerminator()), hex(expected));
  assertEquals(descriptorKind(encodeTerminator()), "terminator");
});

Deno.test("decodeVolumeDescriptor() withstands nonsense", () => {
  withstandsNonsense(
    PRIMARY,
    (bytes, report) => [descriptorKind(bytes), decodeVolumeDescriptor(bytes, report)],
  );
});

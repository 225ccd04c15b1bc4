import {
  type BootEntry,
  bootInfoChecksum,
  decodeBootCatalog,
  decodeBootInfo,
  decodeBootRecord,
  encodeBootCatalog,
  encodeBootRecord,
  NO_EMULATION,
  PLATFORM_BIOS,
  PLATFORM_EFI,
  putBootInfo,
} from "../../lib/iso9660/el_torito.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { ascii, hex, listener, table, withstandsNonsense } from "./bytes.ts";

const zeros = (count: number): string => "00 ".repeat(count).trim();

const RECORD = table(
  "00", // BP 1: boot record
  "=CD001", // BP 2-6
  "01", // BP 7
  "=EL TORITO SPECIFICATION", // BP 8-30
  zeros(9), // BP 31-39
  zeros(32), // BP 40-71
  "78 56 34 12", // BP 72-75: boot catalog
  zeros(1973), // BP 76-2048
);

const CATALOG = table(
  "01", // Validation entry, byte 0
  "00", // Byte 1: 80x86
  zeros(26), // Bytes 2-27
  "AA 55", // Bytes 28-29: 0001h + AA55h + 55AAh = 10000h
  "55 AA", // Bytes 30-31
  "88", // Default entry, byte 0: bootable
  "00", // Byte 1: no emulation
  "00 00", // Bytes 2-3: usual segment
  "00", // Byte 4
  "00", // Byte 5
  "04 00", // Bytes 6-7: 4 sectors
  "1E 00 00 00", // Bytes 8-11: block 30
  zeros(20), // Bytes 12-31
  "91", // Section header, byte 0: the last
  "EF", // Byte 1: UEFI
  "01 00", // Bytes 2-3: one entry
  zeros(28), // Bytes 4-31
  "88", // Section entry, byte 0
  "00", // Byte 1
  "00 00", // Bytes 2-3
  "00 00", // Bytes 4-5
  "40 0B", // Bytes 6-7: 2880 sectors
  "21 00 00 00", // Bytes 8-11: block 33
  zeros(20), // Bytes 12-31
  zeros(1920),
);

const BIOS: BootEntry = {
  platform: PLATFORM_BIOS,
  bootable: true,
  mediaType: NO_EMULATION,
  loadSegment: 0,
  systemType: 0,
  sectorCount: 4,
  block: 30,
};
const EFI: BootEntry = { ...BIOS, platform: PLATFORM_EFI, sectorCount: 2880, block: 33 };

function faultsOf(change: (bytes: Uint8Array) => void): string[] {
  const bytes = CATALOG.slice();
  change(bytes);
  const { faults, report } = listener();
  decodeBootCatalog(bytes, report);
  return faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`);
}

Deno.test("encodeBootRecord() writes the descriptor of El Torito 2.0", () => {
  assertEquals(RECORD.length, 2048);
  assertEquals(hex(encodeBootRecord(0x12345678)), hex(RECORD));
});

Deno.test("decodeBootRecord() gives the block of the catalog", () => {
  assertEquals(decodeBootRecord(RECORD), 0x12345678);
  const other = RECORD.slice();
  other.set(ascii("SOMETHING ELSE"), 7);
  assertEquals(decodeBootRecord(other), undefined);
  assertEquals(decodeBootRecord(RECORD.subarray(0, 74)), undefined);
});

Deno.test("encodeBootCatalog() writes validation, default and section entries", () => {
  assertEquals(CATALOG.length, 2048);
  assertEquals(hex(encodeBootCatalog([BIOS, EFI])), hex(CATALOG));
});

Deno.test("encodeBootCatalog() makes a section for each run of a platform", () => {
  const entries = [EFI, { ...EFI, block: 34 }, { ...EFI, block: 35 }, {
    ...BIOS,
    bootable: false,
    loadSegment: 0x123,
  }];
  const bytes = encodeBootCatalog(entries);
  assertEquals([bytes[1], bytes[64], bytes[160]], [0xEF, 0x90, 0x91]);
  const { faults, report } = listener();
  assertEquals(decodeBootCatalog(bytes, report).entries, entries);
  assertEquals(faults, []);
});

Deno.test("encodeBootCatalog() refuses none and more than a block holds", () => {
  assertThrows(() => encodeBootCatalog([]), RangeError, "no entry");
  assertEquals(decodeBootCatalog(encodeBootCatalog(Array(62).fill(BIOS))).entries.length, 62);
  assertThrows(() => encodeBootCatalog(Array(63).fill(BIOS)), RangeError, "63 entries");
});

Deno.test("decodeBootCatalog() reads all entries", () => {
  const { faults, report } = listener();
  const catalog = decodeBootCatalog(CATALOG, report);
  assertEquals([catalog.platform, catalog.identifier.length], [PLATFORM_BIOS, 24]);
  assertEquals(catalog.entries, [BIOS, EFI]);
  assertEquals(faults, []);
});

Deno.test("decodeBootCatalog() passes over extensions of entries", () => {
  const bytes = new Uint8Array(2048);
  bytes.set(CATALOG.subarray(0, 128));
  bytes[66] = 2;
  bytes[128] = 0x44;
  bytes.set(CATALOG.subarray(96, 128), 160);
  assertEquals(decodeBootCatalog(bytes).entries, [BIOS, EFI, EFI]);
});

Deno.test("decodeBootCatalog() reports faults", () => {
  assertEquals(faultsOf((bytes) => bytes[4] = 1), [
    "28 El Torito 2.1: Checksum of the validation entry is wrong",
  ]);
  assertEquals(faultsOf((bytes) => bytes.set([0x54, 0xAB], 30)), [
    "30 El Torito 2.1: Key bytes are not 55 AA",
    "28 El Torito 2.1: Checksum of the validation entry is wrong",
  ]);
  assertEquals(faultsOf((bytes) => bytes[32] = 1), [
    "32 El Torito 2.2: Boot indicator is 1, neither 88h nor 0",
  ]);
  assertEquals(faultsOf((bytes) => bytes[64] = 0x92), [
    "64 El Torito 2.3: Section header indicator is 146, neither 90h nor 91h",
  ]);
  const { faults, report } = listener();
  decodeBootCatalog(CATALOG.subarray(0, 100), report);
  assertEquals(faults.map((fault) => fault.message), ["Section lacks 1 entries"]);
});

Deno.test("putBootInfo() writes bytes 8 to 63 and the checksum of the rest", () => {
  const file = new Uint8Array(70).fill(0xEE);
  file.set(table("FF FF FF FF 02 01"), 64); // 4294967295 + 0102h = 0101h
  putBootInfo(file, 16, 30, 70);
  assertEquals(
    hex(file),
    hex(table(
      "EE EE EE EE EE EE EE EE", // Bytes 0-7: the program's own
      "10 00 00 00", // Bytes 8-11: primary volume descriptor
      "1E 00 00 00", // Bytes 12-15: this file
      "46 00 00 00", // Bytes 16-19: its length
      "01 01 00 00", // Bytes 20-23: checksum
      zeros(40), // Bytes 24-63
      "FF FF FF FF 02 01",
    )),
  );
  assertEquals(decodeBootInfo(file), { pvdBlock: 16, fileBlock: 30, fileLength: 70, checksum: 0x0101 });
  assertEquals(bootInfoChecksum(file), 0x0101);
  assertThrows(() => putBootInfo(new Uint8Array(63), 16, 30, 63), RangeError, "63 bytes");
  assertEquals(decodeBootInfo(new Uint8Array(63)), undefined);
});

Deno.test("decodeBootCatalog(), decodeBootRecord() and decodeBootInfo() withstand nonsense", () => {
  withstandsNonsense(CATALOG.subarray(0, 160), (bytes, report) => [
    decodeBootCatalog(bytes, report),
    decodeBootRecord(bytes),
    decodeBootInfo(bytes),
  ]);
  withstandsNonsense(RECORD.subarray(0, 80), (bytes) => decodeBootRecord(bytes));
});

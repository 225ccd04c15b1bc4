/**
 * El Torito 1.0: the boot record among the volume descriptors, the boot catalog it points to, and the boot
 * information table that boot loaders of Linux expect in their own file.
 *
 * @module
 */

import { BLOCK_SIZE } from "./block.ts";
import { decodeCharacters, encodeCharacters } from "./characters.ts";
import type { Report } from "./fault.ts";
import { get16L, get32L, put16L, put32L } from "./numbers.ts";

/** Platform: BIOS on 80x86. */
export const PLATFORM_BIOS = 0;
/** Platform: UEFI (UEFI specification 13.3.2.1). */
export const PLATFORM_EFI = 0xEF;

/** Boot media type: no emulation (El Torito 2.2). */
export const NO_EMULATION = 0;

/** Bytes of an entry of the boot catalog. */
export const CATALOG_ENTRY_LENGTH = 32;

/** Bytes of the sectors in which `sectorCount` counts. */
export const VIRTUAL_SECTOR_SIZE = 512;

const BOOT_SYSTEM_ID = "EL TORITO SPECIFICATION";

/** The boot record volume descriptor, a block: the catalog begins at that block (ECMA-119 8.2, El Torito 2.0). */
export function encodeBootRecord(catalogBlock: number): Uint8Array {
  const block = new Uint8Array(BLOCK_SIZE);
  block.set(encodeCharacters("\0CD001\x01"), 0); // BP 1, 2-6, 7
  block.set(encodeCharacters(BOOT_SYSTEM_ID), 7); // BP 8-39, filled with zeros
  put32L(block, 0x47, catalogBlock); // BP 72-75
  return block;
}

/** The block of the boot catalog, or `undefined` if the block is no boot record of El Torito (El Torito 2.0). */
export function decodeBootRecord(block: Uint8Array): number | undefined {
  if (block.length < 0x4B || decodeCharacters(block.subarray(0, 6)) !== "\0CD001") return undefined;
  if (decodeCharacters(block.subarray(7, 7 + BOOT_SYSTEM_ID.length)) !== BOOT_SYSTEM_ID) return undefined;
  return get32L(block, 0x47); // BP 72-75
}

/** One image to boot from: the default entry or a section entry of the catalog (El Torito 2.2, 2.4). */
export interface BootEntry {
  /** `PLATFORM_BIOS`, `PLATFORM_EFI` or another. */
  platform: number;
  /** Whether the firmware may boot it. */
  bootable: boolean;
  /** `NO_EMULATION`, 1 to 3 for floppy discs, 4 for a hard disc. */
  mediaType: number;
  /** Segment to load at; 0 for the usual one, 0x7C0. */
  loadSegment: number;
  /** System type from the partition table of an emulated hard disc. */
  systemType: number;
  /** How many sectors of 512 bytes the firmware loads. */
  sectorCount: number;
  /** First block of the image. */
  block: number;
}

/** A decoded boot catalog. */
export interface BootCatalog {
  /** Platform of the validation entry, which is that of the first entry. */
  platform: number;
  /** Who made the volume: the text of the validation entry, 24 bytes (El Torito 2.1). */
  identifier: Uint8Array;
  /** The default entry first. */
  entries: BootEntry[];
}

/**
 * Encodes a boot catalog, a block: the validation entry, the first entry as default, and a section for each
 * run of further entries of one platform (El Torito 2.1 to 2.4).
 */
export function encodeBootCatalog(entries: readonly BootEntry[]): Uint8Array {
  const first = entries[0];
  if (first === undefined) throw new RangeError("Cannot encode a boot catalog: it has no entry");
  const catalog = new Uint8Array(BLOCK_SIZE);
  catalog[0] = 1; // Validation entry, byte 0: header ID
  catalog[1] = first.platform; // Byte 1; bytes 2-3 reserved, 4-27 identifier
  catalog[30] = 0x55; // Byte 30: key
  catalog[31] = 0xAA; // Byte 31: key
  put16L(catalog, 28, -sum16(catalog, 0) & 0xFFFF); // Bytes 28-29: all words add up to 0
  putEntry(catalog, CATALOG_ENTRY_LENGTH, first);
  let at = 2 * CATALOG_ENTRY_LENGTH;
  for (let i = 1; i < entries.length;) {
    const { platform } = entries[i]!;
    let end = i + 1;
    while (end < entries.length && entries[end]!.platform === platform) end++;
    if (at + (1 + end - i) * CATALOG_ENTRY_LENGTH > BLOCK_SIZE) {
      throw new RangeError(`Cannot encode a boot catalog: ${entries.length} entries do not fit into a block`);
    }
    catalog[at] = end < entries.length ? 0x90 : 0x91; // Section header, byte 0: more follow, or the last
    catalog[at + 1] = platform; // Byte 1
    put16L(catalog, at + 2, end - i); // Bytes 2-3: entries; 4-31 identifier
    at += CATALOG_ENTRY_LENGTH;
    for (; i < end; i++, at += CATALOG_ENTRY_LENGTH) putEntry(catalog, at, entries[i]!);
  }
  return catalog;
}

function putEntry(into: Uint8Array, at: number, entry: BootEntry): void {
  into[at] = entry.bootable ? 0x88 : 0; // Byte 0: boot indicator
  into[at + 1] = entry.mediaType; // Byte 1
  put16L(into, at + 2, entry.loadSegment); // Bytes 2-3
  into[at + 4] = entry.systemType; // Byte 4
  put16L(into, at + 6, entry.sectorCount); // Bytes 6-7
  put32L(into, at + 8, entry.block); // Bytes 8-11; the rest is zeros: no selection criteria
}

/** Decodes a boot catalog; entries that are cut off or behind the end of the bytes are left out (El Torito 2.1 to 2.4). */
export function decodeBootCatalog(bytes: Uint8Array, report?: Report): BootCatalog {
  const platform = bytes[1] ?? 0;
  const catalog: BootCatalog = { platform, identifier: bytes.subarray(4, 28), entries: [] };
  if (bytes.length < 2 * CATALOG_ENTRY_LENGTH) {
    fault(report, bytes.length, "2.1", `Catalog ends after ${bytes.length} bytes`);
    return catalog;
  }
  if (bytes[0] !== 1) fault(report, 0, "2.1", `Header of the validation entry is ${bytes[0]}, not 1`);
  if (bytes[30] !== 0x55 || bytes[31] !== 0xAA) fault(report, 30, "2.1", "Key bytes are not 55 AA");
  if (sum16(bytes, 0) !== 0) fault(report, 28, "2.1", "Checksum of the validation entry is wrong");
  catalog.entries.push(getEntry(bytes, CATALOG_ENTRY_LENGTH, platform, report));
  let at = 2 * CATALOG_ENTRY_LENGTH;
  let more = true;
  // Without sections the catalog ends here, with zeros.
  while (more && at + CATALOG_ENTRY_LENGTH <= bytes.length && bytes[at] !== 0) {
    if (bytes[at] !== 0x90 && bytes[at] !== 0x91) {
      fault(report, at, "2.3", `Section header indicator is ${bytes[at]}, neither 90h nor 91h`);
      break;
    }
    more = bytes[at] === 0x90;
    const section = bytes[at + 1]!;
    let count = get16L(bytes, at + 2);
    at += CATALOG_ENTRY_LENGTH;
    while (count > 0 && at + CATALOG_ENTRY_LENGTH <= bytes.length) {
      if (bytes[at] !== 0x44) { // an extension belongs to the entry in front of it
        catalog.entries.push(getEntry(bytes, at, section, report));
        count--;
      }
      at += CATALOG_ENTRY_LENGTH;
    }
    if (count > 0) fault(report, at, "2.3", `Section lacks ${count} entries`);
  }
  return catalog;
}

function getEntry(bytes: Uint8Array, at: number, platform: number, report: Report | undefined): BootEntry {
  if (bytes[at] !== 0x88 && bytes[at] !== 0) {
    fault(report, at, "2.2", `Boot indicator is ${bytes[at]}, neither 88h nor 0`);
  }
  return {
    platform,
    bootable: bytes[at] === 0x88, // Byte 0
    mediaType: bytes[at + 1]! & 0x0F, // Byte 1; the upper bits tell of drivers and continuation
    loadSegment: get16L(bytes, at + 2), // Bytes 2-3
    systemType: bytes[at + 4]!, // Byte 4
    sectorCount: get16L(bytes, at + 6), // Bytes 6-7
    block: get32L(bytes, at + 8), // Bytes 8-11
  };
}

function sum16(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let i = at; i < at + CATALOG_ENTRY_LENGTH; i += 2) sum = sum + get16L(bytes, i) & 0xFFFF;
  return sum;
}

/** Bytes at the start of a boot file that the boot information table takes, and what comes before it. */
export const BOOT_INFO_END = 64;

/**
 * Writes the boot information table, bytes 8 to 63 of a boot file, over what stands there.
 *
 * @param file The whole file, at least 64 bytes.
 * @param pvdBlock Block of the primary volume descriptor, 16.
 * @param fileBlock First block of the file.
 * @param fileLength Bytes of the file.
 */
export function putBootInfo(file: Uint8Array, pvdBlock: number, fileBlock: number, fileLength: number): void {
  if (file.length < BOOT_INFO_END) {
    throw new RangeError(`Cannot write a boot information table: the file has ${file.length} bytes, not 64`);
  }
  put32L(file, 8, pvdBlock); // Bytes 8-11
  put32L(file, 12, fileBlock); // Bytes 12-15
  put32L(file, 16, fileLength); // Bytes 16-19
  put32L(file, 20, bootInfoChecksum(file)); // Bytes 20-23
  file.fill(0, 24, BOOT_INFO_END); // Bytes 24-63
}

/** The sum of the 32-bit words, least significant byte first, from byte 64 or another on; the last is filled with zeros. */
export function bootInfoChecksum(file: Uint8Array, from = BOOT_INFO_END): number {
  let sum = 0;
  for (let at = from; at < file.length; at += 4) sum = sum + get32L(file, at) >>> 0;
  return sum;
}

/** A decoded boot information table. */
export interface BootInfo {
  /** Block of the primary volume descriptor. */
  pvdBlock: number;
  /** First block of the file. */
  fileBlock: number;
  /** Bytes of the file. */
  fileLength: number;
  /** What `bootInfoChecksum` should give. */
  checksum: number;
}

/** The boot information table in a boot file, or `undefined` if it is too short for one. */
export function decodeBootInfo(file: Uint8Array): BootInfo | undefined {
  if (file.length < BOOT_INFO_END) return undefined;
  return {
    pvdBlock: get32L(file, 8), // Bytes 8-11
    fileBlock: get32L(file, 12), // Bytes 12-15
    fileLength: get32L(file, 16), // Bytes 16-19
    checksum: get32L(file, 20), // Bytes 20-23
  };
}

function fault(report: Report | undefined, at: number, clause: string, message: string): void {
  report?.({ at, structure: "boot catalog", clause: `El Torito ${clause}`, message });
}

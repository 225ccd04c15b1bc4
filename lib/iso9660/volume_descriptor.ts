/**
 * Volume descriptors (ECMA-119 8): the primary one (8.4), the supplementary one (8.5), which Joliet uses, the
 * enhanced one of ISO 9660:1999, and the terminator (8.3). The boot record is in `el_torito.ts`.
 *
 * @module
 */

import { BLOCK_SIZE } from "./block.ts";
import { padded } from "./characters.ts";
import { getVolumeDate, putVolumeDate } from "./dates.ts";
import { decodeDirectoryRecord, type DirectoryRecord, encodeDirectoryRecord } from "./directory_record.ts";
import type { Report } from "./fault.ts";
import { jolietLevel, paddedUcs2 } from "./joliet.ts";
import { both16, both32, get32L, get32M, put16Both, put32Both, put32L, put32M } from "./numbers.ts";

/** The fields of a primary, supplementary or enhanced volume descriptor (ECMA-119 8.4, 8.5). */
export interface VolumeDescriptor {
  /** 1 primary, 2 supplementary or enhanced (8.4.1). */
  type: 1 | 2;
  /** 1, or 2 for an enhanced descriptor (8.4.3; ISO 9660:1999). */
  version: 1 | 2;
  /** Bit 0: the escape sequences hold one that is not registered (8.5.3); 0 in a primary descriptor. */
  flags: number;
  /** What may act on the system area: 32 bytes (8.4.5). */
  systemId: Uint8Array;
  /** Name of the volume: 32 bytes (8.4.6). */
  volumeId: Uint8Array;
  /** Blocks of the volume (8.4.8). */
  volumeSpaceSize: number;
  /** Character sets of a supplementary descriptor: 32 bytes (8.5.6); zeros in a primary descriptor. */
  escapeSequences: Uint8Array;
  /** Volumes in the set (8.4.10). */
  volumeSetSize: number;
  /** Number of this volume in its set (8.4.11). */
  volumeSequenceNumber: number;
  /** Bytes of a block (8.4.12). */
  logicalBlockSize: number;
  /** Bytes of a path table (8.4.13). */
  pathTableSize: number;
  /** Block of the path table of order L (8.4.14). */
  pathTableL: number;
  /** Block of a second table of order L, or 0 (8.4.15). */
  optionalPathTableL: number;
  /** Block of the path table of order M (8.4.16). */
  pathTableM: number;
  /** Block of a second table of order M, or 0 (8.4.17). */
  optionalPathTableM: number;
  /** The record of the root directory (8.4.18). */
  root: DirectoryRecord;
  /** Name of the volume set: 128 bytes (8.4.19). */
  volumeSetId: Uint8Array;
  /** Who publishes it: 128 bytes (8.4.20). */
  publisherId: Uint8Array;
  /** Who prepared the data: 128 bytes (8.4.21). */
  preparerId: Uint8Array;
  /** What wrote it: 128 bytes (8.4.22). */
  applicationId: Uint8Array;
  /** File in the root with the copyright statement: 37 bytes (8.4.23). */
  copyrightFileId: Uint8Array;
  /** File in the root with the abstract: 37 bytes (8.4.24). */
  abstractFileId: Uint8Array;
  /** File in the root with the bibliographic record: 37 bytes (8.4.25). */
  bibliographicFileId: Uint8Array;
  /** When the volume was made, seconds since 1970 UTC (8.4.26). */
  creation: number | undefined;
  /** When it was last changed (8.4.27). */
  modification: number | undefined;
  /** When it becomes obsolete (8.4.28). */
  expiration: number | undefined;
  /** From when on it may be used (8.4.29). */
  effective: number | undefined;
  /** 1, or 2 in an enhanced descriptor (8.4.30; ISO 9660:1999). */
  fileStructureVersion: number;
  /** For the application: 512 bytes (8.4.32). */
  applicationUse: Uint8Array;
}

/** What a block in the volume descriptor set is; `none` when it is no volume descriptor at all. */
export type DescriptorKind =
  | "boot"
  | "primary"
  | "supplementary"
  | "enhanced"
  | "partition"
  | "terminator"
  | "unknown"
  | "none";

const STANDARD_ID = Uint8Array.of(0x43, 0x44, 0x30, 0x30, 0x31); // CD001, 8.1.2

/** What the block is, from its type, standard identifier and version (ECMA-119 8.1). */
export function descriptorKind(block: Uint8Array): DescriptorKind {
  if (block.length < 7) return "none";
  for (let i = 0; i < 5; i++) if (block[1 + i] !== STANDARD_ID[i]) return "none"; // BP 2-6
  switch (block[0]) { // BP 1
    case 0:
      return "boot";
    case 1:
      return "primary";
    case 2:
      return block[6] === 2 ? "enhanced" : "supplementary"; // BP 7
    case 3:
      return "partition";
    case 255:
      return "terminator";
    default:
      return "unknown";
  }
}

/** The volume descriptor set terminator, a block (ECMA-119 8.3). */
export function encodeTerminator(): Uint8Array {
  const block = new Uint8Array(BLOCK_SIZE);
  block[0] = 255; // BP 1
  block.set(STANDARD_ID, 1); // BP 2-6
  block[6] = 1; // BP 7
  return block;
}

/**
 * Encodes a volume descriptor, a block (ECMA-119 8.4, 8.5). Identifiers that are shorter than their fields
 * are filled with spaces, in a Joliet descriptor with spaces in UCS-2.
 */
export function encodeVolumeDescriptor(d: VolumeDescriptor): Uint8Array {
  for (const name of ["volumeSpaceSize", "pathTableSize"] as const) {
    if (!(d[name] >= 0 && d[name] <= 0xFFFFFFFF)) {
      throw new RangeError(`Cannot encode a volume descriptor: ${name} is ${d[name]}`);
    }
  }
  const root = encodeDirectoryRecord(d.root);
  if (root.length !== 34) {
    throw new RangeError(
      `Cannot encode a volume descriptor: the root record has ${root.length} bytes, not 34`,
    );
  }
  const fill = d.type === 2 && jolietLevel(d.escapeSequences) !== undefined ? paddedUcs2 : padded;
  if (d.escapeSequences.length > 32 || d.applicationUse.length > 512) {
    throw new RangeError("Cannot encode a volume descriptor: a field is longer than its place");
  }
  const block = new Uint8Array(BLOCK_SIZE);
  block[0] = d.type; // BP 1
  block.set(STANDARD_ID, 1); // BP 2-6
  block[6] = d.version; // BP 7
  block[7] = d.flags; // BP 8
  block.set(fill(d.systemId, 32), 8); // BP 9-40
  block.set(fill(d.volumeId, 32), 40); // BP 41-72
  put32Both(block, 80, d.volumeSpaceSize); // BP 81-88
  block.set(d.escapeSequences, 88); // BP 89-120
  put16Both(block, 120, d.volumeSetSize); // BP 121-124
  put16Both(block, 124, d.volumeSequenceNumber); // BP 125-128
  put16Both(block, 128, d.logicalBlockSize); // BP 129-132
  put32Both(block, 132, d.pathTableSize); // BP 133-140
  put32L(block, 140, d.pathTableL); // BP 141-144
  put32L(block, 144, d.optionalPathTableL); // BP 145-148
  put32M(block, 148, d.pathTableM); // BP 149-152
  put32M(block, 152, d.optionalPathTableM); // BP 153-156
  block.set(root, 156); // BP 157-190
  block.set(fill(d.volumeSetId, 128), 190); // BP 191-318
  block.set(fill(d.publisherId, 128), 318); // BP 319-446
  block.set(fill(d.preparerId, 128), 446); // BP 447-574
  block.set(fill(d.applicationId, 128), 574); // BP 575-702
  block.set(fill(d.copyrightFileId, 37), 702); // BP 703-739
  block.set(fill(d.abstractFileId, 37), 739); // BP 740-776
  block.set(fill(d.bibliographicFileId, 37), 776); // BP 777-813
  putVolumeDate(block, 813, d.creation); // BP 814-830
  putVolumeDate(block, 830, d.modification); // BP 831-847
  putVolumeDate(block, 847, d.expiration); // BP 848-864
  putVolumeDate(block, 864, d.effective); // BP 865-881
  block[881] = d.fileStructureVersion; // BP 882
  block.set(d.applicationUse, 883); // BP 884-1395
  return block;
}

/**
 * Decodes a primary, supplementary or enhanced volume descriptor (ECMA-119 8.4, 8.5). Whatever the bytes are,
 * there is a result: ask `descriptorKind` first. Identifiers are views with their filling.
 */
export function decodeVolumeDescriptor(block: Uint8Array, report?: Report): VolumeDescriptor {
  if (block.length < BLOCK_SIZE) {
    fault(report, block.length, "8.1", `Descriptor ends after ${block.length} bytes of 2048`);
    const whole = new Uint8Array(BLOCK_SIZE);
    whole.set(block);
    block = whole;
  }
  const type = block[0] === 2 ? 2 : 1; // BP 1
  const version = block[6] === 2 ? 2 : 1; // BP 7
  const fileStructureVersion = block[881]!; // BP 882
  const logicalBlockSize = both16(block, 128, report, "logical block size", "ECMA-119 8.4.12"); // BP 129-132
  if (report) {
    const kind = descriptorKind(block);
    if (kind !== "primary" && kind !== "supplementary" && kind !== "enhanced") {
      fault(report, 0, "8.1.1", `Descriptor is of type ${block[0]} (${kind})`);
    }
    if (block[6] !== 1 && kind !== "enhanced") fault(report, 6, "8.4.3", `Descriptor version is ${block[6]}`);
    if (fileStructureVersion !== version) {
      fault(report, 881, "8.4.30", `File structure version is ${fileStructureVersion}, not ${version}`);
    }
    if (logicalBlockSize < 512 || (logicalBlockSize & (logicalBlockSize - 1)) !== 0) {
      fault(report, 128, "8.4.12", `Logical block size is ${logicalBlockSize}`);
    }
  }
  return {
    type,
    version,
    flags: block[7]!, // BP 8
    systemId: block.subarray(8, 40), // BP 9-40
    volumeId: block.subarray(40, 72), // BP 41-72
    volumeSpaceSize: both32(block, 80, report, "volume space size", "ECMA-119 8.4.8"), // BP 81-88
    escapeSequences: block.subarray(88, 120), // BP 89-120
    volumeSetSize: both16(block, 120, report, "volume set size", "ECMA-119 8.4.10"), // BP 121-124
    volumeSequenceNumber: both16(block, 124, report, "volume sequence number", "ECMA-119 8.4.11"), // BP 125-128
    logicalBlockSize,
    pathTableSize: both32(block, 132, report, "path table size", "ECMA-119 8.4.13"), // BP 133-140
    pathTableL: get32L(block, 140), // BP 141-144
    optionalPathTableL: get32L(block, 144), // BP 145-148
    pathTableM: get32M(block, 148), // BP 149-152
    optionalPathTableM: get32M(block, 152), // BP 153-156
    root: decodeRoot(block, report), // BP 157-190
    volumeSetId: block.subarray(190, 318), // BP 191-318
    publisherId: block.subarray(318, 446), // BP 319-446
    preparerId: block.subarray(446, 574), // BP 447-574
    applicationId: block.subarray(574, 702), // BP 575-702
    copyrightFileId: block.subarray(702, 739), // BP 703-739
    abstractFileId: block.subarray(739, 776), // BP 740-776
    bibliographicFileId: block.subarray(776, 813), // BP 777-813
    creation: getVolumeDate(block, 813, report), // BP 814-830
    modification: getVolumeDate(block, 830, report), // BP 831-847
    expiration: getVolumeDate(block, 847, report), // BP 848-864
    effective: getVolumeDate(block, 864, report), // BP 865-881
    fileStructureVersion,
    applicationUse: block.subarray(883, 1395), // BP 884-1395
  };
}

function decodeRoot(block: Uint8Array, report: Report | undefined): DirectoryRecord {
  if (block[156] === 34 && block[188] === 1) {
    const root = decodeDirectoryRecord(block, 156, report);
    if (root) return root;
  }
  fault(
    report,
    156,
    "8.4.18",
    `Root record has length ${block[156]} and identifier length ${block[188]}, not 34 and 1`,
  );
  // Its place and size are fixed, so the other fields may still be right.
  const record = block.slice(156, 190);
  record[0] = 34;
  record[32] = 1;
  return decodeDirectoryRecord(record, 0)!;
}

function fault(report: Report | undefined, at: number, clause: string, message: string): void {
  report?.({ at, structure: "volume descriptor", clause: `ECMA-119 ${clause}`, message });
}

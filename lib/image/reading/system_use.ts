/**
 * Rock Ridge of one directory record: its system use field and the continuation areas behind it.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { decodeDirectoryRecord, type DirectoryRecord } from "../../iso9660/directory_record.ts";
import { rockRidgeVersion } from "../../iso9660/rock_ridge/extension.ts";
import { decodeName } from "../../iso9660/rock_ridge/nm.ts";
import { decodePN, type DeviceNumber } from "../../iso9660/rock_ridge/pn.ts";
import { decodePX, type PosixAttributes } from "../../iso9660/rock_ridge/px.ts";
import { decodeCL } from "../../iso9660/rock_ridge/relocation.ts";
import { decodeSL } from "../../iso9660/rock_ridge/sl.ts";
import { decodeTF } from "../../iso9660/rock_ridge/tf.ts";
import {
  type ContinuationArea,
  decodeCE,
  decodeER,
  decodeSP,
  systemUseEntries,
  type SystemUseEntry,
} from "../../iso9660/susp.ts";
import type { Report } from "../../iso9660/fault.ts";
import { kindOf } from "../entry_kind.ts";
import type { Entry } from "./entry.ts";
import type { Faults } from "./faults.ts";
import { type MetadataReader, WINDOW_SIZE } from "./metadata_reader.ts";
import { packBytes } from "./names.ts";

/** One record goes on in at most so many areas; a target of 4096 bytes takes three. */
const MAX_AREAS = 128;
/** The longest area we read, in bytes; SUSP 5.1 keeps them inside a block. */
const MAX_AREA_LENGTH = WINDOW_SIZE / 2;

/** What Rock Ridge says of one record. */
export interface SystemUseFields {
  /** The name, packed (RRIP 4.1.4). */
  name: string | undefined;
  /** Mode, owner, links (RRIP 4.1.1). */
  attributes: PosixAttributes | undefined;
  /** Last modification, seconds since 1970 UTC (RRIP 4.1.6). */
  mtime: number | undefined;
  /** Target of a symbolic link, packed (RRIP 4.1.3). */
  target: string | undefined;
  /** Numbers of a device (RRIP 4.1.2). */
  device: DeviceNumber | undefined;
  /** Block of the directory that belongs here (RRIP 4.1.5.1). */
  childBlock: number | undefined;
  /** The directory belongs elsewhere (RRIP 4.1.5.3). */
  relocated: boolean;
  /** Why the content is not what the extents hold. */
  refusal: string | undefined;
}

/**
 * Looks for Rock Ridge in the root's record for itself.
 *
 * @returns the bytes to skip in every other record (SUSP 5.3), or `undefined` when it is not used
 */
export function findRockRidge(reader: MetadataReader, rootBlock: number): number | undefined {
  const record = decodeDirectoryRecord(reader.view(rootBlock * BLOCK_SIZE, BLOCK_SIZE).slice(), 0);
  if (record === undefined) return undefined;
  let area = record.systemUse;
  // Behind the 14 bytes of CD-ROM XA, SP stands at BP 15 (SUSP 5.3).
  const start = area[14] === 0x53 && area[15] === 0x50 && area[0] !== 0x53 ? 14 : 0;
  let skip: number | undefined;
  let found = false;
  for (let areas = 0, from = start; areas < MAX_AREAS && !found; areas++, from = 0) {
    let next: ContinuationArea | undefined;
    for (const entry of systemUseEntries(area, from)) {
      if (entry.signature === "SP") skip = decodeSP(entry);
      else if (entry.signature === "CE") next = decodeCE(entry);
      else if (entry.signature === "ER") {
        found = rockRidgeVersion(decodeER(entry)?.identifier ?? area) !== undefined;
      } else if (["PX", "RR", "NM", "TF"].includes(entry.signature)) found = true;
      if (found) break;
    }
    if (!next || next.length > MAX_AREA_LENGTH) break;
    area = reader.view(next.block * BLOCK_SIZE + next.offset, next.length).slice();
  }
  return found ? skip ?? start : undefined;
}

/** Reads the Rock Ridge entries of records. */
export class SystemUseReader {
  readonly #reader: MetadataReader;
  readonly #faults: Faults;
  readonly #skip: number;

  /**
   * @param reader the window for continuation areas, not the one that holds the records
   * @param skip bytes to skip in front of the entries of a record (SUSP 5.3)
   */
  constructor(reader: MetadataReader, faults: Faults, skip: number) {
    this.#reader = reader;
    this.#faults = faults;
    this.#skip = skip;
  }

  /** Decodes what a record says; `isRoot` for the root's record for itself, where nothing is skipped. */
  read(record: DirectoryRecord, offset: number, isRoot = false): SystemUseFields {
    const fields: SystemUseFields = {
      name: undefined,
      attributes: undefined,
      mtime: undefined,
      target: undefined,
      device: undefined,
      childBlock: undefined,
      relocated: false,
      refusal: undefined,
    };
    const names: SystemUseEntry[] = [];
    const links: SystemUseEntry[] = [];
    let area = record.systemUse;
    let base = offset + record.length - area.length;
    let skip = this.#skip;
    if (isRoot) skip = area[0] === 0x53 && area[1] === 0x50 ? 0 : skip;
    let seen: number[] | undefined;
    for (;;) {
      const report = this.#faults.report(base);
      let next: ContinuationArea | undefined;
      for (const entry of systemUseEntries(area, skip, report)) {
        switch (entry.signature) {
          case "NM":
            names.push(entry);
            break;
          case "SL":
            links.push(entry);
            break;
          case "CE":
            next = decodeCE(entry, report);
            break;
          default:
            decodeInto(fields, entry, report);
        }
      }
      if (next === undefined) break;
      const place = next.block * BLOCK_SIZE + next.offset;
      area = this.#reader.view(place, Math.min(next.length, MAX_AREA_LENGTH)).slice();
      seen ??= [];
      const finding = this.#findingIn(next, place, area.length, seen);
      if (finding !== undefined) {
        this.#faults.severe(base, "CE entry", "SUSP 5.1", "follow a continuation area", finding);
        break;
      }
      seen.push(place);
      base = place;
      skip = 0;
    }
    const report = this.#faults.report(base);
    if (names.length > 0) {
      const name = decodeName(names, report);
      if (name !== undefined) fields.name = packBytes(name);
    }
    if (links.length > 0) fields.target = packBytes(decodeSL(links, report) ?? new Uint8Array(0));
    return fields;
  }

  /** Sets the entry's fields from what its record says. */
  apply(fields: SystemUseFields, entry: Entry, isDirectory: boolean): void {
    const { attributes } = fields;
    if (attributes !== undefined) {
      entry.posix = true;
      entry.mode = attributes.mode & 0o7777;
      entry.uid = attributes.uid;
      entry.gid = attributes.gid;
      entry.links = attributes.links;
      entry.serial = attributes.serial;
    }
    if (fields.mtime !== undefined) entry.mtime = fields.mtime;
    if (isDirectory) {
      entry.kind = "directory";
      return;
    }
    entry.kind = kindOf(attributes?.mode ?? 0);
    if (entry.kind === "directory") {
      const finding = "its mode says that it is a directory, its flags do not; it is taken as a file";
      this.#faults.minor(entry.recordOffset, "PX entry", "RRIP 4.1.1", `trust ${entry.path}`, finding);
      entry.kind = "file";
    }
    if (fields.target !== undefined && (entry.kind === "file" || entry.kind === "symlink")) {
      entry.kind = "symlink";
      entry.packedTarget = fields.target;
    }
    entry.major = fields.device?.major ?? 0;
    entry.minor = fields.device?.minor ?? 0;
    entry.refusal = fields.refusal;
  }

  #findingIn(
    next: ContinuationArea,
    place: number,
    got: number,
    seen: readonly number[],
  ): string | undefined {
    const where = `area at block ${next.block}, byte ${next.offset}`;
    if (seen.includes(place)) return `the ${where} leads back to itself`;
    if (seen.length >= MAX_AREAS) return `there are more than ${MAX_AREAS} of them`;
    if (next.length > MAX_AREA_LENGTH) return `the ${where} claims ${next.length} bytes`;
    return got < next.length ? `the ${where} ends outside the image` : undefined;
  }
}

function decodeInto(fields: SystemUseFields, entry: SystemUseEntry, report: Report | undefined): void {
  switch (entry.signature) {
    case "PX":
      fields.attributes = decodePX(entry, report) ?? fields.attributes;
      break;
    case "TF":
      fields.mtime = decodeTF(entry, report)?.modify ?? fields.mtime;
      break;
    case "PN":
      fields.device = decodePN(entry, report) ?? fields.device;
      break;
    case "CL":
      fields.childBlock = decodeCL(entry, report) ?? fields.childBlock;
      break;
    case "RE":
      fields.relocated = true;
      break;
    case "ZF":
      fields.refusal = "it is compressed by zisofs, which is not supported";
      break;
    case "SF":
      fields.refusal = "it is recorded as a sparse file (RRIP 4.1.7), which is not supported";
      break;
  }
}

/**
 * The records of one directory, block by block, with bounds on what a hostile image can make us do.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { decodeDirectoryRecord, type DirectoryRecord } from "../../iso9660/directory_record.ts";
import type { Entry } from "./entry.ts";
import type { Faults } from "./faults.ts";
import type { MetadataReader } from "./metadata_reader.ts";

/** More records in one directory than this are not read: the entries would not fit into memory. */
const MAX_RECORDS = 4_000_000;
/** So many blocks without a record are the end of a directory, whatever it claims. */
const MAX_EMPTY_BLOCKS = 512;
/** So many blocks with broken records are enough to give a directory up. */
const MAX_BROKEN_BLOCKS = 64;

/** Called for each record; its views are valid during the call. Returns whether to go on. */
export type VisitRecord = (record: DirectoryRecord, offset: number) => boolean;

/** Reads the records of a directory in their order, those for itself and its parent included. */
export function readRecords(
  reader: MetadataReader,
  imageSize: number,
  directory: Entry,
  faults: Faults,
  visit: VisitRecord,
): void {
  const extent = directory.extents[0];
  if (extent === undefined) return;
  const start = extent.block * BLOCK_SIZE;
  const end = Math.min(start + extent.size, imageSize);
  if (start + extent.size > imageSize) {
    faults.severe(
      directory.recordOffset,
      "directory record",
      "ECMA-119 9.1.4",
      `list all of ${directory.path}`,
      `its ${extent.size} bytes from block ${extent.block} end outside the image`,
    );
  }
  let empty = 0;
  let broken = 0;
  let records = 0;
  for (let offset = start; offset < end; offset += BLOCK_SIZE) {
    const block = reader.view(offset, Math.min(BLOCK_SIZE, end - offset));
    let at = 0;
    while (at < block.length && block[at] !== 0) {
      const record = decodeDirectoryRecord(block, at, faults.report(offset));
      if (record === undefined) {
        faults.severe(
          offset + at,
          "directory record",
          "ECMA-119 9.1.1",
          `list all of ${directory.path}`,
          "a directory record cannot stand where it claims to",
        );
        if (++broken >= MAX_BROKEN_BLOCKS) return;
        break;
      }
      if (++records > MAX_RECORDS) {
        faults.severe(
          offset + at,
          "directory",
          "ECMA-119 6.8.1",
          `list all of ${directory.path}`,
          `it holds more than ${MAX_RECORDS} records`,
        );
        return;
      }
      if (!visit(record, offset + at)) return;
      at += record.length;
    }
    empty = at === 0 ? empty + 1 : 0;
    if (empty >= MAX_EMPTY_BLOCKS) {
      faults.severe(
        offset,
        "directory",
        "ECMA-119 6.8.1.1",
        `list all of ${directory.path}`,
        `${MAX_EMPTY_BLOCKS} of its blocks in a row hold no record`,
      );
      return;
    }
  }
}

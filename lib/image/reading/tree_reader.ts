/**
 * Directories of one tree become entries: names, attributes, extents; several records of one file joined;
 * relocated directories put back.
 *
 * @module
 */

import { ImageError } from "../../errors.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import {
  decodeDirectoryRecord,
  type DirectoryRecord,
  FLAG_ASSOCIATED,
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
} from "../../iso9660/directory_record.ts";
import { decodeUcs2 } from "../../iso9660/joliet.ts";
import { DirectoryClaims } from "./claims.ts";
import { readRecords } from "./directory.ts";
import { Entry, type Extent } from "./entry.ts";
import type { Faults } from "./faults.ts";
import type { MetadataReader } from "./metadata_reader.ts";
import { displayName, packBytes, packText, unusableName, withoutVersion } from "./names.ts";
import type { SystemUseReader } from "./system_use.ts";
import type { TreeKind } from "./volumes.ts";

interface Relocated {
  readonly entry: Entry;
  readonly block: number;
}

/** Reads the directories of one tree. */
export class TreeReader {
  readonly #reader: MetadataReader;
  readonly #imageSize: number;
  readonly #faults: Faults;
  readonly #kind: TreeKind;
  readonly #systemUse: SystemUseReader | undefined;
  readonly #claims: DirectoryClaims;

  /** @param systemUse reads Rock Ridge; `undefined` for the other trees */
  constructor(
    reader: MetadataReader,
    imageSize: number,
    faults: Faults,
    kind: TreeKind,
    systemUse: SystemUseReader | undefined,
  ) {
    this.#reader = reader;
    this.#imageSize = imageSize;
    this.#faults = faults;
    this.#kind = kind;
    this.#systemUse = systemUse;
    this.#claims = new DirectoryClaims(imageSize, faults);
  }

  /** The root, from its record in a volume descriptor; `offset` is that record's place in the image. */
  root(record: DirectoryRecord, offset: number): Entry {
    const root = new Entry(undefined, "", offset);
    root.mtime = record.date;
    this.#claims.admit(root, record.extent + record.extendedAttributeLength, record.dataLength);
    this.#attributesOfSelf(root);
    return root;
  }

  /** The entries of a directory. */
  list(directory: Entry): Entry[] {
    const list: Entry[] = [];
    const relocated: Relocated[] = [];
    let unfinished: Entry | undefined; // a file whose last extent is still to come
    let unfinishedId = "";
    let first = true;
    readRecords(this.#reader, this.#imageSize, directory, this.#faults, (record, offset) => {
      const { identifier } = record;
      if (first) {
        first = false;
        return this.#checkSelf(directory, record, offset);
      }
      if (identifier.length === 1 && identifier[0]! <= 1) return true;
      const id = packBytes(identifier);
      if (unfinished !== undefined) {
        if (id === unfinishedId && (record.flags & FLAG_DIRECTORY) === 0) {
          this.#addExtent(unfinished, record, offset);
          if ((record.flags & FLAG_MULTI_EXTENT) === 0) unfinished = undefined;
          return true;
        }
        this.#tellUnfinished(unfinished, offset);
        unfinished = undefined;
      }
      if ((record.flags & FLAG_ASSOCIATED) !== 0) return true;
      const entry = this.#entry(directory, record, offset, id, relocated);
      if (entry === undefined) return true;
      list.push(entry);
      if ((record.flags & FLAG_MULTI_EXTENT) !== 0 && entry.kind === "file") {
        unfinished = entry;
        unfinishedId = id;
      }
      return true;
    });
    if (unfinished) this.#tellUnfinished(unfinished, unfinished.recordOffset);
    if (relocated.length === 0 && (directory.parent || !this.#systemUse)) return list;
    const gone = new Set<Entry>();
    for (const { entry, block } of relocated) if (!this.#putBack(entry, block)) gone.add(entry);
    for (const entry of list) if (this.#holdsRelocatedOnly(entry)) gone.add(entry);
    return gone.size === 0 ? list : list.filter((entry) => !gone.has(entry));
  }

  #entry(
    directory: Entry,
    record: DirectoryRecord,
    offset: number,
    id: string,
    relocated: Relocated[],
  ): Entry | undefined {
    const fields = this.#systemUse?.read(record, offset);
    if (fields?.relocated) return undefined; // it shows where CL stands (RRIP 4.1.5)
    const name = fields?.name ?? this.#nameOf(record, id);
    const unusable = unusableName(name);
    if (unusable !== undefined) {
      const clause = fields?.name === undefined ? "ECMA-119 9.1.11" : "RRIP 4.1.4";
      const place = `an entry of ${directory.path}`;
      this.#faults.severe(offset, "directory record", clause, `use ${place}`, unusable);
      return undefined;
    }
    const entry = new Entry(directory, name, offset);
    entry.mtime = record.date;
    const isDirectory = (record.flags & FLAG_DIRECTORY) !== 0;
    if (fields) this.#systemUse!.apply(fields, entry, isDirectory || fields.childBlock !== undefined);
    if (fields?.childBlock !== undefined) {
      relocated.push({ entry, block: fields.childBlock });
    } else if (isDirectory) {
      const block = record.extent + record.extendedAttributeLength;
      return this.#claims.admit(entry, block, record.dataLength) ? entry : undefined;
    } else if (entry.kind === "file") {
      this.#addExtent(entry, record, offset);
    } else {
      entry.size = entry.packedTarget?.length ?? 0;
    }
    return entry;
  }

  #nameOf(record: DirectoryRecord, id: string): string {
    switch (this.#kind) {
      case "joliet":
        return packText(decodeUcs2(record.identifier).replace(/;1$/, ""));
      case "enhanced":
        return id; // ISO 9660:1999 knows no version numbers
      default:
        return withoutVersion(id);
    }
  }

  #addExtent(entry: Entry, record: DirectoryRecord, offset: number): void {
    if (record.fileUnitSize !== 0 || record.interleaveGap !== 0) {
      entry.refusal ??= "it is recorded in interleaved mode, which is not supported";
    }
    if (record.dataLength === 0) return;
    const extent: Extent = {
      block: record.extent + record.extendedAttributeLength,
      size: record.dataLength,
    };
    if (extent.block * BLOCK_SIZE + extent.size > this.#imageSize) {
      this.#faults.minor(
        offset,
        "directory record",
        "ECMA-119 9.1.3",
        `read all of ${entry.path}`,
        `its ${extent.size} bytes from block ${extent.block} end outside the image`,
      );
    }
    if (entry.extents.length === 0) entry.extents = [extent];
    else (entry.extents as Extent[]).push(extent);
    entry.size += extent.size;
  }

  #checkSelf(directory: Entry, record: DirectoryRecord, offset: number): boolean {
    const { identifier } = record;
    if (identifier.length !== 1 || identifier[0] !== 0) {
      this.#faults.severe(
        offset,
        "directory",
        "ECMA-119 6.8.2.2",
        `list ${directory.path}`,
        "what stands there is no directory: its first record is not for itself",
      );
      return false;
    }
    const extent = directory.extents[0]!;
    if (record.extent + record.extendedAttributeLength !== extent.block) {
      this.#faults.minor(
        offset,
        "directory record",
        "ECMA-119 6.8.2.2",
        `trust ${directory.path}`,
        `its record for itself points to block ${record.extent}, its parent's to ${extent.block}`,
      );
    }
    return true;
  }

  #tellUnfinished(entry: Entry, offset: number): void {
    this.#faults.minor(
      offset,
      "directory record",
      "ECMA-119 9.1.6",
      `read all of ${entry.path}`,
      "the record of its last extent is missing",
    );
  }

  /** What a directory's record for itself says of it. */
  #attributesOfSelf(directory: Entry): DirectoryRecord | undefined {
    const extent = directory.extents[0];
    if (extent === undefined) return undefined;
    const offset = extent.block * BLOCK_SIZE;
    const block = this.#reader.view(offset, BLOCK_SIZE);
    const record = decodeDirectoryRecord(block, 0, this.#faults.report(offset));
    if (record === undefined || record.identifier.length !== 1 || record.identifier[0] !== 0) {
      return undefined;
    }
    // Some programs leave dates elsewhere unset: in the descriptor's copy, in the record of a child link.
    if (record.date !== undefined) directory.mtime = record.date;
    if (this.#systemUse) {
      const fields = this.#systemUse.read(record, offset, directory.parent === undefined);
      this.#systemUse.apply(fields, directory, true);
    }
    return record;
  }

  /** Lets a relocated directory stand where its `CL` entry stands (RRIP 4.1.5.1). */
  #putBack(entry: Entry, block: number): boolean {
    entry.extents = [{ block, size: BLOCK_SIZE }];
    const record = this.#attributesOfSelf(entry);
    entry.extents = [];
    if (record === undefined) {
      this.#faults.severe(
        entry.recordOffset,
        "CL entry",
        "RRIP 4.1.5.1",
        `list ${entry.path}`,
        `there is no directory at block ${block} that its child link names`,
      );
      return false;
    }
    return this.#claims.admit(entry, block, record.dataLength);
  }

  /** Whether a directory of the root is the place where relocated directories wait, with nothing else in it. */
  #holdsRelocatedOnly(entry: Entry): boolean {
    if (entry.parent?.parent !== undefined || entry.kind !== "directory") return false;
    if (!/^\.?rr_moved$/i.test(displayName(entry.packed))) return false;
    let relocated = 0;
    let others = 0;
    try {
      readRecords(this.#reader, this.#imageSize, entry, this.#faults, (record, offset) => {
        if (record.identifier.length === 1 && record.identifier[0]! <= 1) return true;
        if (this.#systemUse!.read(record, offset).relocated) relocated++;
        else others++;
        return others === 0;
      });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      return false; // it shows, and whoever lists it is told
    }
    return relocated > 0 && others === 0;
  }
}

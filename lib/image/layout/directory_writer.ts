/**
 * hierarchy → bytes: directories with their continuation areas, and path tables.
 *
 * @module
 */

import { BLOCK_SIZE, MAX_EXTENT_BYTES } from "../../iso9660/block.ts";
import { nearestRecordDate } from "../../iso9660/dates.ts";
import {
  directoryRecordLength,
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
  putDirectoryRecord,
} from "../../iso9660/directory_record.ts";
import { encodePathTable, type PathTableRecord } from "../../iso9660/path_table.ts";
import type { SourceTree } from "../source_tree.ts";
import { ContinuationArea } from "./continuation.ts";
import { carriesVersion, type Hierarchy, PLACEHOLDER, recordedIdentifierLength } from "./hierarchy.ts";
import { extentsOf, memberRole, selfRecords, startOfRecord } from "./records.ts";
import { type Role, SystemUse } from "./system_use.ts";

/** Writes the directories of one hierarchy. */
export class DirectoryWriter {
  readonly #tree: SourceTree;
  readonly #hierarchy: Hierarchy;
  readonly #blocks: Uint32Array;
  readonly #systemUse: SystemUse | undefined;

  /** `blocks`: first block of each entry's content. */
  constructor(tree: SourceTree, hierarchy: Hierarchy, blocks: Uint32Array) {
    this.#tree = tree;
    this.#hierarchy = hierarchy;
    this.#blocks = blocks;
    this.#systemUse = hierarchy.rockRidge ? new SystemUse(tree, hierarchy.fineTimes) : undefined;
  }

  /** Bytes of a directory's extent and the continuation area behind it. */
  length(directory: number): number {
    return this.#hierarchy.lengths[directory]! + this.#hierarchy.continuations[directory]!;
  }

  /** Writes a directory and its continuation area into `into`, which has `length(directory)` bytes. */
  write(directory: number, into: Uint8Array): void {
    into.fill(0);
    const hierarchy = this.#hierarchy;
    const extentLength = hierarchy.lengths[directory]!;
    const area = new ContinuationArea(
      into.subarray(extentLength),
      hierarchy.extents[directory]! + extentLength / BLOCK_SIZE,
    );
    let at = 0;
    for (const [identifier, self] of selfRecords(hierarchy, directory).entries()) {
      const extent = hierarchy.extents[self.directory]!;
      const length = hierarchy.lengths[self.directory]!;
      const end = this.#record(into, at, self.entry, self.role, extent, length, FLAG_DIRECTORY, 1, area);
      into[this.#identifierAt] = identifier;
      at = end;
    }
    const to = hierarchy.memberFrom[directory + 1]!;
    for (let member = hierarchy.memberFrom[directory]!; member < to; member++) {
      at = this.#member(into, at, member, area);
    }
  }

  #identifierAt = 0;

  #member(into: Uint8Array, at: number, member: number, area: ContinuationArea): number {
    const tree = this.#tree;
    const hierarchy = this.#hierarchy;
    const value = hierarchy.members[member]!;
    const entry = value & ~PLACEHOLDER;
    const role = memberRole(hierarchy, member);
    const identifierLength = recordedIdentifierLength(hierarchy, tree, member);
    if (tree.isDirectory(entry)) {
      const own = hierarchy.directoryOf[entry]!;
      const away = value >= PLACEHOLDER;
      const extent = away ? 0 : hierarchy.extents[own]!;
      const length = away ? 0 : hierarchy.lengths[own]!;
      const flags = away ? 0 : FLAG_DIRECTORY;
      at = this.#record(into, at, entry, role, extent, length, flags, identifierLength, area);
      this.#identifier(into, member);
      return at;
    }
    let rest = tree.isFile(entry) ? tree.size[entry]! : 0;
    let extent = rest > 0 ? this.#blocks[tree.first[entry]!]! : 0;
    for (let more = extentsOf(tree, entry) - 1; more >= 0; more--) {
      const length = Math.min(rest, MAX_EXTENT_BYTES);
      const flags = more > 0 ? FLAG_MULTI_EXTENT : 0;
      at = this.#record(into, at, entry, role, extent, length, flags, identifierLength, area);
      this.#identifier(into, member);
      extent += length / BLOCK_SIZE;
      rest -= length;
    }
    return at;
  }

  #record(
    into: Uint8Array,
    at: number,
    entry: number,
    role: Role,
    extent: number,
    dataLength: number,
    flags: number,
    identifierLength: number,
    area: ContinuationArea,
  ): number {
    // The area is placed while measuring and again while writing, so both see the same state of it.
    const before = area.used;
    const use = this.#systemUse?.measure(entry, role, identifierLength, area) ?? 0;
    area.used = before;
    const length = directoryRecordLength(identifierLength, use);
    const start = startOfRecord(at, length);
    const date = nearestRecordDate(this.#tree.mtime[entry]!);
    const identifier = putDirectoryRecord(
      into,
      start,
      length,
      extent,
      dataLength,
      date,
      flags,
      identifierLength,
    );
    this.#identifierAt = identifier;
    const systemUse = identifier + (identifierLength | 1);
    this.#systemUse?.write(into, systemUse, entry, role, identifierLength, area);
    return start + length;
  }

  #identifier(into: Uint8Array, member: number): void {
    const hierarchy = this.#hierarchy;
    const { identifiers } = hierarchy;
    const from = hierarchy.identifierAt[member]!;
    const to = from + hierarchy.identifierLength[member]!;
    let at = this.#identifierAt;
    for (let i = from; i < to; i++) into[at++] = identifiers[i]!;
    if (!carriesVersion(hierarchy, this.#tree, member)) return;
    for (const character of [0x3b, 0x31]) {
      if (hierarchy.width === 2) into[at++] = 0;
      into[at++] = character;
    }
  }
}

/** Encodes a path table of a hierarchy (ECMA-119 9.4), filled up to whole blocks. */
export function pathTable(hierarchy: Hierarchy, size: number, order: "L" | "M"): Uint8Array {
  return encodePathTable(pathTableRecords(hierarchy), size, order);
}

function* pathTableRecords(hierarchy: Hierarchy): Generator<PathTableRecord> {
  for (let directory = 0; directory < hierarchy.directories.length; directory++) {
    const member = hierarchy.memberOf[directory]!;
    const from = hierarchy.identifierAt[member]!;
    yield {
      extent: hierarchy.extents[directory]!,
      parent: hierarchy.parents[directory]! + 1,
      identifier: directory === 0
        ? Uint8Array.of(0)
        : hierarchy.identifiers.subarray(from, from + hierarchy.identifierLength[member]!),
      extendedAttributeLength: 0,
    };
  }
}

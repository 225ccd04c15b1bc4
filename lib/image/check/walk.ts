/**
 * The walk through the directories of a tree, level by level, each once.
 *
 * @module
 */

import { BLOCK_SIZE, blocksOf } from "../../iso9660/block.ts";
import { Attributes } from "./attributes.ts";
import type { Checksums } from "./checksums.ts";
import type { Context } from "./context.ts";
import { USE } from "./extents.ts";
import { checkDirectoryLinks, Serials } from "./links.ts";
import { checkIdentifier } from "./names.ts";
import { judgeOrder } from "./order.ts";
import { checkRecordFields, RecordView } from "./record.ts";
import { Relocations } from "./relocation.ts";
import { checkAttributes, checkName } from "./rock_ridge.ts";
import { findSharing, readEntries } from "./susp.ts";
import { byteString } from "./text.ts";
import type { Tree } from "./tree.ts";

const STRUCTURE = "directory record";

/** Walks through a tree. */
export class Walk {
  readonly #context: Context;
  readonly #tree: Tree;
  readonly #deepAllowed: boolean;
  readonly #checksums: Checksums | undefined;
  readonly #record = new RecordView();
  readonly #attributes = new Attributes();
  readonly #serials = new Serials();
  readonly #relocations = new Relocations();
  readonly #names = new Set<string>();
  /** Blocks of directories that may still be read: directories that overlap must not cost more than the image holds. */
  #budget: number;
  #directory = 0;
  #identifier = "";
  #path = () => this.#describe();
  #take = (code: number, bytes: Uint8Array, at: number, length: number, position: number) =>
    this.#attributes.take(this.#context, code, bytes, at, length, position, this.#path);

  /**
   * Prepares a walk.
   *
   * @param deepAllowed whether a tree of another kind shows what this one holds too deep
   */
  constructor(context: Context, tree: Tree, deepAllowed: boolean, checksums?: Checksums) {
    this.#context = context;
    this.#tree = tree;
    this.#deepAllowed = deepAllowed;
    this.#checksums = checksums;
    this.#budget = context.blocks + 1;
  }

  /** Goes through the tree, and reports what is wrong in it. */
  async run(): Promise<void> {
    const tree = this.#tree;
    for (this.#directory = 0; this.#directory < tree.start.length; this.#directory++) {
      await this.#context.pause();
      this.#names.clear();
      this.#walkDirectory();
    }
    if (tree.rockRidge) {
      this.#serials.check(this.#context);
      this.#relocations.check(this.#context, tree);
      this.#countMoved();
      checkDirectoryLinks(this.#context, tree);
    }
    if (this.#checksums !== undefined) {
      this.#checksums.move(this.#relocations.moves(tree));
      this.#checksums.exact = tree.rockRidge;
    }
  }

  #describe(): string {
    if (this.#identifier === "\0") return `"." of ${this.#tree.path(this.#directory)}`;
    if (this.#identifier === "\x01") return `".." of ${this.#tree.path(this.#directory)}`;
    const path = this.#tree.path(this.#directory);
    return `${path === "/" ? "" : path}/${this.#tree.text(this.#identifier)}`;
  }

  #walkDirectory(): void {
    const tree = this.#tree, record = this.#record, { window, findings } = this.#context;
    const first = tree.start.at(this.#directory) * BLOCK_SIZE;
    const size = tree.size.at(this.#directory);
    if (size === 0 || size % BLOCK_SIZE !== 0) {
      findings.error(
        "directory-size",
        tree.record.at(this.#directory) + 10,
        STRUCTURE,
        "ECMA-119 6.8.1.3",
        () =>
          `The directory ${
            tree.path(this.#directory)
          } has ${size} bytes, which is not a whole number of blocks`,
      );
    }
    let number = 0, before = "", open = false, beforeAssociated = false;
    for (let offset = 0; offset < size; offset += BLOCK_SIZE) {
      if (--this.#budget < 0) {
        findings.error(
          "directory-limit",
          tree.record.at(this.#directory),
          STRUCTURE,
          "ECMA-119 6.8.1",
          "The directories together have more blocks than the image; the rest of them is not read",
        );
        return;
      }
      const base = window.locate(first + offset, BLOCK_SIZE);
      if (base < 0) break;
      const bytes = window.bytes;
      let at = base;
      const end = base + BLOCK_SIZE;
      while (at < end && bytes[at] !== 0) {
        const position = first + offset + at - base;
        const impossible = record.load(bytes, at, position, end - at);
        if (impossible !== undefined) {
          findings.error(
            record.length > end - at ? "record-crosses-block" : "record-length",
            position,
            STRUCTURE,
            "ECMA-119 6.8.1.1",
            () => `In ${tree.path(this.#directory)}: ${impossible}`,
          );
          at = end;
          break;
        }
        this.#identifier = byteString(bytes, record.nameAt, record.nameAt + record.nameLength);
        checkRecordFields(this.#context, record, this.#path);
        if (number < 2) {
          this.#checkSpecial(number);
          if (!record.isSpecial(number)) number = 2;
        }
        if (number >= 2) {
          if (record.isSpecial(0) || record.isSpecial(1)) {
            findings.error(
              "special-record-misplaced",
              position,
              STRUCTURE,
              "ECMA-119 6.8.2.2",
              () => `${this.#describe()} is not at the begin of the directory`,
            );
          } else {
            this.#checkNeighbours(before, open, beforeAssociated);
            this.#entry(open);
            before = this.#identifier;
            open = record.continues;
            beforeAssociated = record.isAssociated;
          }
        }
        number++;
        at += record.length;
      }
      for (let i = at; i < end; i++) {
        if (bytes[i] === 0) continue;
        findings.error(
          "directory-padding",
          first + offset + i - base,
          "directory",
          "ECMA-119 6.8.1.1",
          () => `The bytes after the last record in a block of ${tree.path(this.#directory)} are not zero`,
        );
        break;
      }
    }
    if (number < 2) {
      findings.error(
        number === 0 ? "dot-missing" : "dotdot-missing",
        first,
        "directory",
        "ECMA-119 6.8.2.2",
        () =>
          `The directory ${tree.path(this.#directory)} does not begin with records for itself and its parent`,
      );
    }
    if (open) this.#unfinished(before, first);
  }

  /** Judges the first record, of the directory itself, and the second one, of its parent. */
  #checkSpecial(number: number): void {
    const tree = this.#tree, record = this.#record, { findings } = this.#context;
    const which = number === 0 ? "dot" : "dotdot";
    if (!record.isSpecial(number)) {
      findings.error(
        `${which}-missing`,
        record.position,
        STRUCTURE,
        "ECMA-119 6.8.2.2",
        () =>
          `Record ${number + 1} of ${tree.path(this.#directory)} is not that of ${
            number === 0 ? "itself" : "its parent"
          }`,
      );
      return;
    }
    const target = number === 0 ? this.#directory : tree.parent.at(this.#directory);
    if (record.start !== tree.start.at(target)) {
      // In Joliet trees, a common writer lets every ".." be the directory itself.
      const harmless = number === 1 && record.start === tree.start.at(this.#directory);
      findings.add(
        harmless ? "warning" : "error",
        `${which}-extent`,
        record.position + 2,
        STRUCTURE,
        "ECMA-119 6.8.2.2",
        () => `${this.#describe()} is at block ${record.start}, ${tree.start.at(target)} expected`,
      );
    } else if (record.size !== tree.size.at(target)) {
      findings.error(
        `${which}-size`,
        record.position + 10,
        STRUCTURE,
        "ECMA-119 6.8.2.2",
        () => `${this.#describe()} has ${record.size} bytes, ${tree.size.at(target)} expected`,
      );
    }
    if (!record.isDirectory) {
      findings.error(
        `${which}-flags`,
        record.position + 25,
        STRUCTURE,
        "ECMA-119 6.8.2.2",
        () => `${this.#describe()} is not marked as a directory`,
      );
    }
    if (number === 0 && this.#directory === 0) findSharing(this.#context, tree, record);
    if (!tree.susp) return;
    const rootDot = number === 0 && this.#directory === 0;
    const attributes = this.#attributes;
    attributes.reset();
    readEntries(this.#context, record, rootDot ? xaLength(record) : tree.suspSkip, this.#path, this.#take);
    attributes.finish(this.#context, this.#path);
    if (rootDot) {
      tree.rockRidge = attributes.announced || attributes.px >= 0;
      if (tree.rockRidge && !attributes.announced) {
        findings.error(
          "er-missing",
          record.position,
          "ER entry",
          "RRIP 4.3",
          "The root has POSIX attributes, but no ER entry that announces Rock Ridge",
        );
      }
    }
    if (!tree.rockRidge) return;
    checkAttributes(this.#context, record, attributes, this.#path);
    if (number === 0 && attributes.px >= 0) {
      tree.links.set(this.#directory, attributes.links);
      tree.linksAt.set(this.#directory, attributes.px);
    }
    if (number === 1 && attributes.pl >= 0) this.#relocations.addParent(this.#directory, attributes);
  }

  /** Judges an identifier by the one before it. */
  #checkNeighbours(before: string, open: boolean, beforeAssociated: boolean): void {
    const record = this.#record, { findings } = this.#context;
    if (open && before !== this.#identifier) {
      this.#unfinished(before, record.position);
      return;
    }
    if (open || before === "") return;
    const order = judgeOrder(before, this.#identifier, this.#tree.kind);
    if (order === "standard") return;
    if (order === "equal") {
      if (beforeAssociated !== record.isAssociated) return;
      findings.error(
        "duplicate-identifier",
        record.position,
        STRUCTURE,
        "ECMA-119 6.8.2.1",
        () => `The directory has two records of ${this.#describe()}`,
      );
      return;
    }
    findings.add(
      order === "bytes" || this.#tree.kind === "joliet" ? "warning" : "error",
      "directory-order",
      record.position,
      STRUCTURE,
      "ECMA-119 9.3",
      () => `${this.#describe()} stands behind ${this.#tree.text(before)}, which is to follow it`,
    );
  }

  #unfinished(identifier: string, offset: number): void {
    this.#context.findings.error(
      "multi-extent-unfinished",
      offset,
      STRUCTURE,
      "ECMA-119 9.1.6",
      () =>
        `The file ${this.#tree.text(identifier)} in ${
          this.#tree.path(this.#directory)
        } is to go on, but no further record of it follows`,
    );
  }

  /** Judges a record that is neither of the two special ones; `section`: it goes on with the file before. */
  #entry(section: boolean): void {
    const context = this.#context, tree = this.#tree, record = this.#record, attributes = this.#attributes;
    if (!section) tree.entries++;
    attributes.reset();
    if (tree.susp) {
      readEntries(context, record, tree.suspSkip, this.#path, this.#take);
      attributes.finish(context, this.#path);
    }
    if (!section) checkIdentifier(context, record, tree.kind, attributes.cl >= 0, this.#path);
    if (tree.rockRidge && !section) {
      checkAttributes(context, record, attributes, this.#path);
      if (attributes.nm >= 0) checkName(context, attributes, this.#names, this.#path);
      if (!record.isDirectory && attributes.cl < 0) {
        this.#serials.add(context, record, attributes, this.#path);
      }
    }
    if (tree.rockRidge && attributes.cl >= 0) {
      this.#relocations.addLink(this.#directory, attributes);
      return;
    }
    if (!this.#inside()) return;
    if (record.isDirectory) this.#addDirectory();
    else this.#addFile(section);
  }

  /** Whether the extent lies in the image; otherwise that is reported. */
  #inside(): boolean {
    const record = this.#record, { blocks, findings } = this.#context;
    const end = record.start + blocksOf(record.size);
    if (record.size === 0 || end <= blocks) return true;
    findings.error(
      "extent-outside-image",
      record.position + 2,
      STRUCTURE,
      "ECMA-119 9.1.3",
      () => `The extent of ${this.#describe()} ends before block ${end}, the image before block ${blocks}`,
    );
    return false;
  }

  #addDirectory(): void {
    const { findings, extents } = this.#context, tree = this.#tree, record = this.#record;
    const known = tree.byStart.get(record.start);
    if (known !== undefined) {
      findings.error(
        "directory-cycle",
        record.position + 2,
        STRUCTURE,
        "ECMA-119 6.8.2",
        () =>
          tree.holds(known, this.#directory)
            ? `${this.#describe()} is the directory ${tree.path(known)}, which holds it`
            : `${this.#describe()} is the directory ${tree.path(known)} once more`,
      );
      return;
    }
    const level = tree.level.at(this.#directory) + 1;
    const pathLength = tree.pathLength.at(this.#directory) + record.nameLength + 1;
    if (tree.kind === "iso9660") {
      if (level > 8) {
        findings.add(
          this.#deepAllowed || tree.rockRidge ? "warning" : "error",
          "directory-depth",
          record.position,
          STRUCTURE,
          "ECMA-119 6.8.2.1",
          () => `${this.#describe()} is at level ${level}, more than 8`,
        );
      }
      this.#checkPathLength(pathLength);
    }
    const index = tree.add(
      record.start,
      record.size,
      this.#directory,
      record.position,
      level,
      pathLength,
      this.#identifier,
    );
    tree.records.set(this.#directory, tree.records.at(this.#directory) + 1);
    if (this.#attributes.re >= 0) this.#relocations.addMoved(index, this.#attributes);
    else tree.children.set(this.#directory, tree.children.at(this.#directory) + 1);
    extents.add(record.start, record.size, USE.directory, record.position + 2);
    this.#checksums?.addDirectory(index, this.#directory, this.#attributes.name || this.#identifier);
  }

  #checkPathLength(pathLength: number): void {
    // One separator less than identifiers.
    if (pathLength - 1 <= 255) return;
    this.#context.findings.add(
      this.#deepAllowed || this.#tree.rockRidge ? "warning" : "error",
      "path-length",
      this.#record.position,
      STRUCTURE,
      "ECMA-119 6.8.2.1",
      () => `The path of ${this.#describe()} has ${pathLength - 1} bytes, more than 255`,
    );
  }

  #addFile(section: boolean): void {
    const { findings, extents } = this.#context, tree = this.#tree, record = this.#record;
    if (record.continues && record.size % BLOCK_SIZE !== 0) {
      findings.error(
        "multi-extent-length",
        record.position + 10,
        STRUCTURE,
        "ECMA-119 6.4.3",
        () =>
          `An extent of ${this.#describe()} that is not the last has ${record.size} bytes, no whole number of blocks`,
      );
    }
    if (tree.kind === "iso9660" && !section) {
      this.#checkPathLength(tree.pathLength.at(this.#directory) + record.nameLength + 1);
    }
    if (record.size > 0) {
      tree.fileStart.push(record.start);
      tree.fileRecord.push(record.position + 2);
      extents.add(record.start, record.size, USE.file, record.position + 2);
    }
    if (this.#checksums === undefined || this.#attributes.compressed || this.#attributes.sl >= 0) return;
    this.#checksums.addFile(
      this.#directory,
      this.#attributes.name || this.#identifier,
      section,
      record.start,
      record.size,
    );
  }

  /** Counts moved directories where users see them, not where they are. */
  #countMoved(): void {
    const tree = this.#tree;
    for (const [, directory] of this.#relocations.moves(tree)) {
      tree.children.set(directory, tree.children.at(directory) + 1);
    }
  }
}

/** Bytes in front of the SP entry in the first record of the root: none, or a CD-ROM XA field. */
function xaLength(record: RecordView): number {
  const { bytes, useAt, end } = record;
  return useAt + 14 < end && bytes[useAt + 6] === 0x58 && bytes[useAt + 7] === 0x41 &&
      bytes[useAt + 14] === 0x53
    ? 14
    : 0;
}

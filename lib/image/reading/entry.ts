/**
 * One entry of an image's tree.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { EntryKind } from "../entry_kind.ts";
import { displayName, unpackBytes } from "./names.ts";

/** A run of blocks that holds a file, a part of it, or a directory. */
export interface Extent {
  /** First block, in blocks of 2048 bytes from the start of the image. */
  readonly block: number;
  /** Bytes. */
  readonly size: number;
}

/** An entry of an image, as found in the tree that is read. */
export interface ImageEntry {
  /** Absolute path for people: undecodable bytes as `\xNN`. */
  readonly path: string;
  /** The name as bytes; empty for the root. In Joliet trees, UTF-8. */
  readonly name: Uint8Array<ArrayBuffer>;
  /** The directory that holds it; `undefined` for the root. */
  readonly parent: ImageEntry | undefined;
  /** What it is. */
  readonly kind: EntryKind;
  /** Bytes: of the content of a file, of the target of a symbolic link, of the records of a directory. */
  readonly size: number;
  /** Permission bits, `0o7777`; `0o444` and `0o555` where none are recorded. */
  readonly mode: number;
  /** Owner; 0 where none is recorded. */
  readonly uid: number;
  /** Group; 0 where none is recorded. */
  readonly gid: number;
  /** Number of hard links; 1 where none is recorded. */
  readonly links: number;
  /** File serial number (RRIP 4.1.1), or `undefined` where none is recorded. */
  readonly serial: number | undefined;
  /** Last change of the content in seconds since 1970 UTC, or `undefined`. */
  readonly mtime: number | undefined;
  /** Whether mode, owner and links are recorded (RRIP 4.1.1), not assumed. */
  readonly posix: boolean;
  /** Target of a symbolic link, otherwise `undefined`. */
  readonly target: Uint8Array<ArrayBuffer> | undefined;
  /** Numbers of a device, otherwise `undefined`. */
  readonly device: { readonly major: number; readonly minor: number } | undefined;
  /** Where its bytes are, in their order. */
  readonly extents: readonly Extent[];
  /** Block in which its record stands, for messages. */
  readonly block: number;
}

const NO_EXTENTS: readonly Extent[] = [];

/** The fields of an entry that are set while its records are decoded. */
export class Entry implements ImageEntry {
  readonly parent: Entry | undefined;
  /** The name, one character a byte. */
  readonly packed: string;
  /** Byte offset of its (first) directory record in the image. */
  readonly recordOffset: number;
  /** Directories above it. */
  readonly depth: number;
  kind: EntryKind = "file";
  size = 0;
  mode = 0o444;
  uid = 0;
  gid = 0;
  links = 1;
  serial: number | undefined = undefined;
  mtime: number | undefined = undefined;
  posix = false;
  packedTarget: string | undefined = undefined;
  major = 0;
  minor = 0;
  extents: readonly Extent[] = NO_EXTENTS;
  /** Why its content cannot be read as it is recorded, or `undefined`. */
  refusal: string | undefined = undefined;

  constructor(parent: Entry | undefined, packed: string, recordOffset: number) {
    this.parent = parent;
    this.packed = packed;
    this.recordOffset = recordOffset;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
  }

  get name(): Uint8Array<ArrayBuffer> {
    return unpackBytes(this.packed);
  }

  get path(): string {
    if (this.parent === undefined) return "/";
    const names: string[] = [];
    // deno-lint-ignore no-this-alias
    for (let entry: Entry = this; entry.parent !== undefined; entry = entry.parent) {
      names.push(displayName(entry.packed));
    }
    return "/" + names.reverse().join("/");
  }

  get block(): number {
    return Math.floor(this.recordOffset / BLOCK_SIZE);
  }

  get target(): Uint8Array<ArrayBuffer> | undefined {
    return this.kind === "symlink" ? unpackBytes(this.packedTarget ?? "") : undefined;
  }

  get device(): { major: number; minor: number } | undefined {
    const isDevice = this.kind === "block" || this.kind === "character";
    return isDevice ? { major: this.major, minor: this.minor } : undefined;
  }
}

/**
 * Small images put together record by record, so that tests can plant what no program would write.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../lib/iso9660/block.ts";
import { encodeDirectoryRecord, FLAG_DIRECTORY } from "../../lib/iso9660/directory_record.ts";
import { putName } from "../../lib/iso9660/rock_ridge/nm.ts";
import { putPN } from "../../lib/iso9660/rock_ridge/pn.ts";
import { putPX, PX_LENGTH } from "../../lib/iso9660/rock_ridge/px.ts";
import { putCL, putRE } from "../../lib/iso9660/rock_ridge/relocation.ts";
import { encodeSL } from "../../lib/iso9660/rock_ridge/sl.ts";
import { CE_LENGTH, putCE, putSP } from "../../lib/iso9660/susp.ts";
import { encodeTerminator, encodeVolumeDescriptor } from "../../lib/iso9660/volume_descriptor.ts";

/** What is to be recorded; everything but the name may be left to its default. */
export interface Planted {
  /** Name in Rock Ridge, one character a byte. */
  readonly name: string;
  /** Identifier. @default made from its number */
  readonly id?: string;
  /** Makes it a directory; its extent is one block. */
  readonly children?: readonly Planted[];
  /** Makes it a file. */
  readonly data?: Uint8Array;
  /** Makes it a symbolic link. */
  readonly target?: string;
  /** File type and permissions. @default by what it is, `0644` or `0755` */
  readonly mode?: number;
  /** @default {1} */
  readonly links?: number;
  /** File serial number. @default {0} */
  readonly serial?: number;
  /** Leaves PX out, or gives it the 36 bytes of RRIP 1.09. */
  readonly px?: "none" | "short";
  /** First block, if it shall not be where its bytes are. */
  readonly extent?: number;
  /** Bytes, if it shall not be as many as there are. */
  readonly size?: number;
  /** File flags. @default directory or none */
  readonly flags?: number;
  /** Blocks of a file unit. @default {0} */
  readonly unit?: number;
  /** Block of the directory that belongs here. */
  readonly child?: number;
  /** Marks a directory as moved here. */
  readonly moved?: boolean;
  /** Device numbers. */
  readonly device?: readonly [major: number, minor: number];
  /** Leaves NM out. */
  readonly bare?: boolean;
  /** Further system use entries, as bytes. */
  readonly extra?: Uint8Array;
}

/** The block of the root; directories follow it in the order of their description, depth first. */
export const ROOT_BLOCK = 18;

/** All times in these images, seconds since 1970. */
export const TIME = 1_000_000_000;

/** Builds an image with Rock Ridge. `skip`: bytes in front of every system use area (SUSP 5.3). */
export function tinyImage(children: readonly Planted[], { skip = 0, rockRidge = true } = {}): Uint8Array {
  return new Builder(skip, rockRidge).build(children);
}

/** The bytes of one entry written by a `put…` function. */
export function entryBytes(length: number, put: (into: Uint8Array, at: number) => number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, put(bytes, 0));
}

/** A continuation area entry. */
export function continuation(block: number, offset: number, length: number): Uint8Array {
  return entryBytes(CE_LENGTH, (into, at) => putCE(into, at, block, offset, length));
}

class Builder {
  readonly #skip: number;
  readonly #rockRidge: boolean;
  readonly #blocks = new Map<number, Uint8Array>();
  #next = ROOT_BLOCK;

  constructor(skip: number, rockRidge: boolean) {
    this.#skip = skip;
    this.#rockRidge = rockRidge;
  }

  build(children: readonly Planted[]): Uint8Array {
    const root: Planted = { name: "", children };
    const places = new Map<Planted, number>();
    this.#place(root, places);
    const directories = [...places];
    for (const [planted] of directories) this.#placeFiles(planted, places);
    for (const [planted, block] of directories) this.#directory(planted, block, places, planted === root);
    const bytes = new Uint8Array(this.#next * BLOCK_SIZE);
    for (const [block, content] of this.#blocks) bytes.set(content, block * BLOCK_SIZE);
    bytes.set(descriptor(this.#next), 16 * BLOCK_SIZE);
    bytes.set(encodeTerminator(), 17 * BLOCK_SIZE);
    return bytes;
  }

  #place(planted: Planted, places: Map<Planted, number>): void {
    places.set(planted, this.#next++);
    for (const child of planted.children ?? []) if (child.children) this.#place(child, places);
  }

  #placeFiles(planted: Planted, places: Map<Planted, number>): void {
    for (const child of planted.children ?? []) {
      if (child.data === undefined || child.data.length === 0) continue;
      places.set(child, this.#next);
      this.#blocks.set(this.#next, child.data);
      this.#next += Math.ceil(child.data.length / BLOCK_SIZE);
    }
  }

  #directory(planted: Planted, block: number, places: Map<Planted, number>, isRoot: boolean): void {
    const bytes = new Uint8Array(BLOCK_SIZE);
    let at = 0;
    const put = (identifier: Uint8Array, entry: Planted, extent: number, use: Uint8Array) => {
      const isDirectory = entry.children !== undefined;
      const record = encodeDirectoryRecord({
        extendedAttributeLength: 0,
        extent: entry.extent ?? extent,
        dataLength: entry.size ?? (isDirectory ? BLOCK_SIZE : entry.data?.length ?? 0),
        date: TIME,
        flags: entry.flags ?? (isDirectory ? FLAG_DIRECTORY : 0),
        fileUnitSize: entry.unit ?? 0,
        interleaveGap: 0,
        volumeSequenceNumber: 1,
        identifier,
        systemUse: use,
      });
      bytes.set(record, at);
      at += record.length;
    };
    const self: Planted = { name: "", children: [] };
    const sp = entryBytes(7, (into, at) => putSP(into, at, this.#skip));
    const own = this.#attributes(planted);
    put(
      Uint8Array.of(0),
      self,
      block,
      !this.#rockRidge ? NONE : isRoot ? joined([sp, own]) : this.#skipped([own]),
    );
    put(Uint8Array.of(1), self, ROOT_BLOCK, this.#rockRidge ? this.#skipped([own]) : NONE);
    for (const [i, child] of (planted.children ?? []).entries()) {
      const id = child.id ?? `E${String(i).padStart(3, "0")}${child.children ? "" : ".;1"}`;
      put(latin1(id), child, places.get(child) ?? 0, this.#systemUse(child));
    }
    this.#blocks.set(block, bytes);
  }

  #systemUse(planted: Planted): Uint8Array {
    if (!this.#rockRidge) return NONE;
    const name = latin1(planted.name);
    const parts = [this.#attributes(planted)];
    if (!planted.bare) {
      const names = entryBytes(1024, (into, at) => putName(into, at, name, 0, name.length));
      parts.push(name.length <= 100 ? names : this.#continued(names));
    }
    if (planted.target !== undefined) parts.push(...encodeSL(latin1(planted.target)));
    if (planted.device) {
      const [major, minor] = planted.device;
      parts.push(entryBytes(20, (into, at) => putPN(into, at, major, minor)));
    }
    if (planted.child !== undefined) {
      parts.push(entryBytes(12, (into, at) => putCL(into, at, planted.child!)));
    }
    if (planted.moved) parts.push(entryBytes(4, putRE));
    if (planted.extra) parts.push(planted.extra);
    return this.#skipped(parts);
  }

  #continued(entries: Uint8Array): Uint8Array {
    const block = this.#next++;
    this.#blocks.set(block, entries);
    return continuation(block, 0, entries.length);
  }

  #attributes(planted: Planted): Uint8Array {
    if (planted.px === "none") return NONE;
    const type = planted.children ? 0o040755 : planted.target === undefined ? 0o100644 : 0o120777;
    const bytes = new Uint8Array(PX_LENGTH);
    putPX(bytes, 0, planted.mode ?? type, planted.links ?? 1, 0, 0, planted.serial ?? 0);
    if (planted.px !== "short") return bytes;
    bytes[2] = 36;
    return bytes.subarray(0, 36);
  }

  #skipped(parts: readonly Uint8Array[]): Uint8Array {
    return joined([new Uint8Array(this.#skip).fill(0x58), ...parts]);
  }
}

const NONE = new Uint8Array(0);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Bytes of a string of one character each. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function descriptor(blocks: number): Uint8Array {
  return encodeVolumeDescriptor({
    type: 1,
    version: 1,
    flags: 0,
    systemId: NONE,
    volumeId: latin1("TINY"),
    volumeSpaceSize: blocks,
    escapeSequences: new Uint8Array(32),
    volumeSetSize: 1,
    volumeSequenceNumber: 1,
    logicalBlockSize: BLOCK_SIZE,
    pathTableSize: 10,
    pathTableL: 0,
    optionalPathTableL: 0,
    pathTableM: 0,
    optionalPathTableM: 0,
    root: {
      length: 34,
      extendedAttributeLength: 0,
      extent: ROOT_BLOCK,
      dataLength: BLOCK_SIZE,
      date: TIME,
      flags: FLAG_DIRECTORY,
      fileUnitSize: 0,
      interleaveGap: 0,
      volumeSequenceNumber: 1,
      identifier: Uint8Array.of(0),
      systemUse: NONE,
    },
    volumeSetId: NONE,
    publisherId: NONE,
    preparerId: NONE,
    applicationId: NONE,
    copyrightFileId: NONE,
    abstractFileId: NONE,
    bibliographicFileId: NONE,
    creation: undefined,
    modification: undefined,
    expiration: undefined,
    effective: undefined,
    fileStructureVersion: 1,
    applicationUse: new Uint8Array(512),
  });
}

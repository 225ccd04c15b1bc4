/**
 * A scanned tree in flat columns of shared memory: a few dozen bytes an entry, readable from every thread.
 *
 * @module
 */

import { type EntryKind, KIND_BITS, kindOf } from "./entry_kind.ts";

/** Entry 0 is the root; the children of a directory are neighbours, in the byte order of their names. */
export const ROOT = 0;

/** Longest file whose holes are not worth looking for, in bytes. */
const SMALL_FILE = 1 << 16;

/** Where one entry can be found on the host, when it is not its parent's place plus its name. */
export type Places = Map<number, Uint8Array<ArrayBuffer>>;

/** The columns as they travel between threads. */
export interface SourceTreeData {
  /** Number of entries. */
  count: number;
  /** Bytes used in `names`. */
  namesUsed: number;
  /** The directory an entry stands in. */
  parent: Uint32Array;
  /** Where the name begins in `names`. */
  nameAt: Uint32Array;
  /** Length of the name in bytes, without the NUL behind it. */
  nameLength: Uint8Array;
  /** File type and permission bits, as `st_mode`. */
  mode: Uint16Array;
  /** Owner. */
  uid: Uint32Array;
  /** Group. */
  gid: Uint32Array;
  /** Bytes of a file; length of a symbolic link's target. */
  size: Float64Array;
  /** Last modification, seconds since 1970 UTC. */
  mtime: Float64Array;
  /** The first entry of the same file: hard links share it, others are their own. */
  first: Uint32Array;
  /** Links within the tree; for a directory 2 plus its subdirectories. */
  links: Uint32Array;
  /** First child of a directory; major number of a device; where a link's target begins in `names`. */
  detail: Uint32Array;
  /** Number of children of a directory; minor number of a device; 1 for a file with holes. */
  detail2: Uint32Array;
  /** Names, each with a NUL behind it, and link targets. */
  names: Uint8Array;
  /** Entries of the root that stand outside the run of its children. */
  added: number[];
  /** Places on the host. */
  places: Places;
  /** Whether entries are what symbolic links point to. */
  followsLinks: boolean;
}

/** One entry's values, as {@linkcode SourceTree.add} takes them. */
export interface NewEntry {
  parent: number;
  mode: number;
  uid: number;
  gid: number;
  size: number;
  mtime: number;
  detail: number;
  detail2: number;
}

/** The scanned tree. */
export class SourceTree implements SourceTreeData {
  count = 0;
  namesUsed = 0;
  parent = shared(Uint32Array, 1024);
  nameAt = shared(Uint32Array, 1024);
  nameLength = shared(Uint8Array, 1024);
  mode = shared(Uint16Array, 1024);
  uid = shared(Uint32Array, 1024);
  gid = shared(Uint32Array, 1024);
  size = shared(Float64Array, 1024);
  mtime = shared(Float64Array, 1024);
  first = shared(Uint32Array, 1024);
  links = shared(Uint32Array, 1024);
  detail = shared(Uint32Array, 1024);
  detail2 = shared(Uint32Array, 1024);
  names = shared(Uint8Array, 1 << 16);
  added: number[] = [];
  places: Places = new Map();
  followsLinks = false;

  /** The same tree seen from another thread. */
  static of(data: SourceTreeData): SourceTree {
    return Object.assign(new SourceTree(), data);
  }

  /** The columns, to be posted to another thread; nothing is copied but small things. */
  data(): SourceTreeData {
    return { ...this };
  }

  /** Appends an entry; its name is `bytes[from..to)`. Returns its number. */
  add(bytes: Uint8Array, from: number, to: number, entry: NewEntry): number {
    const index = this.count++;
    if (index === this.parent.length) this.#grow();
    this.nameAt[index] = this.#store(bytes, from, to);
    this.nameLength[index] = to - from;
    this.parent[index] = entry.parent;
    this.mode[index] = entry.mode;
    this.uid[index] = entry.uid;
    this.gid[index] = entry.gid;
    this.size[index] = entry.size;
    this.mtime[index] = entry.mtime;
    this.first[index] = index;
    this.links[index] = this.isDirectory(index) ? 2 : 1;
    this.detail[index] = entry.detail;
    this.detail2[index] = entry.detail2;
    return index;
  }

  /** Appends an entry of the root that no source holds: empty, with the root's owner. Returns its number. */
  addMade(name: string, mode: number, mtime: number): number {
    const bytes = new TextEncoder().encode(name);
    return this.add(bytes, 0, bytes.length, {
      parent: ROOT,
      mode,
      uid: this.uid[ROOT]!,
      gid: this.gid[ROOT]!,
      size: 0,
      mtime,
      detail: 0,
      detail2: 0,
    });
  }

  /** Stores the target of a symbolic link. */
  setTarget(index: number, target: Uint8Array): void {
    this.detail[index] = this.#store(target, 0, target.length);
    this.size[index] = target.length;
  }

  /** Takes an entry out of the tree; its number stays used. */
  omit(index: number): void {
    if (this.isDirectory(index)) this.links[this.parent[index]!]!--;
    this.mode[index] = 0;
    this.size[index] = 0;
  }

  /** Whether the entry is a directory. */
  isDirectory(index: number): boolean {
    return (this.mode[index]! & KIND_BITS) === 0o040000;
  }

  /** Whether the entry is a regular file. */
  isFile(index: number): boolean {
    return (this.mode[index]! & KIND_BITS) === 0o100000;
  }

  /** What kind of thing the entry is. */
  kind(index: number): EntryKind {
    return kindOf(this.mode[index]!);
  }

  /** Whether a file is worth asking for its holes. */
  hasHoles(index: number): boolean {
    return this.detail2[index] === 1;
  }

  /** The value of `detail2` for a file of `size` bytes of which `held` lie on the disk. */
  static holes(size: number, held: number): number {
    return size > SMALL_FILE && held < size ? 1 : 0;
  }

  /** The children of a directory: their run, and for the root what was added to it. */
  *children(directory: number): Generator<number> {
    const from = this.detail[directory]!;
    const to = from + this.detail2[directory]!;
    for (let child = from; child < to; child++) if (this.mode[child] !== 0) yield child;
    if (directory === ROOT) yield* this.added;
  }

  /** The name's bytes. */
  name(index: number): Uint8Array {
    const at = this.nameAt[index]!;
    return this.names.subarray(at, at + this.nameLength[index]!);
  }

  /** The target's bytes of a symbolic link. */
  target(index: number): Uint8Array {
    const at = this.detail[index]!;
    return this.names.subarray(at, at + this.size[index]!);
  }

  /** Path in the image, `/` between names, `/` alone for the root; bytes. */
  path(index: number): Uint8Array<ArrayBuffer> {
    if (index === ROOT) return Uint8Array.of(47);
    let length = 0;
    for (let i = index; i !== ROOT; i = this.parent[i]!) length += this.nameLength[i]! + 1;
    const path = new Uint8Array(length);
    for (let i = index; i !== ROOT; i = this.parent[i]!) {
      length -= this.nameLength[i]! + 1;
      path[length] = 47;
      path.set(this.name(i), length + 1);
    }
    return path;
  }

  /** Path on the host with a NUL behind it; empty when the entry exists in the image only. */
  hostPath(index: number): Uint8Array<ArrayBuffer> {
    let above = index;
    let length = 1;
    let place = this.places.get(above);
    while (place === undefined && above !== ROOT) {
      length += this.nameLength[above]! + 1;
      above = this.parent[above]!;
      place = this.places.get(above);
    }
    if (place === undefined || place.length === 0) return new Uint8Array(0);
    length += place.length;
    const path = new Uint8Array(length--);
    path.set(place);
    for (let i = index; i !== above; i = this.parent[i]!) {
      length -= this.nameLength[i]! + 1;
      path[length] = 47;
      path.set(this.name(i), length + 1);
    }
    return path;
  }

  #store(bytes: Uint8Array, from: number, to: number): number {
    const at = this.namesUsed;
    if (at + to - from + 1 > this.names.length) {
      this.names = grown(this.names, Math.max(this.names.length * 1.5, at + to - from + 1));
    }
    const names = this.names;
    for (let i = from, k = at; i < to; i++, k++) names[k] = bytes[i]!;
    this.namesUsed = at + to - from + 1;
    return at;
  }

  #grow(): void {
    const size = this.parent.length * 1.5;
    this.parent = grown(this.parent, size);
    this.nameAt = grown(this.nameAt, size);
    this.nameLength = grown(this.nameLength, size);
    this.mode = grown(this.mode, size);
    this.uid = grown(this.uid, size);
    this.gid = grown(this.gid, size);
    this.size = grown(this.size, size);
    this.mtime = grown(this.mtime, size);
    this.first = grown(this.first, size);
    this.links = grown(this.links, size);
    this.detail = grown(this.detail, size);
    this.detail2 = grown(this.detail2, size);
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

interface ColumnClass<T extends Column> {
  new (buffer: SharedArrayBuffer): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** A column of zeros that every thread sees. */
export function shared<T extends Column>(column: ColumnClass<T>, length: number): T {
  return new column(new SharedArrayBuffer(Math.ceil(length) * column.BYTES_PER_ELEMENT));
}

function grown<T extends Column>(old: T, length: number): T {
  const column = shared(old.constructor as unknown as ColumnClass<T>, length);
  column.set(old);
  return column;
}

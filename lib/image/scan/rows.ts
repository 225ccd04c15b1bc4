/**
 * One directory's entries while they are collected: unordered rows with names in one run of bytes.
 *
 * @module
 */

import type { Facts } from "../host_files.ts";

const FIELDS = 12;

/** Rows of facts, used again for every directory. */
export class Rows {
  /** Number of rows. */
  count = 0;
  /** All names, one behind the other. */
  names = new Uint8Array(1 << 15);
  /** Where a row comes from on the host, when that is not the directory's place plus the name. */
  readonly places: (Uint8Array<ArrayBuffer> | undefined)[] = [];
  #used = 0;
  #values = new Float64Array(FIELDS * 512);
  #from = new Uint32Array(512);
  #to = new Uint32Array(512);

  /** Forgets all rows. */
  clear(): void {
    this.count = 0;
    this.#used = 0;
    this.places.length = 0;
  }

  /** Adds a row for the name `bytes[from..to)`. */
  add(bytes: Uint8Array, from: number, to: number, facts: Facts, place?: Uint8Array<ArrayBuffer>): void {
    if (this.count === this.#from.length) this.#growRows();
    if (this.#used + to - from > this.names.length) this.#growNames(to - from);
    const names = this.names;
    let at = this.#used;
    this.#from[this.count] = at;
    for (let i = from; i < to; i++) names[at++] = bytes[i]!;
    this.#to[this.count] = at;
    this.#used = at;
    if (place !== undefined) this.places[this.count] = place;
    const values = this.#values;
    let v = this.count++ * FIELDS;
    values[v++] = facts.mode;
    values[v++] = facts.uid;
    values[v++] = facts.gid;
    values[v++] = facts.size;
    values[v++] = facts.held;
    values[v++] = facts.mtime;
    values[v++] = facts.links;
    values[v++] = facts.device;
    values[v++] = facts.serial;
    values[v++] = facts.serialHigh;
    values[v++] = facts.major;
    values[v] = facts.minor;
  }

  /** Fills the facts of a row. */
  facts(row: number, facts: Facts): void {
    const values = this.#values;
    let v = row * FIELDS;
    facts.mode = values[v++]!;
    facts.uid = values[v++]!;
    facts.gid = values[v++]!;
    facts.size = values[v++]!;
    facts.held = values[v++]!;
    facts.mtime = values[v++]!;
    facts.links = values[v++]!;
    facts.device = values[v++]!;
    facts.serial = values[v++]!;
    facts.serialHigh = values[v++]!;
    facts.major = values[v++]!;
    facts.minor = values[v]!;
  }

  /** Where a row's name begins in `names`. */
  from(row: number): number {
    return this.#from[row]!;
  }

  /** Where a row's name ends in `names`. */
  to(row: number): number {
    return this.#to[row]!;
  }

  /** The rows in the byte order of their names, whatever order the file system gave them in. */
  sorted(): number[] {
    const order = Array.from({ length: this.count }, (_, row) => row);
    return order.sort((a, b) => this.compare(a, b));
  }

  /** Compares two rows' names as bytes. */
  compare(a: number, b: number): number {
    const names = this.names;
    let i = this.#from[a]!;
    let k = this.#from[b]!;
    const end = this.#to[a]!;
    const other = this.#to[b]!;
    while (i < end && k < other) {
      const difference = names[i++]! - names[k++]!;
      if (difference !== 0) return difference;
    }
    return end - i - (other - k);
  }

  #growRows(): void {
    this.#values = doubled(this.#values);
    this.#from = doubled(this.#from);
    this.#to = doubled(this.#to);
  }

  #growNames(atLeast: number): void {
    const names = new Uint8Array(Math.max(this.names.length * 2, this.#used + atLeast));
    names.set(this.names);
    this.names = names;
  }
}

function doubled<T extends Float64Array | Uint32Array>(old: T): T {
  const larger = new (old.constructor as new (length: number) => T)(old.length * 2);
  larger.set(old);
  return larger;
}

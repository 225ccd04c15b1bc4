/**
 * Faults planted in sound images: finding structures in an image and changing their bytes. The reading here
 * shares nothing with `lib/`, so that a mistake there does not hide itself.
 *
 * @module
 */

import { planImage } from "../../lib/image/plan.ts";
import { tempFolder } from "./temp.ts";

/** Bytes of a block. */
export const BLOCK = 2048;

/** The image that faults are planted in, with Rock Ridge, Joliet, boot catalog, checksums, and moved directories. */
export function soundImage(): Promise<Uint8Array> {
  return sound ??= makeSoundImage();
}

let sound: Promise<Uint8Array> | undefined;

async function makeSoundImage(): Promise<Uint8Array> {
  using folder = tempFolder();
  const source = folder.make("source");
  fillSource(source);
  const plan = await planImage({
    source,
    volumeId: "SOUND",
    rockRidge: true,
    joliet: true,
    boot: "/boot.img",
    efi: "/efi.img",
    checksums: true,
    noPad: true,
    date: 1_000_000_000,
  });
  return new Uint8Array(await new Response(plan.stream()).arrayBuffer());
}

/** The tree of the sound image: whatever the faults need. */
export function fillSource(root: string): void {
  const file = (name: string, size: number) =>
    Deno.writeFileSync(`${root}/${name}`, new Uint8Array(size).map((_, i) => i * 7 + size));
  for (const name of ["left", "lime", "many", "deep/2/3/4/5/6/7/8/9"]) {
    Deno.mkdirSync(`${root}/${name}`, { recursive: true });
  }
  file("first.txt", 3000);
  file("second.txt", 5000);
  file("twin-a.txt", 10);
  file("twin-b.txt", 20);
  file("left/ab", 100);
  file("left/abcd", 100);
  file("lime/only.txt", 1);
  file("n".repeat(240), 1);
  file("boot.img", 4096);
  file("efi.img", 4096);
  file("deep/2/3/4/5/6/7/8/9/leaf", 1);
  for (let i = 0; i < 60; i++) file(`many/${i}.txt`, 1);
  Deno.linkSync(`${root}/first.txt`, `${root}/hard.txt`);
  Deno.symlinkSync("left/../ab", `${root}/link`);
}

/** Which tree of directories: that of the primary descriptor or the Joliet one. */
export type Which = "primary" | "joliet";

/** An image whose bytes are changed. Every place is a byte offset in the image. */
export class Plant {
  /** The image. */
  bytes: Uint8Array;
  #view: DataView;

  /** Takes a copy of an image. */
  constructor(image: Uint8Array) {
    this.bytes = image.slice();
    this.#view = new DataView(this.bytes.buffer);
  }

  /** Cuts the image off. */
  cut(length: number): void {
    this.bytes = this.bytes.slice(0, length);
  }

  /** Writes a text, one byte a character. */
  text(at: number, text: string): void {
    for (let i = 0; i < text.length; i++) this.bytes[at + i] = text.charCodeAt(i);
  }

  /** Reads 32 bits, least significant byte first. */
  get32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** Writes 16 bits in both byte orders. */
  both16(at: number, value: number): void {
    this.#view.setUint16(at, value, true);
    this.#view.setUint16(at + 2, value);
  }

  /** Writes 32 bits in both byte orders. */
  both32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
    this.#view.setUint32(at + 4, value);
  }

  /** Writes 16 bits, least significant byte first. */
  put16L(at: number, value: number): void {
    this.#view.setUint16(at, value, true);
  }

  /** Writes 16 bits, most significant byte first. */
  put16M(at: number, value: number): void {
    this.#view.setUint16(at, value);
  }

  /** Writes 32 bits, least significant byte first. */
  put32L(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  /** The volume descriptor of a type: 0 boot record, 1 primary, 2 Joliet, 255 terminator. */
  descriptor(type: number): number {
    for (let at = 16 * BLOCK; at < this.bytes.length; at += BLOCK) {
      if (this.bytes[at] === type) return at;
      if (this.bytes[at] === 255) break;
    }
    throw new Error(`The image has no descriptor of type ${type}`);
  }

  /** The root of a tree. */
  root(which: Which): number {
    return this.get32(this.descriptor(which === "primary" ? 1 : 2) + 158) * BLOCK;
  }

  /** The records of the directory at a place, "." and ".." first. */
  records(directory: number): number[] {
    const size = this.get32(directory + 10);
    const records: number[] = [];
    for (let at = directory; at < directory + size;) {
      if (this.bytes[at] === 0) {
        at = (Math.floor(at / BLOCK) + 1) * BLOCK;
      } else {
        records.push(at);
        at += this.bytes[at]!;
      }
    }
    return records;
  }

  /** The record of a path, by names of Rock Ridge or Joliet; moved directories are not followed. */
  record(path: string, which: Which = "primary"): number {
    let found = 0;
    for (const name of path.split("/")) {
      const directory = found === 0 ? this.root(which) : this.directory(found);
      found = this.records(directory).slice(2).find((at) => this.#name(at, which) === name) ?? 0;
      if (found === 0) throw new Error(`The ${which} tree has no ${path}`);
    }
    return found;
  }

  /** The directory that a record is of. */
  directory(record: number): number {
    return this.get32(record + 2) * BLOCK;
  }

  /** The system use entry of a record with a signature, also in its continuation areas. */
  entry(record: number, signature: string): number {
    const name = this.bytes[record + 32]!;
    let at = record + 33 + (name | 1), end = record + this.bytes[record]!;
    while (true) {
      let next = 0, length = 0;
      while (at + 4 <= end && this.bytes[at] !== 0) {
        const found = String.fromCharCode(this.bytes[at]!, this.bytes[at + 1]!);
        if (found === signature) return at;
        if (found === "CE") {
          next = this.get32(at + 4) * BLOCK + this.get32(at + 12);
          length = this.get32(at + 20);
        }
        at += this.bytes[at + 2]!;
      }
      if (next === 0) throw new Error(`The record at ${record} has no ${signature} entry`);
      at = next;
      end = next + length;
    }
  }

  /** A path table of a tree. */
  pathTable(order: "L" | "M", which: Which = "primary"): number {
    const at = this.descriptor(which === "primary" ? 1 : 2);
    return (order === "L" ? this.get32(at + 140) : this.#view.getUint32(at + 148)) * BLOCK;
  }

  /** The records of a path table. */
  pathRecords(order: "L" | "M", which: Which = "primary"): number[] {
    const size = this.get32(this.descriptor(which === "primary" ? 1 : 2) + 132);
    const start = this.pathTable(order, which);
    const records: number[] = [];
    for (let at = start; at < start + size; at += 8 + this.bytes[at]! + (this.bytes[at]! & 1)) {
      records.push(at);
    }
    return records;
  }

  /** The boot catalog. */
  bootCatalog(): number {
    return this.get32(this.descriptor(0) + 71) * BLOCK;
  }

  #name(record: number, which: Which): string {
    const at = record + 33, length = this.bytes[record + 32]!;
    if (which === "joliet") {
      let text = "";
      for (let i = at; i + 1 < at + length; i += 2) text += String.fromCharCode(this.#view.getUint16(i));
      return text.replace(/;1$/, "");
    }
    const nm = this.entry(record, "NM");
    return String.fromCharCode(...this.bytes.subarray(nm + 5, nm + this.bytes[nm + 2]!));
  }
}

/**
 * Images in memory, and their records taken apart by hand: nothing here uses the decoders of the project.
 *
 * @module
 */

import type { Notice, PlanOptions } from "../../lib/image/options.ts";
import { type ImagePlan, planImage } from "../../lib/image/plan.ts";
import { assertEquals } from "./assert.ts";
import { byteString } from "./bytes.ts";

/** An image with all that was said while it was made. */
export interface MadeImage {
  readonly plan: ImagePlan;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly notices: Notice[];
}

/** Plans an image and collects its stream. */
export async function imageOf(options: PlanOptions): Promise<MadeImage> {
  const notices: Notice[] = [];
  const onNotice = (notice: Notice) => void notices.push(notice);
  const plan = await planImage({ onNotice, ...options });
  return { plan, bytes: await collect(plan, onNotice), notices };
}

/** Collects the stream of a plan; it has to have the length that the plan gives. */
export async function collect(
  plan: ImagePlan,
  onNotice: (notice: Notice) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(plan.size);
  let at = 0;
  for await (const chunk of plan.stream({ onNotice })) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  assertEquals(at, plan.size);
  return bytes;
}

/** Little-endian numbers of 16 and 32 bits. */
export function u16(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(at, true);
}
/** The same with 32 bits. */
export function u32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

/** One directory record. */
export interface RawRecord {
  /** Byte offset in the image. */
  readonly at: number;
  readonly length: number;
  readonly extent: number;
  readonly size: number;
  readonly date: Uint8Array;
  readonly flags: number;
  /** The identifier, one character a byte. */
  readonly name: string;
  readonly systemUse: Uint8Array;
}

/** The records of the directory in `size` bytes from a block on. */
export function recordsAt(image: Uint8Array, block: number, size: number): RawRecord[] {
  const records: RawRecord[] = [];
  const end = block * 2048 + size;
  for (let at = block * 2048; at < end;) {
    const length = image[at]!;
    if (length === 0) {
      at += 2048 - at % 2048;
      continue;
    }
    const nameLength = image[at + 32]!;
    records.push({
      at,
      length,
      extent: u32(image, at + 2),
      size: u32(image, at + 10),
      date: image.subarray(at + 18, at + 25),
      flags: image[at + 25]!,
      name: byteString(image.subarray(at + 33, at + 33 + nameLength)),
      systemUse: image.subarray(at + 33 + (nameLength | 1), at + length),
    });
    at += length;
  }
  return records;
}

/** The records of the root directory of the volume descriptor in a block. */
export function rootRecords(image: Uint8Array, descriptorBlock = 16): RawRecord[] {
  const at = descriptorBlock * 2048 + 156;
  return recordsAt(image, u32(image, at + 2), u32(image, at + 10));
}

/** The records of a directory, found by its name among others. */
export function recordsIn(image: Uint8Array, records: readonly RawRecord[], name: string): RawRecord[] {
  const record = recordNamed(records, name);
  return recordsAt(image, record.extent, record.size);
}

/** The record of a name; with a two-byte name give it by {@linkcode ucs2}. */
export function recordNamed(records: readonly RawRecord[], name: string): RawRecord {
  const found = records.find((record) => record.name === name);
  if (found === undefined) {
    throw new Error(`no ${JSON.stringify(name)} among ${JSON.stringify(records.map((r) => r.name))}`);
  }
  return found;
}

/** The names of records but for the first two. */
export function namesOf(records: readonly RawRecord[]): string[] {
  return records.slice(2).map((record) => record.name);
}

/** A text as UCS-2, most significant byte first, one character a byte. */
export function ucs2(text: string): string {
  return [...Array(text.length).keys()].map((i) => {
    const code = text.charCodeAt(i);
    return String.fromCharCode(code >> 8, code & 255);
  }).join("");
}

/** The text of {@linkcode ucs2}. */
export function fromUcs2(name: string): string {
  let text = "";
  for (let i = 0; i < name.length; i += 2) {
    text += String.fromCharCode(name.charCodeAt(i) << 8 | name.charCodeAt(i + 1));
  }
  return text;
}

/** One system use entry. */
export interface RawEntry {
  readonly signature: string;
  readonly bytes: Uint8Array;
}

/** All system use entries of a record, continuation areas included. */
export function systemUseOf(image: Uint8Array, record: RawRecord): RawEntry[] {
  const entries: RawEntry[] = [];
  let area: Uint8Array | undefined = record.systemUse;
  while (area !== undefined) {
    let next: Uint8Array | undefined;
    for (let at = 0; at + 4 <= area.length && area[at] !== 0; at += area[at + 2]!) {
      const bytes: Uint8Array = area.subarray(at, at + area[at + 2]!);
      const signature = byteString(bytes.subarray(0, 2));
      entries.push({ signature, bytes });
      if (signature !== "CE") continue;
      const from = u32(bytes, 4) * 2048 + u32(bytes, 12);
      const length = u32(bytes, 20);
      if (u32(bytes, 12) + length > 2048) throw new Error("a continuation area crosses a block");
      next = image.subarray(from, from + length);
    }
    area = next;
  }
  return entries;
}

/** The bytes of the first entry of a signature. */
export function entryOf(image: Uint8Array, record: RawRecord, signature: string): Uint8Array {
  const entry = systemUseOf(image, record).find((one) => one.signature === signature);
  if (entry === undefined) throw new Error(`${record.name} has no ${signature} entry`);
  return entry.bytes;
}

/** The Rock Ridge name of a record. */
export function posixName(image: Uint8Array, record: RawRecord): string {
  return systemUseOf(image, record).filter((entry) => entry.signature === "NM")
    .map((entry) => byteString(entry.bytes.subarray(5))).join("");
}

/** The bytes of a file. */
export function contentOf(image: Uint8Array, record: RawRecord): Uint8Array {
  return image.subarray(record.extent * 2048, record.extent * 2048 + record.size);
}

/** Bytes as lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

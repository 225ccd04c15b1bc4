/**
 * The record of a job: a small JSON file with what was recorded, by which any drive can verify the disc later.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../errors.ts";
import { BLOCK_BYTES } from "../mmc/block_range.ts";
import { foldChecksums } from "./block_checksum.ts";
import { ChecksumList } from "./checksum_list.ts";

/** Says what the file is. */
const FORMAT = "discglow record";
const VERSION = 1;
/** Most checksums in a file: beyond that each stands for more blocks, so that the file stays below 3 MiB. */
const MOST_CHECKSUMS = 1 << 19;
/** No record is larger, in bytes. */
const MOST_BYTES = 4 << 20;
/** Addresses of blocks have 32 bits. */
const MOST_BLOCKS = 2 ** 32;
/** No family is padded to a multiple of more blocks. */
const MOST_PADDING = 32;
/** What a checksum may stand for: then a file tells of more than any disc holds. */
const MOST_PER_CHECKSUM = 1 << 13;

/** What was recorded. */
export interface DiscRecord {
  /** When the recording ended, in ISO 8601. */
  readonly date: string;
  /** The source as messages name it. */
  readonly source: string;
  /** The medium's name, such as `BD-R`. */
  readonly medium: string;
  /** Manufacturer's identification of the medium, when the drive told. */
  readonly mediaId: string | undefined;
  /** The drive as it was named. */
  readonly drive: string;
  /** Logical block address of the first block. */
  readonly firstBlock: number;
  /** Recorded blocks, padding included. */
  readonly blocks: number;
  /** Bytes of the source. */
  readonly bytes: number;
  /** SHA-256 of the bytes of the source, in hexadecimal. */
  readonly sha256: string;
  /** Blocks that a checksum stands for; the last may stand for fewer. */
  readonly blocksPerChecksum: number;
  /** Checksums of the source's blocks, the last one filled up with zeros. */
  readonly checksums: ChecksumList;
}

/** Makes the checksums fewer where there are too many for a file. */
export function foldedForFile(
  checksums: ChecksumList,
): { blocksPerChecksum: number; checksums: ChecksumList } {
  let blocksPerChecksum = 1;
  while (checksums.length / blocksPerChecksum > MOST_CHECKSUMS) blocksPerChecksum *= 2;
  if (blocksPerChecksum === 1) return { blocksPerChecksum, checksums };
  const folded = new ChecksumList();
  for (let from = 0; from < checksums.length; from += blocksPerChecksum) {
    const group = new Int32Array(Math.min(blocksPerChecksum, checksums.length - from));
    for (let i = 0; i < group.length; i++) group[i] = checksums.at(from + i);
    folded.add(foldChecksums(group));
  }
  return { blocksPerChecksum, checksums: folded };
}

/** The text of the file. */
export function encodeRecord(record: DiscRecord): string {
  const { checksums, mediaId, ...rest } = record;
  const bytes = new Uint8Array(4 * checksums.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < checksums.length; i++) view.setInt32(4 * i, checksums.at(i), true);
  const json = {
    format: FORMAT,
    version: VERSION,
    program: "discglow",
    ...rest,
    mediaId: mediaId ?? null,
    checksum: "XXH32",
    checksums: bytes.toBase64(),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Reads the text of a file; `path` stands in messages. */
export function decodeRecord(path: string, text: string): DiscRecord {
  const json = parsed(path, text);
  if (json["format"] !== FORMAT) {
    throw new DiscglowError(`Cannot use ${path}: it is no record of a recording`);
  }
  if (json["version"] !== VERSION) {
    throw new DiscglowError(`Cannot use ${path}: it is a record of version ${json["version"]}`, {
      hint: "a newer discglow has made it",
    });
  }
  const word = (name: string): string => {
    const value = json[name];
    if (typeof value !== "string") throw damaged(path, name);
    return value;
  };
  const count = (name: string): number => {
    const value = json[name];
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw damaged(path, name);
    return value as number;
  };
  const record: DiscRecord = {
    date: word("date"),
    source: word("source"),
    medium: word("medium"),
    mediaId: json["mediaId"] === null ? undefined : word("mediaId"),
    drive: word("drive"),
    firstBlock: count("firstBlock"),
    blocks: count("blocks"),
    bytes: count("bytes"),
    sha256: word("sha256"),
    blocksPerChecksum: count("blocksPerChecksum"),
    checksums: decodeChecksums(path, word("checksums")),
  };
  checkSums(path, record);
  return record;
}

/** Reads a file. */
export async function readRecord(path: string): Promise<DiscRecord> {
  let text: string;
  try {
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) throw new Error("it is no regular file");
    if (size > MOST_BYTES) throw new Error(`${size} bytes are too many for a record`);
    text = await Deno.readTextFile(path);
  } catch (error) {
    throw new DiscglowError(`Cannot read ${path}: ${reasonOf(error)}`, { cause: error });
  }
  return decodeRecord(path, text);
}

function parsed(path: string, text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null) return json as Record<string, unknown>;
  } catch {
    // It is told below.
  }
  throw new DiscglowError(`Cannot use ${path}: it is no record of a recording`);
}

function decodeChecksums(path: string, text: string): ChecksumList {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.fromBase64(text);
  } catch {
    throw damaged(path, "checksums");
  }
  if (bytes.length % 4 !== 0) throw damaged(path, "checksums");
  const view = new DataView(bytes.buffer);
  const checksums = new ChecksumList();
  for (let at = 0; at < bytes.length; at += 4) checksums.add(view.getInt32(at, true));
  return checksums;
}

function checkSums(path: string, record: DiscRecord): void {
  const { firstBlock, bytes, blocks, blocksPerChecksum, checksums } = record;
  const data = Math.ceil(bytes / BLOCK_BYTES);
  if (bytes === 0) throw damaged(path, "bytes");
  if (blocksPerChecksum < 1 || blocksPerChecksum > MOST_PER_CHECKSUM) {
    throw damaged(path, "blocksPerChecksum");
  }
  if (blocks < data || blocks - data >= MOST_PADDING) throw damaged(path, "blocks");
  if (firstBlock + blocks > MOST_BLOCKS) throw damaged(path, "firstBlock");
  if (checksums.length !== Math.ceil(data / blocksPerChecksum)) throw damaged(path, "checksums");
}

function damaged(path: string, name: string): DiscglowError {
  return new DiscglowError(`Cannot use ${path}: its ${name} cannot be meant`);
}

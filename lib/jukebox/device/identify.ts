/**
 * What a disc is: blank, a volume that can be read, something else, or nothing that can be read.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { DeviceError, ImageError, reasonOf } from "../../errors.ts";
import { type Image, openImage } from "../../image/open.ts";
import type { RandomAccess } from "../../image/random_access.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { Drive } from "../../mmc/drive.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import type { DiscFacts } from "../database/volumes.ts";
import type { DiscState } from "../model.ts";

/** First block of the volume descriptors (ECMA-119 6.2.1). */
const FIRST_DESCRIPTOR = 16;
/** More descriptors than any disc has. */
const MOST_DESCRIPTORS = 64;
/** So much of the root directory tells volumes apart that were mastered without a time. */
const MOST_ROOT_BYTES = 65_536;
/** Longest identifier that is kept (ECMA-119 8.4.6 has 32; Joliet's are shorter). */
const LONGEST_NAME = 128;

/** What was found. */
export interface Identified {
  readonly facts: DiscFacts;
  /** Still open, when its files are of interest. */
  readonly image: Image | undefined;
}

/**
 * Identifies a disc.
 *
 * @throws {DeviceError} when it is the drive that fails, not the disc
 */
export async function identifyDisc(
  drive: Drive,
  medium: MediumSummary,
  bytes: RandomAccess,
  refuseIncomplete: boolean,
): Promise<Identified> {
  const known = {
    medium: medium.name,
    mediaId: medium.mediaId ?? null,
    erasable: medium.erasable,
    capacity: bytesOf(medium.capacity),
  };
  const ended = (state: DiscState, remark: string | null, more: Partial<DiscFacts> = {}): Identified => ({
    facts: { ...known, state, volume: null, fingerprint: null, bytes: null, remark, ...more },
    image: undefined,
  });
  if (medium.state === "blank" || medium.state === "unformatted") return ended("blank", null);
  if (medium.tracks.length > 0 && medium.tracks.every(({ kind }) => kind === "audio")) {
    return ended("foreign", "it holds music", { bytes: bytes.size });
  }
  try {
    if (medium.state === "overwriteable" && isEmpty(drive, bytes)) return ended("blank", null);
    const image = await openImage(bytes, { name: "the disc", onFault: () => {} });
    const claimed = image.volumeBlocks * BLOCK_BYTES;
    const facts: DiscFacts = {
      ...known,
      state: "recorded",
      volume: image.volumeId.slice(0, LONGEST_NAME),
      fingerprint: fingerprintOf(bytes, image),
      bytes: Math.min(claimed, bytes.size),
      remark: null,
    };
    if (claimed <= bytes.size) return { facts, image };
    const remark = `the volume claims ${image.volumeBlocks} blocks, the disc has ${bytes.size / BLOCK_BYTES}`;
    if (!refuseIncomplete) return { facts: { ...facts, remark }, image };
    return { facts: { ...facts, state: "bad", remark }, image: undefined };
  } catch (error) {
    if (error instanceof ImageError) {
      return ended("foreign", shorter(reasonOf(error)), { bytes: bytes.size });
    }
    if (!isOfTheDisc(error)) throw error;
    return ended("bad", shorter(reasonOf(error)));
  }
}

/** Whether an error is the disc's fault: MEDIUM ERROR, BLANK CHECK, a medium that does not fit the drive. */
function isOfTheDisc(error: unknown): boolean {
  if (!(error instanceof DeviceError) || error instanceof TransportError) return false;
  const { key, asc } = error.answer;
  return key === 3 || key === 8 || (key === 5 && (asc === 0x64 || asc === 0x21)) ||
    (key === 2 && (asc === 0x30 || asc === 0x57));
}

// A disc that can be overwritten anywhere has no other sign of being new than that it holds nothing.
function isEmpty(drive: Drive, bytes: RandomAccess): boolean {
  const block = new Uint8Array(BLOCK_BYTES);
  if (bytes.size < (FIRST_DESCRIPTOR + 1) * BLOCK_BYTES) return true;
  for (const number of [FIRST_DESCRIPTOR, 0]) {
    try {
      drive.read(number, block);
    } catch (error) {
      if (error instanceof DeviceError && error.answer.key === 8) continue;
      throw error;
    }
    if (block.some((byte) => byte !== 0)) return false;
  }
  return true;
}

/** The same for all copies of a volume. */
function fingerprintOf(bytes: RandomAccess, image: Image): string {
  const hash = createHash("sha256");
  const block = new Uint8Array(BLOCK_BYTES);
  for (let number = FIRST_DESCRIPTOR; number < FIRST_DESCRIPTOR + MOST_DESCRIPTORS; number++) {
    if (bytes.readAt(number * BLOCK_BYTES, block) < BLOCK_BYTES) break;
    hash.update(block);
    if (block[0] === 0xff) break;
  }
  const extent = image.root.extents[0];
  if (extent !== undefined) {
    const root = new Uint8Array(Math.min(extent.size, MOST_ROOT_BYTES));
    hash.update(root.subarray(0, bytes.readAt(extent.block * BLOCK_BYTES, root)));
  }
  return hash.digest("hex");
}

function bytesOf(blocks: number): number | null {
  return Number.isFinite(blocks) ? blocks * BLOCK_BYTES : null;
}

function shorter(words: string): string {
  return words.length <= 300 ? words : `${words.slice(0, 299)}…`;
}

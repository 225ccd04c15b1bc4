/**
 * Names the files that blocks which differ belong to.
 *
 * @module
 */

import { type FilesOfBlocks, filesOfBlocks } from "../image/files_of_blocks.ts";
import type { RandomAccess } from "../image/random_access.ts";
import { BLOCK_BYTES, type BlockRange, rangeWords } from "../mmc/block_range.ts";
import { escapeText } from "./escape.ts";
import { openBytes } from "./open_bytes.ts";

/** Names of one range that are shown before the rest is only counted. */
const NAMES_SHOWN = 20;

/** An image that may tell what blocks belong to. */
export interface ImageCopy {
  /** A file or a drive. */
  readonly name: string;
  /** Where the image begins on it, in blocks. */
  readonly firstBlock: number;
}

/**
 * The owners of blocks, as the first of several copies of an image tells that can be read.
 *
 * @param ranges blocks of the image, in rising order
 * @returns nothing when none is an ISO 9660 image
 */
export async function ownersOfBlocks(
  copies: readonly ImageCopy[],
  ranges: readonly BlockRange[],
): Promise<FilesOfBlocks[]> {
  for (const { name, firstBlock } of copies) {
    try {
      using bytes = await openBytes(name);
      const owners = await filesOfBlocks(accessFrom(bytes, firstBlock * BLOCK_BYTES), ranges);
      if (owners !== undefined) return owners;
    } catch {
      continue; // the differences themselves were told already
    }
  }
  return [];
}

/** The bytes from a place on; they stay their owner's to close. */
function accessFrom(bytes: RandomAccess, start: number): RandomAccess {
  return {
    size: Math.max(0, bytes.size - start),
    readAt: (position, into) => bytes.readAt(start + position, into),
    close() {},
    [Symbol.dispose]() {},
  };
}

/** Blocks that differ. */
export interface DifferentPart {
  /** The blocks. */
  readonly range: BlockRange;
  /** They could be read. */
  readonly readable: boolean;
}

/** Parts ranges where blocks that cannot be read meet others; both lists in rising order. */
export function partedBy(
  different: readonly BlockRange[],
  unreadable: readonly BlockRange[],
): DifferentPart[] {
  const parts: DifferentPart[] = [];
  let next = 0;
  for (const { first, count } of different) {
    for (let at = first; at < first + count;) {
      while (next < unreadable.length && endOf(unreadable[next]!) <= at) next++;
      const lost = unreadable[next];
      const readable = lost === undefined || lost.first > at;
      const turn = lost === undefined ? Infinity : readable ? lost.first : endOf(lost);
      const end = Math.min(first + count, turn);
      parts.push({ range: { first: at, count: end - at }, readable });
      at = end;
    }
  }
  return parts;
}

function endOf({ first, count }: BlockRange): number {
  return first + count;
}

/** `/a.txt, directory /reports` */
export function ownersWords({ files, structures }: FilesOfBlocks): string {
  const names = [...files, ...structures];
  const shown = names.slice(0, NAMES_SHOWN).map(escapeText).join(", ");
  return names.length > NAMES_SHOWN ? `${shown} and ${names.length - NAMES_SHOWN} more` : shown;
}

/** `blocks 20-24: /a.txt, directory /reports` */
export function ownersLine(range: BlockRange, owners: FilesOfBlocks): string {
  return `${range.count === 1 ? "block" : "blocks"} ${rangeWords([range])}: ${ownersWords(owners)}`;
}

/** The same for programs. */
export function ownersRecord(range: BlockRange, owners: FilesOfBlocks | undefined): object {
  return { event: "owners", ...range, files: owners?.files, structures: owners?.structures };
}

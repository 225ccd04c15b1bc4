/**
 * Which blocks of the image are in use by what, whether anything overlaps, and what follows the last byte of
 * a file in its last block.
 *
 * @module
 */

import { BLOCK_SIZE, blocksOf } from "../../iso9660/block.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";

/** What an extent is used for. */
export const USE = {
  system: 0,
  descriptor: 1,
  pathTable: 2,
  directory: 3,
  continuation: 4,
  file: 5,
  boot: 6,
} as const;

/** A value of {@linkcode USE}. */
export type Use = typeof USE[keyof typeof USE];

const WORDS = [
  "the system area",
  "the volume descriptors",
  "a path table",
  "a directory",
  "a continuation area",
  "a file",
  "a boot image",
];

/** The extents in use. */
export class ExtentList {
  readonly #start = new Column();
  readonly #size = new Column();
  readonly #use = new Column();
  readonly #owner = new Column();
  readonly #areaStart = new Column();
  readonly #areaLength = new Column();
  readonly #areaOwner = new Column();
  readonly #once = new Set<number>();

  /**
   * Adds an extent.
   *
   * @param start first block
   * @param bytes its length
   * @param owner byte of the image where the structure stands that names the extent
   */
  add(start: number, bytes: number, use: Use, owner: number): void {
    if (bytes === 0) return;
    this.#start.push(start);
    this.#size.push(bytes);
    this.#use.push(use);
    this.#owner.push(owner);
  }

  /** Adds an extent that several descriptors may name, unless its first block was added so before. */
  addOnce(start: number, bytes: number, use: Use, owner: number): void {
    if (this.#once.has(start)) return;
    this.#once.add(start);
    this.add(start, bytes, use, owner);
  }

  /** Adds a continuation area: many of them share a block. */
  addArea(position: number, length: number, owner: number): void {
    if (length === 0) return;
    this.#areaStart.push(position);
    this.#areaLength.push(length);
    this.#areaOwner.push(owner);
  }

  /** Reports what overlaps, and files whose last block does not end with zeros. */
  async check(context: Context): Promise<void> {
    this.#checkAreas(context);
    const order = this.#start.order();
    let firmEnd = 0, firmUse = -1, firmStart = -1, firmSize = -1;
    let bootEnd = 0;
    let turn = 0;
    for (const index of order) {
      if ((++turn & 4095) === 0) await context.pause();
      const start = this.#start.at(index), size = this.#size.at(index), use = this.#use.at(index);
      const end = start + blocksOf(size);
      const same = use === USE.file && firmUse === USE.file && start === firmStart && size === firmSize;
      if (use === USE.boot) {
        if (start < firmEnd && firmUse !== USE.file) this.#overlap(context, index, firmUse, firmStart);
        bootEnd = Math.max(bootEnd, end);
        continue;
      }
      if (start < firmEnd && !same) this.#overlap(context, index, firmUse, firmStart);
      else if (start < bootEnd && use !== USE.file) this.#overlap(context, index, USE.boot, start);
      if (use === USE.file && !same) this.#checkTail(context, start, size);
      if (end >= firmEnd) {
        firmEnd = end;
        firmUse = use;
        firmStart = start;
        firmSize = size;
      }
    }
  }

  #overlap(context: Context, index: number, otherUse: number, otherStart: number): void {
    const use = this.#use.at(index);
    context.findings.error(
      "extent-overlap",
      this.#owner.at(index),
      "extent",
      "ECMA-119 6.4.1",
      () =>
        `The ${blocksOf(this.#size.at(index))} blocks of ${WORDS[use]} at block ${
          this.#start.at(index)
        } overlap ${WORDS[otherUse]} at block ${otherStart}`,
    );
  }

  #checkTail(context: Context, start: number, size: number): void {
    const rest = size % BLOCK_SIZE;
    if (rest === 0) return;
    const from = start * BLOCK_SIZE + size;
    const at = context.tails.locate(from, BLOCK_SIZE - rest);
    if (at < 0) return;
    const { bytes, words } = context.tails;
    const end = at + BLOCK_SIZE - rest, whole = at + 3 >>> 2;
    let any = 0;
    for (let i = at; i < Math.min(whole * 4, end); i++) any |= bytes[i]!;
    for (let i = whole; i < end >>> 2; i++) any |= words[i]!;
    if (any === 0) return;
    let first = at;
    while (bytes[first] === 0) first++;
    context.findings.warning(
      "file-padding",
      from + first - at,
      "extent",
      "ECMA-119 6.4.3",
      `The bytes after the last one of the file at block ${start} are not zero`,
    );
  }

  #checkAreas(context: Context): void {
    const order = Uint32Array.from({ length: this.#areaStart.length }, (_, i) => i)
      .sort((a, b) => this.#areaStart.at(a) - this.#areaStart.at(b) || a - b);
    let end = 0, last = -1, used = -1;
    for (const index of order) {
      const start = this.#areaStart.at(index), length = this.#areaLength.at(index);
      const same = last >= 0 && start === this.#areaStart.at(last) && length === this.#areaLength.at(last);
      if (start < end && !same) {
        context.findings.error(
          "continuation-overlap",
          this.#areaOwner.at(index),
          "continuation area",
          "SUSP 5.1",
          () => `The continuation area at byte ${start} begins inside another one, which ends at byte ${end}`,
        );
      }
      end = Math.max(end, start + length);
      last = index;
      const first = Math.max(used + 1, Math.floor(start / BLOCK_SIZE));
      const until = Math.floor((start + length - 1) / BLOCK_SIZE);
      if (until >= first) {
        this.add(first, (until - first + 1) * BLOCK_SIZE, USE.continuation, this.#areaOwner.at(index));
        used = until;
      }
    }
  }
}

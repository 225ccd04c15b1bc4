/**
 * What all parts of a check share.
 *
 * @module
 */

import { BLOCK_SIZE, blocksOf } from "../../iso9660/block.ts";
import type { RandomAccess } from "../random_access.ts";
import { Turns } from "../turns.ts";
import { ExtentList } from "./extents.ts";
import type { Findings } from "./findings.ts";
import { Window } from "./window.ts";

/** The image, what was found in it, and which of its blocks are in use. */
export class Context {
  /** The image. */
  readonly image: RandomAccess;
  /** Blocks of the image; the last one counts even if the image ends in the middle of it. */
  readonly blocks: number;
  /** What was found. */
  readonly findings: Findings;
  /** The blocks in use. */
  readonly extents: ExtentList = new ExtentList();
  /** For descriptors, directories and path tables. */
  readonly window: Window;
  /** For continuation areas, which lie apart from their directories. */
  readonly areas: Window;
  /** For the ends of files, which are few bytes each and may lie far apart. */
  readonly tails: Window;
  /** Bytes of continuation areas that may still be read: areas that overlap must not cost more than the image holds. */
  areaBudget: number;
  readonly #turns: Turns;

  /** Begins a check. */
  constructor(image: RandomAccess, findings: Findings, signal?: AbortSignal) {
    this.image = image;
    this.blocks = blocksOf(image.size);
    this.findings = findings;
    this.window = new Window(image, 1 << 18);
    this.areas = new Window(image, 1 << 17);
    this.tails = new Window(image, 1 << 15);
    this.areaBudget = 2 * image.size;
    this.#turns = new Turns(signal, "Cannot finish the check: it was stopped");
  }

  /** Whether the image holds whole blocks from a place on. */
  holds(start: number, blocks: number): boolean {
    return (start + blocks) * BLOCK_SIZE <= this.image.size;
  }

  /** How many blocks the image has, for messages. */
  get sizeInWords(): string {
    return this.image.size % BLOCK_SIZE === 0
      ? `${this.blocks} blocks`
      : `${this.blocks} blocks, the last one incomplete`;
  }

  /** To be awaited now and then: lets others run, and ends the check when it is to stop. */
  pause(): Promise<void> {
    return this.#turns.next();
  }
}

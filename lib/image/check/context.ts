/**
 * What all parts of a check share.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { RandomAccess } from "../random_access.ts";
import { ExtentList } from "./extents.ts";
import type { Findings } from "./findings.ts";
import { Window } from "./window.ts";

/** How long the check runs before it lets others run, in milliseconds. */
const TURN = 50;

/** The image, what was found in it, and which of its blocks are in use. */
export class Context {
  /** The image. */
  readonly image: RandomAccess;
  /** Whole blocks of the image. */
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
  readonly #signal: AbortSignal | undefined;
  #turn = performance.now();

  /** Begins a check. */
  constructor(image: RandomAccess, findings: Findings, signal?: AbortSignal) {
    this.image = image;
    this.blocks = Math.floor(image.size / BLOCK_SIZE);
    this.findings = findings;
    this.window = new Window(image, 1 << 18);
    this.areas = new Window(image, 1 << 17);
    this.tails = new Window(image, 1 << 15);
    this.areaBudget = 2 * image.size;
    this.#signal = signal;
  }

  /** To be awaited now and then: lets others run, and ends the check when it is to stop. */
  async pause(): Promise<void> {
    if (this.#signal?.aborted) throw new StoppedError("Cannot finish the check: it was stopped");
    if (performance.now() - this.#turn < TURN) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#turn = performance.now();
    if (this.#signal?.aborted) throw new StoppedError("Cannot finish the check: it was stopped");
  }
}

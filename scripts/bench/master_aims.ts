/**
 * What the images' benchmark is to reach, and whether it did.
 *
 * @module
 */

import { type Sink, SINKS } from "./measure.ts";
import type { Median } from "./results.ts";
import type { TreeName } from "./tree_folder.ts";

/** One aim and what became of it. */
export interface Aim {
  /** What was measured, and against what. */
  readonly what: string;
  /** Who is judged. */
  readonly contender: string;
  /** What was measured. */
  readonly value: number;
  /** What it may be at most. */
  readonly atMost: number;
  /** Unit of both; empty for a ratio. */
  readonly unit: "" | "ms" | "bytes";
  /** Whether it was reached. */
  readonly met: boolean;
}

/** Ratios to the fastest peer and to tar. */
const OF_PEERS: readonly (readonly [tree: TreeName, ofPeer: number, ofTar: number])[] = [
  ["mixed", 0.4, 1.3],
  ["many", 0.25, 1.5],
];
const OF_MOVING = 1.1;
const THREE_MS = 100;
const BYTES_AN_ENTRY = 500;

/** Judges everyone of ours by the medians; aims that need what was not measured are left out. */
export function aimsOf(
  medians: readonly Median[],
  entries: Readonly<Partial<Record<TreeName, number>>>,
): Aim[] {
  const ours = new Set(medians.filter((one) => one.role === "ours").map((one) => one.contender));
  return [...ours].flatMap((contender) => new Judge(medians, contender).judge(entries));
}

class Judge {
  readonly #medians: readonly Median[];
  readonly #contender: string;
  readonly #aims: Aim[] = [];

  constructor(medians: readonly Median[], contender: string) {
    this.#medians = medians;
    this.#contender = contender;
  }

  judge(entries: Readonly<Partial<Record<TreeName, number>>>): Aim[] {
    for (const [tree, ofPeer, ofTar] of OF_PEERS) {
      for (const sink of SINKS) {
        this.#ratio(tree, sink, this.#fastest(tree, sink, (one) => one.role === "peer"), ofPeer);
        this.#ratio(tree, sink, this.#fastest(tree, sink, (one) => one.contender === "tar"), ofTar);
      }
    }
    this.#ratio("big", "pipe", this.#fastest("big", "pipe", (one) => one.contender === "cat"), OF_MOVING);
    const movers = (one: Median) => one.contender === "cat" || one.contender === "cp";
    this.#ratio("big", "file", this.#fastest("big", "file", movers), OF_MOVING);
    this.#memory();
    this.#growth(entries);
    for (const sink of SINKS) {
      const three = this.#own("three", sink);
      if (three) this.#add(`THREE to a ${sink}, start to end`, three.seconds * 1000, THREE_MS, "ms");
    }
    return this.#aims;
  }

  #own(tree: TreeName, sink: Sink): Median | undefined {
    return this.#fastest(tree, sink, (one) => one.contender === this.#contender);
  }

  #fastest(tree: TreeName, sink: Sink, wanted: (one: Median) => boolean): Median | undefined {
    return this.#medians
      .filter((one) => one.tree === tree && one.sink === sink && wanted(one))
      .toSorted((a, b) => a.seconds - b.seconds)[0];
  }

  #ratio(tree: TreeName, sink: Sink, to: Median | undefined, atMost: number): void {
    const own = this.#own(tree, sink);
    if (own === undefined || to === undefined) return;
    const fastest = to.role === "peer" ? " (the fastest peer)" : "";
    this.#add(
      `${tree.toUpperCase()} to a ${sink} : ${to.contender}${fastest}`,
      own.seconds / to.seconds,
      atMost,
      "",
    );
  }

  #memory(): void {
    const own = this.#own("many", "pipe")?.peakBytes;
    const theirs = this.#fastest("many", "pipe", (one) => one.contender === "genisoimage")?.peakBytes;
    if (own === undefined || theirs === undefined) return;
    this.#add("peak memory on MANY : genisoimage", own / theirs, 1, "");
  }

  /** From MIXED to MANY, as both use threads and their buffers. */
  #growth(entries: Readonly<Partial<Record<TreeName, number>>>): void {
    const many = this.#own("many", "pipe")?.peakBytes;
    const mixed = this.#own("mixed", "pipe")?.peakBytes;
    if (many === undefined || mixed === undefined || !entries.many || !entries.mixed) return;
    const growth = (many - mixed) / (entries.many - entries.mixed);
    this.#add("memory for each further entry, MIXED to MANY", growth, BYTES_AN_ENTRY, "bytes");
  }

  #add(what: string, value: number, atMost: number, unit: Aim["unit"]): void {
    this.#aims.push({ what, contender: this.#contender, value, atMost, unit, met: value <= atMost });
  }
}

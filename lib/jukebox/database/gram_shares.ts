/**
 * How many of all paths a group of three characters is in, estimated from some of them: the index itself could only
 * count, which takes as long as a search.
 *
 * @module
 */

import { indexedText, pathsOf } from "./blocks.ts";
import type { Connection } from "./connection.ts";
import { fold } from "./fold.ts";
import { groupsOf } from "./grams.ts";
import { countOf, textOf } from "./rows.ts";

/** Blocks that are looked at, spread over all. */
const SAMPLES = 250;

/** They are looked at again when the last block has another number by so much. */
const GROWTH = 1.25;

/** The shares of one database. */
export class GramShares {
  readonly #connection: Connection;
  #shares = new Map<string, number>();
  #files = 0;
  #last = 0;

  /** Looks at nothing yet. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Files there are, roughly. */
  get files(): number {
    this.#refresh();
    return this.#files;
  }

  /** The share of paths with a group, from above 0 to 1. */
  of(group: string): number {
    this.#refresh();
    // What no sample has may still be in some.
    return this.#shares.get(group) ?? 0.0001;
  }

  #refresh(): void {
    const last = countOf(this.#connection.first("SELECT max(id) AS id FROM block")?.id) ?? 0;
    const [low, high] = [this.#last / GROWTH, this.#last * GROWTH];
    if (last === this.#last || last > low && last < high) return;
    this.#last = last;
    this.#shares = new Map();
    let looked = 0;
    for (let i = 0; i < SAMPLES; i++) looked += this.#look(Math.ceil((i + 0.5) * last / SAMPLES));
    for (const [group, count] of this.#shares) this.#shares.set(group, count / looked);
    this.#files = last * looked / SAMPLES;
  }

  /** Counts the groups of the first block from a number on; tells how many paths it has. */
  #look(block: number): number {
    const row = this.#connection.first("SELECT paths FROM block WHERE id >= ? ORDER BY id LIMIT 1", block);
    const paths = pathsOf(fold(textOf(row?.paths) ?? ""));
    for (const { folder, name } of paths) {
      for (const group of new Set(groupsOf(indexedText(folder, name)))) {
        this.#shares.set(group, (this.#shares.get(group) ?? 0) + 1);
      }
    }
    return paths.length;
  }
}

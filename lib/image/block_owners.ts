/**
 * Which of some blocks belong to what: the blocks are few and known first, what owns blocks is many and passes by.
 *
 * @module
 */

/** Some blocks that lie one behind the other. */
export interface BlockRun {
  /** The first, counted from the start of the image. */
  readonly first: number;
  /** How many. */
  readonly count: number;
}

interface Hit {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** Collects the owners of runs of blocks. */
export class BlockOwners {
  /** The block behind the last one that has an owner. */
  end = 0;
  readonly #runs: readonly BlockRun[];
  readonly #files: Hit[][];
  readonly #structures: Hit[][];

  /** @param runs in rising order, none over another */
  constructor(runs: readonly BlockRun[]) {
    this.#runs = runs;
    this.#files = runs.map(() => []);
    this.#structures = runs.map(() => []);
  }

  /** A file owns some blocks; its name is asked for only when it matters. Tells whether it does. */
  file(first: number, count: number, name: () => string): boolean {
    return this.#note(this.#files, first, count, name);
  }

  /** Something else owns some blocks. */
  structure(first: number, count: number, name: () => string): boolean {
    return this.#note(this.#structures, first, count, name);
  }

  /** The files of a run, in the order of their blocks. */
  filesOf(run: number): string[] {
    return namesOf(this.#files[run]!);
  }

  /** What else is in a run, in the order of the blocks. */
  structuresOf(run: number): string[] {
    return namesOf(this.#structures[run]!);
  }

  /** The blocks of a run that have no owner. */
  unowned(run: number): BlockRun[] {
    const { first, count } = this.#runs[run]!;
    const free: BlockRun[] = [];
    let at = first;
    for (const { from, to } of byPlace([...this.#files[run]!, ...this.#structures[run]!])) {
      if (from > at) free.push({ first: at, count: from - at });
      at = Math.max(at, to);
    }
    if (at < first + count) free.push({ first: at, count: first + count - at });
    return free;
  }

  #note(hits: Hit[][], first: number, count: number, name: () => string): boolean {
    const end = first + count;
    this.end = Math.max(this.end, end);
    let known: string | undefined;
    for (let i = this.#firstEndingBehind(first); i < this.#runs.length; i++) {
      const run = this.#runs[i]!;
      if (run.first >= end) break;
      known ??= name();
      hits[i]!.push({
        from: Math.max(first, run.first),
        to: Math.min(end, run.first + run.count),
        name: known,
      });
    }
    return known !== undefined;
  }

  #firstEndingBehind(block: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { first, count } = this.#runs[middle]!;
      if (first + count > block) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function byPlace(hits: readonly Hit[]): Hit[] {
  return hits.toSorted((a, b) => a.from - b.from);
}

function namesOf(hits: readonly Hit[]): string[] {
  return [...new Set(byPlace(hits).map(({ name }) => name))];
}

/**
 * Names of one file found again, so that its content is stored once.
 *
 * @module
 */

import type { Facts } from "../host_files.ts";
import type { SourceTree } from "../source_tree.ts";

/** What tells one file or directory of the host from all others. */
export function identityOf({ device, serial, serialHigh }: Facts): string {
  return `${device}:${serialHigh}:${serial}`;
}

/** Finds entries that are one file by their device and serial number. */
export class HardLinks {
  readonly #tree: SourceTree;
  readonly #all: boolean;
  readonly #files = new Map<string, number>();
  #found = false;

  /** `all`: every file may be met twice, as when links are followed; otherwise only those with several links. */
  constructor(tree: SourceTree, all: boolean) {
    this.#tree = tree;
    this.#all = all;
  }

  /** Notes an entry that is no directory. */
  note(index: number, facts: Facts): void {
    if ((facts.links < 2 && !this.#all) || facts.serialHigh < 0) return;
    const identity = identityOf(facts);
    const first = this.#files.get(identity);
    if (first === undefined) {
      this.#files.set(identity, index);
    } else {
      const tree = this.#tree;
      tree.first[index] = first;
      // The file may have changed between two looks at it: one file has one length.
      tree.size[index] = tree.size[first]!;
      tree.links[first]!++;
      this.#found = true;
    }
  }

  /** Gives every name of a file the count of its names within the tree. */
  finish(): void {
    if (!this.#found) return;
    const { first, links, count } = this.#tree;
    for (let index = 0; index < count; index++) {
      if (first[index] !== index) links[index] = links[first[index]!]!;
    }
  }
}

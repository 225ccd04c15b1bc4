/**
 * Where a scan does not go on: at the edge of a file system, and where a followed link leads back.
 *
 * @module
 */

import { display } from "../display.ts";
import { type Facts, HostError } from "../host_files.ts";
import type { ScanOptions } from "../options.ts";
import { ROOT, type SourceTree } from "../source_tree.ts";
import type { Failures } from "./failures.ts";
import { identityOf } from "./hard_links.ts";

/** The file system of a directory that exists in the image only. */
export const NOWHERE = -1;

/** Looks at every directory before it is listed. */
export class Edges {
  readonly #tree: SourceTree;
  readonly #options: ScanOptions;
  readonly #failures: Failures;
  readonly #identities = new Map<number, string>();
  readonly #devices = new Set<number>();

  /** Uses `followLinks`, `oneFileSystem` and `onNotice` of the options. */
  constructor(tree: SourceTree, options: ScanOptions, failures: Failures) {
    this.#tree = tree;
    this.#options = options;
    this.#failures = failures;
  }

  /** Takes a file system for one that the scan stays on. */
  allow(device: number): void {
    this.#devices.add(device);
  }

  /** Whether a directory is to be listed; otherwise it has been told why it stays empty. */
  goesOn(index: number, facts: Facts): boolean {
    if (index === ROOT) {
      if (this.#options.followLinks) this.#identities.set(ROOT, identityOf(facts));
      return true;
    }
    return !this.#loops(index, facts) && !this.#leaves(index, facts);
  }

  #loops(index: number, facts: Facts): boolean {
    if (!this.#options.followLinks) return false;
    const tree = this.#tree;
    const identity = identityOf(facts);
    this.#identities.set(index, identity);
    for (let above = index; above !== ROOT;) {
      above = tree.parent[above]!;
      if (this.#identities.get(above) !== identity) continue;
      const loop = new HostError(`it leads back to ${display(tree.path(above))}`);
      this.#failures.unreadable(display(tree.path(index)), loop, "stored as an empty directory");
      return true;
    }
    return false;
  }

  #leaves(index: number, facts: Facts): boolean {
    const stays = facts.device === NOWHERE || this.#devices.has(facts.device);
    if (!this.#options.oneFileSystem || stays) return false;
    const path = display(this.#tree.path(index));
    const message = `Stored ${path} as an empty directory: it is on another file system`;
    this.#options.onNotice?.({ kind: "skipped", path, message });
    return true;
  }
}

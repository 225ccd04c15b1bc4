/**
 * Where a scan does not go on: at the edge of a file system, and where a followed link leads back.
 *
 * @module
 */

import { display } from "../display.ts";
import { type Facts, HostError } from "../host_files.ts";
import type { ScanOptions } from "../options.ts";
import type { SourceTree } from "../source_tree.ts";
import type { Failures } from "./failures.ts";
import { identityOf } from "./hard_links.ts";

/** The file system of a directory that exists in the image only. */
export const NOWHERE = -1;

/** What a scan is to do with a directory. */
export type Verdict = "goes on" | "loop" | "edge";

/** Looks at every directory before it is listed. */
export class Edges {
  readonly #tree: SourceTree;
  readonly #options: ScanOptions;
  readonly #failures: Failures;
  readonly #identities = new Map<number, string[]>();
  readonly #starts = new Set<number>();
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

  /**
   * Judges one place that a directory is made of; where it does not go on, it has been told why.
   *
   * @param start whether the user named the place, so that nothing above it can be a loop
   */
  judge(index: number, facts: Facts, start: boolean): Verdict {
    if (start) this.#starts.add(index);
    if (this.#loops(index, facts, start)) return "loop";
    return start || this.#stays(index, facts) ? "goes on" : "edge";
  }

  #loops(index: number, facts: Facts, start: boolean): boolean {
    if (!this.#options.followLinks || facts.device === NOWHERE || facts.serialHigh < 0) return false;
    const identity = identityOf(facts);
    const others = this.#identities.get(index);
    if (others === undefined) this.#identities.set(index, [identity]);
    else others.push(identity);
    if (start) return false;
    for (let above = index; !this.#starts.has(above);) {
      above = this.#tree.parent[above]!;
      if (!this.#identities.get(above)?.includes(identity)) continue;
      const loop = new HostError(`it leads back to ${display(this.#tree.path(above))}`);
      this.#failures.unreadable(display(this.#tree.path(index)), loop, "stored as an empty directory");
      return true;
    }
    return false;
  }

  #stays(index: number, facts: Facts): boolean {
    if (!this.#options.oneFileSystem) return true;
    if (facts.device === NOWHERE || this.#devices.has(facts.device)) return true;
    const path = display(this.#tree.path(index));
    const message = `Stored ${path} without what is on another file system`;
    this.#options.onNotice?.({ kind: "skipped", path, message });
    return false;
  }
}

/**
 * Directories that were moved up so that none is deeper than eight levels (RRIP 4.1.5): CL where one was, PL
 * in its "..", RE in its record must agree.
 *
 * @module
 */

import type { Attributes } from "./attributes.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";
import type { Tree } from "./tree.ts";

/** The moved directories of a tree. */
export class Relocations {
  readonly #links = { directory: new Column(), child: new Column(), at: new Column() };
  readonly #names: string[] = [];
  readonly #parents = new Map<number, { block: number; at: number }>();
  readonly #moved = new Map<number, number>();

  /** Remembers a CL entry of a record in a directory. */
  addLink(directory: number, attributes: Attributes): void {
    this.#links.directory.push(directory);
    this.#links.child.push(attributes.child);
    this.#links.at.push(attributes.cl);
    this.#names.push(attributes.name.text);
  }

  /** Remembers the PL entry of a directory. */
  addParent(directory: number, attributes: Attributes): void {
    this.#parents.set(directory, { block: attributes.trueParent, at: attributes.pl });
  }

  /** Remembers the RE entry of the record of a directory. */
  addMoved(directory: number, attributes: Attributes): void {
    this.#moved.set(directory, attributes.re);
  }

  /** For every moved directory, the directory in which users see it, and its name there. */
  *moves(tree: Tree): Generator<[moved: number, seenIn: number, name: string]> {
    for (let i = 0; i < this.#links.at.length; i++) {
      const moved = tree.byStart.get(this.#links.child.at(i));
      if (moved !== undefined) yield [moved, this.#links.directory.at(i), this.#names[i]!];
    }
  }

  /** Reports entries that do not agree. */
  check(context: Context, tree: Tree): void {
    const linked = new Set<number>();
    for (let i = 0; i < this.#links.at.length; i++) this.#checkLink(context, tree, i, linked);
    for (const [directory, { at }] of this.#parents) {
      if (linked.has(directory)) continue;
      context.findings.error(
        "cl-missing",
        at,
        "PL entry",
        "RRIP 4.1.5.1",
        () => `The moved directory ${tree.path(directory)} is shown nowhere`,
      );
    }
    for (const [directory, at] of this.#moved) {
      if (linked.has(directory) || this.#parents.has(directory)) continue;
      // The directory that holds the moved ones is marked by some writers too.
      if (tree.parent.at(directory) === 0) continue;
      context.findings.error(
        "re-unexpected",
        at,
        "RE entry",
        "RRIP 4.1.5.3",
        () => `The directory ${tree.path(directory)} is marked as moved, but nothing shows it elsewhere`,
      );
    }
  }

  /** Judges a CL entry by the directory to which it leads; `linked` are those to which others lead. */
  #checkLink(context: Context, tree: Tree, index: number, linked: Set<number>): void {
    const directory = this.#links.directory.at(index);
    const child = this.#links.child.at(index);
    const moved = tree.byStart.get(child);
    const fault = (id: string, clause: string, message: () => string) =>
      context.findings.error(id, this.#links.at.at(index), "CL entry", clause, message);
    if (moved === undefined) {
      fault(
        "cl-target",
        "RRIP 4.1.5.1",
        () =>
          `A moved directory of ${tree.path(directory)} is to be at block ${child}, where no directory is`,
      );
      return;
    }
    if (linked.has(moved)) {
      fault("cl-duplicate", "RRIP 4.1.5.1", () => `The moved directory ${tree.path(moved)} is shown twice`);
      return;
    }
    linked.add(moved);
    if (!this.#moved.has(moved)) {
      fault(
        "re-missing",
        "RRIP 4.1.5.3",
        () => `The record of the moved directory ${tree.path(moved)} has no RE entry`,
      );
    }
    const parent = this.#parents.get(moved);
    if (parent === undefined) {
      fault("pl-missing", "RRIP 4.1.5.2", () => `The moved directory ${tree.path(moved)} has no PL entry`);
    } else if (parent.block !== tree.start.at(directory)) {
      context.findings.error(
        "pl-mismatch",
        parent.at,
        "PL entry",
        "RRIP 4.1.5.2",
        () =>
          `The moved directory ${tree.path(moved)} names block ${parent.block} as its parent, but ${
            tree.path(directory)
          } is at block ${tree.start.at(directory)}`,
      );
    }
  }
}

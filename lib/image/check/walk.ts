/**
 * The walk through the directories of a tree, level by level, each once.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { Checksums } from "./checksums.ts";
import type { Context } from "./context.ts";
import { Cursor } from "./cursor.ts";
import { DirectoryReader } from "./directory.ts";
import { checkDirectoryLinks, Serials } from "./links.ts";
import { Members } from "./members.ts";
import { Neighbours } from "./neighbours.ts";
import { checkRecordFields } from "./record.ts";
import { Relocations } from "./relocation.ts";
import { checkSpecialRecord, tellMissing } from "./special_records.ts";
import type { Tree } from "./tree.ts";

/** Walks through a tree. */
export class Walk {
  readonly #cursor: Cursor;
  readonly #directories: DirectoryReader;
  readonly #neighbours: Neighbours;
  readonly #members: Members;
  readonly #serials = new Serials();
  readonly #relocations = new Relocations();
  readonly #checksums: Checksums;

  /**
   * Prepares a walk.
   *
   * @param deepAllowed whether a tree of another kind shows what this one holds too deep
   * @param checksums is told the files of the tree
   */
  constructor(context: Context, tree: Tree, deepAllowed: boolean, checksums: Checksums) {
    this.#cursor = new Cursor(context, tree);
    this.#directories = new DirectoryReader(this.#cursor);
    this.#neighbours = new Neighbours(this.#cursor);
    this.#checksums = checksums;
    const gathered = { serials: this.#serials, relocations: this.#relocations, checksums };
    this.#members = new Members(this.#cursor, gathered, deepAllowed);
  }

  /** Goes through the tree, and reports what is wrong in it. */
  async run(): Promise<void> {
    const cursor = this.#cursor, { context, tree } = cursor;
    for (cursor.directory = 0; cursor.directory < tree.start.length; cursor.directory++) {
      await context.pause();
      this.#walkDirectory();
    }
    if (tree.rockRidge) {
      this.#serials.check(context);
      this.#relocations.check(context, tree);
      // Moved directories count where users see them, not where they are.
      for (const [, directory] of this.#relocations.moves(tree)) tree.children.increment(directory);
      checkDirectoryLinks(context, tree);
    }
    this.#checksums.move(this.#relocations.moves(tree));
    this.#checksums.exact = tree.rockRidge;
  }

  #walkDirectory(): void {
    const cursor = this.#cursor, { context, tree, record } = cursor;
    this.#neighbours.reset();
    this.#members.reset();
    let number = 0;
    const whole = this.#directories.read(() => {
      checkRecordFields(context, record, cursor.path);
      if (number < 2) {
        const which = number === 0 ? 0 : 1;
        checkSpecialRecord(cursor, which, this.#relocations);
        if (!record.isSpecial(which)) number = 2;
      }
      if (number >= 2) this.#member();
      number++;
    });
    if (!whole) return;
    const first = tree.start.at(cursor.directory) * BLOCK_SIZE;
    if (number < 2) tellMissing(cursor, number, first);
    this.#neighbours.finish(first);
  }

  #member(): void {
    const cursor = this.#cursor;
    if (cursor.record.isSpecial(0) || cursor.record.isSpecial(1)) {
      cursor.error(
        "special-record-misplaced",
        0,
        "ECMA-119 6.8.2.2",
        () => `${cursor.path()} is not at the begin of the directory`,
      );
      return;
    }
    this.#members.check(this.#neighbours.check());
  }
}

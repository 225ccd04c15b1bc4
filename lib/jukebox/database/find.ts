/**
 * Finds files by words of their paths.
 *
 * @module
 */

import type { FoundFile } from "../model.ts";
import { BLOCK_FILES, pathsOf, sizeOf } from "./blocks.ts";
import type { Connection } from "./connection.ts";
import { DiscsOfContents } from "./discs_of_contents.ts";
import { fold } from "./fold.ts";
import { GramShares } from "./gram_shares.ts";
import { gramsQuery, openGroups } from "./grams.ts";
import { type Word, wordsOf } from "./pattern.ts";
import { countOf, textOf } from "./rows.ts";
import type { FindOptions } from "./volumes.ts";

/** A block, and which of its files may be meant; all of them where the index was not asked. */
interface Candidates {
  readonly block: number;
  readonly indexes: ReadonlySet<number> | undefined;
}

/** Numbers of blocks, both included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Searches one database. */
export class Finder {
  readonly #connection: Connection;
  readonly #shares: GramShares;

  /** Nothing is read yet. */
  constructor(connection: Connection) {
    this.#connection = connection;
    this.#shares = new GramShares(connection);
    openGroups(connection);
  }

  /** Files that hold all words, those of the latest discs first; each with every disc that has it. */
  find(text: string, { limit, disc }: FindOptions): FoundFile[] {
    const words = wordsOf(text);
    const found: FoundFile[] = [];
    const range = disc === undefined ? ALL : this.#rangeOf(disc);
    if (words.length === 0 || limit < 1 || range === undefined) return found;
    const discs = new DiscsOfContents(this.#connection, disc);
    for (const candidates of this.#candidates(words, range)) {
      for (const { path, size, content } of this.#filesOf(candidates, words)) {
        for (const one of discs.of(content)) {
          found.push({ path, size, disc: one });
          if (found.length >= limit) return found;
        }
      }
    }
    return found;
  }

  /** Between which blocks the files of a disc are. */
  #rangeOf(disc: number): Range | undefined {
    const row = this.#connection.first(
      "SELECT min(id) AS first, max(id) AS last FROM block WHERE content = (SELECT content FROM disc WHERE id = ?)",
      disc,
    );
    const [first, last] = [countOf(row?.first), countOf(row?.last)];
    return first === null || last === null ? undefined : { first, last };
  }

  *#candidates(words: readonly Word[], { first, last }: Range): Generator<Candidates, void> {
    const query = gramsQuery(this.#connection, this.#shares, words.flatMap(({ pieces }) => pieces));
    if (query === undefined) {
      const rows = this.#connection.each(
        "SELECT id FROM block WHERE id BETWEEN ? AND ? ORDER BY id DESC",
        first,
        last,
      );
      for (const { id } of rows) yield { block: countOf(id) ?? 0, indexes: undefined };
      return;
    }
    const files = this.#connection.each(
      "SELECT rowid AS file FROM grams WHERE grams MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC",
      query,
      first * BLOCK_FILES,
      last * BLOCK_FILES + BLOCK_FILES - 1,
    );
    let block: number | undefined;
    let indexes = new Set<number>();
    for (const { file } of files) {
      const number = countOf(file) ?? 0;
      const own = Math.floor(number / BLOCK_FILES);
      if (block !== undefined && own !== block) {
        yield { block, indexes };
        indexes = new Set();
      }
      block = own;
      indexes.add(number % BLOCK_FILES);
    }
    if (block !== undefined) yield { block, indexes };
  }

  /** Files of a block that hold all words. */
  *#filesOf(
    { block, indexes }: Candidates,
    words: readonly Word[],
  ): Generator<{ readonly path: string; readonly size: number | null; readonly content: number }, void> {
    const row = this.#connection.first("SELECT content, paths, facts FROM block WHERE id = ?", block);
    const paths = textOf(row?.paths) ?? "";
    // The whole text is compared at once, and taken apart only where all pieces are somewhere in it.
    const folded = fold(paths);
    if (!words.every(({ quoted }) => quoted.every((piece) => folded.includes(piece)))) return;
    const hits = [...pathsOf(folded).entries()].filter(([index, { folder, name }]) =>
      (indexes === undefined || indexes.has(index)) && words.every((word) => word.isIn(folder, name))
    );
    if (hits.length === 0) return;
    const plain = pathsOf(paths);
    const facts = textOf(row?.facts) ?? "";
    const content = countOf(row?.content) ?? 0;
    for (const [index] of hits) {
      const { folder, name } = plain[index] ?? { folder: "", name: "" };
      yield { path: `${folder}/${name}`, size: sizeOf(facts, index), content };
    }
  }
}

/** No list is so long that its numbers would not be exact. */
const ALL: Range = { first: 0, last: Math.floor(Number.MAX_SAFE_INTEGER / BLOCK_FILES) - 1 };

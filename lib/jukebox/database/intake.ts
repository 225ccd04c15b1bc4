/**
 * Takes the list of files of one disc.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { BLOCK_FILES, indexedPath, numberOfFile, packBlock } from "./blocks.ts";
import type { Connection } from "./connection.ts";
import type { Contents } from "./contents.ts";
import { indexed } from "./grams.ts";
import type { FileIntake, IndexedFile } from "./volumes.ts";

/** Files of one transaction, and characters of their paths. */
const SLICE = { files: 256, characters: 32_768 } as const;

/** Pages of the index that are put in order after each. FTS5 by itself would let it be, and do much at once then. */
const MERGED = 24;

/** A list that grows; no search sees it before it is complete. */
export class Intake implements FileIntake {
  readonly #connection: Connection;
  readonly #contents: Contents;
  readonly #disc: number;
  #content: number | undefined;
  #waiting: IndexedFile[] = [];
  #files = 0;
  #ended = false;

  /** Begins one; nothing is written yet. */
  constructor(connection: Connection, contents: Contents, disc: number) {
    this.#connection = connection;
    this.#contents = contents;
    this.#disc = disc;
  }

  /** Adds some. */
  add(files: readonly IndexedFile[]): void {
    this.#wantOpen();
    this.#files += files.length;
    const all = [...this.#waiting, ...files];
    const whole = all.length - all.length % BLOCK_FILES;
    this.#waiting = all.slice(whole);
    for (const slice of slicesOf(all.slice(0, whole))) {
      this.#all(() => this.#write(slice));
      this.#all(() => this.#merge());
      this.#contents.sweep();
    }
  }

  /** They are all there. */
  finish(): void {
    this.#all(() => this.#contents.replace(this.#disc, this.#write(this.#waiting), this.#files));
    this.#ended = true;
  }

  /** Forgets them. */
  abandon(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting = [];
    if (this.#content === undefined) return;
    try {
      this.#contents.abandon(this.#content);
    } catch (error) {
      // No search sees them, and a later sweep removes them: whoever gives up has enough trouble.
      if (!(error instanceof DiscglowError)) throw error;
    }
  }

  /** All of it, or the end of the intake: nobody can know what of a list that failed is there. */
  #all(body: () => void): void {
    this.#wantOpen();
    try {
      this.#connection.transaction(body);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  #wantOpen(): void {
    if (this.#ended) throw new Error("the intake has ended");
  }

  #write(files: readonly IndexedFile[]): number {
    const content = this.#content ??= this.#contents.begin();
    for (let first = 0; first < files.length; first += BLOCK_FILES) {
      const block = files.slice(first, first + BLOCK_FILES);
      const { paths, facts } = packBlock(block);
      const { id } = this.#connection.change(
        "INSERT INTO block (content, paths, facts) VALUES (?, ?, ?)",
        content,
        paths,
        facts,
      );
      block.forEach(({ path }, index) =>
        this.#connection.change(
          "INSERT INTO grams (rowid, text) VALUES (?, ?)",
          numberOfFile(id, index),
          indexed(indexedPath(path)),
        )
      );
    }
    return content;
  }

  #merge(): void {
    this.#connection.change("INSERT INTO grams (grams, rank) VALUES ('merge', ?)", MERGED);
  }
}

/** Whole blocks, as many as are written at once. */
function* slicesOf(files: readonly IndexedFile[]): Generator<readonly IndexedFile[], void> {
  let [first, characters] = [0, 0];
  for (let next = BLOCK_FILES; next <= files.length; next += BLOCK_FILES) {
    for (const { path } of files.slice(next - BLOCK_FILES, next)) characters += path.length;
    if (next < files.length && next - first < SLICE.files && characters < SLICE.characters) continue;
    yield files.slice(first, next);
    [first, characters] = [next, 0];
  }
}

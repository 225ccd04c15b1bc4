/**
 * Lists of files. Copies, which are discs with the same fingerprint, share one list; a list that no disc has any
 * longer is removed.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import { BLOCK_FILES } from "./blocks.ts";
import type { Connection, Row } from "./connection.ts";
import { Intake } from "./intake.ts";
import { countOf, textOf } from "./rows.ts";
import type { FileIntake } from "./volumes.ts";

/** Blocks that are removed in one step: some milliseconds. */
const STEP = 100;

/** Places in a block. */
const INDEXES = JSON.stringify(Array.from({ length: BLOCK_FILES }, (_, index) => index));

/** The lists of the database. */
export class Contents {
  readonly #connection: Connection;
  /** Lists that are being taken in. */
  readonly #growing = new Set<number>();
  /** There may be lists that no disc has. */
  #littered = true;

  /** Works on a connection. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Removes a part of the lists that no disc has: replaced ones, and those that a killed server had begun. Nobody
   * sees them, so that it may happen in small steps between other work.
   */
  sweep(): void {
    if (!this.#littered) return;
    this.#connection.transaction(() => {
      const orphan = this.#connection.first(
        `SELECT id FROM content WHERE id NOT IN (SELECT content FROM disc WHERE content IS NOT NULL)
         AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
        JSON.stringify([...this.#growing]),
      );
      if (orphan === undefined) this.#littered = false;
      else this.#removeSome(idOf(orphan));
    });
  }

  /** A disc has other contents from now on: those of a copy that is known, or none that are. */
  changed(disc: number, fingerprint: string | null): void {
    const before = this.#of(disc);
    const copy = fingerprint === null ? undefined : this.#connection.first(
      "SELECT content FROM disc WHERE fingerprint = ? AND content IS NOT NULL AND id <> ? LIMIT 1",
      fingerprint,
      disc,
    );
    this.#connection.change("UPDATE disc SET content = ? WHERE id = ?", copy?.content ?? null, disc);
    this.#drop(before);
  }

  /** Begins to take the files of a disc. */
  take(disc: number): FileIntake {
    return new Intake(this.#connection, this, disc);
  }

  /** A new list, which nobody sees before it replaces another. */
  begin(): number {
    const { id } = this.#connection.change("INSERT INTO content (files) VALUES (0)");
    this.#growing.add(id);
    return id;
  }

  /** Gives up a list that was begun. */
  abandon(content: number): void {
    this.#growing.delete(content);
    this.#littered = true;
    this.sweep();
  }

  /** A list is complete: it replaces that of the disc and of all its copies. */
  replace(disc: number, content: number, files: number): void {
    this.#connection.transaction(() => {
      const row = this.#connection.first("SELECT fingerprint, content FROM disc WHERE id = ?", disc);
      if (row === undefined) {
        throw new JukeboxError(
          "missing",
          `Cannot keep the files of disc ${disc}: there is no such disc any more`,
        );
      }
      const fingerprint = textOf(row.fingerprint);
      const before = this.#connection.all(
        "SELECT DISTINCT content AS id FROM disc WHERE (id = ?1 OR fingerprint = ?2) AND content IS NOT NULL",
        disc,
        fingerprint,
      );
      this.#connection.change(
        "UPDATE content SET fingerprint = ?, files = ? WHERE id = ?",
        fingerprint,
        files,
        content,
      );
      this.#connection.change(
        "UPDATE disc SET content = ?1 WHERE id = ?2 OR fingerprint = ?3",
        content,
        disc,
        fingerprint,
      );
      for (const old of before) this.#drop(idOf(old));
    });
    this.#growing.delete(content);
  }

  /** How many files are known; those of copies count once. */
  files(): number {
    return countOf(this.#connection.first("SELECT sum(files) AS files FROM content")?.files) ?? 0;
  }

  #of(disc: number): number | null {
    return countOf(this.#connection.first("SELECT content FROM disc WHERE id = ?", disc)?.content);
  }

  #drop(content: number | null): void {
    if (content === null) return;
    if (this.#connection.first("SELECT 1 FROM disc WHERE content = ?", content) !== undefined) return;
    this.#connection.change("UPDATE content SET files = 0, fingerprint = NULL WHERE id = ?", content);
    this.#littered = true;
    this.sweep();
  }

  #removeSome(content: number): void {
    const last = this.#connection.first(
      "SELECT max(id) AS id FROM (SELECT id FROM block WHERE content = ? ORDER BY id LIMIT ?)",
      content,
      STEP,
    )?.id ?? 0;
    this.#connection.change(
      `DELETE FROM grams WHERE rowid IN (SELECT block.id * ${BLOCK_FILES} + place.value
         FROM block JOIN json_each('${INDEXES}') AS place WHERE content = ? AND block.id <= ?)`,
      content,
      last,
    );
    this.#connection.change("DELETE FROM block WHERE content = ? AND id <= ?", content, last);
    if (this.#connection.first("SELECT 1 FROM block WHERE content = ?", content) === undefined) {
      this.#connection.change("DELETE FROM content WHERE id = ?", content);
    }
  }
}

function idOf(row: Row): number {
  return countOf(row.id) ?? 0;
}

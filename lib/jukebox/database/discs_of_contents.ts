/**
 * Which discs have a list of files.
 *
 * @module
 */

import type { Disc } from "../model.ts";
import type { Connection } from "./connection.ts";
import { DISC_COLUMNS, discOf } from "./disc_row.ts";

/** Looks them up once for each list, for one search. */
export class DiscsOfContents {
  readonly #connection: Connection;
  readonly #only: number | undefined;
  readonly #known = new Map<number, readonly Disc[]>();

  /** @param only the disc that alone is asked for */
  constructor(connection: Connection, only: number | undefined) {
    this.#connection = connection;
    this.#only = only;
  }

  /** The discs; none has a list that is being taken in. */
  of(content: number): readonly Disc[] {
    const known = this.#known.get(content);
    if (known !== undefined) return known;
    const rows = this.#connection.all(
      `${DISC_COLUMNS} WHERE disc.content = ?1 AND (?2 IS NULL OR disc.id = ?2) ORDER BY disc.id`,
      content,
      this.#only ?? null,
    );
    const discs = rows.map(discOf);
    this.#known.set(content, discs);
    return discs;
  }
}

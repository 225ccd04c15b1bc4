/**
 * Moves of discs that were begun and have not ended: what a killed server looks at when it starts again.
 *
 * @module
 */

import type { Place } from "../model.ts";
import type { Connection } from "./connection.ts";
import type { Discs } from "./discs.ts";
import { countOf, placeOf, placeValues, SHELF, textOf } from "./rows.ts";
import type { OpenMove } from "./volumes.ts";

/** The moves of the database. */
export class Moves {
  readonly #connection: Connection;
  readonly #discs: Discs;
  readonly #now: () => string;

  /** Works on a connection. */
  constructor(connection: Connection, discs: Discs, now: () => string) {
    this.#connection = connection;
    this.#discs = discs;
    this.#now = now;
  }

  /** A move begins. */
  begin(device: string, disc: number | null, from: Place, to: Place): number {
    return this.#connection.transaction(
      () =>
        this.#connection.change(
          `INSERT INTO move (device, disc, from_kind, from_device, from_number, to_kind, to_device, to_number,
           started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          device,
          disc,
          ...placeValues(from),
          ...placeValues(to),
          this.#now(),
        ).id,
      "power",
    );
  }

  /** It has ended; one that is not known has ended long ago. */
  end(id: number, at: Place | undefined): void {
    this.#connection.transaction(() => {
      const disc = countOf(this.#connection.first("SELECT disc FROM move WHERE id = ?", id)?.disc);
      if (at !== undefined && disc !== null) this.#discs.noteSeen(disc, at);
      this.#connection.change("DELETE FROM move WHERE id = ?", id);
    });
  }

  /** Those of a device, in the order they were begun. */
  open(device: string): OpenMove[] {
    const rows = this.#connection.all("SELECT * FROM move WHERE device = ? ORDER BY id", device);
    return rows.map((row) => ({
      id: countOf(row.id) ?? 0,
      device,
      disc: countOf(row.disc),
      from: placeOf(row, "from") ?? SHELF,
      to: placeOf(row, "to") ?? SHELF,
      startedAt: textOf(row.started_at) ?? "",
    }));
  }
}

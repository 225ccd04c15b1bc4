/**
 * Discs: what they are, where they are, what they are called.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { Disc, Place, VerifyResult } from "../model.ts";
import type { Connection, Value } from "./connection.ts";
import type { Contents } from "./contents.ts";
import { DISC_COLUMNS, discOf } from "./disc_row.ts";
import { type DiscNames, LONGEST_NAME, namesOf } from "./names.ts";
import { placeValues, textOf } from "./rows.ts";
import type { DiscFacts, DiscFilter } from "./volumes.ts";

/** The discs of the database. */
export class Discs {
  readonly #connection: Connection;
  readonly #contents: Contents;
  readonly #now: () => string;

  /** Works on a connection. */
  constructor(connection: Connection, contents: Contents, now: () => string) {
    this.#connection = connection;
    this.#contents = contents;
    this.#now = now;
  }

  /** A disc nobody has seen before; its name is generated until somebody has looked. */
  add(place: Place, home: Place | null, barcode: string | null): Disc {
    return this.#connection.transaction(() => {
      this.#clear(place, 0);
      const { id } = this.#connection.change(
        `INSERT INTO disc (rr_name, pc_name, hs_name, barcode, state, place_kind, place_device, place_number,
           home_kind, home_device, home_number, seen_at)
         VALUES ('', '', '', ?, 'unknown', ?, ?, ?, ?, ?, ?, ?)`,
        barcode,
        ...placeValues(place),
        ...placeValues(home),
        this.#now(),
      );
      this.#name(id, null);
      return this.known(id);
    });
  }

  /** One disc. */
  one(id: number): Disc | undefined {
    const row = this.#connection.first(`${DISC_COLUMNS} WHERE disc.id = ?`, id);
    return row === undefined ? undefined : discOf(row);
  }

  /** One disc that must be there. */
  known(id: number): Disc {
    const disc = this.one(id);
    if (disc === undefined) throw new JukeboxError("missing", `Cannot find disc ${id}: there is none`);
    return disc;
  }

  /** Discs that fit, by device, kind of place and number. */
  all(filter: DiscFilter = {}): Disc[] {
    const conditions: string[] = [];
    const values: Value[] = [];
    if (filter.device !== undefined) {
      // As the index says it: without these words it is not used.
      conditions.push("place_kind <> 'shelf' AND place_device = ?");
      values.push(filter.device);
    }
    if (filter.fingerprint !== undefined) {
      conditions.push("disc.fingerprint = ?");
      values.push(filter.fingerprint);
    }
    if (filter.place !== undefined) {
      conditions.push("place_kind = ? AND place_device IS ? AND place_number = ?");
      values.push(...placeValues(filter.place));
    }
    if (filter.named !== undefined) {
      const { named } = filter;
      conditions.push(
        `disc.id IN (SELECT id FROM disc WHERE id = ? UNION SELECT id FROM disc WHERE barcode = ?
           UNION SELECT id FROM disc WHERE rr_name = ? COLLATE NOCASE
           UNION SELECT id FROM disc WHERE pc_name = ? COLLATE NOCASE
           UNION SELECT id FROM disc WHERE hs_name = ? COLLATE NOCASE)`,
      );
      values.push(/^\d{1,15}$/.test(named) ? Number(named) : -1, named, named, named, named);
    }
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    const order = "ORDER BY place_device, place_kind DESC, place_number, disc.id";
    return this.#connection.all(`${DISC_COLUMNS} ${where} ${order}`, ...values).map(discOf);
  }

  /** What an inspection has found. */
  noteFacts(id: number, facts: DiscFacts): Disc {
    return this.#connection.transaction(() => {
      const known = this.known(id);
      // A disc that cannot be read any more still is the disc it was.
      const unreadable = facts.state === "bad";
      const volume = facts.volume ?? (unreadable ? known.volume : null);
      const fingerprint = facts.fingerprint ?? (unreadable ? known.fingerprint : null);
      this.#connection.change(
        `UPDATE disc SET state = ?, medium = ?, media_id = ?, erasable = ?, volume = ?, fingerprint = ?,
           bytes = ?, capacity = ?, remark = ?, tested_at = ?, set_aside = iif(?, NULL, set_aside) WHERE id = ?`,
        facts.state,
        facts.medium ?? (unreadable ? known.medium : null),
        facts.mediaId ?? (unreadable ? known.mediaId : null),
        facts.erasable ? 1 : 0,
        volume,
        fingerprint,
        facts.bytes ?? (unreadable ? known.bytes : null),
        facts.capacity ?? (unreadable ? known.capacity : null),
        facts.remark,
        this.#now(),
        facts.state === "blank" ? 1 : 0,
        id,
      );
      if (volume !== known.volume || fingerprint !== known.fingerprint) {
        this.#contents.changed(id, fingerprint);
        this.#name(id, volume);
      }
      return this.known(id);
    });
  }

  /** It was seen at a place, so that no other disc is there. */
  noteSeen(id: number, place: Place, home?: Place | null, barcode?: string | null): void {
    this.#connection.transaction(() => {
      this.#clear(place, id);
      this.#set(
        id,
        "place_kind = ?, place_device = ?, place_number = ?, seen_at = ?",
        ...placeValues(place),
        this.#now(),
      );
      if (home !== undefined) {
        this.#set(id, "home_kind = ?, home_device = ?, home_number = ?", ...placeValues(home));
      }
      if (barcode !== undefined) this.#set(id, "barcode = ?", barcode);
    });
  }

  /** Recorded by a job: what was proved before is no longer true. */
  noteRecorded(id: number, job: number | null): void {
    this.#lasting(
      id,
      `recorded_at = ?, recorded_job = ?, verified_at = NULL, verified_job = NULL, verified = NULL,
       set_aside = NULL`,
      this.#now(),
      job,
    );
  }

  /** Compared with its source. */
  noteVerified(id: number, job: number | null, result: VerifyResult): void {
    this.#lasting(
      id,
      "verified_at = ?, verified_job = ?, verified = ?, set_aside = iif(?, NULL, set_aside)",
      this.#now(),
      job,
      result,
      result === "good" ? 1 : 0,
    );
  }

  /** It is not to be used, until it is blanked, recorded anew or found good. */
  setAside(id: number, remark: string): void {
    this.#lasting(id, "set_aside = ?", remark);
  }

  /** Gives it and its copies another name. */
  rename(id: number, which: "pc" | "rr" | "hs", name: string): Disc {
    const cannot = `Cannot rename disc ${id} to ${name}`;
    if (name === "" || name === "." || name === ".." || /[\p{Cc}/]/u.test(name) || name.trim() !== name) {
      throw new JukeboxError("usage", `${cannot}: no folder can have that name`);
    }
    if (Array.from(name).length > LONGEST_NAME) {
      throw new JukeboxError("usage", `${cannot}: a name has at most ${LONGEST_NAME} characters`);
    }
    return this.#connection.transaction(() => {
      this.known(id);
      if (this.#isTaken(id, name)) throw new JukeboxError("state", `${cannot}: name in use`);
      this.#connection.change(
        `UPDATE disc SET ${which}_name = ?1 WHERE id = ?2
         OR fingerprint = (SELECT fingerprint FROM disc WHERE id = ?2)`,
        name,
        id,
      );
      return this.known(id);
    });
  }

  /** Forgets a disc and its files for ever. */
  forget(id: number): void {
    this.#connection.transaction(() => {
      this.known(id);
      this.#contents.changed(id, null);
      this.#connection.change("DELETE FROM disc WHERE id = ?", id);
    });
  }

  /** How many there are. */
  count(): number {
    return Number(this.#connection.first("SELECT count(*) AS discs FROM disc")?.discs ?? 0);
  }

  #name(id: number, volume: string | null): void {
    const names = this.#copyNames(id) ?? namesOf(volume, id, (name) => this.#isTaken(id, name));
    this.#set(id, "rr_name = ?, pc_name = ?, hs_name = ?", names.rr, names.pc, names.hs);
  }

  /** The names that a copy bears already. */
  #copyNames(id: number): DiscNames | undefined {
    const row = this.#connection.first(
      `SELECT copy.rr_name AS rr, copy.pc_name AS pc, copy.hs_name AS hs FROM disc AS copy
       JOIN disc AS mine ON copy.fingerprint = mine.fingerprint AND copy.id <> mine.id WHERE mine.id = ? LIMIT 1`,
      id,
    );
    if (row === undefined) return undefined;
    const [rr, pc, hs] = [textOf(row.rr), textOf(row.pc), textOf(row.hs)];
    return rr === null || pc === null || hs === null ? undefined : { rr, pc, hs };
  }

  /** Whether a disc that is no copy of this one has a name. */
  #isTaken(id: number, name: string): boolean {
    const mine = textOf(this.#connection.first("SELECT fingerprint FROM disc WHERE id = ?", id)?.fingerprint);
    return ["rr", "pc", "hs"].some((which) =>
      this.#connection.first(
        `SELECT 1 FROM disc WHERE ${which}_name = ?1 COLLATE NOCASE AND id <> ?2
         AND (fingerprint IS NULL OR fingerprint IS NOT ?3)`,
        name,
        id,
        mine,
      ) !== undefined
    );
  }

  /** A disc that was noted where another one is now has left, nobody knows where to. */
  #clear(place: Place, except: number): void {
    if (place.kind === "shelf") return;
    this.#connection.change(
      `UPDATE disc SET place_kind = 'shelf', place_device = NULL, place_number = 0
       WHERE place_kind = ? AND place_device IS ? AND place_number = ? AND id <> ? AND place_kind <> 'shelf'`,
      ...placeValues(place),
      except,
    );
  }

  #lasting(id: number, sets: string, ...values: readonly Value[]): void {
    this.#connection.transaction(() => this.#set(id, sets, ...values), "power");
  }

  #set(id: number, sets: string, ...values: readonly Value[]): void {
    if (this.#connection.change(`UPDATE disc SET ${sets} WHERE id = ?`, ...values, id).rows === 0) {
      throw new JukeboxError("missing", `Cannot change disc ${id}: there is none`);
    }
  }
}

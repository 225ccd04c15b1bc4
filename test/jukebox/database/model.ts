/**
 * Random changes of the database, and what it must hold after them, in the plainest way there is.
 *
 * @module
 */

import type { Volumes } from "../../../lib/jukebox/database/volumes.ts";
import type { Place } from "../../../lib/jukebox/model.ts";
import type { Random } from "../../support/random.ts";
import { BLANK, drive, facts, slot, takeIn } from "./rig.ts";

/** A change. */
export type Change =
  | { readonly kind: "add"; readonly place: Place; readonly barcode: string | null }
  | { readonly kind: "see"; readonly disc: number; readonly place: Place }
  | { readonly kind: "blank"; readonly disc: number }
  | { readonly kind: "read"; readonly disc: number; readonly volume: string; readonly fingerprint: string }
  | { readonly kind: "files"; readonly disc: number; readonly paths: readonly string[] }
  | { readonly kind: "aside"; readonly disc: number }
  | { readonly kind: "recorded"; readonly disc: number }
  | { readonly kind: "good"; readonly disc: number }
  | { readonly kind: "forget"; readonly disc: number };

/** What is known of a disc. */
interface ModelDisc {
  place: string;
  barcode: string | null;
  state: string;
  aside: boolean;
  verified: string | null;
  volume: string | null;
  fingerprint: string | null;
  files: readonly string[] | null;
}

const SHELF = "shelf";

/** The database as a map. */
export class Model {
  readonly discs = new Map<number, ModelDisc>();
  #next = 1;

  /** A change that can be made now. */
  draw(random: Random): Change {
    const place = random.chance(0.3) ? drive(1 + random.below(2)) : slot(1 + random.below(6));
    const disc = this.discs.size === 0 ? undefined : random.one([...this.discs.keys()]);
    if (disc === undefined || random.chance(0.15)) {
      return { kind: "add", place, barcode: random.chance(0.5) ? `B${random.below(100)}` : null };
    }
    const kind = random.one([
      "see",
      "see",
      "blank",
      "read",
      "read",
      "files",
      "files",
      "aside",
      "recorded",
      "good",
      "forget",
    ]);
    switch (kind) {
      case "see":
        return { kind, disc, place };
      case "read":
        return { kind, disc, volume: `V${random.below(4)}`, fingerprint: `f${random.below(6)}` };
      case "files": {
        const paths = Array.from({ length: random.below(12) }, (_, i) => `/d${random.below(3)}/n${i}`);
        return { kind, disc, paths };
      }
      default:
        return { kind: kind as "blank" | "aside" | "recorded" | "good" | "forget", disc };
    }
  }

  /** Makes a change. */
  apply(change: Change): void {
    if (change.kind === "add") {
      this.#leave(wordsOf(change.place));
      this.discs.set(this.#next++, {
        place: wordsOf(change.place),
        barcode: change.barcode,
        state: "unknown",
        aside: false,
        verified: null,
        volume: null,
        fingerprint: null,
        files: null,
      });
      return;
    }
    const disc = this.discs.get(change.disc)!;
    switch (change.kind) {
      case "see":
        this.#leave(wordsOf(change.place));
        disc.place = wordsOf(change.place);
        break;
      case "blank":
        if (disc.volume !== null || disc.fingerprint !== null) disc.files = null;
        Object.assign(disc, { state: "blank", aside: false, volume: null, fingerprint: null });
        break;
      case "read":
        if (disc.volume !== change.volume || disc.fingerprint !== change.fingerprint) {
          const copies = this.#copies(change.disc, change.fingerprint);
          disc.files = copies.find(({ files }) => files !== null)?.files ?? null;
        }
        Object.assign(disc, { state: "recorded", volume: change.volume, fingerprint: change.fingerprint });
        break;
      case "files":
        disc.files = change.paths;
        for (const copy of this.#copies(change.disc, disc.fingerprint)) copy.files = change.paths;
        break;
      case "aside":
        disc.aside = true;
        break;
      case "recorded":
        Object.assign(disc, { aside: false, verified: null });
        break;
      case "good":
        Object.assign(disc, { aside: false, verified: "good" });
        break;
      case "forget":
        this.discs.delete(change.disc);
        break;
    }
  }

  /** All of it, as {@linkcode viewOf} tells it. */
  view(): unknown {
    return [...this.discs].map(([id, { place, barcode, state, aside, verified, fingerprint, files }]) => ({
      id,
      place,
      barcode,
      state: aside ? "bad" : state,
      verified,
      fingerprint,
      files: files === null ? null : [...files].sort(),
    }));
  }

  #leave(place: string): void {
    for (const disc of this.discs.values()) if (disc.place === place) disc.place = SHELF;
  }

  #copies(except: number, fingerprint: string | null): ModelDisc[] {
    if (fingerprint === null) return [];
    return [...this.discs].filter(([id, disc]) => id !== except && disc.fingerprint === fingerprint)
      .map(([, disc]) => disc);
  }
}

/** Makes a change in the database. */
export function applyTo(volumes: Volumes, change: Change): void {
  switch (change.kind) {
    case "add":
      volumes.addDisc(change.place, null, change.barcode);
      break;
    case "see":
      volumes.noteSeen(change.disc, change.place);
      break;
    case "blank":
      volumes.noteFacts(change.disc, BLANK);
      break;
    case "read":
      volumes.noteFacts(change.disc, facts({ volume: change.volume, fingerprint: change.fingerprint }));
      break;
    case "files":
      takeIn(volumes, change.disc, ...change.paths);
      break;
    case "aside":
      volumes.setAside(change.disc, "set aside");
      break;
    case "recorded":
      volumes.noteRecorded(change.disc, null);
      break;
    case "good":
      volumes.noteVerified(change.disc, null, "good");
      break;
    case "forget":
      volumes.forget(change.disc);
      break;
  }
}

/** What the database holds, in the order of the discs' numbers. */
export function viewOf(volumes: Volumes): unknown {
  const discs = volumes.discs().sort((a, b) => a.id - b.id);
  return discs.map(({ id, place, barcode, state, verified, fingerprint, files }) => ({
    id,
    place: wordsOf(place),
    barcode,
    state,
    verified,
    fingerprint,
    files: files === null
      ? null
      : volumes.find("/", { limit: 1000, disc: id }).map(({ path }) => path).sort(),
  }));
}

function wordsOf({ kind, number }: Place): string {
  return kind === "shelf" ? SHELF : `${kind} ${number}`;
}

/**
 * Looking at a disc in a drive, and bringing the database up to date.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { type DiscFacts, INTAKE_BATCH } from "../database/volumes.ts";
import type { Disc } from "../model.ts";
import type { Core } from "./core.ts";
import type { DriveState } from "./drive_state.ts";
import { ask } from "./drive_use.ts";
import { placeIn, SHELF, type Spot } from "./places.ts";
import { canBe, otherDisc } from "./recognise.ts";

/** Values of the parameter `blanks`. */
const BLANKS = { readersFirst: 0, recorder: 1, assume: 2 } as const;

/** No disc has this id. */
const NO_DISC = -1;

/** A disc that the drive does not see. */
const UNSEEN: DiscFacts = {
  state: "bad",
  medium: null,
  mediaId: null,
  erasable: false,
  volume: null,
  fingerprint: null,
  bytes: null,
  capacity: null,
  remark: "the drive sees no disc",
};

/** Inspects the discs of one device. */
export class Inspector {
  readonly #core: Core;
  /** Discs that were looked at since the device was attached. */
  readonly #seen = new Set<number>();

  /** For one device. */
  constructor(core: Core) {
    this.#core = core;
  }

  /** A recorder has to look: readers cannot tell blank from bad. */
  get wantsRecorder(): boolean {
    return this.#core.parameters.get("blanks") === BLANKS.recorder && this.#hasRecorder();
  }

  /** Forgets who was looked at. */
  reset(): void {
    this.#seen.clear();
  }

  /**
   * Inspects the disc of a drive that the caller holds.
   *
   * @param askRecorder what a reader cannot read is left to a recorder
   * @returns `undefined` when a recorder has to look
   */
  async inspect(
    drive: DriveState,
    options: { readonly signal?: AbortSignal | undefined; readonly askRecorder: boolean },
  ): Promise<Disc | undefined> {
    const { volumes, parameters, log, name } = this.#core;
    const before = drive.activity;
    drive.activity = "inspect the disc";
    this.#core.changed();
    try {
      const refuse = parameters.get("reject") > 0;
      const found = await ask(this.#core, drive, "identify", refuse) ?? UNSEEN;
      if (found.state === "bad" && options.askRecorder && !drive.recorder && this.#hasRecorder()) {
        if (parameters.get("blanks") === BLANKS.readersFirst) return undefined;
      }
      const facts = this.#judged(drive, found);
      const id = this.#recognise(drive, facts);
      const disc = volumes.noteFacts(id, this.#withCapacity(id, facts));
      this.#seen.add(id);
      // Of a copy the list is known already.
      if (facts.state === "recorded" && disc.files === null) await this.#list(drive, id, options.signal);
      const volume = facts.volume === null ? "" : ` ${facts.volume}`;
      log.write(
        4,
        "@",
        `${name}: drive ${drive.number} holds ${disc.name}, ${facts.state} ${facts.medium ?? ""}${volume}`,
      );
      return this.#core.tellDisc(id) ?? disc;
    } finally {
      drive.activity = before;
      this.#core.changed();
    }
  }

  #judged(drive: DriveState, found: DiscFacts): DiscFacts {
    const assumed = found.state === "bad" && !drive.recorder && found !== UNSEEN &&
      this.#core.parameters.get("blanks") === BLANKS.assume;
    return assumed ? { ...found, state: "blank", remark: "not tested, assumed to be blank" } : found;
  }

  /** A disc that is closed no longer tells how much would have fitted. */
  #withCapacity(id: number, facts: DiscFacts): DiscFacts {
    const known = this.#core.volumes.disc(id);
    const capacity = known?.capacity ?? null;
    if (capacity === null || known?.medium !== facts.medium || facts.state === "blank") return facts;
    return { ...facts, capacity: Math.max(capacity, facts.capacity ?? 0) };
  }

  async #list(drive: DriveState, id: number, signal: AbortSignal | undefined): Promise<void> {
    const { volumes, parameters, log, name } = this.#core;
    let left = parameters.get("files");
    if (left === 0) return;
    const intake = volumes.files(id);
    try {
      for (;;) {
        if (signal?.aborted === true) throw new StoppedError("Stopped while the disc was inspected");
        const { files, done, trouble } = await ask(this.#core, drive, "list", Math.min(INTAKE_BATCH, left));
        intake.add(files);
        left -= files.length;
        if (trouble !== undefined) {
          log.write(2, "@", `${name}: not all files of drive ${drive.number} are known: ${trouble}`);
        }
        if (done) break;
        if (left === 0) {
          log.write(2, "@", `${name}: drive ${drive.number} holds more files than the index takes`);
          break;
        }
      }
      intake.finish();
    } catch (error) {
      intake.abandon();
      throw error;
    }
  }

  /** The disc that lies in the drive; others are put where they must be then. */
  #recognise(drive: DriveState, facts: DiscFacts): number {
    const { contents, volumes, log, name } = this.#core;
    const spot: Spot = { kind: "drive", number: drive.number };
    const content = contents.at(spot);
    const place = placeIn(name, spot);
    const believed = volumes.disc(content?.disc ?? NO_DISC);
    const copies = facts.fingerprint === null ? [] : volumes.discs({ fingerprint: facts.fingerprint });
    const shelf = copies.filter(({ place }) => place.kind === "shelf");
    if (believed !== undefined && canBe(believed, facts)) {
      const isNew = believed.testedAt === null && believed.barcode === null;
      const old = isNew ? otherDisc(shelf, []) : undefined;
      if (old === undefined) return believed.id;
      // It came back from the shelf: it was only not recognised before anybody looked.
      this.#replace(spot, old, believed.id);
      volumes.forget(believed.id);
      return old.id;
    }
    const unseen = copies.filter(({ id, place }) =>
      place.device === name && !this.#seen.has(id) && id !== believed?.id
    );
    const other = otherDisc(shelf, unseen) ??
      volumes.addDisc(place, believed?.home ?? null, content?.barcode ?? null);
    log.write(4, "@", `${name}: drive ${drive.number} holds another disc than ${believed?.name ?? "known"}`);
    this.#replace(spot, other, believed?.id);
    return other.id;
  }

  /** One disc is here, and the one that was believed to be here takes its place, or is on the shelf. */
  #replace(spot: Spot, disc: Disc, believed: number | undefined): void {
    const { contents, volumes, name } = this.#core;
    const from = contents.spotOf(disc.id);
    const home = believed === undefined ? undefined : contents.homeOf(believed);
    const content = contents.at(spot);
    contents.put({ spot, full: true, barcode: content?.barcode ?? null, disc: disc.id });
    const slot = home ?? contents.homeOf(disc.id);
    const oldHome = contents.homeOf(disc.id);
    contents.setHome(disc.id, slot);
    const homePlace = slot === undefined ? null : placeIn(name, { kind: "slot", number: slot });
    volumes.noteSeen(disc.id, placeIn(name, spot), homePlace);
    if (believed === undefined || believed === disc.id) return;
    if (from === undefined || (from.kind === spot.kind && from.number === spot.number)) {
      contents.setHome(believed, undefined);
      volumes.noteSeen(believed, SHELF, null);
    } else {
      const there = contents.at(from);
      contents.put({ spot: from, full: true, barcode: there?.barcode ?? null, disc: believed });
      contents.setHome(believed, oldHome);
      const back = oldHome === undefined ? null : placeIn(name, { kind: "slot", number: oldHome });
      volumes.noteSeen(believed, placeIn(name, from), back);
    }
    // Requests know discs by their ids: whoever holds the drive holds this one now.
    const drive = this.#core.drives.find(({ claim }) => claim === believed);
    if (drive !== undefined && spot.kind === "drive" && drive.number === spot.number) drive.claim = disc.id;
  }

  #hasRecorder(): boolean {
    return this.#core.drives.some(({ recorder, duty }) => recorder && duty === "serving");
  }
}

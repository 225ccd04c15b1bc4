/**
 * Moves of discs. The database hears of each before the robot begins and after it has ended, so that a server
 * that is killed in between knows what to look for. How a move that failed has ended is not guessed: the changer
 * is asked where things are.
 *
 * @module
 */

import { DeviceError, reasonOf } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { Sighting } from "./carrier.ts";
import type { Core } from "./core.ts";
import { takeInventory } from "./inventory.ts";
import { placeIn, sameSpot, type Spot, spotWords } from "./places.ts";
import { startCarrier } from "./start_carrier.ts";

/** Additional sense codes of a changer that cannot take a disc out of a drive as it stands. */
const STUCK_IN_DRIVE: readonly number[] = [0x53, 0x3a, 0x3b];

/** Moves discs of one device. Whoever calls has the robot's turn, and the drives concerned. */
export class Mover {
  readonly #core: Core;

  /** For one device. */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Carries a disc.
   *
   * @throws {DeviceError} when it is not there afterwards; then it is known where it is, or the device has failed
   */
  async move(from: Spot, to: Spot): Promise<void> {
    const { contents, log, name, volumes } = this.#core;
    if (sameSpot(from, to)) return;
    const disc = contents.at(from)?.disc ?? null;
    const open = volumes.beginMove(name, disc, placeIn(name, from), placeIn(name, to));
    log.write(5, "%", `${name}: disc from ${spotWords(from)} to ${spotWords(to)}`);
    try {
      await this.#carry(from, to);
    } catch (error) {
      log.error(1, "%", error);
      const at = await this.#searchAfter(from, to, disc);
      if (!sameSpot(at, to)) throw error;
      // It is where it was to go: only the answer was lost.
      return;
    }
    contents.move(from, to);
    volumes.endMove(open, placeIn(name, to));
    this.#tell(disc);
  }

  /** A drive that keeps its disc in is asked to let it out, and the changer once more. */
  async #carry(from: Spot, to: Spot): Promise<void> {
    const { carrier } = this.#core;
    if (from.kind !== "drive") return await carrier.carry(from, to);
    const { thread, trouble } = this.#core.drive(from.number);
    if (trouble !== null) return await carrier.carry(from, to);
    await thread.do("letGo", false).catch((error) => this.#core.log.error(2, "@", error));
    await thread.do("close").catch(() => {});
    try {
      await carrier.carry(from, to);
    } catch (error) {
      if (!isStuck(error)) throw error;
      this.#core.log.error(6, "%", error);
      await thread.do("letGo", true);
      await thread.do("close");
      await carrier.carry(from, to);
    }
  }

  /** Finds out where a disc is after a move that failed; believes the changer. */
  async #searchAfter(from: Spot, to: Spot, disc: number | null): Promise<Spot | undefined> {
    try {
      // The move is still open: that is how the inventory knows whose disc hangs in the gripper.
      takeInventory(this.#core, await this.look());
    } catch (error) {
      // It stays open, and the next inventory puts it right.
      this.#core.fail(error);
      throw error;
    }
    this.#tell(disc);
    const { contents } = this.#core;
    // Another disc in a gripper may be why; one that cannot be put down was tried a moment ago.
    for (const { spot, full } of from.kind === "gripper" ? [] : contents.of("gripper")) {
      if (full) await this.#putDown(spot, from, to);
    }
    return disc === null ? undefined : contents.spotOf(disc);
  }

  /** A gripper that holds a disc can do nothing else: it is emptied at once, if that can be done. */
  async #putDown(gripper: Spot, from: Spot, to: Spot): Promise<void> {
    const { contents } = this.#core;
    const disc = contents.at(gripper)?.disc ?? null;
    const home = disc === null ? undefined : contents.homeOf(disc);
    const candidates: Spot[] = [
      ...(home === undefined ? [] : [{ kind: "slot", number: home } as const]),
      ...[from, to].filter(({ kind }) => kind === "slot"),
      ...contents.freeSlots().slice(0, 1).map((number) => ({ kind: "slot", number }) as const),
    ];
    const target = candidates.find((spot) => contents.at(spot)?.full === false);
    if (target === undefined) return;
    try {
      await this.move(gripper, target);
      this.#core.trouble = null;
    } catch (error) {
      this.#core.trouble = `The gripper still holds a disc: ${reasonOf(error)}`;
    }
  }

  /** Looks at all spots; a changer that was lost is looked for once more. */
  async look(initialize: boolean = false): Promise<Sighting[]> {
    const { carrier, log } = this.#core;
    try {
      return await carrier.look(initialize);
    } catch (error) {
      log.error(1, "%", error);
      await startCarrier(this.#core);
      return await carrier.look(initialize);
    }
  }

  /** Takes the disc of a drive to the slot it belongs to, else to a free one, and returns that. */
  async home(drive: number): Promise<Spot> {
    const from: Spot = { kind: "drive", number: drive };
    const { contents } = this.#core;
    const content = contents.at(from);
    if (content?.full !== true) return from;
    const slot = this.slotFor(content.disc);
    const to: Spot = { kind: "slot", number: slot };
    if (content.disc !== null && contents.homeOf(content.disc) !== slot) this.settle(content.disc, slot);
    await this.move(from, to);
    this.#core.drive(drive).mark = undefined;
    return to;
  }

  /** The slot for a disc that is elsewhere. */
  slotFor(disc: number | null): number {
    const { contents, name } = this.#core;
    const home = disc === null ? undefined : contents.homeOf(disc);
    if (home !== undefined && contents.at({ kind: "slot", number: home })?.full === false) return home;
    const free = contents.freeSlots()[0];
    if (free === undefined) {
      throw new JukeboxError("state", `Cannot put a disc back in ${name}: no slot is free`, {
        hint: "take a disc out, and then: discglow cdadm rescan",
      });
    }
    return free;
  }

  /** A disc belongs to this slot from now on. */
  settle(disc: number, slot: number): void {
    const { contents, name, volumes } = this.#core;
    contents.setHome(disc, slot);
    const at = contents.spotOf(disc);
    if (at === undefined) return;
    volumes.noteSeen(disc, placeIn(name, at), placeIn(name, { kind: "slot", number: slot }));
  }

  #tell(disc: number | null): void {
    if (disc !== null) this.#core.tellDisc(disc);
    this.#core.changed();
    this.#core.queue.wake();
  }
}

/** The changer found the disc held fast, not let out, or not to be seen. */
function isStuck(error: unknown): boolean {
  if (!(error instanceof DeviceError)) return false;
  const { key, asc } = error.answer;
  return (key === 5 || key === 2 || key === 4) && asc !== undefined && STUCK_IN_DRIVE.includes(asc);
}

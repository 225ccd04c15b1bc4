/**
 * Discs come in and go out: through the mail slot, or by hand into a changer that has stopped for it.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { pause } from "../../pause.ts";
import { JukeboxError } from "../errors.ts";
import type { Disc } from "../model.ts";
import type { Core } from "./core.ts";
import type { RequestOptions } from "./device.ts";
import { takeInventory } from "./inventory.ts";
import type { Loader } from "./loader.ts";
import type { Mover } from "./mover.ts";
import { placeIn, type Spot } from "./places.ts";
import { Turn } from "./turn.ts";

/** What the mail needs of the device. */
export interface MailParts {
  readonly core: Core;
  readonly mover: Mover;
  readonly loader: Loader;
  /** Stops serving: drives are emptied, requests refused. */
  readonly halt: () => Promise<void>;
  /** Goes on with something after the request has been answered. */
  readonly later: (work: (signal: AbortSignal) => Promise<void>) => void;
  /** Inspects a disc that has come in after its request was answered. */
  readonly test: (slot: number, signal: AbortSignal) => Promise<void>;
  /** How often the mail slot is looked at, in milliseconds. */
  readonly pollMs: number;
}

/** The mail slots of one device. */
export class Mail {
  readonly #parts: MailParts;
  /** A disc that one request gives out is not to be taken in again by another. */
  readonly #turn = new Turn();
  /** Slots that somebody fills by hand. */
  readonly #byHand = new Set<number>();

  /** For one device. */
  constructor(parts: MailParts) {
    this.#parts = parts;
  }

  /** Takes a disc in; see the device. */
  async insert(
    slots: readonly number[] | undefined,
    early: boolean,
    { signal }: RequestOptions,
  ): Promise<number> {
    const { core, test } = this.#parts;
    this.#needRobot("put in");
    if (core.contents.count("mail") === 0) return await this.#insertByHand(slots);
    if (!early) return await this.#turn.take(() => this.#take(slots, signal), signal);
    return await this.#early<number>(async (answer, ending) => {
      const filled = await this.#turn.take(async () => {
        await this.#look();
        const slot = this.#goodSlot(slots);
        if (this.#filled() === undefined) {
          await this.#lock(false);
          answer(slot);
        }
        return await this.#take(slots, ending);
      }, ending);
      answer(filled);
      await test(filled, ending);
    });
  }

  /** Gives a disc out; see the device. */
  async remove(slot: number, early: boolean, { signal }: RequestOptions): Promise<Disc> {
    const { core, loader } = this.#parts;
    this.#needRobot("take out");
    const id = loader.discOf(slot);
    const isByHand = core.contents.count("mail") === 0;
    const at = core.contents.spotOf(id);
    if (at?.kind === "drive") await loader.empty(at.number, id, isByHand ? "device" : "client", signal);
    if (isByHand) await this.#parts.halt();
    else if (!early) await this.#turn.take(() => this.#give(id, slot, signal), signal);
    else {
      await this.#early<void>((answer, ending) =>
        this.#turn.take(() => this.#give(id, slot, ending, answer), ending)
      );
    }
    return core.tellDisc(id)!;
  }

  /** The changer stops, so that somebody can put the disc in. */
  async #insertByHand(slots: readonly number[] | undefined): Promise<number> {
    const { core, halt } = this.#parts;
    if (core.state !== "halted") this.#byHand.clear();
    const slot = this.#goodSlot(slots);
    this.#byHand.add(slot);
    await halt();
    return slot;
  }

  /** Answers as soon as `work` does; the rest of it goes on by itself. */
  #early<T>(work: (answer: (value: T) => void, ending: AbortSignal) => Promise<void>): Promise<T> {
    return new Promise<T>((answer, fail) => {
      this.#parts.later(async (ending) => {
        try {
          await work(answer, ending);
        } catch (error) {
          fail(error);
          throw error;
        }
      });
    });
  }

  /** Puts a disc into a mail slot and waits until it is taken; `lies` hears when it lies there. */
  async #give(id: number, slot: number, signal?: AbortSignal, lies: () => void = () => {}): Promise<void> {
    const { core, mover } = this.#parts;
    const mail = await this.#waitFor(
      () => this.#emptied(),
      signal,
      `Cannot give a disc out: the mail slot of ${core.name} was not emptied`,
    );
    await core.robot.take(async () => {
      const from = core.contents.spotOf(id);
      if (from?.kind !== "slot") {
        throw new JukeboxError("busy", `Cannot give out slot ${slot}: its disc is in use`);
      }
      await this.#locked(() => mover.move(from, mail));
      core.contents.setHome(id, undefined);
      core.volumes.noteSeen(id, placeIn(core.name, mail), null);
    }, signal);
    lies();
    const gone = () => core.contents.at(mail)?.full === false ? mail : undefined;
    try {
      await this.#waitFor(gone, signal, `The disc that ${core.name} gave out was not taken`);
    } catch (error) {
      // A disc that stays in the mail slot was given out all the same.
      core.log.error(5, "%", error);
    }
  }

  /** Waits for a disc in a mail slot, and takes it to its slot. */
  async #take(slots: readonly number[] | undefined, signal: AbortSignal | undefined): Promise<number> {
    const { core, mover } = this.#parts;
    await this.#look();
    this.#goodSlot(slots);
    for (;;) {
      const mail = await this.#waitFor(
        () => this.#filled(),
        signal,
        `Cannot take in a disc: nobody put one into the mail slot of ${core.name}`,
      );
      const filled = await core.robot.take(async () => {
        // Whoever has put it there may have taken it back.
        if (core.contents.at(mail)?.full !== true) return undefined;
        const to: Spot = { kind: "slot", number: this.#goodSlot(slots) };
        await this.#locked(() => mover.move(mail, to));
        const disc = core.contents.at(to)?.disc ?? null;
        if (disc !== null) mover.settle(disc, to.number);
        return to.number;
      }, signal);
      if (filled !== undefined) return filled;
    }
  }

  /** The first slot that a disc can be put into. */
  #goodSlot(slots: readonly number[] | undefined): number {
    const { contents } = this.#parts.core;
    const free = new Set(contents.freeSlots().filter((slot) => !this.#byHand.has(slot)));
    const good = slots === undefined ? [...free][0] : slots.find((slot) => free.has(slot));
    if (good === undefined) throw new JukeboxError("state", "No good slot found");
    return good;
  }

  #filled(): Spot | undefined {
    return this.#parts.core.contents.of("mail").find(({ full }) => full)?.spot;
  }

  #emptied(): Spot | undefined {
    return this.#parts.core.contents.of("mail").find(({ full }) => !full)?.spot;
  }

  /** Unlocks the mail slot and looks at it until it is as it has to be. */
  async #waitFor(
    found: () => Spot | undefined,
    signal: AbortSignal | undefined,
    otherwise: string,
  ): Promise<Spot> {
    const { core, pollMs } = this.#parts;
    const seconds = core.parameters.get("trayto");
    await this.#look();
    const at = found();
    if (at !== undefined) return at;
    await this.#lock(false);
    for (const until = performance.now() + seconds * 1000; performance.now() < until;) {
      if (!await pause(pollMs, signal)) throw new StoppedError("Stopped while waiting for the operator");
      await this.#look();
      const spot = found();
      if (spot !== undefined) return spot;
    }
    throw new JukeboxError("state", `${otherwise} within ${seconds} s`);
  }

  async #look(): Promise<void> {
    const { core, mover } = this.#parts;
    await core.robot.take(async () => takeInventory(core, await mover.look()));
  }

  /** While the robot reaches into the mail slot nobody else is to. */
  async #locked(work: () => Promise<void>): Promise<void> {
    await this.#lock(true);
    try {
      await work();
    } finally {
      await this.#lock(false);
    }
  }

  async #lock(on: boolean): Promise<void> {
    const { core } = this.#parts;
    // There are changers without a lock, and some that refuse it while the door is open.
    await core.carrier.lock(on).catch((error) => core.log.error(2, "%", error));
  }

  #needRobot(what: string): void {
    const { carrier, name } = this.#parts.core;
    if (carrier.moves) return;
    throw new JukeboxError("usage", `Cannot ${what} a disc: ${name} has no robot`, {
      hint: "change the disc by hand: that is noticed by itself",
    });
  }
}

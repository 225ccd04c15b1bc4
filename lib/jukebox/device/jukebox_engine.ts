/**
 * A device of the jukebox: joins the parts that each do one thing.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { DeviceDescription } from "../description/description.ts";
import type { DeviceStatus, Disc, Holder, Place, SlotStatus } from "../model.ts";
import { attach } from "./attach.ts";
import type { Core } from "./core.ts";
import type {
  DriveLease,
  DriveWish,
  JukeboxDevice,
  RequestOptions,
  TestedSlot,
  TestOptions,
} from "./device.ts";
import { deviceStatus, slotStatuses } from "./device_status.ts";
import { openDiscFile } from "./disc_stream.ts";
import { HandChanges } from "./hand_changes.ts";
import { Inspector } from "./inspector.ts";
import { takeInventory } from "./inventory.ts";
import { Lease } from "./lease.ts";
import { Loader } from "./loader.ts";
import { Mail } from "./mail.ts";
import { Mover } from "./mover.ts";
import { OperatorMoves } from "./operator_moves.ts";
import { emptyGrippers, putBack } from "./recovery.ts";
import { Reservations } from "./reservation.ts";
import { Tester } from "./tester.ts";

/** The device. */
export class JukeboxEngine implements JukeboxDevice {
  readonly description: DeviceDescription;
  readonly #core: Core;
  readonly #mover: Mover;
  readonly #loader: Loader;
  readonly #inspector: Inspector;
  readonly #tester: Tester;
  readonly #hands: HandChanges;
  readonly #reservations: Reservations;
  readonly #mail: Mail;
  readonly #moves: OperatorMoves;
  readonly #ending = new AbortController();
  #open = false;
  #looksSoon = false;
  readonly #later = new Set<Promise<void>>();

  /** Nothing is opened yet. `pollMs`: how often a mail slot is looked at. */
  constructor(core: Core, pollMs: number) {
    this.description = core.description;
    this.#core = core;
    this.#mover = new Mover(core);
    this.#loader = new Loader(core, this.#mover);
    this.#inspector = new Inspector(core);
    this.#tester = new Tester(core, this.#loader, this.#inspector);
    this.#hands = new HandChanges(core, this.#inspector);
    this.#reservations = new Reservations(core, this.#mover, this.#inspector, this.#hands);
    this.#moves = new OperatorMoves(core, this.#loader);
    this.#mail = new Mail({
      core,
      mover: this.#mover,
      loader: this.#loader,
      halt: () => this.#halt(),
      later: (work) => this.#doLater(work),
      test: async (slot, signal) => void await this.#tester.test([slot], { signal }),
      pollMs,
    });
  }

  status(): DeviceStatus {
    return deviceStatus(this.#core);
  }

  slots(): SlotStatus[] {
    return slotStatuses(this.#core);
  }

  async attach(options: RequestOptions = {}): Promise<number[]> {
    if (this.#ending.signal.aborted) this.#core.queue.check();
    this.#inspector.reset();
    try {
      const slots = await attach(this.#core, this.#mover, options.signal);
      this.#open = true;
      if (!this.#core.carrier.moves) this.#hands.begin();
      return slots;
    } catch (error) {
      this.#core.fail(error, `discglow cdadm attach ${this.#core.name}`);
      await this.#letGo();
      throw error;
    }
  }

  async detach(): Promise<void> {
    const core = this.#core;
    this.#open = false;
    this.#ending.abort();
    core.queue.end(new JukeboxError("device", `No such device: ${core.name} was detached`));
    await this.#hands.end();
    await Promise.allSettled(this.#later);
    const holds = await Promise.all(
      core.drives.map(({ number }) =>
        core.queue.acquire({ kind: "drive", drive: number }, undefined, "device")
      ),
    );
    try {
      if (core.state === "attached") await core.robot.take(() => putBack(core, this.#mover));
    } catch (error) {
      core.log.error(1, "%", error);
    } finally {
      for (const hold of holds) hold.release();
      await this.#letGo();
      core.log.write(3, "&", `${core.name}: detached`);
    }
  }

  async detachDrive(drive: number, holder: Holder): Promise<void> {
    this.#check();
    await this.#reservations.reserve(drive, holder);
  }

  async attachDrive(drive: number, by: Holder, force: boolean): Promise<Disc | null> {
    this.#check();
    return await this.#reservations.giveBack(drive, by, force);
  }

  async moveToDrive(drive: number, slot: number, options: RequestOptions = {}): Promise<void> {
    this.#check();
    await this.#moves.toDrive(drive, slot, options);
  }

  async moveBack(drive: number, options: RequestOptions = {}): Promise<Place> {
    this.#check();
    return await this.#moves.back(drive, options);
  }

  async test(slots: readonly number[] | undefined, options: TestOptions = {}): Promise<TestedSlot[]> {
    const { contents, state } = this.#core;
    await this.rescan(options, false);
    if (state === "halted") this.#core.resume();
    const all = contents.of("slot").map(({ spot }) => spot.number);
    const wanted = slots ?? all.filter((slot) => contents.discOfSlot(slot) !== null);
    return await this.#tester.test(wanted, { ...options, signal: this.#untilEnd(options.signal) });
  }

  async rescan(options: RequestOptions = {}, initialize: boolean = true): Promise<void> {
    const core = this.#core;
    this.#check("halted", "failed");
    if (!core.carrier.moves) return await this.#hands.look();
    await core.robot.take(async () => {
      takeInventory(core, await this.#mover.look(initialize));
      core.trouble = null;
      if (core.state === "failed") core.resume();
      if (core.state === "attached") await emptyGrippers(core, this.#mover);
    }, options.signal);
    core.changed();
    core.queue.wake();
  }

  /** Takes inventory when it can be done: what lies where may have changed. */
  lookSoon(): void {
    const core = this.#core;
    // What an inventory itself is told it knows already.
    if (this.#looksSoon || core.state === "attaching" || !this.#open) return;
    this.#looksSoon = true;
    this.#doLater(async (signal) => {
      try {
        await this.rescan({ signal }, false);
      } finally {
        this.#looksSoon = false;
      }
    });
  }

  async insert(
    slots: readonly number[] | undefined,
    early: boolean,
    options: RequestOptions = {},
  ): Promise<number> {
    this.#check("halted");
    return await this.#mail.insert(slots, early, options);
  }

  async remove(slot: number, early: boolean, options: RequestOptions = {}): Promise<Disc> {
    this.#check("halted");
    return await this.#mail.remove(slot, early, options);
  }

  async lease(wish: DriveWish, { signal }: RequestOptions = {}): Promise<DriveLease> {
    this.#check("halted");
    const { recorder, among, except = [] } = wish;
    for (const number of among ?? []) this.#core.drive(number);
    const hold = await this.#core.queue.acquire({ kind: "any", recorder, among, except }, signal);
    return new Lease(this.#core, hold, this.#loader, this.#inspector);
  }

  async read(disc: number, path: string, options: RequestOptions = {}): Promise<ReadableStream<Uint8Array>> {
    this.#check("halted");
    const signal = this.#untilEnd(options.signal);
    return await openDiscFile(this.#core, this.#loader, disc, path, { signal });
  }

  /** Whatever can be begun anew ends with the device. */
  #untilEnd(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#ending.signal : AbortSignal.any([signal, this.#ending.signal]);
  }

  /** Discs are going to be changed by hand: drives are emptied, and clients wait until a test. */
  async #halt(): Promise<void> {
    const core = this.#core;
    core.state = "halted";
    core.queue.halt(
      new JukeboxError("state", `Cannot use ${core.name}: its discs are being changed by hand`, {
        hint: `when that is done: discglow cdadm testcd ${core.name}`,
      }),
    );
    core.changed();
    const serving = core.drives.filter(({ duty }) => duty === "serving" || duty === "job");
    const holds = await Promise.all(
      serving.map(({ number }) => core.queue.acquire({ kind: "drive", drive: number }, undefined, "device")),
    );
    try {
      await core.robot.take(() => putBack(core, this.#mover));
      await core.carrier.lock(false).catch((error) => core.log.error(2, "%", error));
    } finally {
      for (const hold of holds) hold.release();
    }
  }

  #doLater(work: (signal: AbortSignal) => Promise<void>): void {
    const done = work(this.#ending.signal)
      .catch((error) => this.#core.log.error(2, "%", error))
      .finally(() => this.#later.delete(done));
    this.#later.add(done);
  }

  /** Refuses what cannot be done now; some requests are what ends a halt or a failure. */
  #check(...also: readonly DeviceStatus["state"][]): void {
    if (!this.#open || !also.includes(this.#core.state)) this.#core.queue.check();
  }

  async #letGo(): Promise<void> {
    const { drives, carrier, log } = this.#core;
    await Promise.all(drives.map(({ thread }) => thread.end()));
    await carrier.close().catch((error) => log.error(1, "%", error));
  }
}

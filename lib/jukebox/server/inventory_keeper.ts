/**
 * Keeps the slot inventories of attached devices up to date.
 *
 * @module
 */

import { type FoundInventory, readSlotInventory, writeSlotInventory } from "../description/inventory_file.ts";
import { inventoryOf } from "../description/slot_inventory.ts";
import type { JukeboxDevice } from "../device/device.ts";
import type { Events, JukeboxEvent } from "../events.ts";
import type { Log } from "../log/log.ts";

/** Long enough for the discs of a whole magazine. */
const GATHERED = 2000;

/** Writes an inventory some time after its device has changed, and at the end. */
export class InventoryKeeper {
  readonly #log: Log;
  readonly #gathered: number;
  readonly #devices = new Map<string, JukeboxDevice>();
  readonly #changed = new Set<string>();
  /** Devices whose inventory could not be written: that is told once, not with every disc. */
  readonly #unwritable = new Set<string>();
  readonly #quit: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Listens to what happens.
   *
   * @param gathered milliseconds in which changes are gathered
   */
  constructor(events: Events, log: Log, gathered: number = GATHERED) {
    this.#log = log;
    this.#gathered = gathered;
    this.#quit = events.listen((event) => this.#hear(event));
  }

  /** What the inventory of a device says; `undefined` when it keeps none. */
  read({ description: { save } }: JukeboxDevice): FoundInventory | undefined {
    if (save === undefined) return undefined;
    const found = readSlotInventory(save);
    if (found.found === "other") {
      this.#log.write(2, "&", `${save}: ${found.words}; all used slots are inspected`);
    }
    return found;
  }

  /** Keeps the inventory of a device from now on. */
  keep(device: JukeboxDevice): void {
    const { name, save } = device.description;
    if (save === undefined) return;
    this.#devices.set(name, device);
    this.#mark(name);
  }

  /** Writes the inventory of a device for the last time. */
  release(name: string): void {
    if (this.#devices.has(name)) this.#write(name);
    this.#devices.delete(name);
  }

  /** Writes what is due, and ends. */
  close(): void {
    this.#quit();
    clearTimeout(this.#timer);
    for (const name of [...this.#devices.keys()]) this.release(name);
  }

  #hear(event: JukeboxEvent): void {
    if (event.event !== "disc") return;
    for (const place of [event.disc.place, event.disc.home]) {
      if (place?.device !== null && place?.device !== undefined) this.#mark(place.device);
    }
  }

  #mark(name: string): void {
    if (!this.#devices.has(name)) return;
    this.#changed.add(name);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const changed of this.#changed) this.#write(changed);
    }, this.#gathered);
  }

  #write(name: string): void {
    this.#changed.delete(name);
    const device = this.#devices.get(name);
    const save = device?.description.save;
    if (device === undefined || save === undefined) return;
    try {
      writeSlotInventory(save, name, inventoryOf(device.slots()));
      this.#unwritable.delete(name);
    } catch (error) {
      if (!this.#unwritable.has(name)) this.#log.error(1, "&", error);
      this.#unwritable.add(name);
    }
  }
}

/**
 * A changer as the carrier of a device.
 *
 * @module
 */

import type { Inventory } from "../../smc/element.ts";
import type { DeviceDescription } from "../description/description.ts";
import { JukeboxError } from "../errors.ts";
import { driveOrderWords, matchDrives } from "../robot/match_drives.ts";
import type { Robot } from "../robot/robot.ts";
import type { Carrier, CarrierFacts, Sighting } from "./carrier.ts";
import { ElementMap } from "./element_map.ts";
import { type Spot, spotWords } from "./places.ts";

/** Carries by a robot. */
export class RobotCarrier implements Carrier {
  readonly moves = true;
  readonly #robot: Robot;
  readonly #description: DeviceDescription;
  readonly #onNotice: (notice: string) => void;
  #map: ElementMap | undefined;
  /** What `start` has seen, for the first look. */
  #fresh: Inventory | undefined;
  #told = new Set<string>();

  /** `onNotice` hears what is odd in the changer's answers, each oddity once. */
  constructor(robot: Robot, description: DeviceDescription, onNotice: (notice: string) => void) {
    this.#robot = robot;
    this.#description = description;
    this.#onNotice = onNotice;
  }

  async start(serials: ReadonlyMap<number, string | null>): Promise<CarrierFacts> {
    const { model, serial } = await this.#robot.start();
    const inventory = await this.#inventory();
    const { drives, disks } = this.#description;
    const matches = matchDrives(
      inventory,
      drives.map(({ number }) => ({ number, serial: serials.get(number) ?? null })),
    );
    this.#map = new ElementMap(inventory, matches, disks);
    this.#fresh = inventory;
    const lost = new Map<number, string>();
    for (const { drive, address } of matches) {
      if (address !== undefined) continue;
      lost.set(drive, "it cannot be told which of the changer's drives it is");
    }
    const sure = new Set(matches.filter(({ by }) => by === "serial").map(({ drive }) => drive));
    return { model, serial, notices: driveOrderWords(inventory, matches), lost, sure };
  }

  async look(initialize: boolean = false): Promise<Sighting[]> {
    const inventory = initialize ? undefined : this.#fresh;
    this.#fresh = undefined;
    return this.#mapped().sightings(inventory ?? await this.#inventory(initialize));
  }

  async carry(from: Spot, to: Spot): Promise<void> {
    this.#fresh = undefined;
    await this.#robot.move(this.#address(from), this.#address(to));
  }

  lock(locked: boolean): Promise<boolean> {
    return this.#robot.lock(locked);
  }

  close(): Promise<void> {
    return this.#robot.close();
  }

  async #inventory(initialize: boolean = false): Promise<Inventory> {
    const inventory = await this.#robot.inventory(initialize);
    for (const notice of inventory.notices) {
      if (this.#told.has(notice)) continue;
      if (this.#told.size < 1000) this.#told.add(notice);
      this.#onNotice(notice);
    }
    return inventory;
  }

  #mapped(): ElementMap {
    if (this.#map !== undefined) return this.#map;
    throw new JukeboxError("state", `Cannot use the changer ${this.#robot.name}: it was not started`);
  }

  #address(spot: Spot): number {
    const address = this.#mapped().address(spot);
    if (address !== undefined) return address;
    throw new JukeboxError("state", `Cannot reach ${spotWords(spot)}: the changer has no such element`);
  }
}

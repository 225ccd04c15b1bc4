/**
 * Which spot of a device is which element of its changer.
 *
 * @module
 */

import type { Element, Inventory } from "../../smc/element.ts";
import type { DriveMatch } from "../robot/robot.ts";
import type { Sighting } from "./carrier.ts";
import { keyOf, type Spot } from "./places.ts";

/** Addresses and spots. */
export class ElementMap {
  readonly #addresses = new Map<string, number>();
  readonly #spots = new Map<number, Spot>();

  /** `disks`: slots to use, `undefined` for all. */
  constructor(
    { elements }: Inventory,
    matches: readonly DriveMatch[],
    disks: readonly number[] | undefined,
  ) {
    const used = disks === undefined ? undefined : new Set(disks);
    for (const { kind, number, address } of elements) {
      if (kind === "drive" || (kind === "slot" && used?.has(number) === false)) continue;
      this.#add({ kind, number }, address);
    }
    for (const { drive, address } of matches) {
      if (address !== undefined) this.#add({ kind: "drive", number: drive }, address);
    }
  }

  /** The address of a spot. */
  address(spot: Spot): number | undefined {
    return this.#addresses.get(keyOf(spot));
  }

  /** What an inventory shows of the spots. */
  sightings({ elements }: Inventory): Sighting[] {
    const seen = new Set<string>();
    const sightings: Sighting[] = [];
    for (const element of elements) {
      const sighting = this.#sighting(element);
      // A changer that names an element twice is believed the first time.
      if (sighting === undefined || seen.has(keyOf(sighting.spot))) continue;
      seen.add(keyOf(sighting.spot));
      sightings.push(sighting);
    }
    return sightings;
  }

  #sighting(element: Element): Sighting | undefined {
    const spot = this.#spots.get(element.address);
    if (spot === undefined) return undefined;
    const { full, barcode, source, byOperator, exception } = element;
    return {
      spot,
      full,
      barcode: full && barcode !== undefined && barcode !== "" ? barcode : null,
      source: source === undefined ? undefined : this.#spots.get(source),
      byOperator,
      trouble: exception,
    };
  }

  #add(spot: Spot, address: number): void {
    if (this.#spots.has(address) || this.#addresses.has(keyOf(spot))) return;
    this.#addresses.set(keyOf(spot), address);
    this.#spots.set(address, spot);
  }
}

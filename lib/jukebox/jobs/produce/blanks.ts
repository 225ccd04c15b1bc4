/**
 * Which disc is taken next when any blank one will do.
 *
 * @module
 */

import type { JukeboxDevice } from "../../device/device.ts";
import type { ProduceRequest, SlotStatus } from "../../model.ts";
import { slotsOfDevice } from "../requests/device_checks.ts";

/** What is asked of a blank disc. */
export type BlankWish = Pick<ProduceRequest, "slots" | "erase">;

/** Discs that may do in their order: known to be blank first, then those nobody has looked at; `bytes` have to fit. */
export function blanksOf(device: JukeboxDevice, { slots, erase }: BlankWish, bytes: number): SlotStatus[] {
  const roomy = slotsOfDevice(device, slots).filter(({ disc }) => (disc?.capacity ?? Infinity) >= bytes);
  const inState = (state: string) => roomy.filter(({ disc }) => disc?.state === state);
  const unseen = roomy.filter(({ disc, full }) => disc === null && full);
  const erasable = erase
    ? roomy.filter(({ disc }) =>
      disc !== null && disc.erasable && (disc.state === "recorded" || disc.state === "foreign")
    )
    : [];
  return [...inState("blank"), ...inState("unknown"), ...unseen, ...erasable];
}

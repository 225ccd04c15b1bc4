/**
 * Whether slots and drives of a request are there, in the classic words.
 *
 * @module
 */

import type { JukeboxDevice } from "../../device/device.ts";
import { JukeboxError } from "../../errors.ts";
import type { DriveStatus, SlotStatus } from "../../model.ts";
import { parseSlotList } from "../../slot_list.ts";

/** The slots of a list in its order; all of the device for `null`. */
export function slotsOfDevice(device: JukeboxDevice, list: string | null): SlotStatus[] {
  const slots = device.slots().filter(({ kind }) => kind === "slot");
  const byNumber = new Map(slots.map((slot) => [slot.number, slot]));
  const numbers = parseSlotList(list);
  return numbers?.map((number) => {
    const slot = byNumber.get(number);
    if (slot === undefined) {
      const file = `${device.status().name.replace(/\.dev$/, "")}.dev`;
      throw new JukeboxError("usage", `${file} no slot ${number}`);
    }
    return slot;
  }) ?? slots;
}

/** Whether a disc belongs in the slot, wherever it is now. */
export function holdsDisc({ full, disc, inDrive }: SlotStatus): boolean {
  return full || disc !== null || inDrive !== null;
}

/** Refuses slots without a disc. */
export function requireDiscs(what: string, slots: readonly SlotStatus[]): void {
  const empty = slots.find((slot) => !holdsDisc(slot));
  if (empty === undefined) return;
  throw new JukeboxError("state", `Cannot ${what}: there is no disc in slot ${empty.number}`);
}

/** Drives of a list that can serve a job, now or later; all for `null`. */
export function drivesOfDevice(
  device: JukeboxDevice,
  what: string,
  numbers: readonly number[] | null,
  recorder: boolean,
): DriveStatus[] {
  const { name, drives } = device.status();
  const found = drives.filter(({ number }) => numbers?.includes(number) ?? true);
  if (numbers !== null && found.length < numbers.length) {
    throw new JukeboxError("usage", "Not that many drives");
  }
  if (numbers !== null && recorder) {
    const reader = found.find((drive) => !drive.recorder);
    if (reader !== undefined) {
      throw new JukeboxError("usage", `Cannot ${what}: drive ${reader.number} of ${name} does not record`);
    }
  }
  const fit = found.filter((drive) => drive.recorder || !recorder);
  const serving = fit.filter(({ duty }) => duty === "serving" || duty === "job");
  if (serving.length > 0) return serving;
  const why = fit.length === 0
    ? `${name} has no ${recorder ? "recorder" : "drive"}`
    : `no ${recorder ? "recorder" : "drive"} of ${name} serves`;
  throw new JukeboxError("state", `Cannot ${what}: ${why}`, {
    hint: fit.some(({ duty }) => duty === "reserved")
      ? "give a reserved drive back with attach -d"
      : undefined,
  });
}

/**
 * A device that was to be attached at the start and could not be.
 *
 * @module
 */

import type { DeviceDescription } from "../description/description.ts";
import type { DeviceStatus } from "../model.ts";

/** What is shown of it. */
export function failedDevice(
  name: string,
  trouble: string,
  description: DeviceDescription | undefined,
): DeviceStatus {
  return {
    name,
    type: description?.type ?? null,
    state: "failed",
    robot: description?.robot ?? null,
    model: null,
    serial: null,
    slots: 0,
    mailSlots: 0,
    drives: (description?.drives ?? []).map(({ number, path, recorder }) => ({
      number,
      path,
      serial: null,
      recorder,
      duty: "failed",
      activity: null,
      holder: null,
      holderGone: false,
      disc: null,
      slot: null,
      waiting: 0,
      trouble: null,
    })),
    trouble,
  };
}

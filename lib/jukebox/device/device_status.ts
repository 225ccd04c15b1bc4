/**
 * A device as clients see it.
 *
 * @module
 */

import type { DeviceStatus, Disc, DriveStatus, SlotStatus } from "../model.ts";
import { isHolderGone } from "../server/holder.ts";
import type { Core } from "./core.ts";
import type { DriveState } from "./drive_state.ts";

/** The device with its drives. */
export function deviceStatus(core: Core): DeviceStatus {
  const { name, description, state, facts, contents, drives, trouble } = core;
  return {
    name,
    type: description.type,
    state,
    robot: description.robot ?? null,
    model: facts?.model ?? null,
    serial: facts?.serial ?? null,
    slots: contents.count("slot"),
    mailSlots: contents.count("mail"),
    drives: drives.map((drive) => driveStatus(core, drive)),
    trouble,
  };
}

function driveStatus(core: Core, drive: DriveState): DriveStatus {
  const { number, path, serial, recorder, duty, activity, holder, trouble } = drive;
  const disc = core.discIn(number);
  return {
    number,
    path,
    serial,
    recorder,
    duty,
    activity,
    holder,
    holderGone: holder !== null && isHolderGone(holder),
    disc: disc === null ? null : core.volumes.disc(disc) ?? null,
    slot: disc === null ? null : core.contents.homeOf(disc) ?? null,
    waiting: core.queue.waitingFor(number),
    trouble,
  };
}

/** Its slots and mail slots. */
export function slotStatuses({ name, contents, volumes }: Core): SlotStatus[] {
  const discs = new Map<number, Disc>(volumes.discs({ device: name }).map((disc) => [disc.id, disc]));
  const inDrive = new Map<number, { readonly drive: number; readonly disc: number }>();
  for (const { spot, disc } of contents.of("drive")) {
    const home = disc === null ? undefined : contents.homeOf(disc);
    if (home !== undefined && disc !== null) inDrive.set(home, { drive: spot.number, disc });
  }
  return [...contents.of("slot"), ...contents.of("mail")].map(({ spot, full, barcode, disc }) => {
    const away = spot.kind === "slot" && !full ? inDrive.get(spot.number) : undefined;
    const here = disc ?? away?.disc ?? null;
    return {
      kind: spot.kind === "mail" ? "mail" : "slot",
      number: spot.number,
      full,
      barcode,
      disc: here === null ? null : discs.get(here) ?? null,
      inDrive: away?.drive ?? null,
    };
  });
}

/**
 * Taking a device under control.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import type { Disc } from "../model.ts";
import type { Core } from "./core.ts";
import { closeDrive, failDrive } from "./drive_use.ts";
import { takeInventory } from "./inventory.ts";
import type { Mover } from "./mover.ts";
import { putBack } from "./recovery.ts";
import { startCarrier } from "./start_carrier.ts";

/**
 * Opens robot and drives, takes inventory, puts in order what a killed server has left.
 *
 * @returns slots whose disc has to be inspected
 */
export async function attach(core: Core, mover: Mover, signal?: AbortSignal): Promise<number[]> {
  const { name, log, volumes, description, drives } = core;
  log.write(3, "&", `${name}: attach`);
  core.state = "attaching";
  core.changed();
  await meetDrives(core);
  stopIf(signal, name);
  const facts = await startCarrier(core);
  stopIf(signal, name);
  const { type, robot } = description;
  const { model, serial } = facts;
  const seenAt = new Date().toISOString();
  volumes.noteDevice({ name, type, robot: robot ?? null, model, serial, attached: true, seenAt });
  for (const { number, path, serial, recorder } of drives) {
    volumes.noteDrive(name, { number, path, serial, recorder });
  }
  takeInventory(core, await mover.look());
  stopIf(signal, name);
  await core.robot.take(() => putBack(core, mover, signal));
  log.write(3, "&", `${name}: attached`);
  core.resume();
  return slotsToInspect(core);
}

/** Reserved drives are left alone; the others say who they are. */
async function meetDrives(core: Core): Promise<void> {
  const { name, volumes, drives, log } = core;
  for (const { device, drive, holder } of volumes.reservations()) {
    const reserved = device === name ? drives.find(({ number }) => number === drive) : undefined;
    if (reserved === undefined) continue;
    reserved.duty = "reserved";
    reserved.holder = holder;
  }
  await Promise.all(drives.map(async (drive) => {
    try {
      const { model, serial } = await drive.thread.do("meet");
      drive.serial = serial ?? null;
      log.write(3, "@", `${name}: drive ${drive.number}, ${drive.path} is ${model}`);
    } catch (error) {
      // Whoever has reserved it may have it open.
      if (drive.duty === "reserved") return;
      // A file that is missing, or a folder without a disc, is an empty place and no drive out of order.
      if (core.description.type === "image") return log.error(2, "@", error);
      log.error(1, "@", error);
      failDrive(core, drive, error);
    } finally {
      await closeDrive(drive);
    }
  }));
}

function slotsToInspect(core: Core): number[] {
  const { contents, volumes, description, parameters } = core;
  const byId = new Map(volumes.discs({ device: core.name }).map((disc) => [disc.id, disc]));
  const wantsFiles = parameters.get("files") > 0;
  return contents.of("slot").map(({ spot }) => spot.number).filter((slot) => {
    const disc = contents.discOfSlot(slot);
    if (disc === null) return false;
    const known = byId.get(disc);
    if (isReserved(core, disc)) return false;
    // Without a slot inventory nothing says that the discs are still the same.
    return description.save === undefined || known === undefined || isUninspected(known, wantsFiles);
  });
}

function isUninspected({ testedAt, state, files }: Disc, wantsFiles: boolean): boolean {
  return testedAt === null || state === "unknown" || (state === "recorded" && wantsFiles && files === null);
}

function isReserved({ contents, drives }: Core, disc: number): boolean {
  const spot = contents.spotOf(disc);
  return spot?.kind === "drive" &&
    drives.some(({ number, duty }) => number === spot.number && duty !== "serving");
}

function stopIf(signal: AbortSignal | undefined, name: string): void {
  if (signal?.aborted === true) throw new StoppedError(`Stopped while ${name} was attached`);
}

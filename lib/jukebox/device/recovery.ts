/**
 * After an inventory: discs that lie where no disc stays go back to their slots.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import type { Core } from "./core.ts";
import { closeDrive } from "./drive_use.ts";
import type { Mover } from "./mover.ts";
import type { Spot } from "./places.ts";

/** Empties grippers, then the drives that serve. A disc that cannot be put back is left where it is. */
export async function putBack(core: Core, mover: Mover, signal?: AbortSignal): Promise<void> {
  if (!core.carrier.moves) return;
  await emptyGrippers(core, mover);
  for (const drive of core.drives) {
    if (drive.duty !== "serving") continue;
    if (core.contents.at({ kind: "drive", number: drive.number })?.full !== true) continue;
    if (signal?.aborted === true) throw new StoppedError(`Stopped while ${core.name} was put in order`);
    await attemptTo(core, { kind: "drive", number: drive.number }, async () => {
      await closeDrive(drive);
      await mover.home(drive.number);
    });
  }
}

/** A gripper that holds a disc can do nothing else. */
export async function emptyGrippers(core: Core, mover: Mover): Promise<void> {
  for (const { spot, full, disc } of core.contents.of("gripper")) {
    if (full) await attemptTo(core, spot, () => fromGripper(core, mover, spot, disc));
  }
}

async function fromGripper(core: Core, mover: Mover, from: Spot, disc: number | null): Promise<void> {
  const slot = mover.slotFor(disc);
  if (disc !== null && core.contents.homeOf(disc) !== slot) mover.settle(disc, slot);
  await mover.move(from, { kind: "slot", number: slot });
}

async function attemptTo(core: Core, spot: Spot, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    core.log.error(1, "%", error);
    core.log.write(1, "%", `${core.name}: the disc in ${spot.kind} ${spot.number} stays there`);
    if (core.state === "failed") throw error;
  }
}

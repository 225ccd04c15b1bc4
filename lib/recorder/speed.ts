/**
 * How fast a disc is recorded: what is wished, what the drive grants.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import type { Drive } from "../mmc/drive.ts";
import { fromDriveSpeed, toDriveSpeed } from "../mmc/families.ts";
import type { MediumSummary } from "../mmc/medium.ts";
import { currentWriteSpeed, FASTEST } from "../mmc/set_speed.ts";
import type { SpeedGranted } from "./events.ts";

/** Drives round their speeds, each in its own way: so much above a wish is still what was wished. */
const ROUNDING = 1.02;

/**
 * Sets the speed of a recording and asks the drive what it made of it.
 *
 * @param factor multiple of the family's base speed; the fastest that drive and medium offer when absent
 */
export function setRecordingSpeed(
  drive: Drive,
  medium: MediumSummary,
  factor: number | undefined,
): SpeedGranted {
  const { profile, baseSpeed } = medium;
  const offered = offeredSpeeds(drive);
  const wish = factor === undefined ? undefined : toDriveSpeed(profile, factor * baseSpeed);
  const chosen = choose(offered, wish);
  // A drive that does not take orders records all the same.
  const taken = attempt(() => {
    drive.setSpeed(FASTEST, chosen);
    return true;
  }) ?? false;
  const now = currentWriteSpeed(drive) ?? (taken && offered.length > 0 ? chosen : undefined);
  const granted = now === undefined ? undefined : fromDriveSpeed(profile, now);
  return {
    event: "speed",
    requested: factor === undefined ? undefined : Math.round(factor * baseSpeed),
    granted,
    factor: granted === undefined ? undefined : Math.round(granted / baseSpeed * 10) / 10,
  };
}

/** As drives count them. Older ones tell them in mode page 2Ah only. */
function offeredSpeeds(drive: Drive): readonly number[] {
  const speeds = (attempt(() => drive.performance()) ?? []).map(({ write }) => write).filter((speed) =>
    speed > 0
  );
  return speeds.length > 0 ? speeds : attempt(() => drive.capabilities())?.writeSpeeds ?? [];
}

/** Of the speeds that a drive offers the next below the wish, else its slowest: the drive takes no other. */
function choose(offered: readonly number[], wish: number | undefined): number {
  if (wish === undefined) return Math.max(0, ...offered) || FASTEST;
  const below = offered.filter((speed) => speed <= wish * ROUNDING);
  if (below.length > 0) return Math.max(...below);
  return offered.length > 0 ? Math.min(...offered) : Math.ceil(wish * ROUNDING);
}

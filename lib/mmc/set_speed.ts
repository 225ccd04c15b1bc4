/**
 * How a drive is told its speeds: CDs by SET CD SPEED, DVD and BD by SET STREAMING where the drive has it.
 *
 * @module
 */

import { type ScsiDevice, TIMEOUT } from "../scsi/device.ts";
import { attempt } from "../scsi/attempt.ts";
import { isCd } from "./families.ts";
import { FEATURE } from "./features.ts";
import type { Configuration } from "./get_configuration.ts";
import type { NominalSpeed, WriteSpeed } from "./get_performance.ts";
import type { DriveCapabilities } from "./drive_capabilities.ts";
import { encodeSetCdSpeed } from "./set_cd_speed.ts";
import { encodePerformanceDescriptor, encodeSetStreaming } from "./set_streaming.ts";

export { FASTEST } from "./set_cd_speed.ts";

/** What is needed of a drive. */
export interface SpeedSetter {
  readonly device: ScsiDevice;
  configuration(): Configuration;
  performance(): WriteSpeed[];
  capacity(): number;
}

/** The last block of a DVD: what is named when neither speeds nor capacity say more. */
const LAST_BLOCK_OF_DVD = 2_295_103;

/** The most that 32 bits hold. */
const MOST = 0xffff_ffff;

/** Sets the speeds, in kB/s as drives count them. */
export function setDriveSpeed(drive: SpeedSetter, read: number, write: number): void {
  const [readSpeed, writeSpeed] = [whole(read), whole(write)];
  if (canStream(drive.configuration()) && setStreaming(drive, readSpeed, writeSpeed)) return;
  // Some drives turn the disc before they answer.
  drive.device.command(
    "set the speed",
    encodeSetCdSpeed(readSpeed, writeSpeed),
    "none",
    undefined,
    TIMEOUT.read,
  );
}

// SET STREAMING has room for all speeds there are; SET CD SPEED takes no more than FASTEST.
function whole(speed: number): number {
  return Math.max(0, Math.min(MOST, Math.floor(speed)));
}

function canStream({ profile, features }: Configuration): boolean {
  return !isCd(profile) && features.get(FEATURE.realTimeStreaming)?.current === true;
}

function setStreaming(drive: SpeedSetter, read: number, write: number): boolean {
  const cdb = encodeSetStreaming();
  const lastBlock = lastBlockOf(drive, write);
  const descriptor = encodePerformanceDescriptor({ lastBlock, read, write });
  const outcome = drive.device.try(cdb, "out", descriptor, TIMEOUT.read);
  // Some drives that announce streaming only know the older command.
  if (!outcome.good && outcome.sense?.key !== 5) throw drive.device.errorOf("set the speed", cdb, outcome);
  return outcome.good;
}

// The drive's own last block: some refuse a descriptor that ends behind it.
function lastBlockOf(drive: SpeedSetter, write: number): number {
  const speeds = attempt(() => drive.performance()) ?? [];
  const named = speeds.find((speed) => speed.write === write) ?? speeds[0];
  if (named !== undefined && named.lastBlock > 0) return named.lastBlock;
  const capacity = attempt(() => drive.capacity()) ?? 0;
  return capacity > 1 ? capacity - 1 : LAST_BLOCK_OF_DVD;
}

/** What is needed of a drive to know its speed. */
export interface SpeedTeller {
  nominalSpeeds(write: boolean): NominalSpeed[];
  capabilities(): DriveCapabilities;
}

/** The write speed that is set, in kB/s as drives count them; `undefined` when the drive does not say. */
export function currentWriteSpeed(drive: SpeedTeller): number | undefined {
  const stretches = attempt(() => drive.nominalSpeeds(true)) ?? [];
  const fastest = Math.max(
    0,
    ...stretches.map(({ firstSpeed, lastSpeed }) => Math.max(firstSpeed, lastSpeed)),
  );
  if (fastest > 0) return fastest;
  return attempt(() => drive.capabilities())?.currentWriteSpeed || undefined;
}

/**
 * How large a medium is that any block of can be written at any time: DVD+RW, DVD-RAM, BD-RE, and DVD-RW in
 * restricted overwrite mode.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import type { Drive } from "./drive.ts";
import type { Space } from "./examine.ts";
import { FORMAT_TYPE } from "./format_unit.ts";
import type { FormatCapacity } from "./format_capacities.ts";
import { PROFILE } from "./profiles.ts";

/** Reads it from the format capacities, or from READ CAPACITY where the drive has none. */
export function overwriteableSpace(drive: Drive, profile: number): Space {
  const list = attempt(() => drive.formatCapacities()) ?? [];
  const [now] = list;
  if (now?.state === "unformatted" || (now === undefined && isEmpty(drive))) {
    return { state: "unformatted", capacity: largest(list), free: 0, nextWritable: undefined };
  }
  const capacity = sizeOf(drive, profile, list);
  return { state: "overwriteable", capacity, free: capacity, nextWritable: 0 };
}

// A DVD-RW that was formatted quickly grows to the size of a full format while it is written.
function sizeOf(drive: Drive, profile: number, list: readonly FormatCapacity[]): number {
  const [now] = list;
  if (profile === PROFILE.dvdRwOverwrite) {
    return Math.max(
      now?.blocks ?? 0,
      ...list.filter(({ type }) => type === FORMAT_TYPE.full || type === FORMAT_TYPE.dvdRwFull)
        .map(({ blocks }) => blocks),
    );
  }
  if (now?.state === "formatted" && now.blocks > 0) return now.blocks;
  const readable = attempt(() => drive.capacity()) ?? 0;
  return readable > 1 ? readable : largest(list);
}

function largest(list: readonly FormatCapacity[]): number {
  return list.reduce((most, { blocks }) => Math.max(most, blocks), 0);
}

function isEmpty(drive: Drive): boolean {
  return attempt(() => drive.discInformation())?.status === "empty";
}

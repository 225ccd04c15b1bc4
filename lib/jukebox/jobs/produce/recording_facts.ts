/**
 * The part of a disc's protocol that tells of its recording.
 *
 * @module
 */

import type { MediumSummary } from "../../../mmc/medium.ts";
import type { RecordReport } from "../../../recorder/report.ts";
import type { DriveLease } from "../../device/device.ts";
import type { DiscItem } from "../disc_queue.ts";
import type { Production } from "./production.ts";
import { type Protocol, protocolName } from "./protocol.ts";

/** What is known when a recording begins. */
export function begunProtocol(
  { run, source }: Production,
  { ordinal, slot }: DiscItem,
  { drive }: DriveLease,
  { name: medium, mediaId }: MediumSummary,
): Protocol {
  const { disc, barcode } = run.disc(ordinal);
  const serial = run.device.status().drives.find(({ number }) => number === drive)?.serial ?? null;
  return {
    job: run.id,
    ordinal,
    device: run.deviceName,
    slot,
    disc,
    barcode,
    source: source.name,
    bytes: source.bytes,
    medium,
    mediaId: mediaId ?? null,
    drive,
    driveSerial: serial,
    startedAt: new Date().toISOString(),
    record: `${protocolName(run.id, ordinal)}.record.json`,
  };
}

/** What is known when it has ended; `speed` is a multiple of the base speed. */
export function recordedFacts(report: RecordReport, speed: number | undefined): Protocol {
  const { sha256, recipe, firstBlock, blocks, bytes, seconds, lowestFill, underruns } = report;
  return {
    sha256: sha256 ?? null,
    recipe,
    firstBlock,
    blocks,
    bytes,
    seconds,
    lowestFill: lowestFill ?? null,
    underruns,
    speed: speed ?? null,
    recordedAt: new Date().toISOString(),
  };
}

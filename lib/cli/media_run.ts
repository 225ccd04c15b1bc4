/**
 * Runs `discglow media`.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { examineMedium } from "../mmc/examine.ts";
import type { MediumSummary, TrackSummary } from "../mmc/medium.ts";
import { showSpeed } from "./amounts.ts";
import { escapeText } from "./escape.ts";
import { EXIT_DONE } from "./exit_codes.ts";
import { sizeWords, speedWords, stateWords } from "./medium_words.ts";
import { openDrive } from "./open_drive.ts";
import type { Output } from "./output.ts";

/** Describes the medium in a drive. */
export function runMedia(device: string, output: Output, trace: boolean): number {
  using drive = openDrive(device, { exclusive: false, trace: trace ? output : undefined });
  const medium = examineMedium(drive);
  if (medium === undefined) {
    throw new DeviceError(device, `Cannot tell about the medium in ${device}: there is none`, {}, {
      hint: "put a disc in, or close the tray with discglow eject --load",
    });
  }
  if (output.json) output.record({ event: "medium", device, ...medium });
  else mediumTable(medium).forEach(([name, value]) => output.line(`${name.padEnd(10)} ${escapeText(value)}`));
  return EXIT_DONE;
}

/** What is known of a medium, as names and values. */
export function mediumTable(medium: MediumSummary): [name: string, value: string][] {
  const rows: [string, string][] = [
    ["medium", `${medium.name}, ${stateWords(medium)}${medium.erasable ? ", erasable" : ""}`],
    ["capacity", sizeWords(medium.capacity)],
    ["free", sizeWords(medium.free)],
  ];
  if (medium.nextWritable !== undefined) rows.push(["next block", String(medium.nextWritable)]);
  rows.push(["sessions", String(medium.sessions)]);
  for (const track of medium.tracks) rows.push([`track ${track.number}`, trackWords(track)]);
  const base = `${showSpeed(medium.baseSpeed, medium.baseSpeed)} is ${medium.baseSpeed} kB/s`;
  rows.push(["speeds", `${speedWords(medium)}${medium.writeSpeeds.length > 0 ? ` (${base})` : ""}`]);
  if (medium.mediaId !== undefined) rows.push(["identity", medium.mediaId]);
  return rows;
}

function trackWords({ session, first, blocks, kind, open }: TrackSummary): string {
  const where = blocks === 0 ? "no block yet" : `blocks ${first} to ${first + blocks - 1}`;
  return `session ${session}, ${kind}, ${where}, ${open ? "open" : "closed"}`;
}

/**
 * Discs in words.
 *
 * @module
 */

import type { Disc } from "../../jukebox/model.ts";
import { showBytes } from "../amounts.ts";
import { escapeText } from "../escape.ts";
import { placeWords } from "../place_words.ts";
import { discLabel } from "./disc_label.ts";
import { showTime } from "./job_words.ts";

/** `12 ARCHIVE_03: BD-R, 3.20 GiB, jb slot 7` */
export function discLine(disc: Disc): string {
  const facts = [
    disc.medium ?? "unknown medium",
    ...(disc.bytes === null ? [] : [showBytes(disc.bytes)]),
    placeWords(disc.place),
  ];
  return escapeText(`${disc.id} ${discLabel(disc)}: ${facts.join(", ")}`);
}

/** All that is known of a disc. */
export function discLines(disc: Disc): string[] {
  const { volume, barcode, fingerprint, mediaId, files, capacity, home, remark } = disc;
  const rows: [string, string | null][] = [
    ["names", disc.state === "recorded" ? `pc ${disc.pcName}, rr ${disc.name}, hs ${disc.hsName}` : null],
    ["volume", volume],
    ["bar code", barcode],
    ["belongs to", home === null ? null : placeWords(home)],
    ["media id", mediaId === null ? null : `${mediaId}${disc.erasable ? ", rewritable" : ""}`],
    ["capacity", capacity === null ? null : showBytes(capacity)],
    ["files", files === null ? null : String(files)],
    ["fingerprint", fingerprint],
    ["seen", timeOf(disc.seenAt)],
    ["inspected", timeOf(disc.testedAt)],
    ["recorded", timeOf(disc.recordedAt, disc.recordedJob)],
    ["compared", timeOf(disc.verifiedAt, disc.verifiedJob, disc.verified)],
    ["remark", remark],
  ];
  const told = rows.filter(([, text]) => text !== null);
  return [discLine(disc), ...told.map(([name, text]) => `  ${name}: ${escapeText(text!)}`)];
}

function timeOf(time: string | null, job: number | null = null, result: string | null = null): string | null {
  if (time === null) return null;
  return [showTime(time), ...(job === null ? [] : [`job ${job}`]), ...(result === null ? [] : [result])].join(
    ", ",
  );
}

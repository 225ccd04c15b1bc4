/**
 * A row of the discs as a disc.
 *
 * @module
 */

import type { Disc, DiscState, VerifyResult } from "../model.ts";
import type { Row } from "./connection.ts";
import { countOf, placeOf, SHELF, textOf, wordOf } from "./rows.ts";

const STATES: readonly DiscState[] = ["unknown", "blank", "bad", "foreign", "recorded"];
const RESULTS: readonly VerifyResult[] = ["failed", "good", "different"];

/** The beginning of a question about discs. */
export const DISC_COLUMNS =
  "SELECT disc.*, content.files AS files FROM disc LEFT JOIN content ON content.id = disc.content";

/** A disc as it came out. */
export function discOf(row: Row): Disc {
  const aside = textOf(row.set_aside);
  const rr = textOf(row.rr_name) ?? "";
  return {
    id: countOf(row.id) ?? 0,
    name: rr,
    pcName: textOf(row.pc_name) ?? rr,
    hsName: textOf(row.hs_name) ?? rr,
    barcode: textOf(row.barcode),
    state: aside === null ? wordOf(row.state, STATES) : "bad",
    medium: textOf(row.medium),
    mediaId: textOf(row.media_id),
    erasable: row.erasable === 1,
    volume: textOf(row.volume),
    fingerprint: textOf(row.fingerprint),
    bytes: countOf(row.bytes),
    capacity: countOf(row.capacity),
    files: countOf(row.files),
    place: placeOf(row, "place") ?? SHELF,
    home: placeOf(row, "home"),
    seenAt: textOf(row.seen_at),
    testedAt: textOf(row.tested_at),
    recordedAt: textOf(row.recorded_at),
    recordedJob: countOf(row.recorded_job),
    verifiedAt: textOf(row.verified_at),
    verifiedJob: countOf(row.verified_job),
    verified: row.verified === null ? null : wordOf(row.verified, RESULTS),
    remark: aside ?? textOf(row.remark),
  };
}

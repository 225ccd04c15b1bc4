/**
 * The columns of `cdadm survey` by their letters.
 *
 * @module
 */

import { discLabel, NO_SLOT, UNKNOWN } from "./disc_label.ts";
import { showTime } from "./job_words.ts";
import type { DeviceRow, DriveRow, SlotRow, SurveyMode } from "./survey_rows.ts";
import type { ColumnStyle } from "./table.ts";

/** A column of rows. */
export interface Column<R> extends ColumnStyle {
  /** What it shows. */
  readonly help: string;
  /** Its cell; numbers are sorted as such. */
  readonly cell: (row: R) => string | number;
}

/** Columns by their letters. */
export type Columns<R> = Readonly<Record<string, Column<R>>>;

const NUMBER = { right: true } as const;

/** Shown for what is not known. */
const NOTHING = "-";

/** Columns of `-d`. */
export const DEVICE_COLUMNS: Columns<DeviceRow> = {
  d: { help: "device", cell: ({ device }) => device.name },
  e: { help: "its state", cell: ({ device }) => device.state },
  i: { help: "number of its drives", ...NUMBER, cell: ({ device }) => device.drives.length },
  l: { help: "number of its mail slots", ...NUMBER, cell: ({ device }) => device.mailSlots },
  m: { help: "model of the changer", cell: ({ device }) => device.model ?? NOTHING },
  n: { help: "name of the changer", cell: ({ device }) => device.robot ?? NOTHING },
  q: { help: "serial number", cell: ({ device }) => device.serial ?? NOTHING },
  s: { help: "number of its slots", ...NUMBER, cell: ({ device }) => device.slots },
  x: { help: "why it does not work", cell: ({ device }) => device.trouble ?? NOTHING },
  y: { help: "type", cell: ({ device }) => device.type ?? NOTHING },
};

/** Columns of `-r`. */
export const DRIVE_COLUMNS: Columns<DriveRow> = {
  d: { help: "device", cell: ({ device }) => device },
  e: { help: "what the drive is there for: serving, job, reserved, failed", cell: ({ duty }) => duty },
  f: { help: "f when it is free: serving and idle", cell: (row) => isFree(row) ? "f" : NOTHING },
  g: { help: "what it does now", cell: ({ activity }) => activity ?? NOTHING },
  i: { help: "number of the drive", ...NUMBER, cell: ({ number }) => number },
  k: { help: "recorder or reader", cell: ({ recorder }) => recorder ? "recorder" : "reader" },
  n: { help: "name to open it by", cell: ({ path }) => path },
  o: { help: "who has reserved it; ! when that program is gone", cell: holderOf },
  p: { help: "pc name of its disc, or its state", cell: ({ disc }) => discLabel(disc, "pc") },
  q: { help: "serial number", cell: ({ serial }) => serial ?? NOTHING },
  r: { help: "full name of its disc, or its state", cell: ({ disc }) => discLabel(disc) },
  s: { help: "slot of its disc, 0 for none", ...NUMBER, width: 3, cell: ({ slot }) => slot ?? 0 },
  u: { help: "u when it is unloaded: no disc is in it", cell: (row) => isLoaded(row) ? NOTHING : "u" },
  w: { help: "requests that wait for it", ...NUMBER, cell: ({ waiting }) => waiting },
  x: { help: "why it is out of order", cell: ({ trouble }) => trouble ?? NOTHING },
};

/** Columns of `-s` and `-v`. */
export const SLOT_COLUMNS: Columns<SlotRow> = {
  F: { help: "free space on the disc", ...NUMBER, cell: ({ disc }) => free(disc) },
  S: { help: "size of the disc with its free space", ...NUMBER, cell: ({ disc }) => kB(disc?.capacity) },
  W: { help: "data written", ...NUMBER, cell: ({ disc }) => kB(disc?.bytes) },
  a: { help: "@ when the disc is in a drive", cell: ({ drive }) => drive === null ? NOTHING : "@" },
  b: { help: "bar code", cell: ({ barcode }) => barcode ?? NOTHING },
  c: { help: "number of files", ...NUMBER, cell: ({ disc }) => disc?.files ?? NOTHING },
  d: { help: "device; - for the shelf", cell: ({ device }) => device ?? NOTHING },
  e: { help: "state in a word", cell: ({ full, disc }) => disc?.state ?? (full ? "unknown" : "empty") },
  g: { help: "when recorded", cell: ({ disc }) => showTime(disc?.recordedAt ?? null) },
  h: { help: "hs name, or the state", cell: (row) => labelOf(row, "hs") },
  i: {
    help: "number of the drive that the disc is in, 0 for none",
    ...NUMBER,
    cell: ({ drive }) => drive ?? 0,
  },
  j: { help: "job that recorded it", ...NUMBER, cell: ({ disc }) => disc?.recordedJob ?? NOTHING },
  k: { help: "kind of medium", cell: ({ disc }) => disc?.medium ?? NOTHING },
  n: { help: "number of the disc in the database", ...NUMBER, cell: ({ disc }) => disc?.id ?? NOTHING },
  p: { help: "pc name, or the state", cell: (row) => labelOf(row, "pc") },
  r: { help: "full name, or the state", cell: (row) => labelOf(row, "rr") },
  s: { help: "slot; m1 is a mail slot, 0 the shelf", ...NUMBER, width: 3, cell: slotOf },
  t: { help: "when inspected", cell: ({ disc }) => showTime(disc?.testedAt ?? null) },
  v: { help: "result of the last comparison", cell: ({ disc }) => disc?.verified ?? NOTHING },
  x: { help: "why it is bad or foreign", cell: ({ disc }) => disc?.remark ?? NOTHING },
};

/** What is shown when no columns are asked for. */
export const USUAL_COLUMNS: Readonly<Record<SurveyMode, string>> = {
  devices: "dyesilm",
  slots: "dsairkb",
  volumes: "dsairkvb",
  drives: "disfuner",
};

/** Whether a drive waits for requests. */
function isFree({ duty, activity, waiting }: DriveRow): boolean {
  return duty === "serving" && activity === null && waiting === 0;
}

/** Whether a disc is in a drive. */
export function isLoaded({ disc, slot }: DriveRow): boolean {
  return disc !== null || slot !== null;
}

function holderOf({ holder, holderGone }: DriveRow): string {
  return holder === null ? NOTHING : `${holder.who}${holderGone ? "!" : ""}`;
}

function labelOf({ exists, full, disc }: SlotRow, which: "pc" | "rr" | "hs"): string {
  if (!exists) return NO_SLOT;
  return disc === null && full ? UNKNOWN : discLabel(disc, which);
}

function slotOf({ kind, number }: SlotRow): string | number {
  return kind === "slot" ? number : kind === "mail" ? `m${number}` : 0;
}

/** Kilobytes of 1024 bytes, as the classic columns of space have them. */
function kB(bytes: number | null | undefined): string | number {
  return bytes === null || bytes === undefined ? NOTHING : Math.floor(bytes / 1024);
}

function free(disc: SlotRow["disc"]): string | number {
  if (disc === null || disc.capacity === null) return NOTHING;
  return kB(Math.max(0, disc.capacity - (disc.bytes ?? 0)));
}

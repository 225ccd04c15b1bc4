/**
 * How a production has ended, in one sentence.
 *
 * @module
 */

import type { JobDisc, ProduceRequest } from "../../model.ts";
import { formatSlotList } from "../../slot_list.ts";
import type { Troubles } from "../outcome.ts";
import type { JobRun } from "../job_run.ts";
import type { Ending } from "../job_tools.ts";
import { discCount } from "../words_of.ts";
import { isUnproved } from "./unproved.ts";

/** Reasons that are told each, with their slots; the other discs are only counted. */
const MOST_NAMED = 10;

/** The sentence and the state. */
export function endingOf(
  run: JobRun,
  { verify, copies }: ProduceRequest,
  wanted: number,
  { drives, fatal }: Troubles,
): Ending {
  const discs = run.discs();
  const good = discs.filter(({ step }) => step === "good").length;
  const count = good === wanted && wanted === 1 ? "1 disc" : `${good} of ${discCount(wanted)}`;
  const missed = discs.filter(({ step, words }) => step === "bad" || (step === "skipped" && words !== null));
  const groups = [...Map.groupBy(missed, kindOf).values()];
  const lines = groups.slice(0, MOST_NAMED).map(groupWords);
  const others = groups.slice(MOST_NAMED).flat().length;
  if (others > 0) lines.push(`${others} more were not recorded`);
  const lacking = copies !== null && good < wanted && !run.halt.aborted && fatal === undefined &&
    drives.length === 0;
  const resumed = resumedWords(run.reported("interrupted"));
  const more = [
    ...lines,
    ...drives,
    ...(lacking ? ["there are no more blank discs"] : []),
    ...(fatal === undefined ? [] : [fatal]),
    ...(resumed === undefined ? [] : [resumed]),
  ];
  const words = [`${count} recorded${verify ? " and verified" : ""}`, ...more].join(", ");
  return { state: good >= wanted ? "done" : "failed", words };
}

/** Discs about which there is the same to say. */
function kindOf(row: JobDisc): string {
  return `${row.step} ${isUnproved(row)} ${row.words}`;
}

/** `slots 6-9,17 left as they were: …` */
function groupWords(rows: readonly JobDisc[]): string {
  const [first] = rows;
  const slots = `${rows.length === 1 ? "slot" : "slots"} ${formatSlotList(rows.map(({ slot }) => slot))}`;
  if (isUnproved(first!)) return `${slots} ${first!.words}`;
  const left = rows.length === 1 ? "left as it was" : "left as they were";
  const what = first!.step === "bad" ? "set aside" : left;
  return `${slots} ${what}${first!.words === null ? "" : `: ${first!.words}`}`;
}

/** The row is kept in a file like others: what is no list of slots says nothing. */
function resumedWords(interrupted: unknown): string | undefined {
  const slots = Array.isArray(interrupted) ? interrupted.filter((slot) => Number.isInteger(slot)) : [];
  if (slots.length === 0) return undefined;
  const discs = slots.length === 1 ? "the disc of slot" : "the discs of slots";
  const were = slots.length === 1 ? "was" : "were";
  return `after an interruption ${discs} ${formatSlotList(slots)} ${were} looked at`;
}

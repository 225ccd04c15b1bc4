/**
 * Labels of the discs that a production has recorded.
 *
 * @module
 */

import { labelSheet } from "../../labels/sheet.ts";
import type { JobRun } from "../job_run.ts";
import { wordsOf } from "../words_of.ts";

/** Writes a sheet of labels into the protocols, and names it in the report. */
export async function keepLabels(run: JobRun): Promise<void> {
  const { volumes, protocols } = run.tools;
  const discs = run.discs().flatMap(({ step, disc }) => {
    const found = step === "good" && disc !== null ? volumes.disc(disc) : undefined;
    return found === undefined ? [] : [found];
  });
  if (discs.length === 0) return;
  const name = `${run.id}-labels.svg`;
  try {
    const labelled = discs.map(({ name, volume, recordedAt: date, barcode }) => {
      return { name, volume, date, barcode };
    });
    await Deno.writeTextFile(`${protocols}/${name}`, labelSheet(labelled));
    run.report({ labels: name });
  } catch (error) {
    run.log(2, `the labels could not be made: ${wordsOf(error)}`);
  }
}

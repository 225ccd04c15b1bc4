/**
 * Runs `cdadm labels`.
 *
 * @module
 */

import type { JukeboxClient } from "../../jukebox/client/client.ts";
import { JukeboxError } from "../../jukebox/errors.ts";
import { labelSheet } from "../../jukebox/labels/sheet.ts";
import type { Disc } from "../../jukebox/model.ts";
import { parseSlotList } from "../../jukebox/slot_list.ts";
import type { Output } from "../output.ts";
import { discLabel } from "./disc_label.ts";
import { openNewFile } from "./new_file.ts";

/** What of a call is needed. */
interface LabelsCall {
  readonly client: Pick<JukeboxClient, "slots">;
  readonly output: Output;
  readonly operands: readonly string[];
  readonly values: { readonly job: number | undefined; readonly to: string | undefined };
}

/** Writes a sheet with the discs of slots, whether they are there or in a drive. */
export async function makeLabels(call: LabelsCall): Promise<void> {
  const { client, output, operands: [device, list], values: { job, to } } = call;
  const wanted = parseSlotList(list);
  const discs = (await client.slots(device!))
    .filter(({ kind, number }) => kind === "slot" && (wanted?.includes(number) ?? true))
    .flatMap(({ disc }) => disc === null || (job !== undefined && disc.recordedJob !== job) ? [] : [disc]);
  if (discs.length === 0) {
    throw new JukeboxError("missing", `Cannot make labels for ${device}: there are no such discs`);
  }
  const sheet = new TextEncoder().encode(labelSheet(discs.map(labelled)));
  if (to === undefined) return output.bytes(sheet);
  using file = openNewFile(to);
  file.write(sheet);
  if (output.json) output.record({ event: "labels", to, discs: discs.length });
}

function labelled(disc: Disc): Parameters<typeof labelSheet>[0][number] {
  const { volume, recordedAt, barcode, state } = disc;
  return { name: state === "blank" ? "" : discLabel(disc), volume, date: recordedAt, barcode };
}

/**
 * The letters of all columns of `cdadm survey` and the states of discs, for its help.
 *
 * @module
 */

import type { LookUp } from "../command.ts";
import { DEVICE_COLUMNS, DRIVE_COLUMNS, SLOT_COLUMNS } from "./survey_columns.ts";

function letters(title: string, columns: Readonly<Record<string, { readonly help: string }>>): LookUp {
  return { title, rows: Object.entries(columns).map(([letter, { help }]) => [letter, help]) };
}

/** What stands for a disc that has no name to use. */
const STATES: LookUp = {
  title: "States of discs",
  rows: [
    ["-blank-", "nothing is recorded"],
    ["-badCD-", "unreadable, or set aside by a job"],
    ["-nostd-", "recorded in a format that is not read here"],
    ["-?????-", "not inspected yet"],
    ["-empty-", "no disc"],
    ["-------", "the device has no such slot"],
  ],
};

/** Everything that survey's operands refer to. */
export const SURVEY_LOOK_UPS: readonly LookUp[] = [
  STATES,
  letters("Columns of slots and volumes", SLOT_COLUMNS),
  letters("Columns of drives", DRIVE_COLUMNS),
  letters("Columns of devices", DEVICE_COLUMNS),
];

/**
 * Runs `cdadm survey`.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { escapeText } from "../escape.ts";
import type { Output } from "../output.ts";
import {
  type Column,
  type Columns,
  DEVICE_COLUMNS,
  DRIVE_COLUMNS,
  isLoaded,
  SLOT_COLUMNS,
  USUAL_COLUMNS,
} from "./survey_columns.ts";
import {
  type DeviceRow,
  devicesOf,
  driveRows,
  missingRows,
  type SlotRow,
  slotRows,
  type SurveyClient,
  type SurveyMode,
  volumeRows,
} from "./survey_rows.ts";
import { parseSelection, type SurveySelection } from "./survey_selection.ts";
import { alignedLines } from "./table.ts";

/** What of a call is needed. */
interface SurveyCall {
  readonly client: SurveyClient;
  readonly output: Output;
  readonly operands: readonly string[];
  readonly values: Readonly<Record<SurveyMode | "head", boolean>>;
}

/** Lists what is asked for. */
export async function runSurvey({ client, output, operands, values }: SurveyCall): Promise<void> {
  const mode = modeOf(values);
  const selection = parseSelection(operands);
  const show = <R extends object>(columns: Columns<R>, rows: () => Promise<R[]>): Promise<void> =>
    print(output, { columns, rows, mode, selection, head: values.head });
  switch (mode) {
    case "devices":
      return await show(
        DEVICE_COLUMNS,
        async () =>
          (await devicesOf(client, selection.device)).map((device): DeviceRow => ({
            event: "device",
            device,
          })),
      );
    case "drives":
      return await show(
        DRIVE_COLUMNS,
        async () =>
          driveRows(await devicesOf(client, selection.device)).filter((row) =>
            selection.used === undefined || selection.used === isLoaded(row)
          ),
      );
    default:
      return await show(
        SLOT_COLUMNS,
        async () => (await slotsOf(client, mode, selection)).filter((row) => fits(row, selection)),
      );
  }
}

function modeOf(values: SurveyCall["values"]): SurveyMode {
  const modes = (["devices", "slots", "volumes", "drives"] as const).filter((mode) => values[mode]);
  if (modes.length < 2) return modes[0] ?? "slots";
  throw new UsageError(`Cannot list ${modes.join(" and ")} at once: choose one of them`);
}

async function slotsOf(
  client: SurveyClient,
  mode: SurveyMode,
  { device, slots = [] }: SurveySelection,
): Promise<SlotRow[]> {
  if (mode === "volumes" && device === undefined) return await volumeRows(client);
  const devices = await devicesOf(client, device);
  const rows = await slotRows(client, devices);
  return [...rows, ...device === undefined ? [] : missingRows(devices[0]!.name, slots, rows)];
}

function fits({ kind, number, full, disc }: SlotRow, { slots, used }: SurveySelection): boolean {
  if (slots !== undefined && !(kind === "slot" && slots.includes(number))) return false;
  return used === undefined || used === (full || disc !== null);
}

async function print<R extends object>(
  output: Output,
  { columns, rows, mode, selection, head }: {
    readonly columns: Columns<R>;
    readonly rows: () => Promise<R[]>;
    readonly mode: SurveyMode;
    readonly selection: SurveySelection;
    readonly head: boolean;
  },
): Promise<void> {
  const letters = [...selection.columns ?? USUAL_COLUMNS[mode]];
  const chosen = letters.map((letter) => columnOf(columns, letter, mode));
  const order = [...selection.sort ?? ""].map((letter) => columnOf(columns, letter, mode));
  const sorted = (await rows()).sort((a, b) => compareBy(order, a, b));
  if (output.json) return sorted.forEach((row) => output.record(row));
  const cells = sorted.map((row) => chosen.map(({ cell }) => escapeText(String(cell(row)))));
  for (const line of alignedLines(head ? [letters, ...cells] : cells, chosen)) output.line(line);
}

function columnOf<R>(columns: Columns<R>, letter: string, mode: SurveyMode): Column<R> {
  const column = Object.hasOwn(columns, letter) ? columns[letter] : undefined;
  if (column !== undefined) return column;
  throw new UsageError(`Cannot show column ${letter}: a list of ${mode} has no such column`, {
    hint: `it has ${Object.keys(columns).join("")}; discglow cdadm survey --help explains them`,
  });
}

function compareBy<R>(columns: readonly Column<R>[], a: R, b: R): number {
  for (const { cell } of columns) {
    const [one, other] = [cell(a), cell(b)];
    const difference = typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), "en");
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * What the operands of `cdadm survey` ask for: `+letters`, `d=DEVICE`, `u=+`, `s=LIST`, `s:LETTERS`.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { parseSlotList } from "../../jukebox/slot_list.ts";

/** What is to be listed, and how. */
export interface SurveySelection {
  /** Letters of the columns. */
  readonly columns?: string;
  /** Letters of the columns that rows are sorted by. */
  readonly sort?: string;
  readonly device?: string;
  /** Numbers of slots. */
  readonly slots?: readonly number[];
  /** Only what holds a disc, or only what holds none. */
  readonly used?: boolean;
}

/** Reads the operands. */
export function parseSelection(operands: readonly string[]): SurveySelection {
  return operands.reduce(add, {});
}

function add(selection: SurveySelection, operand: string): SurveySelection {
  const [, key, value = ""] = /^(\+|d=|u=|s=|s:)(.*)$/s.exec(operand) ?? [];
  if (value !== "") {
    switch (key) {
      case "+":
        return { ...selection, columns: (selection.columns ?? "") + value };
      case "d=":
        return { ...selection, device: value };
      case "u=":
        if (value === "+" || value === "-") return { ...selection, used: value === "+" };
        break;
      case "s=":
        return { ...selection, slots: parseSlotList(value) ?? [] };
      case "s:":
        return { ...selection, sort: value };
    }
  }
  throw new UsageError(`Cannot understand ${operand}: survey has no such selection`, {
    hint:
      "write +LETTERS, d=DEVICE, s=LIST, u=+, u=- or s:LETTERS; discglow cdadm survey --help explains them",
  });
}

/**
 * What the requests of the smaller jobs hold.
 *
 * @module
 */

import { JukeboxError } from "../../errors.ts";
import { parseSlotList } from "../../slot_list.ts";
import { Fields, MOST_LIST } from "./fields.ts";

type Request = Readonly<Record<string, unknown>>;

/** To inspect discs. */
export interface TestRequest {
  /** Slot list; `null` for all. */
  readonly slots: string | null;
}

/** To compare discs. */
export interface VerifyRequest {
  /** Slot list; `null` for all discs that have a kept record, or that hold something. */
  readonly slots: string | null;
  /** An image; `null` for the record that was kept when each disc was recorded. */
  readonly source: string | null;
  /** Numbers of the drives to use; `null` for all that serve. */
  readonly drives: readonly number[] | null;
}

/** To make rewritable discs empty. */
export interface BlankRequest {
  readonly slots: string;
  readonly drives: readonly number[] | null;
}

/** To take a disc in. */
export interface ImportRequest {
  /** Slots it may go to; `null` for all. */
  readonly slots: string | null;
  /** Do not wait for the operator. */
  readonly early: boolean;
}

/** To give discs out. */
export interface ExportRequest {
  /** Slot list: the disc of the first slot that has one goes out. */
  readonly slots: string | null;
  /** The disc's id. Without both it is a bad disc, where there is one, else the first. */
  readonly disc: number | null;
  /** The discs of all slots of the list go out, one after the other. */
  readonly all: boolean;
  readonly early: boolean;
}

/** Reads a request to test. */
export function readTestRequest(request: Request): TestRequest {
  return { slots: slotsOf(new Fields("test", request, ["slots"])) };
}

/** Reads a request to verify. */
export function readVerifyRequest(request: Request): VerifyRequest {
  const fields = new Fields("verify", request, ["slots", "source", "drives"]);
  return { slots: slotsOf(fields), source: fields.text("source") || null, drives: fields.drives("drives") };
}

/** Reads a request to blank. */
export function readBlankRequest(request: Request): BlankRequest {
  const fields = new Fields("blank", request, ["slots", "drives"]);
  const slots = slotsOf(fields);
  if (slots === null) {
    throw new JukeboxError("usage", "Cannot blank discs: no slots are named", {
      hint: "name the slots whose discs may be erased",
    });
  }
  return { slots, drives: fields.drives("drives") };
}

/** Reads a request to import. */
export function readImportRequest(request: Request): ImportRequest {
  const fields = new Fields("import", request, ["slots", "early"]);
  return { slots: slotsOf(fields), early: fields.flag("early", false) };
}

/** Reads a request to export. */
export function readExportRequest(request: Request): ExportRequest {
  const fields = new Fields("export", request, ["slots", "disc", "all", "early"]);
  const slots = slotsOf(fields);
  const disc = fields.count("disc", 1, Number.MAX_SAFE_INTEGER);
  if (slots !== null && disc !== null) {
    throw new JukeboxError("usage", "Cannot export a disc and slots at the same time");
  }
  const all = fields.flag("all", false);
  if (all && slots === null) {
    throw new JukeboxError("usage", "Cannot export whatever disc there is: no slots are named");
  }
  return { slots, disc, all, early: fields.flag("early", false) };
}

function slotsOf(fields: Fields): string | null {
  const slots = fields.text("slots", MOST_LIST) || null;
  parseSlotList(slots);
  return slots;
}

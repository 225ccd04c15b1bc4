/**
 * The directory record of the root in a volume descriptor (ECMA-119 8.4.18).
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get32L } from "../../iso9660/numbers.ts";
import { checkBoth16, checkBoth32 } from "./both_orders.ts";
import type { Context } from "./context.ts";
import { recordDateFault } from "./dates.ts";

const CLAUSE = "ECMA-119 8.4.18";
/** Where the record stands in the descriptor. */
const AT = 156;

/** Where a root is. */
export interface FoundRoot {
  /** First block of the root. */
  readonly rootStart: number;
  /** Bytes of the root. */
  readonly rootSize: number;
  /** Where the record of the root stands in the image. */
  readonly rootRecord: number;
}

/** Judges the record of the root; returns where the root is, unless that is outside the image. */
export function checkRoot(
  context: Context,
  bytes: Uint8Array,
  position: number,
  descriptor: string,
): FoundRoot | undefined {
  const rootRecord = position + AT;
  const structure = `root directory record of the ${descriptor}`;
  const fault = (id: string, offset: number, message: string) =>
    context.findings.error(id, rootRecord + offset, structure, CLAUSE, message);
  checkBoth32(context, bytes, AT + 2, rootRecord + 2, structure, CLAUSE);
  checkBoth32(context, bytes, AT + 10, rootRecord + 10, structure, CLAUSE);
  checkBoth16(context, bytes, AT + 28, rootRecord + 28, structure, CLAUSE);
  if (bytes[AT] !== 34 || bytes[AT + 32] !== 1 || bytes[AT + 33] !== 0) {
    fault("root-record", 0, "The record does not have 34 bytes and the identifier 00");
  }
  if ((bytes[AT + 25]! & 0xfe) !== 2) {
    fault("root-record", 25, `The file flags are ${bytes[AT + 25]}, not those of a directory`);
  }
  const date = recordDateFault(bytes, AT + 18);
  if (date !== undefined) fault("record-date", 18, `The date of the root is none: ${date}`);
  const rootStart = get32L(bytes, AT + 2) + bytes[AT + 1]!;
  const rootSize = get32L(bytes, AT + 10);
  const begins = context.holds(rootStart, 1);
  if (!begins || rootStart * BLOCK_SIZE + rootSize > context.image.size) {
    fault(
      "extent-outside-image",
      2,
      `The root is at block ${rootStart} with ${rootSize} bytes, the image has ${context.sizeInWords}`,
    );
  }
  return begins ? { rootStart, rootSize, rootRecord } : undefined;
}

/**
 * The logical units of a target: what each of them answers to a command.
 *
 * @module
 */

import type { Direction, ScsiAnswer, Transport } from "../../../lib/scsi/transport.ts";

/** Transports by the number of the logical unit that stands for each. */
export type LogicalUnits = ReadonlyMap<number, Transport>;

/** The commands that a target answers even where there is no logical unit (SPC-4 6.4.1, 6.33). */
const INQUIRY = 0x12;
const REPORT_LUNS = 0xa0;

/** No answer to a command can take longer than this, in milliseconds. */
const PATIENCE = 30_000;

/** The number in the eight bytes of a logical unit's address (SAM-5 4.7.6, single level). */
export function decodeLun(view: DataView, at: number): number {
  return view.getUint16(at) & 0x3fff;
}

/** Has a command answered by the unit it is for. What is wrong with the way to that unit is thrown. */
export function executeOn(
  units: LogicalUnits,
  lun: number,
  cdb: Uint8Array,
  direction: Direction,
  data: Uint8Array,
): ScsiAnswer {
  if (cdb[0] === REPORT_LUNS) return answerWith(reportOf(units), data);
  const unit = units.get(lun);
  if (unit !== undefined) return unit.execute(cdb, direction, data, PATIENCE);
  // the peripheral qualifier that says that there can be nothing
  if (cdb[0] === INQUIRY) return answerWith(Uint8Array.of(0x7f, 0, 5, 2, 31, ...new Array(31).fill(0)), data);
  const sense = new Uint8Array(18);
  sense.set([0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x25, 0]);
  return { status: 2, sense, residual: data.length, duration: 0 };
}

/** The list of units (SPC-4 6.33, table 291). */
function reportOf(units: LogicalUnits): Uint8Array {
  const bytes = new Uint8Array(8 + 8 * units.size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 8 * units.size);
  [...units.keys()].sort((a, b) => a - b).forEach((lun, i) => view.setUint16(8 + 8 * i, lun));
  return bytes;
}

function answerWith(bytes: Uint8Array, data: Uint8Array): ScsiAnswer {
  const part = bytes.subarray(0, data.length);
  data.set(part);
  return { status: 0, sense: new Uint8Array(0), residual: data.length - part.length, duration: 0 };
}

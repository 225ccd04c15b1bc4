/**
 * TEST UNIT READY (SPC-4 6.47), REQUEST SENSE (6.39), INQUIRY (6.6).
 *
 * @module
 */

import { Answer, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { encodeSense, Refusal, refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

/** TEST UNIT READY. */
export const testUnitReady: Command = {
  opcode: 0x00,
  mask: [0, 0, 0, 0, 0],
  direction: "none",
  medium: true,
  run: () => 0,
};

/** REQUEST SENSE: a unit attention that waits, or what the drive is busy with and how far it is. */
export const requestSense: Command = {
  opcode: 0x03,
  mask: [0, 0, 0, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run: (m, cdb, data) => reply(currentSense(m), data, cdb[4]!),
};

function currentSense(m: Machine): Uint8Array {
  const attention = m.attentions.shift();
  if (attention !== undefined) return encodeSense(attention);
  try {
    m.requireReady();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return encodeSense(error.code, error.detail);
  }
  const work = m.time.work();
  if (work === undefined) return encodeSense(SENSE.none);
  return encodeSense(work.code, { progress: m.time.progressOf(work) });
}

/** Words of the standard INQUIRY data. */
export const IDENTITY = { vendor: "DISCGLOW", product: "VIRTUAL RECORDER", revision: "1.00" } as const;

/** The serial number: eight digits that belong to the path of the disc. */
export function serialOf(m: Machine): string {
  let hash = 0x811c9dc5;
  for (const char of m.store.path) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(16).toUpperCase().padStart(8, "0");
}

/** INQUIRY with the pages 00h and 80h. */
export const inquiry: Command = {
  opcode: 0x12,
  mask: [0x01, 0xff, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run: (m, cdb, data) => reply(inquiryData(m, (cdb[1]! & 1) !== 0, cdb[2]!), data, u16(cdb, 3)),
};

const CD_DVD_DEVICE = 0x05;

function inquiryData(m: Machine, vital: boolean, page: number): Uint8Array {
  if (!vital) {
    if (page !== 0) refuse(SENSE.invalidField, { field: 2 });
    return new Answer(36)
      .put(0, [CD_DVD_DEVICE, 0x80, 0x05, 0x02, 31])
      .text(8, 8, IDENTITY.vendor).text(16, 16, IDENTITY.product).text(32, 4, IDENTITY.revision).bytes;
  }
  const serial = serialOf(m);
  if (page === 0x00) return new Answer(6).put(0, [CD_DVD_DEVICE, 0, 0, 2, 0x00, 0x80]).bytes;
  if (page !== 0x80) refuse(SENSE.invalidField, { field: 2 });
  return new Answer(4 + serial.length)
    .put(0, [CD_DVD_DEVICE, 0x80, 0, serial.length]).text(4, serial.length, serial).bytes;
}

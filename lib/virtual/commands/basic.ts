/**
 * TEST UNIT READY (SPC-4 6.47), REQUEST SENSE (6.39), INQUIRY (6.6).
 *
 * @module
 */

import { u16 } from "../bytes.ts";
import { type Identity, inquiryData } from "../inquiry_data.ts";
import type { Machine } from "../machine.ts";
import { encodeSense, Refusal, SENSE } from "../sense.ts";
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

/** What the drive says of itself. */
export const IDENTITY = {
  type: 0x05,
  vendor: "DISCGLOW",
  product: "VIRTUAL RECORDER",
  revision: "1.00",
} as const satisfies Identity;

/** INQUIRY with the pages 00h and 80h. */
export const inquiry: Command = {
  opcode: 0x12,
  mask: [0x01, 0xff, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run: (m, cdb, data) => reply(inquiryData(IDENTITY, m.serial, cdb), data, u16(cdb, 3)),
};

/**
 * TEST UNIT READY (SPC-4 6.47), REQUEST SENSE (6.39), INQUIRY (6.6) of the changer.
 *
 * @module
 */

import { u16 } from "../../bytes.ts";
import { type Command, reply } from "../../commands/command.ts";
import { type Identity, inquiryData } from "../../inquiry_data.ts";
import { encodeSense, SENSE } from "../../sense.ts";
import type { ChangerMachine } from "../machine.ts";
import { CHANGER_SENSE } from "../sense.ts";

/** What the changer says of itself. */
export const CHANGER_IDENTITY = {
  type: 0x08,
  vendor: "DISCGLOW",
  product: "VIRTUAL CHANGER",
  revision: "1.00",
  designated: true,
} as const satisfies Identity;

/** TEST UNIT READY. */
export const testUnitReady: Command<ChangerMachine> = {
  opcode: 0x00,
  mask: [0, 0, 0, 0, 0],
  direction: "none",
  medium: true,
  run: () => 0,
};

/** REQUEST SENSE: a unit attention that waits, or why it is not ready. */
export const requestSense: Command<ChangerMachine> = {
  opcode: 0x03,
  mask: [0, 0, 0, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run(m, cdb, data) {
    const attention = m.attentions.shift();
    const now = m.jukebox.behaviour.doorOpen ? CHANGER_SENSE.doorOpen : SENSE.none;
    return reply(encodeSense(attention ?? now), data, cdb[4]!);
  },
};

/** INQUIRY with the pages 00h, 80h and 83h. */
export const inquiry: Command<ChangerMachine> = {
  opcode: 0x12,
  mask: [0x01, 0xff, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run: (m, cdb, data) => reply(inquiryData(CHANGER_IDENTITY, m.jukebox.serial, cdb), data, u16(cdb, 3)),
};

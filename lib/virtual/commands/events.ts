/**
 * GET EVENT STATUS NOTIFICATION (MMC-6 6.6), polled: power, media and device busy.
 *
 * @module
 */

import { Answer, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

const POWER = 2;
const MEDIA = 4;
const BUSY = 6;
const SUPPORTED = 1 << POWER | 1 << MEDIA | 1 << BUSY;

/** GET EVENT STATUS NOTIFICATION. */
export const events: Command = {
  opcode: 0x4a,
  mask: [0x01, 0, 0, 0xff, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run(m, cdb, data) {
    if ((cdb[1]! & 1) === 0) refuse(SENSE.invalidField, { field: 1 }); // asynchronous operation
    return reply(eventOf(m, cdb[4]! & SUPPORTED), data, u16(cdb, 7));
  },
};

function eventOf(m: Machine, wanted: number): Uint8Array {
  const head = (notified: number) => new Answer(8).u16(0, 6).u8(2, notified).u8(3, SUPPORTED);
  const mediaFirst = (wanted & 1 << MEDIA) !== 0 && (m.event !== 0 || (wanted & 1 << BUSY) === 0);
  if (mediaFirst) {
    const presence = m.tray === "open" ? 0x01 : m.present ? 0x02 : 0;
    const answer = head(MEDIA).put(4, [m.event, presence]).bytes;
    m.event = 0;
    return answer;
  }
  if ((wanted & 1 << BUSY) !== 0) {
    const work = m.time.work();
    const busy = work !== undefined && work.code[0] !== 0;
    const tenths = busy ? Math.min(65535, Math.ceil((work.until - m.clock.now()) / 100)) : 0;
    return head(BUSY).put(4, [busy ? 1 : 0, busy ? 1 : 0]).u16(6, tenths).bytes;
  }
  if ((wanted & 1 << POWER) !== 0) return head(POWER).put(4, [0, 1]).bytes;
  return new Answer(4).u16(0, 2).u8(2, 0x80).u8(3, SUPPORTED).bytes; // no class that we have
}

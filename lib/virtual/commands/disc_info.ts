/**
 * READ DISC INFORMATION (MMC-6 6.21), standard disc information only.
 *
 * @module
 */

import { Answer, toMsf, u16 } from "../bytes.ts";
import type { DiscView } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

/** READ DISC INFORMATION. */
export const readDiscInformation: Command = {
  opcode: 0x51,
  mask: [0x07, 0, 0, 0, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: true,
  run(m, cdb, data) {
    if ((cdb[1]! & 7) !== 0) refuse(SENSE.invalidField, { field: 1 });
    return reply(discInformation(m, m.family.disc(m)), data, u16(cdb, 7));
  },
};

function discInformation(m: Machine, disc: DiscView): Uint8Array {
  const { firstTrackInLast, lastTrackInLast, sessions } = disc;
  const answer = new Answer(34)
    .u16(0, 32)
    .u8(2, (m.kind.erasable ? 0x10 : 0) | disc.lastSession << 2 | disc.status)
    .u8(3, 1)
    .u8(4, sessions & 0xff).u8(9, sessions >> 8)
    .u8(5, firstTrackInLast & 0xff).u8(10, firstTrackInLast >> 8)
    .u8(6, lastTrackInLast & 0xff).u8(11, lastTrackInLast >> 8)
    .u8(7, 0x20 | backgroundStatus(m)) // URU: any use
    .u8(8, m.kind.family === "cd" && disc.status === 0 ? 0xff : 0x00)
    .u32(16, 0xffffffff)
    .u32(20, 0xffffffff);
  if (m.kind.family === "cd" && disc.status !== 2) {
    const lead = disc.lastSession === 3 ? 0 : leadInOf(m, disc);
    answer.put(16, [0, ...toMsf(lead)]).put(20, [0, ...toMsf(m.kind.capacity)]);
  }
  return answer.bytes;
}

/** Lead-in of the session that is open: 4500 blocks and the pre-gap before its first track. */
function leadInOf(m: Machine, disc: DiscView): number {
  const first = m.family.tracks(m).find(({ number }) => number === disc.firstTrackInLast);
  return (first?.first ?? 0) - 4650;
}

/** 0 none, 1 stopped, 2 running, 3 complete; only DVD+RW has it (MMC-6 6.21). */
function backgroundStatus(m: Machine): number {
  if (m.kind.profile !== 0x1a) return 0;
  if (m.time.work()?.code[0] === 0) return 2;
  return { none: 0, stopped: 1, complete: 3 }[m.disc.background];
}

/**
 * MODE SENSE (6) and (10) (SPC-4 6.14, 6.15) with the pages of changers (SMC-3 7.3). Nothing can be changed.
 *
 * @module
 */

import { Answer, joined, u16 } from "../../bytes.ts";
import { type Command, reply } from "../../commands/command.ts";
import { refuse, SENSE } from "../../sense.ts";
import type { ChangerMachine } from "../machine.ts";
import { PLACE_KINDS } from "../places.ts";

const ALL_PAGES = 0x3f;
const CHANGEABLE = 1;
const SAVED = 3;

/** MODE SENSE (6). */
export const modeSense6: Command<ChangerMachine> = {
  opcode: 0x1a,
  mask: [0x08, 0xff, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  run(m, cdb, data) {
    const pages = pagesOf(m, cdb);
    return reply(joined(new Answer(4).u8(0, 3 + pages.length).bytes, pages), data, cdb[4]!);
  },
};

/** MODE SENSE (10). */
export const modeSense10: Command<ChangerMachine> = {
  opcode: 0x5a,
  mask: [0x18, 0xff, 0xff, 0, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  run(m, cdb, data) {
    const pages = pagesOf(m, cdb);
    return reply(joined(new Answer(8).u16(0, 6 + pages.length).bytes, pages), data, u16(cdb, 7));
  },
};

const PAGES: Readonly<Record<number, (m: ChangerMachine) => Uint8Array>> = {
  0x1d: addressAssignment,
  0x1e: transportGeometry,
  0x1f: deviceCapabilities,
};

function pagesOf(m: ChangerMachine, cdb: Uint8Array): Uint8Array {
  const control = cdb[2]! >> 6;
  const code = cdb[2]! & 0x3f;
  if (control === SAVED) refuse(SENSE.noSaving);
  if (cdb[3] !== 0) refuse(SENSE.invalidField, { field: 3 }); // no subpages
  const wanted = code === ALL_PAGES ? Object.values(PAGES) : [PAGES[code]];
  const pages = wanted.map((page) => page?.(m) ?? refuse(SENSE.invalidField, { field: 2 }));
  if (control === CHANGEABLE) { for (const page of pages) page.fill(0, 2); }
  return joined(...pages);
}

/** Element address assignment (SMC-3 7.3.3). */
function addressAssignment(m: ChangerMachine): Uint8Array {
  const page = new Answer(20).u8(0, 0x1d).u8(1, 18);
  for (const [i, kind] of (["gripper", "slot", "mail", "drive"] as const).entries()) {
    const count = m.counts[kind];
    page.u16(2 + 4 * i, count === 0 ? 0 : PLACE_KINDS[kind].first).u16(4 + 4 * i, count);
  }
  return page.bytes;
}

/** Transport geometry (SMC-3 7.3.4): whether the gripper can turn discs over. */
function transportGeometry(m: ChangerMachine): Uint8Array {
  return new Answer(4).u8(0, 0x1e).u8(1, 2).u8(2, m.jukebox.behaviour.twoSided ? 1 : 0).bytes;
}

/** From storage, mail slots and drives to the same; from the gripper to them, but never to it. */
const EVERYWHERE = 0x0e;

/** Device capabilities (SMC-3 7.3.2). */
function deviceCapabilities(m: ChangerMachine): Uint8Array {
  const page = new Answer(20).u8(0, 0x1f).u8(1, 18).u8(2, EVERYWHERE);
  for (let from = 0; from < 4; from++) page.u8(4 + from, EVERYWHERE);
  if (!m.jukebox.behaviour.exchange) return page.bytes;
  for (let from = 1; from < 4; from++) page.u8(12 + from, EVERYWHERE);
  return page.bytes;
}

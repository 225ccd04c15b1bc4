/**
 * START STOP UNIT (MMC-6 6.42), PREVENT ALLOW MEDIUM REMOVAL, MECHANISM STATUS.
 *
 * @module
 */

import { Answer, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

/** START STOP UNIT: LoEj and Start; no power conditions. */
export const startStop: Command = {
  opcode: 0x1b,
  mask: [0x01, 0, 0, 0x03, 0],
  direction: "none",
  medium: false,
  run(m, cdb) {
    const start = (cdb[4]! & 1) !== 0;
    const eject = (cdb[4]! & 2) !== 0;
    if (!start) m.time.requireIdle();
    if (start) load(m, eject, (cdb[1]! & 1) !== 0);
    else if (eject) open(m);
    // A motor that is only stopped starts by itself at the next access.
    return 0;
  },
};

function load(m: Machine, tray: boolean, immediate: boolean): void {
  if (m.vacant || (!tray && !m.present)) m.requireReady();
  m.load();
  if (!immediate) m.time.wait(m.behaviour.spinUp);
}

function open(m: Machine): void {
  if (m.disc.locked) refuse(SENSE.removalPrevented);
  if (m.tray === "open" || m.vacant) return;
  m.unload("open");
  m.save();
}

/** PREVENT ALLOW MEDIUM REMOVAL: not persistent. */
export const preventAllow: Command = {
  opcode: 0x1e,
  mask: [0, 0, 0, 0x01, 0],
  direction: "none",
  medium: false,
  run(m, cdb) {
    m.lock((cdb[4]! & 1) !== 0);
    return 0;
  },
};

/** MECHANISM STATUS of a drive without a changer. */
export const mechanismStatus: Command = {
  opcode: 0xbd,
  mask: [0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0],
  direction: "in",
  medium: false,
  run: (m, cdb, data) => reply(new Answer(8).u8(1, m.tray === "open" ? 0x10 : 0).bytes, data, u16(cdb, 8)),
};

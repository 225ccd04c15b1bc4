/**
 * INITIALIZE ELEMENT STATUS (SMC-3 6.4), the same with range (6.5), POSITION TO ELEMENT (6.9), PREVENT ALLOW MEDIUM
 * REMOVAL (SPC-4).
 *
 * @module
 */

import { u16 } from "../../bytes.ts";
import type { Command } from "../../commands/command.ts";
import { refuse, SENSE } from "../../sense.ts";
import type { ChangerMachine } from "../machine.ts";
import { addressOf, allPlaces } from "../places.ts";
import { CHANGER_SENSE } from "../sense.ts";
import { OPCODE } from "./targets.ts";

/** INITIALIZE ELEMENT STATUS: looks at every element. */
export const initialise: Command<ChangerMachine> = {
  opcode: OPCODE.initialise,
  mask: [0, 0, 0, 0, 0],
  direction: "none",
  medium: true,
  run(m) {
    look(m, allPlaces(m.counts).length);
    return 0;
  },
};

const RANGE = 0x01;

/** INITIALIZE ELEMENT STATUS WITH RANGE: looks at some, or at every one. */
export const initialiseRange: Command<ChangerMachine> = {
  opcode: OPCODE.initialiseRange,
  mask: [0x03, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    const all = allPlaces(m.counts);
    if ((cdb[1]! & RANGE) === 0) {
      look(m, all.length);
      return 0;
    }
    const first = u16(cdb, 2);
    m.place(first);
    const most = u16(cdb, 6);
    const wanted = all.filter((place) => addressOf(place) >= first);
    if (most === 0 || most > wanted.length) refuse(SENSE.invalidField, { field: 6 });
    look(m, most);
    return 0;
  },
};

function look(m: ChangerMachine, elements: number): void {
  m.work(elements * m.jukebox.behaviour.initialiseTime);
}

/** POSITION TO ELEMENT. */
export const positionToElement: Command<ChangerMachine> = {
  opcode: OPCODE.position,
  mask: [0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0x01, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    if (m.place(u16(cdb, 2)).kind !== "gripper") refuse(CHANGER_SENSE.noElement);
    m.place(u16(cdb, 4));
    if ((cdb[8]! & 1) !== 0 && !m.jukebox.behaviour.twoSided) refuse(SENSE.invalidField, { field: 8 });
    m.work(m.jukebox.behaviour.positionTime);
    return 0;
  },
};

/** PREVENT ALLOW MEDIUM REMOVAL: locks door and mail slots, not persistent. */
export const preventAllow: Command<ChangerMachine> = {
  opcode: OPCODE.preventAllow,
  mask: [0, 0, 0, 0x01, 0],
  direction: "none",
  medium: false,
  run(m, cdb) {
    const locked = (cdb[4]! & 1) !== 0;
    if (m.jukebox.locked !== locked) {
      m.change((jukebox) => {
        jukebox.locked = locked;
      });
    }
    return 0;
  },
};

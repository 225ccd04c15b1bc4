/**
 * MOVE MEDIUM (SMC-3 6.8) and EXCHANGE MEDIUM (6.2).
 *
 * @module
 */

import { u16 } from "../../bytes.ts";
import type { Command } from "../../commands/command.ts";
import { refuse, SENSE } from "../../sense.ts";
import type { ChangerMachine } from "../machine.ts";
import { GRIPPER, requireDisc, requireEmpty } from "../moves.ts";
import { addressOf, type Place } from "../places.ts";
import { CHANGER_SENSE } from "../sense.ts";
import { exchangeDiscs, moveDisc } from "../travel.ts";
import { OPCODE } from "./targets.ts";

/** MOVE MEDIUM. */
export const moveMedium: Command<ChangerMachine> = {
  opcode: OPCODE.move,
  mask: [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0x01, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    requireGripper(m, cdb);
    const from = m.place(u16(cdb, 4));
    const to = destination(m, u16(cdb, 6));
    const invert = (cdb[10]! & 1) !== 0;
    requireTurning(m, invert);
    requireDisc(m.dir, from);
    if (!same(from, to)) requireEmpty(m.dir, to);
    if (!same(from, GRIPPER)) requireFreeGripper(m);
    moveDisc(m, from, to, invert);
    return 0;
  },
};

/** EXCHANGE MEDIUM: a second hand takes what lies where the disc is to go. */
export const exchangeMedium: Command<ChangerMachine> = {
  opcode: OPCODE.exchange,
  mask: [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x03, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    if (!m.jukebox.behaviour.exchange) refuse(SENSE.unknownCommand);
    requireGripper(m, cdb);
    const source = m.place(u16(cdb, 4));
    const first = destination(m, u16(cdb, 6));
    const second = destination(m, u16(cdb, 8));
    const [turnFirst, turnSecond] = [(cdb[10]! & 2) !== 0, (cdb[10]! & 1) !== 0];
    requireTurning(m, turnFirst || turnSecond);
    if (same(source, first) || same(first, second) || same(source, GRIPPER)) refuse(CHANGER_SENSE.noElement);
    requireDisc(m.dir, source);
    requireDisc(m.dir, first);
    if (!same(source, second)) requireEmpty(m.dir, second);
    requireFreeGripper(m);
    exchangeDiscs(m, [source, first, second], [turnFirst, turnSecond]);
    return 0;
  },
};

/** The default gripper, which is also the only one, is at address 0. */
function requireGripper(m: ChangerMachine, cdb: Uint8Array): void {
  if (m.place(u16(cdb, 2)).kind !== "gripper") refuse(CHANGER_SENSE.noElement);
}

/** The gripper only has what is on its way. */
function destination(m: ChangerMachine, address: number): Place {
  const place = m.place(address);
  return place.kind === "gripper" ? refuse(CHANGER_SENSE.noElement) : place;
}

function requireTurning(m: ChangerMachine, turning: boolean): void {
  if (turning && !m.jukebox.behaviour.twoSided) refuse(SENSE.invalidField, { field: 10 });
}

function requireFreeGripper(m: ChangerMachine): void {
  requireEmpty(m.dir, GRIPPER);
}

function same(one: Place, other: Place): boolean {
  return addressOf(one) === addressOf(other);
}

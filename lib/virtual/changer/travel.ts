/**
 * A disc on its way: it takes its time, is in the gripper meanwhile, and may stay there.
 *
 * @module
 */

import { refuse, senseWords } from "../sense.ts";
import { senseOfChangerFault } from "./faults.ts";
import type { ChangerMachine } from "./machine.ts";
import { carry, GRIPPER, relabel } from "./moves.ts";
import type { Place } from "./places.ts";
import { CHANGER_SENSE } from "./sense.ts";

/** Brings a disc from one element to another by way of the gripper. */
export function moveDisc(m: ChangerMachine, from: Place, to: Place, invert: boolean): void {
  const { moveTime, needsEject } = m.jukebox.behaviour;
  m.work(moveTime / 2);
  if (from.kind !== "gripper") m.change(() => carry(m.dir, from, GRIPPER, needsEject));
  suffer(m);
  if (invert) m.change(() => turn(m, GRIPPER));
  m.work(moveTime / 2);
  m.change(() => carry(m.dir, GRIPPER, to));
}

/** Brings the disc of the source to the first destination, and the one that lies there to the second. */
export function exchangeDiscs(
  m: ChangerMachine,
  [source, first, second]: readonly [Place, Place, Place],
  [turnFirst, turnSecond]: readonly [boolean, boolean],
): void {
  const { moveTime, needsEject } = m.jukebox.behaviour;
  m.work(moveTime);
  m.change(() => carry(m.dir, first, GRIPPER, needsEject));
  suffer(m);
  m.change(() => {
    if (turnFirst) turn(m, source);
    if (turnSecond) turn(m, GRIPPER);
    carry(m.dir, source, first, needsEject);
  });
  m.work(moveTime);
  m.change(() => carry(m.dir, GRIPPER, second));
}

function turn(m: ChangerMachine, place: Place): void {
  relabel(m.dir, place, ({ inverted }) => ({ inverted: !inverted }));
}

/** What may happen while a disc is in the gripper. */
function suffer(m: ChangerMachine): void {
  const fault = m.suffer("stuck", "power");
  if (fault === undefined) return;
  if (fault.kind === "stuck") refuse(senseOfChangerFault(fault));
  m.change((jukebox) => {
    jukebox.attentions = [senseWords(CHANGER_SENSE.powerOn)];
  });
  m.vanish();
}

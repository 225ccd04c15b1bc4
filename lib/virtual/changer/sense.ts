/**
 * What the changer refuses beside what drives refuse too, and how it says so, with the words of SMC-3 and SPC-4.
 *
 * @module
 */

import type { SenseCode } from "../sense.ts";

/** The refusals of the changer, by their reason. */
export const CHANGER_SENSE = {
  /** Logical unit not ready, a door is open. */
  doorOpen: [2, 0x04, 0x18],
  /** Mechanical positioning error. */
  mechanical: [4, 0x15, 0x01],
  /** Invalid element address. */
  noElement: [5, 0x21, 0x01],
  /** Medium destination element full; the gripper is one as well when a disc lies in it. */
  destinationFull: [5, 0x3b, 0x0d],
  /** Medium source element empty. */
  sourceEmpty: [5, 0x3b, 0x0e],
  /** Medium removal prevented: the drive is recording, or a host has locked it. */
  driveInUse: [5, 0x53, 0x02],
  /** Not ready to ready change, medium may have changed: somebody had the door open. */
  changed: [6, 0x28, 0x00],
  /** Import or export element accessed: somebody was at a mail slot. */
  mailChanged: [6, 0x28, 0x01],
  /** Power on, reset or bus device reset occurred. */
  powerOn: [6, 0x29, 0x00],
} as const satisfies Record<string, SenseCode>;

/** What an element says whose medium has no bar code that can be read: a code of the vendors' own. */
export const LABEL_UNREADABLE = [0x83, 0x00] as const;

/**
 * What a user can do about what changers answer.
 *
 * @module
 */

import type { Sense } from "../scsi/sense.ts";

const LOOK_INSIDE = "look into the changer: a disc may be stuck in the gripper or between elements";
const CLOSE_DOOR = "close the changer's doors and its mail slot";
const KEPT = "the drive does not give its disc out: end what uses it, and try again";
const RESCAN = "discs may have been moved by hand: have the changer take inventory";

// Key, code and qualifier; key and code; code and qualifier, for any key; or the code alone.
const HINTS: Readonly<Record<string, string>> = {
  "2/04/01": "wait until the changer has started, which includes looking at all of its slots",
  "2/04/02": "switch the changer on, or have it take inventory",
  "2/04/03": "look at the changer's display: it waits for somebody",
  "2/04/12": "put the changer on line at its panel",
  "2/04/15": "switch the robot on at the changer's panel, and close its doors",
  "2/04/18": CLOSE_DOOR,
  "2/3A": "put the magazine in, and close the doors",
  "5/20/00": "this changer does not know the command",
  "5/21/01": "the changer has no element of that address: have it take inventory",
  "3B/0D": "the place is taken: " + RESCAN,
  "3B/0E": "the place is empty: " + RESCAN,
  "3B/11": "put the magazine in",
  "3B/12": "put the magazine in",
  "3B/18": "switch that element on, or look whether it is there",
  "3B/1A": "look whether the drive is there and switched on",
  "53/01": KEPT,
  "53/02": "something keeps the disc locked in: end the program that uses the drive or the changer",
  "53/03": KEPT,
  "6/28/01": RESCAN,
  "15": LOOK_INSIDE,
  "3B/16": LOOK_INSIDE,
  "44": "switch the changer off and on again",
  "53/00": LOOK_INSIDE,
};

/** Advice about sense data of a changer; `undefined` when there is none beyond what holds for all devices. */
export function changerHint({ key, asc, ascq }: Pick<Sense, "key" | "asc" | "ascq">): string | undefined {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, "0");
  const name = key.toString(16).toUpperCase();
  const code = hex(asc);
  const full = `${code}/${hex(ascq)}`;
  const hint = HINTS[`${name}/${full}`] ?? HINTS[`${name}/${code}`] ?? HINTS[full] ?? HINTS[code];
  return hint ?? (name === "4" ? LOOK_INSIDE : undefined);
}

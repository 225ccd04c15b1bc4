/**
 * What a user can do about some of the things that devices answer.
 *
 * @module
 */

import type { Sense } from "./sense.ts";

const PUT_DISC = "put a disc into the drive";
const OTHER_DISC = "try another disc, or a lower speed";
const CLEAN = "clean the disc, or try another drive";

// Key, code and qualifier; or key and code for all qualifiers.
const HINTS: Readonly<Record<string, string>> = {
  "2/04/02": "load the disc or switch the drive on again",
  "2/04/03": "take the disc out, put it in again, and look at the drive",
  "2/30": "put in a disc that this drive can handle",
  "2/3A": PUT_DISC,
  "3/02": CLEAN,
  "3/0C": OTHER_DISC,
  "3/11": CLEAN,
  "3/30": "put in a disc that this drive can handle",
  "3/31": "format or blank the disc first",
  "3/51": OTHER_DISC,
  "3/72": OTHER_DISC,
  "3/73": OTHER_DISC,
  "4/44": "switch the drive off and on again",
  "5/20/00": "this drive does not know the command: another drive may",
  "5/30/05": "put in a disc that can be written to",
  "5/30/10": "blank or format the disc first, or put in another one",
  "5/53/02": "another program keeps the drive locked: end it first",
  "5/63/00": "put in an empty disc, or blank this one",
  "5/6F": "the disc is copy-protected: play it with a licensed player",
  "7/27": "put in a disc that is not write-protected",
};

/** Advice about sense data; `undefined` when there is none. */
export function hintOf(sense: Sense): string | undefined {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, "0");
  const code = `${sense.key.toString(16).toUpperCase()}/${hex(sense.asc)}`;
  return HINTS[`${code}/${hex(sense.ascq)}`] ?? HINTS[code];
}

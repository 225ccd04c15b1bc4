/**
 * The words of `discglow virtual` that are about jukeboxes.
 *
 * @module
 */

import type { Word, Words } from "./words.ts";

const MADE = "What a jukebox has: jukebox";
const CHANGER = "How a changer behaves: jukebox, set";
const PLACES = "Where in a jukebox: insert, take, fault";

const ON_OFF = { kind: "choice", placeholder: "on|off", choices: ["on", "off"], group: CHANGER } as const;

function counted(standard: string, help: string) {
  return {
    kind: "number",
    placeholder: "N",
    max: 60_000,
    default: standard,
    help,
    group: MADE,
  } as const satisfies Word;
}

function numbered(help: string) {
  return { kind: "number", placeholder: "N", min: 1, help, group: PLACES } as const satisfies Word;
}

function seconds(help: string) {
  return {
    kind: "decimal",
    placeholder: "SECONDS",
    max: 3600,
    default: "0",
    help,
    group: CHANGER,
  } as const satisfies Word;
}

/** What a jukebox is made with. */
export const JUKEBOX_WORDS = {
  slots: counted("60", "how many slots it has"),
  drives: counted("4", "how many drives"),
  "mail-slots": counted("2", "how many mail slots"),
  filled: {
    kind: "text",
    placeholder: "SLOTS",
    default: "all",
    help: "slots that hold a blank disc of the kind --media says, such as 1-20,30; none without --media",
    group: MADE,
  },
  serial: {
    kind: "text",
    placeholder: "TEXT",
    help: "serial number of the changer; its drives have the first six characters and their own number",
    group: MADE,
  },
} as const satisfies Words;

/** How a changer behaves. */
export const CHANGER_WORDS = {
  barcodes: { ...ON_OFF, default: "on", help: "it reads bar codes" },
  "two-sided": { ...ON_OFF, default: "off", help: "it turns discs over" },
  exchange: { ...ON_OFF, default: "off", help: "it exchanges two discs in one command" },
  "needs-eject": { ...ON_OFF, default: "off", help: "it takes only discs that their drive has ejected" },
  "door-open": { ...ON_OFF, default: "off", help: "its door is open, and nothing moves" },
  identifiers: {
    kind: "choice",
    placeholder: "HOW",
    choices: ["serial", "full", "none"],
    default: "serial",
    help: "names its drives by serial number, by vendor, product and serial number, or not at all",
    group: CHANGER,
  },
  "move-time": seconds("how long a disc is on its way"),
  "initialise-time": seconds("how long it takes to look at one element"),
  "position-time": seconds("how long the gripper takes to an element"),
} as const satisfies Words;

/** One element. */
export const PLACE_WORDS = {
  slot: numbered("the slot of that number"),
  mail: numbered("the mail slot of that number"),
  drive: numbered("the drive of that number"),
} as const satisfies Words;

/** What is put in, and where it is taken to. */
export const DISC_WORDS = {
  image: {
    kind: "path",
    placeholder: "PATH",
    help: "of insert, the image or disc of which a copy is put in, instead of --media",
    group: PLACES,
  },
  barcode: {
    kind: "text",
    placeholder: "TEXT",
    default: "made up; none for the empty text",
    help: "of insert, the bar code of the disc",
    group: PLACES,
  },
  "second-side": { kind: "flag", help: "of insert, the disc has a second side", group: PLACES },
  to: { kind: "path", placeholder: "PATH", help: "of take, the file that the disc becomes", group: PLACES },
} as const satisfies Words;

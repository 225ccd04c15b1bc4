/**
 * The words of `discglow virtual`, and which of them belong to which action.
 *
 * @module
 */

import { VIRTUAL_MEDIA } from "../virtual/media.ts";
import { BYTES_UNIT, COMMON_WORDS } from "./shared_words.ts";
import { CHANGER_WORDS, DISC_WORDS, JUKEBOX_WORDS, PLACE_WORDS } from "./virtual_jukebox_words.ts";
import type { Word, Words } from "./words.ts";

const DRIVE = "How drives behave: create, jukebox, set";
const FAULT = "What goes wrong: fault, damage";

const ON_OFF = { kind: "choice", placeholder: "on|off", choices: ["on", "off"], group: DRIVE } as const;

function seconds(help: string) {
  return {
    kind: "decimal",
    placeholder: "SECONDS",
    max: 86_400,
    default: "0",
    help,
    group: DRIVE,
  } as const satisfies Word;
}

/** How the drive of a virtual disc behaves. */
export const BEHAVIOUR_WORDS = {
  speed: {
    kind: "decimal",
    placeholder: "N",
    max: 1000,
    default: "0, as fast as the data comes",
    help: "fastest recording speed, as a multiple of the medium's base speed",
    group: DRIVE,
  },
  "read-speed": {
    kind: "decimal",
    placeholder: "N",
    max: 1000,
    default: "0, as fast as the file is read",
    help: "fastest reading speed, likewise",
    group: DRIVE,
  },
  buffer: {
    kind: "bytes",
    placeholder: "BYTES",
    unit: BYTES_UNIT,
    default: "4M",
    help: "buffer of the drive",
    group: DRIVE,
  },
  "busy-when-full": {
    ...ON_OFF,
    default: "off",
    help: "answers 2/04/08, long write in progress, when the buffer is full, instead of waiting",
  },
  "underrun-protection": {
    ...ON_OFF,
    default: "on",
    help: "goes on after the buffer ran empty; without it a CD or DVD-R is lost then",
  },
  "needs-reload": {
    ...ON_OFF,
    default: "off",
    help: "what was recorded can only be read after the disc was ejected and loaded again",
  },
  "spin-up": seconds("how long a disc that was put in is not ready"),
  "long-write": seconds("how long emptying the buffer takes at least"),
  "long-close": seconds("how long closing a track or session takes"),
  "long-blank": seconds("how long blanking takes"),
  "long-format": seconds("how long formatting takes"),
} as const satisfies Words;

/** What a fault is. */
export const FAULT_WORDS = {
  on: {
    kind: "choice",
    placeholder: "WHAT",
    choices: ["read", "write", "command", "move", "exchange", "initialise", "label"],
    help:
      "which commands fail: read, write or command of a drive; move, exchange, read, initialise or command of " +
      "a changer; label for a bar code that cannot be read",
    group: FAULT,
  },
  block: {
    kind: "number",
    placeholder: "BLOCK",
    help: "only those that touch this block; of damage, the block that is changed",
    group: FAULT,
  },
  opcode: {
    kind: "number",
    placeholder: "CODE",
    max: 255,
    help: "only those of this operation code, such as 0x5b; with --on command",
    group: FAULT,
  },
  call: {
    kind: "number",
    placeholder: "N",
    min: 1,
    default: "1",
    help: "begins with the so-manyeth command that fits",
    group: FAULT,
  },
  times: {
    kind: "number",
    placeholder: "N",
    min: 1,
    default: "always",
    help: "fails so often",
    group: FAULT,
  },
  kind: {
    kind: "choice",
    placeholder: "KIND",
    choices: ["sense", "attention", "hang", "removal", "gone", "power", "stuck", "cut", "count", "noise"],
    default: "sense",
    help:
      "an error of that sense, a unit attention, no answer, the disc taken out, the device unplugged; in moves " +
      "a power failure or a disc that stays in the gripper; of element status half an answer, wrong counts, nonsense",
    group: FAULT,
  },
  sense: {
    kind: "text",
    placeholder: "KEY/ASC/ASCQ",
    default: "3/11/00 for reads, 3/0C/00 for writes, 4/15/01 for changers",
    help: "the sense data in hexadecimal",
    group: FAULT,
  },
} as const satisfies Words;

/** Every word, in the order of the help. */
export const VIRTUAL_WORDS = {
  media: {
    kind: "choice",
    placeholder: "KIND",
    choices: [...VIRTUAL_MEDIA.keys()],
    help: "kind of the disc that create or insert makes, or of those that fill the slots of a jukebox",
  },
  ...JUKEBOX_WORDS,
  ...CHANGER_WORDS,
  ...PLACE_WORDS,
  ...DISC_WORDS,
  ...BEHAVIOUR_WORDS,
  ...FAULT_WORDS,
  ...COMMON_WORDS,
} as const satisfies Words;

const OF_DRIVES = Object.keys(BEHAVIOUR_WORDS);
const OF_CHANGERS = Object.keys(CHANGER_WORDS);
const OF_PLACES = Object.keys(PLACE_WORDS);

/** Words that only mean something for jukeboxes, and only for discs, where an action knows both. */
export const ONLY_JUKEBOXES: readonly string[] = [...OF_CHANGERS, ...OF_PLACES];
export const ONLY_DISCS: readonly string[] = ["block"];

/** What can be done with virtual discs and jukeboxes, each with its words. */
export const VIRTUAL_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  create: ["media", ...OF_DRIVES],
  jukebox: ["media", ...Object.keys(JUKEBOX_WORDS), ...OF_CHANGERS, ...OF_DRIVES],
  insert: ["media", "image", "barcode", "second-side", ...OF_PLACES],
  take: ["to", ...OF_PLACES],
  show: [],
  set: [...OF_DRIVES, ...OF_CHANGERS],
  fault: [...Object.keys(FAULT_WORDS), ...OF_PLACES],
  clear: [],
  damage: ["block"],
  media: [],
};

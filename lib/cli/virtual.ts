/**
 * `discglow virtual`: discs held in files, the drives they lie in, and jukeboxes held in folders.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { VIRTUAL_ACTIONS, VIRTUAL_WORDS } from "./virtual_words.ts";

/** The table entry of `discglow virtual`. */
export const virtual = defineCommand({
  name: "virtual",
  summary: "make discs and jukeboxes in files, used like others",
  description:
    "create makes a blank disc: a file that grows as it is recorded, and beside it PATH.state, which says " +
    "what kind of disc it is. Name it virtual:PATH wherever a drive is named. An image without a state file " +
    "is a finished disc. show tells about a disc, set changes its drive, fault gives the drive a fault, clear " +
    "takes all faults away, damage changes a recorded block as time does, media lists the kinds. jukebox makes a " +
    "folder with a changer, virtual:PATH, and drives, virtual:PATH/drives/1 and so on; insert puts a disc into it, " +
    "take makes one of its discs a disc in a file again; show, set, fault and clear know jukeboxes too.",
  words: VIRTUAL_WORDS,
  operands: [
    { name: "ACTION", help: "what to do", choices: Object.keys(VIRTUAL_ACTIONS) },
    {
      name: "PATH",
      help: "the file of a disc or the folder of a jukebox; not for media",
      optional: true,
      file: true,
    },
  ],
  examples: [
    { line: "discglow virtual create disc.bdr --media bd-r", help: "a blank BD-R in an ideal drive" },
    {
      line: "discglow virtual create disc.cdr --media cd-r --speed 8 --underrun-protection off",
      help: "a CD-R in an old recorder",
    },
    {
      line: "discglow virtual fault disc.bdr --on read --block 17 --sense 3/11/00",
      help: "block 17 cannot be read any more",
    },
    { line: "discglow virtual damage disc.bdr --block 17", help: "block 17 reads back different" },
    {
      line: "discglow virtual jukebox jb --slots 60 --drives 4 --mail-slots 2 --media bd-r --filled 1-20",
      help: "a jukebox with 20 blank BD-R",
    },
    { line: "discglow virtual insert jb --mail 1 --media bd-r", help: "one more, in a mail slot" },
    { line: "discglow virtual take jb --mail 1 --to disc.bdr", help: "and out again" },
    {
      line: "discglow virtual fault jb --on move --call 2 --kind power",
      help: "the next move but one breaks off",
    },
  ],
  run: async (input, context) => {
    const { runVirtual } = await import("./virtual_run.ts");
    const [action, path] = input.operands;
    return runVirtual(action!, path, input.values, context.output);
  },
});

/**
 * `discglow virtual`: discs held in files, and the drives they lie in.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { VIRTUAL_ACTIONS, VIRTUAL_WORDS } from "./virtual_words.ts";

/** The table entry of `discglow virtual`. */
export const virtual = defineCommand({
  name: "virtual",
  summary: "make discs in files, to be recorded like others",
  description:
    "create makes a blank disc: a file that grows as it is recorded, and beside it PATH.state, which says " +
    "what kind of disc it is. Name it virtual:PATH wherever a drive is named. An image without a state file " +
    "is a finished disc. show tells about a disc, set changes its drive, fault gives the drive a fault, clear " +
    "takes all faults away, damage changes a recorded block as time does, media lists the kinds.",
  words: VIRTUAL_WORDS,
  operands: [
    { name: "ACTION", help: "what to do", choices: Object.keys(VIRTUAL_ACTIONS) },
    { name: "PATH", help: "the disc's file; not for media", optional: true, file: true },
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
  ],
  run: async (input, context) => {
    const { runVirtual } = await import("./virtual_run.ts");
    const [action, path] = input.operands;
    return runVirtual(action!, path, input.values, context.output);
  },
});

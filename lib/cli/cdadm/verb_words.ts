/**
 * Words that several verbs share.
 *
 * @module
 */

import { QUIET_WORDS } from "../shared_words.ts";
import type { Word, Words } from "../words.ts";

/** Leaves a job to the server. */
export const DETACH_WORD = {
  kind: "flag",
  help: "returns at once, with the number of the job",
  group: "Messages",
} as const satisfies Word;

/** Words of verbs that follow their job to its end. */
export const JOB_WORDS = { detach: DETACH_WORD, ...QUIET_WORDS } as const satisfies Words;

/** Some of a device's recorders. */
export const RECORDERS_WORD = {
  kind: "text",
  placeholder: "N,N",
  short: "d",
  default: "all recorders that serve",
  help: "numbers of the recorders to use",
} as const satisfies Word;

/** A file of this host for what a verb makes or fetches. */
export function toWord(help: string) {
  return {
    kind: "path",
    placeholder: "FILE",
    short: "o",
    default: "standard output",
    help: `where ${help}: a new file of this host`,
  } as const satisfies Word;
}

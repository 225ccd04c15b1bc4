/**
 * How programs of others are told to record an image, by the medium.
 *
 * @module
 */

import type { Packages } from "./programs.ts";

/** The programs, and the packages that have them. */
export const RECORDING_PACKAGES: Packages = {
  xorriso: ["xorriso"],
  cdrskin: ["cdrskin"],
  wodim: ["wodim"],
  growisofs: ["growisofs"],
};

/** A program that records. */
export type Recording = "xorriso" | "cdrskin" | "wodim" | "growisofs";

/** One recording. */
export interface PeerRecording {
  /** The word of a virtual medium. */
  readonly media: string;
  readonly by: Recording;
  /** Which of the program's ways, in a word. */
  readonly how: string;
  /** The command of the shell: `IMAGE` and `DRIVE` stand for paths. */
  readonly command: string;
}

const WORDS: Readonly<Record<Recording, (options: string) => string>> = {
  xorriso: (options) => `xorriso -as cdrecord -v dev=DRIVE ${options} IMAGE`,
  cdrskin: (options) => `cdrskin -v dev=DRIVE ${options} IMAGE`,
  wodim: (options) => `wodim -v gracetime=2 dev=DRIVE ${options} IMAGE`,
  // it would open and close the tray at the end
  growisofs: (options) => `growisofs -use-the-force-luke=notray${options} -Z DRIVE=IMAGE`,
};

function recording(media: string, by: Recording, how: string, options: string): PeerRecording {
  return { media, by, how, command: WORDS[by](options) };
}

/** All recordings that are tried. */
export const PEER_RECORDINGS: readonly PeerRecording[] = [
  recording("cd-r", "cdrskin", "track-at-once", "-tao"),
  recording("cd-r", "cdrskin", "session-at-once", "-sao"),
  recording("cd-r", "wodim", "track-at-once", "-tao"),
  recording("cd-r", "wodim", "session-at-once", "-dao"),
  recording("cd-r", "xorriso", "appendable", "-multi"),
  recording("cd-rw", "cdrskin", "track-at-once", "-tao"),
  recording("dvd-r", "xorriso", "disc-at-once", "-dao"),
  recording("dvd-r", "xorriso", "incremental", "-tao"),
  recording("dvd-r", "growisofs", "disc-at-once", ",dao"),
  recording("dvd-r", "wodim", "disc-at-once", "-dao"),
  recording("dvd-rw", "xorriso", "incremental", "-tao"),
  recording("dvd-rw", "growisofs", "formatting", ""),
  recording("dvd+r", "xorriso", "sequential", ""),
  recording("dvd+r", "growisofs", "sequential", ""),
  recording("dvd+r", "wodim", "sequential", ""),
  recording("dvd+rw", "xorriso", "formatting", ""),
  recording("dvd+rw", "growisofs", "formatting", ""),
  recording("dvd-ram", "xorriso", "overwriting", ""),
  recording("bd-r", "xorriso", "sequential", ""),
  recording("bd-r", "growisofs", "sequential", ",spare:none"),
  recording("bd-re", "xorriso", "formatting", ""),
  recording("bd-re", "growisofs", "formatting", ""),
];

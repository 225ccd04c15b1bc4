/**
 * Words that several commands share.
 *
 * @module
 */

import type { Words } from "./words.ts";

/** Words every command has. */
export const COMMON_WORDS = {
  json: { kind: "flag", help: "results and messages as JSON lines", group: "Messages" },
} as const satisfies Words;

/** Words of commands that have something to say besides their result. */
export const QUIET_WORDS = {
  quiet: {
    kind: "flag",
    help: "no progress, notices or summary, only results and errors",
    group: "Messages",
    short: "q",
  },
} as const satisfies Words;

/** Words of commands that talk to a drive. */
export const TRACE_WORDS = {
  trace: {
    kind: "flag",
    help: "shows every command that is sent to a drive, and its answer, on standard error",
    group: "Messages",
  },
} as const satisfies Words;

/** How numbers of bytes are written. */
export const BYTES_UNIT = "bytes: decimal, hexadecimal (0x...), or with k, M, G";

/** Which of an image's trees of names is read. */
export const TREE_WORDS = {
  tree: {
    kind: "choice",
    placeholder: "TREE",
    choices: ["rr", "joliet", "enhanced", "plain"],
    default: "the first of them that the image has",
    help: "the names to use: Rock Ridge, Joliet, ISO 9660:1999 or plain ISO 9660",
  },
} as const satisfies Words;

const MAX_ID = 2 ** 32 - 1;

/** Which files are meant. */
export const SOURCE_WORDS = {
  source: {
    kind: "path",
    placeholder: "PATH",
    repeatable: true,
    default: "the current folder, unless graft is given",
    help: "the tree; several are merged, and the same path twice is refused",
    group: "What goes in",
  },
  graft: {
    kind: "graft",
    placeholder: "/IN/IMAGE=PATH",
    repeatable: true,
    help: "puts a file or a tree at a place in the image; an = in the place is written \\=",
    group: "What goes in",
  },
  exclude: {
    kind: "text",
    placeholder: "GLOB",
    repeatable: true,
    help: "leaves out what matches, by name (*.o) or by path in the tree (/build/*)",
    group: "What goes in",
  },
  onefilesystem: { kind: "flag", help: "does not descend into other file systems", group: "What goes in" },
  followlinks: {
    kind: "flag",
    help: "stores what a symbolic link points to instead of the link",
    group: "What goes in",
  },
} as const satisfies Words;

/** How owners, modes and dates are set. */
export const ATTRIBUTE_WORDS = {
  uid: {
    kind: "number",
    placeholder: "NUMBER",
    max: MAX_ID,
    default: "of each file",
    help: "owner of everything",
    group: "Owners, modes and dates",
  },
  gid: {
    kind: "number",
    placeholder: "NUMBER",
    max: MAX_ID,
    default: "of each file",
    help: "group of everything",
    group: "Owners, modes and dates",
  },
  filemode: {
    kind: "octal",
    placeholder: "OCTAL",
    default: "of each file",
    help: "permissions of every file that is not a directory, such as 0444",
    group: "Owners, modes and dates",
  },
  dirmode: {
    kind: "octal",
    placeholder: "OCTAL",
    default: "of each directory",
    help: "permissions of every directory, such as 0555",
    group: "Owners, modes and dates",
  },
  date: {
    kind: "date",
    placeholder: "DATE",
    default: "of each file, but none later than SOURCE_DATE_EPOCH where that is set",
    help: "all dates: ISO 8601 (UTC if no zone is given), @SECONDS or plain seconds since 1970",
    group: "Owners, modes and dates",
  },
} as const satisfies Words;

/** What becomes of what cannot be read. */
export const UNREADABLE_WORDS = {
  ignorefail: {
    kind: "flag",
    help: "what cannot be read becomes empty; otherwise it is an error, and all such are listed",
    group: "Unreadable files",
  },
  checkfail: { kind: "flag", help: "what cannot be read is left out", group: "Unreadable files" },
} as const satisfies Words;

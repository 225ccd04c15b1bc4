/**
 * What SQLite says when it cannot do something, in our words.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";

/** What may be wrong with the file of a database. */
type Trouble = "full" | "busy" | "read-only" | "damaged" | "no database" | "cannot open" | "failed" | "value";

/** By SQLite's primary result codes. */
const BY_CODE: ReadonlyMap<number, Trouble> = new Map([
  [5, "busy"],
  [6, "busy"],
  [8, "read-only"],
  [10, "failed"],
  [11, "damaged"],
  [13, "full"],
  [14, "cannot open"],
  [26, "no database"],
]);

/** By its words: what comes from opening and from scripts carries no code. */
const BY_WORDS: readonly (readonly [RegExp, Trouble])[] = [
  [/disk is full/, "full"],
  [/is locked/, "busy"],
  [/readonly database/, "read-only"],
  [/malformed|corrupt|no such (table|column)/, "damaged"],
  [/not a database/, "no database"],
  [/unable to open/, "cannot open"],
];

/** Growing the file of shared memory fails so on a full disk: SQLITE_IOERR_SHMSIZE. */
const CANNOT_GROW = 4874;

/** Puts an error of SQLite into words; errors that are ours already pass as they are. */
export function refusalOf(error: unknown, path: string): Error {
  if (error instanceof DiscglowError) return error;
  const cause = { cause: error };
  switch (troubleOf(error)) {
    case "full":
      return new JukeboxError("space", `Cannot write ${path}: the disk is full`, {
        ...cause,
        hint: "make room; what was written before is kept, and reading goes on",
      });
    case "busy":
      return new JukeboxError("busy", `Cannot use ${path}: another program has locked it`, {
        ...cause,
        hint: "end the other program, or let it finish",
      });
    case "read-only":
      return new DiscglowError(`Cannot write ${path}: it is read-only`, {
        ...cause,
        hint: "give the server the right to write the file and its folder",
      });
    case "damaged":
      return damaged(path, undefined, error);
    case "no database":
      return new DiscglowError(`Cannot open ${path}: it is no database`, {
        ...cause,
        hint: "put the file away, or give another path",
      });
    case "cannot open":
      return new DiscglowError(`Cannot open ${path}: the file cannot be opened or made`, {
        ...cause,
        hint: "see whether its folder is there and may be written",
      });
    case "value":
      return new DiscglowError(`Cannot use ${path}: it holds a value that cannot be meant`, cause);
    case "failed":
      return new DiscglowError(`Cannot use ${path}: ${reasonOf(error)}`, cause);
  }
}

/** The database is damaged; `where` as SQLite says it. */
export function damaged(path: string, where?: string, cause?: unknown): DiscglowError {
  const place = where === undefined ? "" : `: ${where.split("\n").slice(0, 2).join(" ")}`;
  return new DiscglowError(`Cannot use ${path}: the database is damaged${place}`, {
    cause,
    hint: "put it away, and go on with the latest backup or a new one; a new one learns by attach and testcd",
  });
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof RangeError || error instanceof TypeError) return "value";
  const { errcode } = error as { readonly errcode?: unknown };
  if (errcode === CANNOT_GROW) return "full";
  const known = typeof errcode === "number" ? BY_CODE.get(errcode & 0xff) : undefined;
  if (known !== undefined) return known;
  const words = error instanceof Error ? error.message : "";
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? "failed";
}

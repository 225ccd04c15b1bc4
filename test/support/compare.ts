/**
 * Compares two trees and says in sentences what is different.
 *
 * @module
 */

import { shown } from "./bytes.ts";
import type { Kind, Seen, Tree } from "./observe.ts";

/** What a comparison leaves out, because whoever made or extracted the second tree cannot keep it. */
export interface CompareOptions {
  /** Owner and group: of everything; not of symbolic links; of none. @default {"all"} */
  readonly owner?: "all" | "not links" | "none";
  /** Permission bits: all; not setuid, setgid and sticky; the user's own; none. @default {"all"} */
  readonly mode?: "all" | "plain" | "user" | "none";
  /** Times of modification: of everything; not of symbolic links; of none. @default {"all"} */
  readonly time?: "all" | "not links" | "none";
  /** Paths whose times are compared. @default all */
  readonly timed?: (path: string) => boolean;
  /** Parts of a second that times are compared in; 1 compares whole seconds. @default {1} */
  readonly timeParts?: number;
  /** Kinds that are left out: paths at which the first tree has one of them. @default {[]} */
  readonly without?: readonly Kind[];
  /** Which names belong to one file; or of which entries that is asked. @default {true} */
  readonly hardLinks?: boolean | ((seen: Seen) => boolean);
  /** Paths whose contents are compared, not their sizes alone. @default all */
  readonly contents?: (path: string) => boolean;
  /** What only the second tree has is a difference too. @default {true} */
  readonly extra?: boolean;
  /** Paths for which this is false are left out on both sides. */
  readonly only?: (path: string) => boolean;
}

/** The most sentences a comparison gives. */
const MOST = 12;

/** Sentences about everything that differs; none when the trees are the same. */
export function compare(expected: Tree, actual: Tree, options: CompareOptions = {}): string[] {
  const { without = [], extra = true, only = () => true } = options;
  const sentences: string[] = [];
  for (const [path, one] of expected) {
    if (without.includes(one.kind) || !only(path)) continue;
    const other = actual.get(path);
    if (other === undefined) sentences.push(`${name(path)} is missing`);
    else for (const words of differences(path, one, other, options)) sentences.push(`${name(path)} ${words}`);
  }
  for (const path of extra ? actual.keys() : []) {
    if (!expected.has(path) && only(path)) sentences.push(`${name(path)} should not be there`);
  }
  const more = sentences.length - MOST;
  return more <= 0 ? sentences : [...sentences.slice(0, MOST), `… and ${more} more`];
}

/** Throws with all the sentences when the trees differ. */
export function assertSameTree(expected: Tree, actual: Tree, options: CompareOptions = {}): void {
  const sentences = compare(expected, actual, options);
  if (sentences.length > 0) throw new Error(`The trees differ:\n  ${sentences.join("\n  ")}`);
}

/**
 * Throws unless two trees hold files of the same contents, equally often, whatever their names and places: all
 * that can be asked where names had to be changed.
 */
export function assertSameContents(expected: Tree, actual: Tree): void {
  const count = (tree: Tree) => {
    const counts = new Map<string, { times: number; path: string }>();
    for (const [path, seen] of tree) {
      if (seen.kind !== "file") continue;
      const key = `${seen.size} ${seen.digest()}`;
      counts.set(key, { times: (counts.get(key)?.times ?? 0) + 1, path });
    }
    return counts;
  };
  const wanted = count(expected);
  const found = count(actual);
  const sentences: string[] = [];
  for (const [key, { times, path }] of wanted) {
    const other = found.get(key)?.times ?? 0;
    if (other !== times) {
      sentences.push(`the contents of ${name(path)} are there ${other} times instead of ${times}`);
    }
  }
  for (const [key, { path }] of found) {
    if (!wanted.has(key)) sentences.push(`${name(path)} has contents that no file had`);
  }
  if (sentences.length > 0) {
    throw new Error(`The contents differ:\n  ${sentences.slice(0, MOST).join("\n  ")}`);
  }
}

function* differences(
  path: string,
  one: Seen,
  other: Seen,
  options: CompareOptions,
): Generator<string> {
  const { owner = "all", mode = "all", time = "all", timeParts = 1 } = options;
  const { timed = () => true, contents = () => true } = options;
  const applies = (what: "all" | "not links" | "none") =>
    what === "all" || (what === "not links" && one.kind !== "link");
  if (one.kind !== other.kind) return yield `is a ${other.kind} instead of a ${one.kind}`;
  if (one.size !== other.size) yield `has ${other.size} bytes instead of ${one.size}`;
  else if (contents(path) && one.digest() !== other.digest()) yield "has other contents";
  if (one.target !== other.target) {
    yield `points to “${shown(other.target ?? "")}” instead of “${shown(one.target ?? "")}”`;
  }
  if (one.device !== other.device) yield `is device ${other.device} instead of ${one.device}`;
  const bits = mode === "all" ? 0o7777 : mode === "plain" ? 0o777 : mode === "user" ? 0o700 : 0;
  if (one.kind !== "link" && (one.mode & bits) !== (other.mode & bits)) {
    yield `has mode ${(other.mode & bits).toString(8)} instead of ${(one.mode & bits).toString(8)}`;
  }
  if (applies(owner) && (one.uid !== other.uid || one.gid !== other.gid)) {
    yield `belongs to ${other.uid}:${other.gid} instead of ${one.uid}:${one.gid}`;
  }
  if (applies(time) && timed(path)) {
    const [was, is] = [timeIn(one, timeParts), timeIn(other, timeParts)];
    if (was !== is) yield `is of ${is} instead of ${was}`;
  }
  const { hardLinks = true } = options;
  const compared = typeof hardLinks === "boolean" ? hardLinks : hardLinks(one);
  if (compared && one.group !== other.group) yield linked(one, other);
}

function linked(one: Seen, other: Seen): string {
  if (other.group === undefined) return `is not linked with ${name(one.group!)}`;
  return `is linked with ${name(other.group)} instead of ${
    one.group === undefined ? "none" : name(one.group)
  }`;
}

function timeIn(seen: Seen, parts: number): string {
  const part = Math.floor(seen.nanoseconds / (1e9 / parts));
  return parts === 1 ? `${seen.seconds}` : `${seen.seconds} and ${part}/${parts}`;
}

function name(path: string): string {
  if (path === "") return "the root";
  return path.length > 160 ? `${shown(path.slice(0, 80))}…${shown(path.slice(-60))}` : shown(path);
}

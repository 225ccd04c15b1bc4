/**
 * The order of the records of a directory (ECMA-119 9.3) and of a path table (6.9.1).
 *
 * @module
 */

import { ucs2Text } from "./text.ts";
import type { TreeKind } from "./tree.ts";

/** How two identifiers relate: below 0 in order, 0 equal, above 0 out of order. */
export type Comparison = number;

/**
 * Compares identifiers of files or directories as 9.3 asks: names, filled with spaces to the same length;
 * extensions, likewise; versions, descending.
 *
 * @param last whether the extension begins at the last full stop and not at the first
 * @param filler the character that names and extensions are filled with
 */
function compareIdentifiers(a: string, b: string, last = false, filler = 0x20): Comparison {
  const [aName, aExtension, aVersion] = parts(a, last);
  const [bName, bExtension, bVersion] = parts(b, last);
  return compareFilled(aName, bName, filler) || compareFilled(aExtension, bExtension, filler) ||
    compareFilled(bVersion.padStart(5, "0"), aVersion.padStart(5, "0"), 0x30);
}

/** Compares two strings of one byte a character, filled with a byte to the same length. */
export function compareFilled(a: string, b: string, filler: number): Comparison {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = i < a.length ? a.charCodeAt(i) : filler;
    const y = i < b.length ? b.charCodeAt(i) : filler;
    if (x !== y) return x - y;
  }
  return 0;
}

function parts(identifier: string, last: boolean): [string, string, string] {
  const semicolon = identifier.lastIndexOf(";");
  const whole = semicolon < 0 ? identifier : identifier.slice(0, semicolon);
  const version = semicolon < 0 ? "" : identifier.slice(semicolon + 1);
  const dot = last ? whole.lastIndexOf(".") : whole.indexOf(".");
  return dot < 0 ? [whole, "", version] : [whole.slice(0, dot), whole.slice(dot + 1), version];
}

/** How good the order of two neighbours is: as 9.3 asks, by bytes only, equal, or wrong. */
export type Order = "standard" | "bytes" | "equal" | "wrong";

/** Judges two neighbours of a directory. */
export function judgeOrder(before: string, after: string, kind: TreeKind): Order {
  if (before === after) return "equal";
  if (kind === "enhanced") {
    return before < after || compareIdentifiers(before, after) < 0 ? "standard" : "wrong";
  }
  if (kind === "joliet") {
    // Joliet's order is that of whole identifiers for some writers, that of 9.3 with either filler for others.
    if (before < after) return "standard";
    const a = ucs2Text(before), b = ucs2Text(after);
    const inOrder = compareIdentifiers(a, b) < 0 || compareIdentifiers(a, b, true) < 0 ||
      compareIdentifiers(a, b, false, 0) < 0 || compareIdentifiers(a, b, true, 0) < 0;
    return inOrder ? "standard" : "wrong";
  }
  const split = compareIdentifiers(before, after);
  if (split < 0) return "standard";
  // A directory has no version, so that nothing says whether it or a file of its name comes first.
  if (compareWithoutVersion(before, after) === 0) {
    return split === 0 ? "equal" : before.includes(";") && after.includes(";") ? "wrong" : "standard";
  }
  if (compareIdentifiers(before, after, true) < 0) return "standard";
  return before < after ? "bytes" : "wrong";
}

function compareWithoutVersion(a: string, b: string): Comparison {
  const [aName, aExtension] = parts(a, false);
  const [bName, bExtension] = parts(b, false);
  return compareFilled(aName, bName, 0x20) || compareFilled(aExtension, bExtension, 0x20);
}

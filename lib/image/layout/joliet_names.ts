/**
 * Identifiers of the Joliet hierarchy: UCS-2 without the characters that Joliet forbids.
 *
 * @module
 */

import { atLastDot, type NameRules, numbered } from "./name_rules.ts";

/** Longest identifier in characters: 206 bytes, so that a record with `;1` holds it. */
const LONGEST = 103;
const LONGEST_EXTENSION = 16;

// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\x00-\x1f*/:;?\\]|[\u{10000}-\u{10ffff}]/gu;
const PLAIN = /^[\x20-\x29+-.0-9<=>@A-Z[\]-\ud7ff\ue000-\uffff]{1,103}$/;

/** The rules of Joliet level 3, with names of up to 103 characters; what UCS-2 cannot hold becomes `_`. */
export const jolietNames: NameRules = {
  from: "text",
  width: 2,
  versions: true,
  identifier(name) {
    if (PLAIN.test(name) && !name.endsWith(".")) return name;
    // Windows and Linux take dots at the end off, and do not find the name that is left.
    return cut(name.replace(FORBIDDEN, "_")).replace(/\.+$/, (dots) => "_".repeat(dots.length));
  },
  alternative(identifier, n) {
    const [base, extension] = split(identifier);
    return numbered(base, n, Math.min(LONGEST - extension.length, base.length + 4)) + extension;
  },
  shown: (identifier) => identifier,
  holds: (name, identifier) => name === identifier,
};

function cut(name: string): string {
  if (name.length <= LONGEST) return name;
  const [base, extension] = split(name);
  return base.slice(0, LONGEST - extension.length) + extension;
}

/** A short extension, with its dot, survives the cutting of a name. */
function split(name: string): [base: string, extension: string] {
  const [base, extension] = atLastDot(name);
  if (extension === undefined || extension.length > LONGEST_EXTENSION) return [name, ""];
  return [base, `.${extension}`];
}

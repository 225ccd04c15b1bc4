/**
 * Identifiers of the ISO 9660:1999 hierarchy: up to 207 bytes as they are, no version numbers.
 *
 * @module
 */

import { type NameRules, numbered } from "./name_rules.ts";

const LONGEST = 207;

/** The rules of the enhanced volume descriptor's hierarchy (ISO 9660:1999 7.5). */
export const enhancedNames: NameRules = {
  from: "bytes",
  width: 1,
  versions: false,
  // The bytes 00 and 01 alone stand for a directory and its parent.
  identifier: (name) => name === "\x01" ? "_" : name.slice(0, LONGEST),
  alternative: (identifier, n) => numbered(identifier, n, Math.min(LONGEST, identifier.length + 4)),
  shown: (identifier) => identifier,
  holds: (name, identifier) => name === identifier,
};

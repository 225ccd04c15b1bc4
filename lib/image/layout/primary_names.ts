/**
 * Identifiers of the primary hierarchy: d-characters only (ECMA-119 7.5, 7.6, 10.1, 10.2).
 *
 * @module
 */

import { atLastDot, type NameRules, numbered } from "./name_rules.ts";

/** How long the parts of an identifier may be. */
interface Lengths {
  /** A file name without its extension. */
  readonly base: number;
  /** A file name extension. */
  readonly extension: number;
  /** Both together. */
  readonly both: number;
  /** A directory identifier. */
  readonly directory: number;
}

const LEVEL_1: Lengths = { base: 8, extension: 3, both: 11, directory: 8 };
// 30 rather than the 31 allowed: then eight levels and a file never exceed the 255 bytes of ECMA-119 6.8.2.1.
const LEVEL_2: Lengths = { base: 30, extension: 30, both: 30, directory: 30 };

/**
 * The rules of an interchange level. Letters become capitals, what is no d-character becomes `_`; at level 1 a
 * name that is longer than 8 and has no extension goes on in the extension (`betties_body`: `BETTIES_.BOD`).
 */
export function primaryNames(level: 1 | 2 | 3 | 4): NameRules {
  const lengths = level === 1 ? LEVEL_1 : LEVEL_2;
  return {
    from: "text",
    width: 1,
    versions: true,
    identifier(name, directory) {
      if (directory) return dCharacters(name).slice(0, lengths.directory) || "_";
      const [base, extension] = atLastDot(name);
      if (extension === undefined) {
        const whole = dCharacters(base);
        return `${whole.slice(0, lengths.base)}.${level === 1 ? whole.slice(8, 11) : ""}`;
      }
      const cut = dCharacters(extension).slice(0, Math.min(lengths.extension, lengths.both - 1));
      return `${dCharacters(base).slice(0, Math.min(lengths.base, lengths.both - cut.length))}.${cut}`;
    },
    alternative(identifier, n, directory) {
      if (directory) return numbered(identifier, n, lengths.directory);
      const dot = identifier.indexOf(".");
      const extension = identifier.slice(dot + 1);
      const room = Math.min(lengths.base, lengths.both - extension.length);
      // An extension so long that no number fits gives way to it.
      if (room < 8) {
        return `${numbered(identifier.slice(0, dot), n, 8)}.${extension.slice(0, lengths.both - 8)}`;
      }
      return `${numbered(identifier.slice(0, dot), n, room)}.${extension}`;
    },
    // A folder NAME and a file NAME.;1 are both NAME to readers that drop the version and an empty extension.
    shown: (identifier) => identifier.endsWith(".") ? identifier.slice(0, -1) : identifier,
    holds: () => true,
  };
}

function dCharacters(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/gu, "_").toUpperCase();
}

/**
 * How a volume says that it uses Rock Ridge: the values of its extension reference (RRIP 1.12, 4.3).
 *
 * @module
 */

import { decodeCharacters, encodeCharacters } from "../characters.ts";
import { type ExtensionReference, lengthER } from "../susp.ts";

/** The extension reference of RRIP 1.12, as `putER` takes it (RRIP 4.3). */
export const ROCK_RIDGE: Readonly<ExtensionReference> = Object.freeze({
  identifier: encodeCharacters("IEEE_P1282"),
  descriptor: encodeCharacters(
    "THE IEEE P1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS.",
  ),
  source: encodeCharacters(
    "PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE P1282 SPECIFICATION.",
  ),
  version: 1,
});

/** Bytes of the ER entry that we write. */
export const ROCK_RIDGE_ER_LENGTH: number = lengthER(ROCK_RIDGE);

/** Which Rock Ridge an extension identifier announces: `1.09`, `1.12`, or `undefined` if another extension. */
export function rockRidgeVersion(identifier: Uint8Array): "1.09" | "1.12" | undefined {
  switch (decodeCharacters(identifier)) {
    case "RRIP_1991A":
      return "1.09";
    case "IEEE_P1282":
    case "IEEE_1282": // written by some programs after the draft became a project
      return "1.12";
    default:
      return undefined;
  }
}

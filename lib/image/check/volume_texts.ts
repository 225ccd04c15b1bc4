/**
 * The text fields of a volume descriptor: which characters may stand in them (ECMA-119 7.4 and 8.4).
 *
 * @module
 */

import { isACharacter, isDCharacter } from "../../iso9660/characters.ts";
import { shown } from "./text.ts";
import type { DescriptorFault } from "./volume.ts";

type CharacterSet = "a" | "d" | "file";

const TEXTS: readonly (readonly [
  from: number,
  to: number,
  set: CharacterSet,
  clause: string,
  name: string,
])[] = [
  [8, 40, "a", "8.4.5", "system identifier"],
  [40, 72, "d", "8.4.6", "volume identifier"],
  [190, 318, "d", "8.4.19", "volume set identifier"],
  [318, 446, "a", "8.4.20", "publisher identifier"],
  [446, 574, "a", "8.4.21", "data preparer identifier"],
  [574, 702, "a", "8.4.22", "application identifier"],
  [702, 739, "file", "8.4.23", "copyright file identifier"],
  [739, 776, "file", "8.4.24", "abstract file identifier"],
  [776, 813, "file", "8.4.25", "bibliographic file identifier"],
];

/** Judges the texts of a descriptor that is not Joliet's; `enhanced`: they may hold any characters. */
export function checkTexts(bytes: Uint8Array, enhanced: boolean, fault: DescriptorFault): void {
  for (const [from, to, set, clause, name] of TEXTS) {
    const at = firstForbidden(bytes, from, to, enhanced ? undefined : set);
    if (at < 0) continue;
    const character = shown(JSON.stringify(String.fromCharCode(bytes[at]!)));
    const finding = `The ${name} holds ${character}, which is not allowed there`;
    fault("warning", "descriptor-characters", at, clause, finding);
  }
}

function firstForbidden(bytes: Uint8Array, from: number, to: number, set: CharacterSet | undefined): number {
  let end = to;
  while (end > from && bytes[end - 1] === 0x20) end--;
  if (bytes.subarray(from, end).every((byte) => byte === 0)) return -1;
  for (let i = from; i < end; i++) {
    // An underscore at the begin says that a file tells the rest.
    if (!(i === from && bytes[i] === 0x5f) && !isAllowed(bytes[i]!, set)) return i;
  }
  return -1;
}

function isAllowed(byte: number, set: CharacterSet | undefined): boolean {
  switch (set) {
    case undefined:
      return byte >= 0x20;
    case "a":
      return isACharacter(byte);
    case "d":
      return isDCharacter(byte);
    case "file":
      return isDCharacter(byte) || byte === 0x2e || byte === 0x3b; // the full stop and the semicolon
  }
}

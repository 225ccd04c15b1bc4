/**
 * The files of the root that the volume descriptors name (ECMA-119 8.4.23 to 8.4.25, 8.5.13 to 8.5.15).
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { ROOT, type SourceTree } from "../source_tree.ts";
import { type Hierarchy, identifierText } from "./hierarchy.ts";
import type { VolumeNames } from "./volume_names.ts";

const WORDS = ["copyright", "abstract", "bibliographic"] as const;
const FIELD_BYTES = 37;

/**
 * The names of a volume as the descriptor of a hierarchy tells them: the caller names files by their primary
 * identifiers, every other hierarchy has its own for them. One that its field cannot hold is left blank.
 *
 * @throws {UsageError} when the root holds no such file
 */
export function namesIn(
  hierarchy: Hierarchy,
  primary: Hierarchy,
  tree: SourceTree,
  names: VolumeNames,
): VolumeNames {
  const own = { ...names };
  for (const word of WORDS) {
    if (names[word] === "") continue;
    const entry = entryOf(primary, tree, names[word]);
    if (entry === undefined) {
      throw new UsageError(`Cannot use ${word}=${names[word]}: the root of the image holds no such file`, {
        hint: "list shows the identifiers that the files get",
      });
    }
    const identifier = identifierOf(hierarchy, entry);
    own[word] = identifier.length * hierarchy.width <= FIELD_BYTES ? identifier : "";
  }
  return own;
}

function entryOf(primary: Hierarchy, tree: SourceTree, identifier: string): number | undefined {
  for (const member of rootMembers(primary)) {
    const entry = primary.members[member]!;
    if (tree.isFile(entry) && `${identifierText(primary, member)};1` === identifier) return entry;
  }
  return undefined;
}

function identifierOf(hierarchy: Hierarchy, entry: number): string {
  for (const member of rootMembers(hierarchy)) {
    if (hierarchy.members[member] !== entry) continue;
    return identifierText(hierarchy, member) + (hierarchy.versions ? ";1" : "");
  }
  return "";
}

function* rootMembers(hierarchy: Hierarchy): Generator<number> {
  for (let member = 0; member < hierarchy.memberFrom[ROOT + 1]!; member++) yield member;
}

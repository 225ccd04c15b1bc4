/**
 * The names under which the entries of a source directory must stand in an image's tree.
 *
 * @module
 */

import { enhancedNames } from "../layout/enhanced_names.ts";
import { jolietNames } from "../layout/joliet_names.ts";
import { identifiersOf, type NameRules } from "../layout/name_rules.ts";
import { byteNames, textNames } from "../layout/names_of.ts";
import { primaryNames } from "../layout/primary_names.ts";
import type { Image, ImageEntry } from "../open.ts";
import { packBytes, packText, withoutVersion } from "../reading/names.ts";
import type { SourceTree } from "../source_tree.ts";

/** The entries of an image's directory by kind and packed name: a plain tree may show a file and a directory alike. */
export class NamedChildren {
  readonly #directories = new Map<string, ImageEntry>();
  readonly #others = new Map<string, ImageEntry>();

  constructor(children: readonly ImageEntry[]) {
    for (const child of children) {
      const map = child.kind === "directory" ? this.#directories : this.#others;
      map.set(packBytes(child.name), child);
    }
  }

  /** The entry of that name, of that kind if there is one. */
  find(name: string, directory: boolean): ImageEntry | undefined {
    const [first, second] = directory ? [this.#directories, this.#others] : [this.#others, this.#directories];
    return first.get(name) ?? second.get(name);
  }

  /** Takes an entry out. */
  remove(entry: ImageEntry): void {
    const map = entry.kind === "directory" ? this.#directories : this.#others;
    map.delete(packBytes(entry.name));
  }

  /** What has not been taken out. */
  *rest(): Generator<ImageEntry> {
    yield* this.#directories.values();
    yield* this.#others.values();
  }
}

/** The members of a source directory in an image's tree. */
export interface RecordedNames {
  /** The entries that the tree holds. */
  readonly members: readonly number[];
  /** Their packed names in it. */
  readonly names: readonly string[];
  /** Names under which an empty file may stand for something that the tree cannot hold. */
  readonly standIns: ReadonlySet<string>;
}

/** The members of a source directory that an image's tree holds, and their packed names in it. */
export function recordedNames(
  image: Image,
  tree: SourceTree,
  directory: number,
  children: NamedChildren,
): RecordedNames {
  const all = [...tree.children(directory)];
  const standIns = new Set<string>();
  if (image.tree === "rock-ridge") return { members: all, names: byteNames(tree, all), standIns };
  // The records of a plain tree may carry Rock Ridge, and then stand for everything.
  const everything = image.tree === "plain" && image.trees.includes("rock-ridge");
  const members = everything ? all : all.filter((entry) => tree.isDirectory(entry) || tree.isFile(entry));
  const candidates = RULES[image.tree].map((rules) => namesBy(rules, tree, members, image.tree === "joliet"));
  const found = (names: readonly string[]) =>
    names.reduce((n, name, i) => n + (children.find(name, tree.isDirectory(members[i]!)) ? 1 : 0), 0);
  const names = candidates.reduce((best, next) => found(next) > found(best) ? next : best);
  if (!everything && members.length < all.length) {
    const others = all.filter((entry) => !tree.isDirectory(entry) && !tree.isFile(entry));
    for (const rules of RULES[image.tree]) {
      for (const name of namesBy(rules, tree, others, image.tree === "joliet")) standIns.add(name);
    }
  }
  return { members, names, standIns };
}

/** The rules to be tried, as the image does not tell its interchange level. */
const RULES: Readonly<Record<"joliet" | "enhanced" | "plain", readonly NameRules[]>> = {
  joliet: [jolietNames],
  enhanced: [enhancedNames],
  plain: [primaryNames(1), primaryNames(2)],
};

function namesBy(rules: NameRules, tree: SourceTree, members: readonly number[], joliet: boolean): string[] {
  const given = rules.from === "text" ? textNames(tree, members) : byteNames(tree, members);
  const identifiers = identifiersOf(given, (i) => tree.isDirectory(members[i]!), rules);
  if (joliet) return identifiers.map(packText);
  return rules.versions ? identifiers.map(withoutVersion) : identifiers;
}

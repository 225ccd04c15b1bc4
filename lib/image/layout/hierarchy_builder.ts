/**
 * tree → hierarchy: members, identifiers, order, and the length of every directory.
 *
 * @module
 */

import { ImageError, UsageError } from "../../errors.ts";
import { BLOCK_SIZE, blocksOf, MAX_EXTENT_BYTES } from "../../iso9660/block.ts";
import { directoryRecordLength } from "../../iso9660/directory_record.ts";
import { MAX_PATH_TABLE_PARENTS, pathTableRecordLength } from "../../iso9660/path_table.ts";
import { display } from "../display.ts";
import { ROOT, shared, type SourceTree } from "../source_tree.ts";
import { ContinuationArea } from "./continuation.ts";
import {
  type Hierarchy,
  type HierarchyKind,
  NO_DIRECTORY,
  PLACEHOLDER,
  recordedIdentifierLength,
} from "./hierarchy.ts";
import { identifiersOf, type NameRules } from "./name_rules.ts";
import { byteNames, textNames } from "./names_of.ts";
import type { Relocation } from "./relocation.ts";
import { behindRecord, extentsOf, memberRole, selfRecords } from "./records.ts";
import { type Role, SystemUse } from "./system_use.ts";

/** How one hierarchy is to be built. */
export interface HierarchyPlan {
  /** Which one it is. */
  readonly kind: HierarchyKind;
  /** Which identifiers it allows. */
  readonly names: NameRules;
  /** Whether its records carry Rock Ridge. */
  readonly rockRidge: boolean;
  /** Whether Rock Ridge times have hundredths of seconds. */
  readonly fineTimes: boolean;
  /** Directories that move to another place, or `undefined` when all stay. */
  readonly relocation: Relocation | undefined;
}

/** A hierarchy, and what it could not take as it was. */
export interface BuiltHierarchy {
  /** The hierarchy. */
  readonly hierarchy: Hierarchy;
  /** Entries whose names their identifiers do not hold. */
  readonly mapped: readonly { readonly entry: number; readonly identifier: string }[];
}

/** Builds a hierarchy; extents and path tables are placed later. */
export function buildHierarchy(tree: SourceTree, plan: HierarchyPlan): BuiltHierarchy {
  return new Builder(tree, plan).build();
}

class Builder {
  readonly #tree: SourceTree;
  readonly #plan: HierarchyPlan;
  readonly #directories: number[] = [];
  readonly #parents: number[] = [];
  readonly #memberOf: number[] = [];
  readonly #memberFrom: number[] = [];
  readonly #directoryOf: Uint32Array;
  readonly #members: Uint32Array;
  readonly #identifierAt: Uint32Array;
  readonly #identifierLength: Uint8Array;
  readonly #mapped: { entry: number; identifier: string }[] = [];
  #identifiers: Uint8Array;
  #memberCount = 0;
  #identifierBytes = 0;

  constructor(tree: SourceTree, plan: HierarchyPlan) {
    this.#tree = tree;
    this.#plan = plan;
    // Every entry is a member once, and a relocated directory once more as a placeholder.
    const capacity = tree.count + (plan.relocation?.moved.length ?? 0);
    this.#directoryOf = shared(Uint32Array, tree.count).fill(NO_DIRECTORY);
    this.#members = shared(Uint32Array, capacity);
    this.#identifierAt = shared(Uint32Array, capacity);
    this.#identifierLength = shared(Uint8Array, capacity);
    this.#identifiers = shared(Uint8Array, 16 * capacity * plan.names.width);
  }

  build(): BuiltHierarchy {
    this.#open(ROOT, 0, 0);
    // Appending each directory's subdirectories in order of identifiers gives the order of ECMA-119 6.9.1.
    for (let directory = 0; directory < this.#directories.length; directory++) this.#fill(directory);
    this.#memberFrom.push(this.#memberCount);
    const count = this.#directories.length;
    if (count > MAX_PATH_TABLE_PARENTS) {
      throw new UsageError(
        `Cannot make the image: it would hold ${count} directories, and a path table numbers at most 65535`,
        { hint: "split the tree over several images" },
      );
    }
    const hierarchy: Hierarchy = {
      kind: this.#plan.kind,
      rockRidge: this.#plan.rockRidge,
      fineTimes: this.#plan.fineTimes,
      versions: this.#plan.names.versions,
      width: this.#plan.names.width,
      directories: column(this.#directories),
      parents: column(this.#parents),
      directoryOf: this.#directoryOf,
      memberFrom: column(this.#memberFrom),
      members: this.#members,
      identifierAt: this.#identifierAt,
      identifierLength: this.#identifierLength,
      identifiers: this.#identifiers,
      memberOf: column(this.#memberOf),
      home: this.#directoryOf[this.#plan.relocation?.home ?? ROOT]!,
      originalParents: this.#originalParents(),
      lengths: shared(Uint32Array, count),
      continuations: shared(Uint32Array, count),
      extents: shared(Uint32Array, count),
      placed: this.#placed(),
      pathTableSize: this.#pathTableSize(),
      pathTableL: 0,
      pathTableM: 0,
    };
    this.#measure(hierarchy);
    return { hierarchy, mapped: this.#mapped };
  }

  #open(entry: number, parent: number, member: number): void {
    this.#directoryOf[entry] = this.#directories.length;
    this.#directories.push(entry);
    this.#parents.push(parent);
    this.#memberOf.push(member);
  }

  #fill(directory: number): void {
    const tree = this.#tree;
    const { names, relocation } = this.#plan;
    this.#memberFrom.push(this.#memberCount);
    const members = this.#membersOf(this.#directories[directory]!);
    const away = (index: number) => relocation?.isPlaceholder(members[index]!, this.#directories[directory]!);
    const given = names.from === "text" ? textNames(tree, members) : byteNames(tree, members);
    if (relocation !== undefined && members[0] === relocation.home) given[0] = relocation.homeName;
    const identifiers = identifiersOf(given, (i) => tree.isDirectory(members[i]!) && !away(i), names);
    const order = members.map((_, index) => index);
    order.sort((a, b) => identifiers[a]! < identifiers[b]! ? -1 : 1);
    for (const index of order) {
      const entry = members[index]!;
      const identifier = identifiers[index]!;
      if (!names.holds(given[index]!, identifier)) this.#mapped.push({ entry, identifier });
      const placeholder = away(index) === true;
      const member = this.#append(placeholder ? entry + PLACEHOLDER : entry, identifier);
      if (!placeholder && tree.isDirectory(entry)) this.#open(entry, directory, member);
    }
  }

  #membersOf(entry: number): number[] {
    const tree = this.#tree;
    const { rockRidge, relocation } = this.#plan;
    if (entry === relocation?.home) return relocation.moved;
    const members: number[] = [];
    // First among its neighbours, it keeps its name whatever else is there: readers know it by that.
    if (entry === ROOT && relocation !== undefined) {
      members.push(relocation.home);
    }
    for (const child of tree.children(entry)) {
      // Without Rock Ridge there is no way to record a link, a device, a FIFO or a socket.
      if (rockRidge || tree.isDirectory(child) || tree.isFile(child)) members.push(child);
    }
    return members;
  }

  #append(value: number, identifier: string): number {
    const member = this.#memberCount++;
    const bytes = identifier.length * this.#plan.names.width;
    if (this.#identifierBytes + bytes > this.#identifiers.length) {
      const larger = shared(Uint8Array, this.#identifiers.length * 1.5 + bytes);
      larger.set(this.#identifiers);
      this.#identifiers = larger;
    }
    this.#members[member] = value;
    this.#identifierAt[member] = this.#identifierBytes;
    this.#identifierLength[member] = bytes;
    const into = this.#identifiers;
    let at = this.#identifierBytes;
    for (let i = 0; i < identifier.length; i++) {
      const code = identifier.charCodeAt(i);
      if (this.#plan.names.width === 2) into[at++] = code >>> 8;
      into[at++] = code;
    }
    this.#identifierBytes = at;
    return member;
  }

  #originalParents(): Map<number, number> {
    const parents = new Map<number, number>();
    for (const entry of this.#plan.relocation?.moved ?? []) {
      parents.set(this.#directoryOf[entry]!, this.#directoryOf[this.#tree.parent[entry]!]!);
    }
    return parents;
  }

  /**
   * Relocated directories stand in front of those that they were taken from, the outer ones first: readers that
   * go through an image only once (libarchive) find the content before the placeholder.
   */
  #placed(): Uint32Array {
    const directories = this.#directories;
    const home = this.#plan.relocation === undefined ? 0 : this.#directoryOf[this.#plan.relocation.home]!;
    const placed = column(directories.map((_, directory) => directory));
    if (home === 0) return placed;
    const outermost = new Uint32Array(directories.length).fill(NO_DIRECTORY);
    outermost[0] = 0;
    outermost[home] = 0;
    for (let directory = 1; directory < directories.length; directory++) {
      const parent = this.#parents[directory]!;
      if (parent === home) outermost[directory] = directories[directory]!;
      else if (parent !== 0) outermost[directory] = outermost[parent]!;
    }
    return placed.sort((a, b) => outermost[a]! - outermost[b]! || a - b);
  }

  #pathTableSize(): number {
    let size = pathTableRecordLength(1);
    for (let directory = 1; directory < this.#directories.length; directory++) {
      size += pathTableRecordLength(this.#identifierLength[this.#memberOf[directory]!]!);
    }
    return size;
  }

  #measure(hierarchy: Hierarchy): void {
    const tree = this.#tree;
    const systemUse = hierarchy.rockRidge ? new SystemUse(tree, hierarchy.fineTimes) : undefined;
    for (let directory = 0; directory < hierarchy.directories.length; directory++) {
      const area = new ContinuationArea();
      let length = 0;
      const record = (entry: number, role: Role, identifierLength: number) => {
        const use = systemUse?.measure(entry, role, identifierLength, area) ?? 0;
        const bytes = directoryRecordLength(identifierLength, use);
        length = behindRecord(length, bytes);
      };
      for (const { entry, role } of selfRecords(hierarchy, directory)) record(entry, role, 1);
      const to = hierarchy.memberFrom[directory + 1]!;
      for (let member = hierarchy.memberFrom[directory]!; member < to; member++) {
        const entry = hierarchy.members[member]! & ~PLACEHOLDER;
        const identifierLength = recordedIdentifierLength(hierarchy, tree, member);
        const role = memberRole(hierarchy, member);
        for (let extent = extentsOf(tree, entry); extent > 0; extent--) record(entry, role, identifierLength);
      }
      hierarchy.lengths[directory] = blocksOf(length) * BLOCK_SIZE;
      hierarchy.continuations[directory] = blocksOf(area.used) * BLOCK_SIZE;
      if (length > MAX_EXTENT_BYTES) {
        const path = display(tree.path(hierarchy.directories[directory]!));
        throw new ImageError(
          0,
          "directory",
          "ECMA-119 9.1.4",
          `Cannot record the directory ${path}: its records take 4 GiB and more`,
        );
      }
    }
  }
}

function column(values: readonly number[]): Uint32Array {
  const numbers = shared(Uint32Array, values.length);
  numbers.set(values);
  return numbers;
}

/**
 * tree → plan: everything about an image is known, and not one byte of a file has been read.
 *
 * @module
 */

import { DiscglowError, UsageError } from "../errors.ts";
import { BLOCK_SIZE } from "../iso9660/block.ts";
import { volumeDateHolds } from "../iso9660/dates.ts";
import { display } from "./display.ts";
import type { EntryKind } from "./entry_kind.ts";
import { type HierarchyKind, identifierText, PLACEHOLDER } from "./layout/hierarchy.ts";
import { type ImageLayout, layOut } from "./layout/layout.ts";
import type { PlanOptions } from "./options.ts";
import { refuseOutputInside } from "./output_place.ts";
import { scanTree } from "./scan.ts";
import { SourceTree } from "./source_tree.ts";
import { type ThreadPool, usefulThreads } from "./threads/pool.ts";
import { imageStream, type StreamOptions } from "./stream.ts";

/** One entry of {@linkcode ImagePlan.list}. */
export interface PlannedEntry {
  /** Path in the image, undecodable bytes as `\xNN`. */
  readonly path: string;
  /** What it is. */
  readonly kind: EntryKind;
  /** Bytes of its content. */
  readonly size: number;
  /** First block of its content, 0 when it has none. */
  readonly extent: number;
  /** Identifier in the primary tree. */
  readonly primary: string | undefined;
  /** Identifier in the Joliet tree. */
  readonly joliet: string | undefined;
  /** Identifier in the ISO 9660:1999 tree. */
  readonly enhanced: string | undefined;
}

/** Where everything of a planned image stands; for those who write it. */
export let layoutOf: (plan: ImagePlan) => ImageLayout;

let newPlan: (layout: ImageLayout, onNotice: PlanOptions["onNotice"]) => ImagePlan;

/** An image that is ready to be made. */
export class ImagePlan {
  /** Length in bytes. */
  readonly size: number;
  /** Length in blocks of 2048 bytes. */
  readonly blocks: number;
  /** Number of files, directories and other entries, the root included. */
  readonly entries: number;
  /** Volume identifier. */
  readonly volumeId: string;
  readonly #layout: ImageLayout;
  readonly #hidden: number | undefined;
  readonly #onNotice: PlanOptions["onNotice"];

  static {
    layoutOf = (plan) => plan.#layout;
    newPlan = (layout, onNotice) => new ImagePlan(layout, onNotice);
  }

  private constructor(layout: ImageLayout, onNotice: PlanOptions["onNotice"]) {
    this.#onNotice = onNotice;
    this.#layout = layout;
    this.blocks = layout.blocks;
    this.size = layout.blocks * BLOCK_SIZE;
    this.volumeId = layout.volumeId;
    const { mode, count } = layout.tree;
    this.#hidden = homeOf(layout);
    let entries = this.#hidden === undefined ? 0 : -1;
    for (let entry = 0; entry < count; entry++) if (mode[entry] !== 0) entries++;
    this.entries = entries;
  }

  /** The image's bytes, from the first to the last; reading and the consumer's work overlap. */
  stream(options: StreamOptions = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    const onNotice = options.onNotice ?? this.#onNotice;
    return imageStream(this.#layout, onNotice === undefined ? options : { ...options, onNotice });
  }

  /** Every entry with its identifier in each tree, directory by directory. */
  *list(): Generator<PlannedEntry> {
    const layout = this.#layout;
    const tree = SourceTree.of(layout.tree);
    const names = new Map(
      layout.hierarchies.map((hierarchy) => [hierarchy.kind, identifiersByEntry(layout, hierarchy.kind)]),
    );
    for (let entry = 0; entry < tree.count; entry++) {
      if (tree.mode[entry] === 0 || entry === this.#hidden) continue;
      const name = (kind: HierarchyKind) => names.get(kind)?.[entry];
      yield {
        path: display(tree.path(entry)),
        kind: tree.kind(entry),
        size: tree.isFile(entry) ? tree.size[entry]! : 0,
        extent: layout.block[tree.first[entry]!]!,
        primary: name("primary"),
        joliet: name("joliet"),
        enhanced: name("enhanced"),
      };
    }
  }
}

/**
 * Plans an image: scans the sources once and gives everything its place.
 *
 * @throws {SourceError} when something cannot be read and no option says what becomes of it
 * @throws {UsageError} when options contradict each other, the tree or the format
 * @throws {DiscglowError} when the image would be larger than `maxBlocks`
 */
export function planImage(options: PlanOptions = {}): Promise<ImagePlan> {
  return planImageWith(undefined, options);
}

/** The same with threads that the caller lends and will use again for writing. */
export async function planImageWith(pool: ThreadPool | undefined, options: PlanOptions): Promise<ImagePlan> {
  checkNumbers(options);
  if (options.output !== undefined) refuseOutputInside(options.output, options);
  // A scan that takes longer than a moment means work enough for all the threads there will be.
  const tree = await scanTree(options, () => pool?.prestart(usefulThreads() + 1));
  const plan = newPlan(layOut(tree, options), options.onNotice);
  const { maxBlocks } = options;
  if (maxBlocks !== undefined && plan.blocks > maxBlocks) {
    const over = plan.blocks - maxBlocks;
    throw new DiscglowError(
      `Cannot fit the image: it has ${plan.blocks} blocks (${plan.size} bytes), ${over} more than the ${maxBlocks} allowed`,
    );
  }
  return plan;
}

/** What a typed caller cannot get wrong at a glance: modes with type bits, numbers outside their fields. */
function checkNumbers(options: PlanOptions): void {
  const { uid, gid, fileMode, directoryMode, level = 1, maxBlocks = 0 } = options;
  const ranges: [string, number | undefined, number][] = [
    ["uid", uid, 0xffffffff],
    ["gid", gid, 0xffffffff],
    ["fileMode", fileMode, 0o7777],
    ["directoryMode", directoryMode, 0o7777],
    ["maxBlocks", maxBlocks, Number.MAX_SAFE_INTEGER],
  ];
  for (const [name, value, most] of ranges) {
    if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) continue;
    throw new UsageError(`Cannot use ${name} ${value}: it is no whole number from 0 to ${most}`);
  }
  if (![1, 2, 3, 4].includes(level)) throw new UsageError(`Cannot use level ${level}: the levels are 1 to 4`);
  for (const seconds of [options.date, options.latestDate]) {
    if (seconds === undefined || volumeDateHolds(seconds)) continue;
    throw new UsageError(`Cannot date the image ${seconds} s from 1970: dates hold the years 1 to 9999`);
  }
}

/** The directory that relocated ones stand in, which is no part of the tree. */
function homeOf({ hierarchies }: ImageLayout): number | undefined {
  const { home, directories } = hierarchies[0]!;
  return home === 0 ? undefined : directories[home];
}

function identifiersByEntry(layout: ImageLayout, kind: HierarchyKind): (string | undefined)[] {
  const hierarchy = layout.hierarchies.find((one) => one.kind === kind)!;
  const tree = SourceTree.of(layout.tree);
  const names: (string | undefined)[] = new Array(tree.count);
  const count = hierarchy.memberFrom[hierarchy.directories.length]!;
  for (let member = 0; member < count; member++) {
    const value = hierarchy.members[member]!;
    const entry = value & ~PLACEHOLDER;
    // A relocated directory goes by the name in its own place, not by the one among the relocated.
    if (value < PLACEHOLDER && names[entry] !== undefined) continue;
    const version = hierarchy.versions && (value >= PLACEHOLDER || !tree.isDirectory(entry)) ? ";1" : "";
    names[entry] = identifierText(hierarchy, member) + version;
  }
  return names;
}

/**
 * Random trees: first a description, from a seed; then the tree itself, made in any order.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { ByteFolder } from "./byte_folder.ts";
import { byteString } from "./bytes.ts";
import { Random } from "./random.ts";

/** One thing in a random tree. */
type Item =
  & { readonly name: string; readonly mode: number; readonly seconds: number; readonly nanoseconds: number }
  & (
    | { readonly kind: "file"; readonly contents: Uint8Array<ArrayBuffer> }
    | { readonly kind: "folder"; readonly items: readonly Item[] }
    | { readonly kind: "symlink"; readonly target: string }
    | { readonly kind: "hardLink"; readonly path: readonly string[] }
    | { readonly kind: "node"; readonly type: number }
  );

/** A description of a tree: the items of its root. */
export type RandomTree = readonly Item[];

/** The most items of a tree. */
const MOST = 120;
const SIZES = [0, 1, 100, 2047, 2048, 2049, 5000, 70_000];

/** Describes the tree of a seed. */
export function randomTree(seed: number): RandomTree {
  const random = new Random(seed);
  const files: string[][] = [];
  let left = MOST;
  const some = (path: readonly string[]): Item[] => {
    const items: Item[] = [];
    const names = new Set<string>();
    for (let count = random.below(path.length === 0 ? 24 : 9); count > 0 && left > 0; count--, left--) {
      const name = randomName(random);
      if (names.has(name)) continue;
      names.add(name);
      items.push({ ...randomAttributes(random), name, ...what([...path, name]) });
    }
    return items;
  };
  const what = (path: readonly string[]) => {
    const choice = random.next();
    if (choice < 0.4 && path.length < 14) return { kind: "folder", items: some(path) } as const;
    if (choice < 0.5) return { kind: "symlink", target: randomTarget(random) } as const;
    if (choice < 0.55) return { kind: "node", type: random.one([C.S_IFIFO, C.S_IFSOCK]) } as const;
    if (choice < 0.65 && files.length > 0) return { kind: "hardLink", path: random.one(files) } as const;
    files.push([...path]);
    return { kind: "file", contents: random.bytes(random.one(SIZES)) } as const;
  };
  return some([]);
}

/** Makes a described tree below a folder, everything in an order that another seed decides. */
export function makeRandomTree(root: string, tree: RandomTree, order: number): void {
  const random = new Random(order);
  using top = ByteFolder.open(root);
  make(top, tree, random);
  // links need what they link to, and times what is made in a folder
  link(top, tree, top);
  setTimes(top, tree);
  top.time(".", 1_000_000_000);
}

function make(folder: ByteFolder, items: readonly Item[], random: Random): void {
  for (const item of random.shuffled(items)) {
    if (item.kind === "file") folder.file(item.name, item.contents);
    if (item.kind === "symlink") folder.symlink(item.name, item.target);
    if (item.kind === "node") folder.node(item.name, item.type);
    if (item.kind === "folder") folder.within(item.name, (inner) => make(inner, item.items, random));
    if (item.kind !== "symlink" && item.kind !== "hardLink") folder.mode(item.name, item.mode);
  }
}

function link(folder: ByteFolder, items: readonly Item[], top: ByteFolder): void {
  for (const item of items) {
    if (item.kind === "hardLink") linkTo(folder, item.name, top, item.path);
    if (item.kind !== "folder") continue;
    using inner = folder.into(item.name);
    link(inner, item.items, top);
  }
}

function linkTo(folder: ByteFolder, name: string, from: ByteFolder, path: readonly string[]): void {
  if (path.length === 1) return folder.link(name, from, path[0]!);
  using next = from.into(path[0]!);
  linkTo(folder, name, next, path.slice(1));
}

function setTimes(folder: ByteFolder, items: readonly Item[]): void {
  for (const item of items) {
    if (item.kind === "folder") {
      using inner = folder.into(item.name);
      setTimes(inner, item.items);
    }
    if (item.kind !== "hardLink") folder.time(item.name, item.seconds, item.nanoseconds);
  }
}

function randomAttributes(random: Random) {
  return {
    mode: 0o700 | random.below(0o100),
    seconds: random.chance(0.1) ? -random.below(1e9) : random.below(2e9),
    nanoseconds: random.below(1e9),
  };
}

/** A name of any bytes but / and NUL; often an ordinary one, so that some are alike in 8.3. */
function randomName(random: Random): string {
  if (random.chance(0.3)) return `${random.one(["report", "REPORT", "Report of"])} ${random.below(12)}.text`;
  const length = random.chance(0.1) ? 200 + random.below(56) : 1 + random.below(20);
  const bytes = random.bytes(length).map((byte) => byte === 0x00 || byte === 0x2f ? 0x5f : byte);
  const name = byteString(random.chance(0.5) ? bytes.map((byte) => byte & 0x7f || 0x41) : bytes)
    .replaceAll("/", "_");
  return name === "." || name === ".." ? "dots" : name;
}

function randomTarget(random: Random): string {
  const parts = Array.from(
    { length: 1 + random.below(random.chance(0.2) ? 60 : 4) },
    () => random.one(["..", ".", "", randomName(random)]),
  );
  return parts.join("/") || "/";
}

/**
 * The trees of a benchmark on the disk: made once, and kept from one run to the next where that is wanted.
 *
 * @module
 */

import { makeBig, makeMany, makeMixed, makeThree } from "./trees.ts";

const MAKERS = { mixed: makeMixed, many: makeMany, big: makeBig, three: makeThree } as const;

/** The name of a tree. */
export type TreeName = keyof typeof MAKERS;

/** All trees. */
export const TREES = Object.keys(MAKERS) as readonly TreeName[];

/** A tree on the disk. */
export interface Tree {
  readonly name: TreeName;
  /** Absolute path. */
  readonly path: string;
  /** Number of files, folders and links, the root included. */
  readonly entries: number;
}

/** The tree of a name in a folder; made when it is not there, or was made by another `trees.ts`. */
export async function treeIn(folder: string, name: TreeName, onMake: () => void): Promise<Tree> {
  const path = `${folder}/${name}`;
  const record = `${path}.made`;
  const maker = await digest(new URL("./trees.ts", import.meta.url));
  const made = await readRecord(record);
  if (made?.maker === maker) return { name, path, entries: made.entries };
  onMake();
  await removeIfThere(record);
  await removeIfThere(path);
  await Deno.mkdir(folder, { recursive: true });
  MAKERS[name](path);
  const entries = 1 + await count(path);
  await Deno.writeTextFile(record, JSON.stringify({ maker, entries }));
  return { name, path, entries };
}

/** Removes a file or folder, if there is one. */
export async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function digest(file: URL): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", await Deno.readFile(file));
  return new Uint8Array(sum).toHex();
}

async function readRecord(path: string): Promise<{ maker: string; entries: number } | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch {
    return undefined;
  }
}

async function count(folder: string): Promise<number> {
  let entries = 0;
  for await (const entry of Deno.readDir(folder)) {
    entries += entry.isDirectory ? 1 + await count(`${folder}/${entry.name}`) : 1;
  }
  return entries;
}

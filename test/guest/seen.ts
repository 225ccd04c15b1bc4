/**
 * What was seen of a tree, on its way from one machine to another.
 *
 * @module
 */

import { digestOf } from "../support/digest.ts";
import { observe, type Seen, type Tree } from "../support/observe.ts";

/** Files of more bytes are read in places only: an emulated machine takes minutes for some GiB. */
const LARGE = 64 << 20;
const STEP = 32 << 20;
const SAMPLE = 64 << 10;

/** Observes the tree below a folder; of large files, whose names are ASCII, only around every 32 MiB. */
export function observeSampled(root: string): Tree {
  const tree = observe(root);
  for (const [path, seen] of tree) {
    if (seen.size <= LARGE) continue;
    tree.set(path, { ...seen, digest: () => digestOfSamples(`${root}/${path}`, seen.size) });
  }
  return tree;
}

function digestOfSamples(path: string, size: number): string {
  using file = Deno.openSync(path);
  const places = [0, size - SAMPLE];
  for (let at = STEP; at < size; at += STEP) places.push(at - SAMPLE / 2);
  const sample = new Uint8Array(SAMPLE);
  return places.map((at) => {
    file.seekSync(at, Deno.SeekMode.Start);
    let got = 0;
    for (let more: number | null = 1; more !== null && got < SAMPLE; got += more ?? 0) {
      more = file.readSync(sample.subarray(got));
    }
    return digestOf(sample.subarray(0, got));
  }).join(" ");
}

/** One entry with its path, and with the checksum in it. */
interface Entry extends Omit<Seen, "digest"> {
  readonly path: string;
  readonly digest: string;
}

/** A tree as JSON; all its contents are read now. */
export function encodeTree(tree: Tree): string {
  const entries = [...tree].map(([path, seen]): Entry => ({ ...seen, path, digest: seen.digest() }));
  return JSON.stringify(entries);
}

/** The tree of {@linkcode encodeTree}. */
export function decodeTree(text: string): Tree {
  const entries: Entry[] = JSON.parse(text);
  return new Map(entries.map(({ path, digest, ...seen }) => [path, { ...seen, digest: () => digest }]));
}

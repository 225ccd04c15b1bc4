/**
 * What somebody sees of a tree who reads other names than those of Rock Ridge.
 *
 * @module
 */

import { display } from "../../lib/image/display.ts";
import type { PlannedEntry } from "../../lib/image/plan.ts";
import { bytesOf, utf8 } from "../support/bytes.ts";
import { digestOf } from "../support/digest.ts";
import type { Seen, Tree } from "../support/observe.ts";

/**
 * A tree by the identifiers that a plan lists. It holds nothing but files and folders.
 *
 * @param folder of the image that the tree is in; it has the same name in all trees
 */
export function renamed(
  original: Tree,
  list: readonly PlannedEntry[],
  kind: "joliet" | "primary",
  folder: string,
): Tree {
  const root = folder === "" ? "/" : `/${folder}`;
  const prefix = folder === "" ? "/" : `${root}/`;
  const byShown = new Map([...original].map(([path, one]) => [prefix + display(bytesOf(path)), one]));
  const paths = new Map([[root, ""]]);
  const tree: Tree = new Map([["", original.get("")!]]);
  for (const { path, [kind]: identifier } of list) {
    const one = path.startsWith(prefix) && path !== root ? byShown.get(path) : undefined;
    if (one === undefined || identifier === undefined) continue;
    const above = paths.get(path.slice(0, path.lastIndexOf("/")) || "/")!;
    const name = kind === "joliet" ? asLinuxShows(identifier) : identifier;
    if (name === ".") continue; // all dots: nobody can ask for it
    const inside = above === "" ? name : `${above}/${name}`;
    paths.set(path, inside);
    tree.set(inside, one.kind === "folder" || one.kind === "file" ? one : asEmptyFile(one));
  }
  return tree;
}

/** A Joliet name without its version and without dots at its end, in UTF-8. */
function asLinuxShows(identifier: string): string {
  return utf8(identifier.replace(/;1$/, "").replace(/(?<=.)\.+$/, ""));
}

function asEmptyFile(seen: Seen): Seen {
  const { target: _target, device: _device, ...rest } = seen;
  return { ...rest, kind: "file", size: 0, digest: () => digestOf(new Uint8Array(0)) };
}

/**
 * Several sources and grafts joined to one tree: which places on the host a directory of the image is made of.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { decodeCharacters } from "../../iso9660/characters.ts";
import type { ScanOptions } from "../options.ts";

/** A directory of the image that is more than one directory of the host. */
export interface Joint {
  /** The directories of the host that are merged here; empty for one that exists in the image only. */
  readonly places: Uint8Array<ArrayBuffer>[];
  /** What is grafted into it, by name (bytes as Latin-1). */
  readonly grafts: Map<string, Joint>;
}

const encoder = new TextEncoder();
const LONGEST_NAME = 255;

/** Makes the joint of the root from the words `source=` and `graft=`. */
export function rootJoint(options: ScanOptions): Joint {
  const given = options.source ?? [];
  const sources = typeof given === "string" ? [given] : given;
  const grafts = options.graft ?? [];
  const trees = sources.length === 0 && grafts.length === 0 ? ["."] : sources;
  const root = joint(trees.map(placeOf));
  const seen = new Set<string>();
  for (const tree of trees) {
    const plain = tree.replace(/\/+$/, "") || "/";
    if (seen.has(plain)) throw new UsageError(`Cannot merge ${tree}: the same source is named twice`);
    seen.add(plain);
  }
  for (const graft of grafts) {
    const names = graft.to.split("/").filter((name) => name !== "");
    if (!graft.to.startsWith("/") || names.some((name) => name === "." || name === "..")) {
      throw new UsageError(`Cannot graft to ${graft.to}: it is no absolute path in the image`, {
        hint: "write graft=/IN/IMAGE=PATH",
      });
    }
    let at = root;
    for (const name of names) {
      const bytes = encoder.encode(name);
      if (bytes.length > LONGEST_NAME || bytes.includes(0)) {
        throw new UsageError(
          `Cannot graft to ${graft.to}: a name in it is longer than 255 bytes or holds a NUL`,
        );
      }
      const key = decodeCharacters(bytes);
      let next = at.grafts.get(key);
      if (next === undefined) at.grafts.set(key, next = joint([]));
      at = next;
    }
    at.places.push(placeOf(graft.from));
  }
  return root;
}

/** A joint of these places with nothing grafted. */
export function joint(places: Uint8Array<ArrayBuffer>[]): Joint {
  return { places, grafts: new Map() };
}

function placeOf(path: string): Uint8Array<ArrayBuffer> {
  if (path === "" || path.includes("\0")) throw new UsageError("Cannot read the source: its path is empty");
  return encoder.encode(path);
}

/**
 * Lets the kernel of a guest mount images and says what it saw in them.
 *
 * @module
 */

import type { Tree } from "../support/observe.ts";
import type { Guest } from "./guest.ts";
import { complaints, markInShell } from "./kernel_log.ts";
import { decodeTree } from "./seen.ts";

/** The modules that a guest needs for it. */
export const ISOFS_MODULES = ["loop", "isofs", "nls_utf8"];

/** One mount of an image. */
export interface Mount {
  /** The name of the image in the shared folder. */
  readonly image: string;
  /** What the mount is called: letters, digits and hyphens. */
  readonly name: string;
  /** Options of `mount`. */
  readonly options: string;
}

/** What became of a mount. */
export interface MountSeen {
  /** What the kernel complained of meanwhile. */
  readonly complaints: readonly string[];
  /** What is in it; throws when it could not be mounted or read. */
  tree(): Tree;
}

/** Mounts the images in a shared folder, all in one guest, and observes them. */
export async function mountInGuest(
  guest: Guest,
  share: string,
  mounts: readonly Mount[],
): Promise<Map<string, MountSeen>> {
  Deno.mkdirSync(`${share}/seen`);
  const lines = mounts.map(({ image, name, options }) =>
    `mkdir /mnt/${name}
    ${markInShell(name)}
    mount -t iso9660 -o loop,ro,${options} /share/${image} /mnt/${name} 2> seen/${name}.error &&
      rm seen/${name}.error && mounted="$mounted ${name}"`
  );
  const observing =
    `deno run -A --no-config --no-lock --no-check --no-remote /project/test/guest/observe_mounts.ts $mounted`;
  const { code, output, kernelLog } = await guest.run({
    script: `mount -t tmpfs tmpfs /mnt; ${lines.join("\n")}\n${observing}\n`,
    share,
  });
  if (code !== 0) throw new Error(`The guest's script ended with ${code}:\n${output.slice(-3000)}`);
  const said = complaints(kernelLog);
  return new Map(mounts.map(({ name }) => [name, {
    complaints: said.get(name) ?? [],
    tree: () => treeOf(`${share}/seen/${name}`),
  }]));
}

function treeOf(path: string): Tree {
  let error = "nothing was seen of it";
  try {
    error = Deno.readTextFileSync(`${path}.error`).trim();
  } catch {
    return decodeTree(Deno.readTextFileSync(`${path}.json`));
  }
  throw new Error(error);
}

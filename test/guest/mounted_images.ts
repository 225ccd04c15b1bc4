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

const WORDS = "-A --no-config --no-lock --no-check --no-remote";

/** Images up to this size are copied into the memory of the guest, where reading them is faster. */
const COPIED = 64 << 20;

/** One mount of an image. */
export interface Mount {
  /** The name of the image in the shared folder, or of a device. */
  readonly image: string;
  /** What the mount is called: letters, digits and hyphens. */
  readonly name: string;
  /** Options of `mount`. */
  readonly options: string;
  /** The folders in it that are observed; "" is all of it. */
  readonly folders: readonly string[];
}

/** What became of the mounts. */
export interface MountsSeen {
  /** What a folder of a mount holds; throws when it could not be mounted or read. */
  tree(mount: Mount, folder: string): Tree;
  /** What the kernel complained of while it mounted, or while a folder was observed. */
  complaints(mount: Mount, folder?: string): readonly string[];
}

/** Mounts the images in a shared folder, all in one guest, and observes them. */
export async function mountInGuest(
  guest: Guest,
  share: string,
  mounts: readonly Mount[],
): Promise<MountsSeen> {
  const small = [...new Set(mounts.map(({ image }) => image))]
    .filter((image) => Deno.statSync(`${share}/${image}`).size <= COPIED);
  const { code, output, kernelLog } = await guest.run({
    script: `mount -t tmpfs tmpfs /mnt
    cp ${small.join(" ")} /tmp/
    ${
      observingScript(share, mounts, ({ image }) =>
        `-o loop ${small.includes(image) ? "/tmp" : "/share"}/${image}`)
    }`,
    share,
  });
  if (code !== 0) throw new Error(`The guest's script ended with ${code}:\n${output.slice(-3000)}`);
  return seenIn(share, kernelLog);
}

/**
 * Words of the shell that mount and observe, in a guest with a writable `/mnt`.
 *
 * @param whereIs words for `mount` that say where a mount's image is
 * @param observer words that run `observe_mounts.ts`
 */
export function observingScript(
  share: string,
  mounts: readonly Mount[],
  whereIs: (mount: Mount) => string,
  observer = `deno run ${WORDS} /project/test/guest/observe_mounts.ts`,
): string {
  Deno.mkdirSync(`${share}/seen`, { recursive: true });
  Deno.writeTextFileSync(`${share}/mounts.json`, JSON.stringify(mounts));
  const lines = mounts.map((mount) => {
    const { name, options } = mount;
    return `mkdir /mnt/${name}
    ${markInShell(name)}
    mount -t iso9660 -o ro,${options} ${whereIs(mount)} /mnt/${name} 2> seen/${name}.error`;
  });
  return `${lines.join("\n")}
    ${observer}`;
}

/** What a script of {@linkcode observingScript} has seen. */
export function seenIn(share: string, kernelLog: string): MountsSeen {
  const said = complaints(kernelLog);
  return {
    complaints: ({ name }, folder) => said.get(folder === undefined ? name : `${name}/${folder}`) ?? [],
    tree({ name }, folder) {
      const error = textOf(`${share}/seen/${name}.error`) || textOf(`${share}/seen/${name}-${folder}.error`);
      if (error !== "") throw new Error(error.trim());
      return decodeTree(textOf(`${share}/seen/${name}-${folder}.json`));
    },
  };
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/**
 * File systems mounted for one test.
 *
 * @module
 */

import { removeTree } from "./temp.ts";

/** A file system that is unmounted when it leaves the scope of `using`. */
export interface Mounted extends Disposable {
  /** Where it is mounted. */
  readonly path: string;
}

/** Whether this process may mount. */
export function canMount(): boolean {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  const path = Deno.makeTempDirSync({ prefix: "discglow-can-mount-" });
  try {
    return run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path) && run("umount", path);
  } finally {
    Deno.removeSync(path);
  }
}

/** Mounts a tmpfs of so many bytes on a folder that is made for it. */
export function mountTmpfs(path: string, bytes: number): Mounted {
  Deno.mkdirSync(path, { recursive: true });
  if (!run("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path)) {
    throw new Error(`Cannot mount a tmpfs on ${path}`);
  }
  return {
    path,
    [Symbol.dispose]() {
      run("umount", "-l", path);
    },
  };
}

/** Makes a file system in a file and mounts it; `undefined` where that cannot be done here. */
export function mountImage(system: "btrfs" | "xfs", bytes: number): Mounted | undefined {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return undefined;
  const folder = Deno.makeTempDirSync({ prefix: "discglow-mount-" });
  const image = `${folder}/image`;
  const path = `${folder}/on`;
  Deno.mkdirSync(path);
  Deno.writeFileSync(image, new Uint8Array(0));
  Deno.truncateSync(image, bytes);
  if (!run(`mkfs.${system}`, "-q", image) || !run("mount", "-o", "loop", image, path)) {
    removeTree(folder);
    return undefined;
  }
  return {
    path,
    [Symbol.dispose]() {
      run("umount", "-l", path);
      removeTree(folder);
    },
  };
}

function run(program: string, ...args: string[]): boolean {
  try {
    return new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

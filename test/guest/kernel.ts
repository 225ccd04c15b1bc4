/**
 * The kernel of Debian, unpacked from its package and not installed, and its modules.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { output } from "./programs.ts";

/** A kernel that QEMU can start. */
export interface Kernel {
  /** Path of the kernel itself. */
  readonly path: string;
  /** The contents of these modules and of what they need, in the order in which to load them. */
  modules(names: readonly string[]): Promise<Uint8Array[]>;
}

/** What an ordinary kernel of Debian is called, whatever its version. */
const META_PACKAGE = "linux-image-amd64";

/** What is unpacked. */
const WANTED = ["boot", "lib/modules", "usr/lib/modules"].map((path) => `./${path}`);

/** Downloads and unpacks the kernel of this Debian into a folder that is there. */
export async function unpackKernel(folder: string): Promise<Kernel> {
  const depends = new TextDecoder().decode(await output("apt-cache", ["depends", META_PACKAGE], folder));
  const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
  if (name === undefined) throw new Error(`${META_PACKAGE} names no kernel: run apt-get update`);
  await output("apt-get", ["download", "-qq", name], folder);
  const archive =
    (await Array.fromAsync(Deno.readDir(folder))).find(({ name }) => name.endsWith(".deb"))!.name;
  await output("dpkg-deb", ["--extract", archive, "."], folder);
  await Deno.remove(`${folder}/${archive}`);
  const release = name.slice("linux-image-".length);
  const path = await decompressed(`${folder}/boot/vmlinuz-${release}`, folder);
  return { path, modules: moduleLoader(folder) };
}

/**
 * The kernel inside a compressed one: starting it saves the seconds that an emulated processor takes to
 * decompress. It is in the form of XZ; when it is not, the compressed one has to do.
 */
async function decompressed(path: string, folder: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const at = Buffer.from(bytes.buffer).indexOf(Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0));
  if (at < 0) return path;
  await Deno.writeFile(`${folder}/vmlinux.xz`, bytes.subarray(at));
  // what follows the stream belongs to the loader
  await Deno.writeFile(
    `${folder}/vmlinux`,
    await output("xz", ["--decompress", "--single-stream", "--stdout", "vmlinux.xz"], folder),
  );
  return `${folder}/vmlinux`;
}

function moduleLoader(folder: string): Kernel["modules"] {
  const paths = new Map<string, string>();
  const index = (path: string) => {
    for (const entry of Deno.readDirSync(path)) {
      if (entry.isDirectory) index(`${path}/${entry.name}`);
      const file = /^(.+)\.ko(\.xz)?$/.exec(entry.name);
      if (file !== null) paths.set(file[1]!.replaceAll("-", "_"), `${path}/${entry.name}`);
    }
  };
  for (const path of WANTED) if (exists(`${folder}/${path}`)) index(`${folder}/${path}`);
  return async (names) => {
    const loaded = new Map<string, Uint8Array>();
    const load = async (name: string) => {
      if (loaded.has(name)) return;
      const path = paths.get(name);
      if (path === undefined) throw new Error(`The kernel has no module ${name}`);
      const module = path.endsWith(".xz")
        ? await output("xz", ["--decompress", "--stdout", path], folder)
        : await Deno.readFile(path);
      for (const needed of dependencies(module)) await load(needed);
      loaded.set(name, module);
    };
    for (const name of names) await load(name);
    return [...loaded.values()];
  };
}

/** The names of the modules that a module says it depends on. */
function dependencies(module: Uint8Array<ArrayBuffer>): string[] {
  const bytes = Buffer.from(module.buffer);
  const at = bytes.indexOf("\0depends=") + "\0depends=".length;
  const words = bytes.subarray(at, bytes.indexOf(0, at)).toString("latin1");
  return words.split(",").filter((name) => name !== "").map((name) => name.replaceAll("-", "_"));
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

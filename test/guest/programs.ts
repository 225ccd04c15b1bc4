/**
 * The programs a guest is made with, and why there may be none here.
 *
 * @module
 */

import { testWith } from "../support/peers.ts";

/** Names of programs, or paths of files, by the Debian package that has them. */
export type Packages = Readonly<Record<string, readonly string[]>>;

/** What every guest needs. */
const PACKAGES: Packages = {
  "qemu-system-x86": ["qemu-system-x86_64"],
  "busybox-static": ["busybox"],
  "xz-utils": ["xz"],
  "apt": ["apt-get", "apt-cache"],
  "dpkg": ["dpkg-deb"],
  "util-linux": ["setpriv"],
};

/** Why there can be no guest with these packages here, in a sentence, or `null` when there can. */
export function obstacleToGuests(more: Packages = {}): string | null {
  if (Deno.build.os !== "linux") return "A guest is made from the packages of Debian, on Linux";
  if (Deno.build.arch !== "x86_64") return "A guest is made for x86_64 only";
  const wanted = Object.entries({ ...PACKAGES, ...more });
  const missing = wanted.filter(([, files]) => !files.every(pathOf)).map(([name]) => name);
  if (missing.length === 0) return null;
  return `A Linux guest needs more programs; on Debian: apt-get install ${missing.join(" ")}`;
}

/** Registers a test that needs a guest: where there can be none it is skipped, on our own machine it fails. */
export function guestTest(
  name: string,
  body: (t: Deno.TestContext) => Promise<void>,
  more: Packages = {},
): void {
  testWith(obstacleToGuests(more) ?? undefined, name, body);
}

/** Where a program is; a path that is given as such is taken as it stands. */
export function pathOf(program: string): string | undefined {
  const folders = program.startsWith("/") ? [""] : (Deno.env.get("PATH") ?? "").split(":");
  const paths = folders.map((folder) => folder === "" ? program : `${folder}/${program}`);
  return paths.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Runs a program that must end well, within five minutes; gives what it wrote. */
export async function output(
  program: string,
  args: readonly string[],
  folder: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { LC_ALL: "C.UTF-8" },
    signal: AbortSignal.timeout(300_000),
  }).output();
  if (success) return stdout;
  throw new Error(
    `${program} ${args.join(" ")} failed: ${new TextDecoder().decode(stderr).trim().slice(-600)}`,
  );
}

/**
 * The programs a guest is made with, and why there may be none here.
 *
 * @module
 */

import { isCI } from "../support/peers.ts";

/** Programs by the Debian package that has them. */
const PACKAGES: Record<string, readonly string[]> = {
  "qemu-system-x86": ["qemu-system-x86_64"],
  "busybox-static": ["busybox"],
  "xz-utils": ["xz"],
  "apt": ["apt-get", "apt-cache"],
  "dpkg": ["dpkg-deb"],
};

/** Why there can be no guest here, in a sentence, or `null` when there can. */
export function obstacleToGuests(): string | null {
  if (Deno.build.os !== "linux") return "A guest is made from the packages of Debian, on Linux";
  if (Deno.build.arch !== "x86_64") return "A guest is made for x86_64 only";
  const missing = Object.keys(PACKAGES).filter((name) => !PACKAGES[name]!.every((one) => pathOf(one)));
  if (missing.length === 0) return null;
  return `A Linux guest needs more programs; on Debian: apt-get install ${missing.join(" ")}`;
}

/** Registers a test that needs a guest: where there can be none it is skipped, on our own machine it fails. */
export function guestTest(name: string, body: (t: Deno.TestContext) => Promise<void>): void {
  const hindered = obstacleToGuests();
  if (hindered === null) return Deno.test(name, body);
  if (isCI()) {
    return Deno.test(name, () => {
      throw new Error(hindered);
    });
  }
  // deno-lint-ignore no-console
  console.log(`Skipped: ${hindered}`);
  Deno.test({ name, ignore: true, fn: () => {} });
}

/** Where a program is. */
export function pathOf(program: string): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.map((folder) => `${folder}/${program}`).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Runs a program that must end well, within a minute; gives what it wrote. */
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
    signal: AbortSignal.timeout(60_000),
  }).output();
  if (success) return stdout;
  throw new Error(
    `${program} ${args.join(" ")} failed: ${new TextDecoder().decode(stderr).trim().slice(-600)}`,
  );
}

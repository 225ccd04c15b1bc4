/**
 * Programs of this project in one file each: a guest has Deno, but no cache of packages, and little time.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { bundle, BUNDLED_PROGRAM } from "../../scripts/bundle.ts";
import { output } from "./programs.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Words that run a program without looking for anything else. */
const DENO = "deno run -A --no-config --no-lock --no-remote --no-check";

/** Words of the shell that fetch all programs from the shared folder, which is slow, and root's alone. */
export const FETCH_PROGRAMS = "cp -r /share/dist /share/*.js /tmp/";

/** Bundles discglow into a folder shared with a guest; returns words of the shell that run it, once fetched. */
export async function discglowFor(share: string): Promise<string> {
  await bundle(`${share}/dist`);
  // compiling to machine code is what costs most where machine code is emulated
  return `${DENO} --v8-flags=--lite-mode /tmp/dist/${BUNDLED_PROGRAM}`;
}

/** The same for a program of the tests; its path is from the root of the project. */
export async function programFor(share: string, path: string): Promise<string> {
  const file = path.replace(/^.*\//, "").replace(/\.ts$/, ".js");
  await output(
    Deno.execPath(),
    ["bundle", "--quiet", "--no-lock", "--output", `${share}/${file}`, path],
    ROOT,
  );
  return `${DENO} /tmp/${file}`;
}

/**
 * Runs in a guest: observes the folders that `/share/mounts.json` names, each into a file of `/share/seen`.
 *
 * @module
 */

import { markInKernelLog } from "./kernel_log.ts";
import type { Mount } from "./mounted_images.ts";
import { encodeTree, observeSampled } from "./seen.ts";

const mounts: Mount[] = JSON.parse(Deno.readTextFileSync("/share/mounts.json"));
for (const { name, folders } of mounts) {
  for (const folder of folders) {
    markInKernelLog(`${name}/${folder}`);
    const to = `/share/seen/${name}-${folder}`;
    try {
      Deno.writeTextFileSync(`${to}.json`, encodeTree(observeSampled(`/mnt/${name}/${folder}`)));
    } catch (error) {
      Deno.writeTextFileSync(`${to}.error`, (error as Error).message);
    }
  }
}

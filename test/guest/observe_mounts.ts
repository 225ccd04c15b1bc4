/**
 * Runs in a guest: observes what is mounted at `/mnt/NAME`, for every name in the arguments, into
 * `/share/seen/NAME.json`, or into `NAME.error` when it cannot.
 *
 * @module
 */

import { observe } from "../support/observe.ts";
import { markInKernelLog } from "./kernel_log.ts";
import { encodeTree } from "./seen.ts";

for (const name of Deno.args) {
  markInKernelLog(name);
  try {
    Deno.writeTextFileSync(`/share/seen/${name}.json`, encodeTree(observe(`/mnt/${name}`)));
  } catch (error) {
    Deno.writeTextFileSync(`/share/seen/${name}.error`, (error as Error).message);
  }
}

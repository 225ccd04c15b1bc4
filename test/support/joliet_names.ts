/**
 * Which names every maker should put into a Joliet tree unchanged.
 *
 * @module
 */

import { textOf } from "./bytes.ts";

/** Whether every name in a path is text that Joliet holds as it is: UCS-2, 64 characters, nothing forbidden. */
export function fitsJoliet(path: string): boolean {
  return path.split("/").every((name) => {
    const text = textOf(name);
    if (text === null || text.length > 64) return false;
    // deno-lint-ignore no-control-regex
    return !/[\x00-\x1f\x7f*/:;?\\\ud800-\udfff]/.test(text) && !/^\.*$|[. ]$/.test(text);
  });
}

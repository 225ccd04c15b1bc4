/**
 * Names and messages as they may be shown: nothing in them moves the cursor or turns the text around.
 *
 * @module
 */

import { escapeText } from "../escape_text.ts";
import { displayAll } from "../image/display.ts";

export { escapeText };

/** A name for people: escaped, and bytes above 7Fh of a name that is not UTF-8 as `\xNN`. */
export function escapeName(name: Uint8Array): string {
  return escapeText(displayAll(name));
}

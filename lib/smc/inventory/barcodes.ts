/**
 * Which bar codes can be believed: discs are known by them, so one that stands on two discs is of no use.
 *
 * @module
 */

import type { FoundElement } from "./read_elements.ts";
import { type Notices, someOf } from "./notices.ts";

/** The bar codes by element address. */
export function believedBarcodes(elements: readonly FoundElement[], notices: Notices): Map<number, string> {
  const places = new Map<string, number[]>();
  for (const { report: { address, full, tag } } of elements) {
    if (!tag.readable) notices.add(`the bar code in element ${address} cannot be read`);
    if (tag.text === undefined) continue;
    if (!full) {
      notices.add(`element ${address} is empty and has the bar code ${tag.text}, which is not believed`);
      continue;
    }
    const known = places.get(tag.text);
    if (known === undefined) places.set(tag.text, [address]);
    else known.push(address);
  }
  const barcodes = new Map<number, string>();
  for (const [text, addresses] of places) {
    const [first, ...others] = addresses;
    if (others.length === 0) barcodes.set(first!, text);
    else notices.add(`the bar code ${text} stands in elements ${someOf(addresses)}: it is not believed`);
  }
  return barcodes;
}

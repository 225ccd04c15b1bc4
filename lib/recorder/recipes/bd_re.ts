/**
 * BD-RE.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import { formatIfNeeded } from "../format.ts";
import type { Recipe } from "../recipe.ts";
import { overwrite } from "./overwrite.ts";

/** Sold unformatted; formatted once, written like a hard disk. */
export function bdRe(medium: MediumSummary): Recipe {
  return overwrite(medium, { way: "overwrite", prepare: formatIfNeeded });
}

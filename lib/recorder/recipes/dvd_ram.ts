/**
 * DVD-RAM.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import { formatIfNeeded } from "../format.ts";
import type { Recipe } from "../recipe.ts";
import { overwrite } from "./overwrite.ts";

/** Formatted once, written like a hard disk. */
export function dvdRam(medium: MediumSummary): Recipe {
  return overwrite(medium, { way: "overwrite", prepare: formatIfNeeded });
}

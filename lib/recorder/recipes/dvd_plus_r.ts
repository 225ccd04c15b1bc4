/**
 * DVD+R of one layer and of two.
 *
 * @module
 */

import { CLOSE } from "../../mmc/close_track.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe } from "../recipe.ts";
import { sequential } from "./sequential.ts";

/** Finished with at least 30 mm of recorded disc, which readers expect, where the drive can. */
export function dvdPlusR(medium: MediumSummary): Recipe {
  return sequential(medium, [CLOSE.finishMinimal, CLOSE.finish]);
}

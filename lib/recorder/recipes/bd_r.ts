/**
 * BD-R, in sequential recording mode.
 *
 * @module
 */

import { CLOSE } from "../../mmc/close_track.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe } from "../recipe.ts";
import { sequential } from "./sequential.ts";

/** The first write of a blank disc gives it its structure. */
export function bdR(medium: MediumSummary): Recipe {
  return sequential(medium, [CLOSE.finish]);
}

/**
 * Which recipe a job gets.
 *
 * @module
 */

import type { Drive } from "../../mmc/drive.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { PROFILE } from "../../mmc/profiles.ts";
import type { WriteMode } from "../options.ts";
import type { Recipe } from "../recipe.ts";
import { abilitiesOf, type Way } from "./steps/abilities.ts";
import { bdR } from "./bd_r.ts";
import { bdRe } from "./bd_re.ts";
import { cdSessionAtOnce } from "./cd_session.ts";
import { cdTrackAtOnce } from "./cd_track.ts";
import { dvdMinusDisc } from "./dvd_minus_disc.ts";
import { dvdMinusIncremental } from "./dvd_minus_incremental.ts";
import { dvdPlusR } from "./dvd_plus_r.ts";
import { dvdPlusRw } from "./dvd_plus_rw.ts";
import { dvdRam } from "./dvd_ram.ts";
import { dvdRwOverwrite } from "./dvd_rw_overwrite.ts";

/** Media that leave no choice, by their profile. */
const ONLY: Readonly<Record<number, (medium: MediumSummary) => Recipe>> = {
  [PROFILE.dvdRwOverwrite]: dvdRwOverwrite,
  [PROFILE.dvdRam]: dvdRam,
  [PROFILE.dvdPlusRw]: dvdPlusRw,
  [PROFILE.dvdPlusRwDualLayer]: dvdPlusRw,
  [PROFILE.dvdPlusR]: dvdPlusR,
  [PROFILE.dvdPlusRDualLayer]: dvdPlusR,
  [PROFILE.bdR]: bdR,
  [PROFILE.bdRe]: bdRe,
};

/**
 * Chooses how a medium is recorded.
 *
 * @param blocks how many there are; `undefined` when the source does not say
 * @param multi the disc is to stay appendable
 * @returns the recipe, or one sentence why there is none
 */
export function chooseRecipe(
  medium: MediumSummary,
  drive: Drive,
  mode: WriteMode,
  blocks: number | undefined,
  multi = false,
): Recipe | string {
  const only = ONLY[medium.profile];
  if (only !== undefined) return only(medium);
  const pair = choices(medium, drive);
  if (pair === undefined) return noRecipe(medium);
  const { disc, track } = pair;
  if (mode === "disc") return disc.way.offered ? disc.recipe() : notOffered(medium, "at once");
  if (mode === "track") return isOffered(track, disc) ? track.recipe() : notOffered(medium, "track by track");
  const whole = disc.way.offered && blocks !== undefined && !multi && medium.state === "blank";
  return whole || !isOffered(track, disc) ? disc.recipe() : track.recipe();
}

interface Choice {
  readonly way: Way;
  readonly recipe: () => Recipe;
}

function choices(medium: MediumSummary, drive: Drive): { disc: Choice; track: Choice } | undefined {
  if (medium.profile === PROFILE.dvdRDualLayerJump) return undefined;
  if (medium.family !== "cd" && medium.family !== "dvd-minus") return undefined;
  const { track, session, incremental, disc } = abilitiesOf(drive);
  if (medium.family === "cd") {
    return {
      disc: { way: session, recipe: () => cdSessionAtOnce(medium, session) },
      track: { way: track, recipe: () => cdTrackAtOnce(medium, track) },
    };
  }
  return {
    disc: { way: disc, recipe: () => dvdMinusDisc(medium, disc) },
    track: { way: incremental, recipe: () => dvdMinusIncremental(medium, incremental) },
  };
}

// A drive that says nothing of either way is older than features, and writes tracks.
function isOffered(track: Choice, disc: Choice): boolean {
  return track.way.offered || !disc.way.offered;
}

function noRecipe({ name, family }: MediumSummary): string {
  return family === "read-only"
    ? `Cannot record on the ${name}: it can only be read`
    : `Cannot record on the ${name}: nothing is known of how to record it`;
}

function notOffered({ name }: MediumSummary, how: string): string {
  return `Cannot record the ${name} ${how}: the drive does not offer it for this medium`;
}

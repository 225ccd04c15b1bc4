/**
 * DVD-R and DVD-RW, incremental.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import { PROFILE } from "../../mmc/profiles.ts";
import type { Recipe } from "../recipe.ts";
import type { Abilities } from "./steps/abilities.ts";
import { calibrate } from "./steps/calibrate.ts";
import { closeSession, closeTrack } from "./steps/close.ts";
import { setParameters } from "./steps/parameters.ts";
import { recipeOf } from "./parts.ts";
import { lastTrack, nextAddress, recordedTrack, tellOpenSession } from "./steps/tracks.ts";

/** Blocks of an ECC block of DVD. */
const PACKET = 16;

/** Packets of one ECC block, as many as there are. */
export function dvdMinusIncremental(medium: MediumSummary, way: Abilities["incremental"]): Recipe {
  const linkSize = way.linkSizes.includes(PACKET) ? PACKET : way.linkSizes[0] ?? PACKET;
  return recipeOf(medium, {
    way: "incremental",
    testWrite: way.testWrite,
    refuse: refuseSecondSession,
    start(job) {
      tellOpenSession(job);
      setParameters(job, way, {
        writeType: "packet",
        trackMode: 5,
        linkSizeValid: true,
        linkSize,
        fixedPacket: true,
        packetSize: PACKET,
      });
      calibrate(job);
      return nextAddress(job, lastTrack(job.drive));
    },
    close: (job, written) => [
      () => closeTrack(job, recordedTrack(job.drive, written)),
      () => closeSession(job),
    ],
  });
}

function refuseSecondSession({ medium, multi }: { medium: MediumSummary; multi: boolean }): string[] {
  return multi && medium.profile === PROFILE.dvdRDualLayer
    ? [`Cannot leave the ${medium.name} appendable: a medium of this kind holds one session`]
    : [];
}

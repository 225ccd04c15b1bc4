/**
 * Mode page 05h for a recording (MMC-6 7.5).
 *
 * @module
 */

import type { WriteParametersChange } from "../../../mmc/write_parameters.ts";
import type { RecipeJob } from "../../recipe.ts";
import type { Way } from "./abilities.ts";
import { firstAccepted, isRefusal } from "./refused.ts";
import { salvage } from "./salvage.ts";

/** What distinguishes one way of recording from another in the page. */
export type WayParameters =
  & Pick<WriteParametersChange, "linkSizeValid" | "linkSize" | "fixedPacket" | "packetSize">
  & Required<Pick<WriteParametersChange, "writeType" | "trackMode">>;

/** Mode 1, blocks of 2048 bytes, of a CD-ROM; not in packets of a fixed size unless a way says so. */
const COMMON: WriteParametersChange = {
  dataBlockType: 8,
  sessionFormat: 0,
  copy: false,
  linkSizeValid: false,
  linkSize: 0,
  fixedPacket: false,
  packetSize: 0,
};

/** Additional sense code: the drive knows the page, but does not take what it says. */
const INVALID_PARAMETER = 0x26;

/** Tells the drive how to record. One that has no such page records in its own way, which is told. */
export function setParameters(job: RecipeJob, way: Way, parameters: WayParameters): void {
  const set = (underrunFree: boolean) =>
    job.drive.setWriteParameters({ ...COMMON, ...parameters, ...wishes(job), underrunFree });
  try {
    // Some drives say that they have underrun protection and do not let it be switched.
    if (way.underrunProtection) firstAccepted(() => set(true), () => set(false));
    else set(false);
  } catch (error) {
    // Without the page a preview would record; with another than this one the disc would be spoilt.
    if (!isRefusal(error) || error.answer.asc === INVALID_PARAMETER || job.preview) throw error;
    job.tell({ event: "notice", message: `${error.message}; it records in its own way` });
  }
}

function wishes({ multi, preview }: RecipeJob): WriteParametersChange {
  return { multiSession: multi ? "next" : "final", testWrite: preview };
}

/** After a preview: the next recording is to be one. */
export function endPreview(job: RecipeJob): void {
  salvage(job, () => job.drive.setWriteParameters({ testWrite: false }));
}

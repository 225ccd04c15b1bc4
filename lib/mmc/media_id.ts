/**
 * Who made a medium, as far as the medium tells.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import {
  DISC_STRUCTURE,
  mediaIdOfAdip,
  mediaIdOfDiscInformation,
  mediaIdOfPrerecorded,
  type StructureMedia,
} from "./disc_structure.ts";
import type { Drive } from "./drive.ts";
import { isBd } from "./families.ts";
import { msfWords } from "./msf.ts";
import { PROFILE } from "./profiles.ts";

const PLUS: readonly number[] = [
  PROFILE.dvdPlusR,
  PROFILE.dvdPlusRw,
  PROFILE.dvdPlusRDualLayer,
  PROFILE.dvdPlusRwDualLayer,
];

const MINUS: readonly number[] = [
  PROFILE.dvdR,
  PROFILE.dvdRwOverwrite,
  PROFILE.dvdRw,
  PROFILE.dvdRDualLayer,
  PROFILE.dvdRDualLayerJump,
  PROFILE.dvdRwDualLayer,
];

/** The manufacturer's identification of the medium in the drive. */
export function mediaId(drive: Drive, profile: number): string | undefined {
  if (profile === PROFILE.cdR || profile === PROFILE.cdRw) return idOfGroove(drive);
  if (PLUS.includes(profile)) return idOf(drive, "dvd", DISC_STRUCTURE.adip, mediaIdOfAdip);
  if (MINUS.includes(profile)) return idOf(drive, "dvd", DISC_STRUCTURE.prerecorded, mediaIdOfPrerecorded);
  if (isBd(profile)) return idOf(drive, "bd", DISC_STRUCTURE.discInformation, mediaIdOfDiscInformation);
  return undefined;
}

function idOf(
  drive: Drive,
  media: StructureMedia,
  format: number,
  decode: (structure: Uint8Array) => string | undefined,
): string | undefined {
  const structure = attempt(() => drive.discStructure(media, format));
  return structure === undefined ? undefined : decode(structure);
}

// On CDs the maker is known by where the lead-in begins.
function idOfGroove(drive: Drive): string | undefined {
  const atip = attempt(() => drive.atip());
  return atip === undefined || atip.leadIn.minute === 0 ? undefined : msfWords(atip.leadIn);
}

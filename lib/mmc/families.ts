/**
 * Families of media that are recorded alike, and what is common to each.
 *
 * @module
 */

import type { MediaFamily } from "./medium.ts";
import { PROFILE } from "./profiles.ts";

const FAMILIES: Readonly<Record<number, MediaFamily>> = {
  [PROFILE.cdRom]: "read-only",
  [PROFILE.cdR]: "cd",
  [PROFILE.cdRw]: "cd",
  [PROFILE.dvdRom]: "read-only",
  [PROFILE.dvdR]: "dvd-minus",
  [PROFILE.dvdRam]: "overwriteable",
  [PROFILE.dvdRwOverwrite]: "dvd-minus-overwrite",
  [PROFILE.dvdRw]: "dvd-minus",
  [PROFILE.dvdRDualLayer]: "dvd-minus",
  [PROFILE.dvdRDualLayerJump]: "dvd-minus",
  [PROFILE.dvdRwDualLayer]: "dvd-minus",
  [PROFILE.dvdPlusRw]: "overwriteable",
  [PROFILE.dvdPlusR]: "dvd-plus",
  [PROFILE.dvdPlusRwDualLayer]: "overwriteable",
  [PROFILE.dvdPlusRDualLayer]: "dvd-plus",
  [PROFILE.bdRom]: "read-only",
  [PROFILE.bdR]: "bd-r",
  [PROFILE.bdRe]: "overwriteable",
  [PROFILE.hdDvdRom]: "read-only",
};

const REWRITABLE: readonly number[] = [
  PROFILE.cdRw,
  PROFILE.dvdRam,
  PROFILE.dvdRwOverwrite,
  PROFILE.dvdRw,
  PROFILE.dvdRwDualLayer,
  PROFILE.dvdPlusRw,
  PROFILE.dvdPlusRwDualLayer,
  PROFILE.bdRe,
];

/** The family of a profile. */
export function familyOf(profile: number): MediaFamily {
  return FAMILIES[profile] ?? "unknown";
}

/** Whether media of a profile can be made new by `blank` or `format`. */
export function isRewritable(profile: number): boolean {
  return REWRITABLE.includes(profile);
}

/** Whether media of a profile are CDs. */
export function isCd(profile: number): boolean {
  return profile >= PROFILE.cdRom && profile < PROFILE.dvdRom;
}

/** Whether media of a profile are BDs. */
export function isBd(profile: number): boolean {
  return profile >= PROFILE.bdRom && profile < PROFILE.hdDvdRom;
}

/** Single speed of a profile's media in kB/s of user data (1000 bytes): CD 150, DVD 1385, BD 4496. */
export function baseSpeed(profile: number): number {
  if (isCd(profile)) return 150;
  if (isBd(profile)) return 4496;
  return 1385;
}

// Drives count all 2352 bytes of a CD's block, of which 2048 are data.
const CD_DRIVE_SPEED = 176.4;

/** kB/s of user data in the kB/s that commands speak of. */
export function toDriveSpeed(profile: number, speed: number): number {
  return isCd(profile) ? Math.round(speed * CD_DRIVE_SPEED / baseSpeed(profile)) : speed;
}

/** The other way round: what a drive says, in kB/s of user data. */
export function fromDriveSpeed(profile: number, speed: number): number {
  return isCd(profile) ? Math.round(speed * baseSpeed(profile) / CD_DRIVE_SPEED) : speed;
}

/**
 * So many blocks a recording is padded to.
 *
 * @param profile tells DVD from BD where the family has both; the longer without it
 */
export function blockMultiple(family: MediaFamily, profile?: number): number {
  switch (family) {
    case "dvd-minus":
    case "dvd-minus-overwrite":
    case "dvd-plus":
      return 16;
    case "bd-r":
      return 32;
    case "overwriteable":
      return profile === undefined || isBd(profile) ? 32 : 16;
    default:
      return 1;
  }
}

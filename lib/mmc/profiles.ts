/**
 * Profiles (MMC-6 5.3.1): what kind of medium a drive takes the one in it for.
 *
 * @module
 */

/** Profile numbers under their names. */
export const PROFILE = {
  none: 0x0000,
  removableDisk: 0x0002,
  cdRom: 0x0008,
  cdR: 0x0009,
  cdRw: 0x000a,
  dvdRom: 0x0010,
  dvdR: 0x0011,
  dvdRam: 0x0012,
  dvdRwOverwrite: 0x0013,
  dvdRw: 0x0014,
  dvdRDualLayer: 0x0015,
  dvdRDualLayerJump: 0x0016,
  dvdRwDualLayer: 0x0017,
  dvdPlusRw: 0x001a,
  dvdPlusR: 0x001b,
  dvdPlusRwDualLayer: 0x002a,
  dvdPlusRDualLayer: 0x002b,
  bdRom: 0x0040,
  bdR: 0x0041,
  bdRRandom: 0x0042,
  bdRe: 0x0043,
  hdDvdRom: 0x0050,
  hdDvdR: 0x0051,
  hdDvdRam: 0x0052,
  hdDvdRw: 0x0053,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  [PROFILE.removableDisk]: "removable disk",
  [PROFILE.cdRom]: "CD-ROM",
  [PROFILE.cdR]: "CD-R",
  [PROFILE.cdRw]: "CD-RW",
  [PROFILE.dvdRom]: "DVD-ROM",
  [PROFILE.dvdR]: "DVD-R",
  [PROFILE.dvdRam]: "DVD-RAM",
  [PROFILE.dvdRwOverwrite]: "DVD-RW restricted overwrite",
  [PROFILE.dvdRw]: "DVD-RW",
  [PROFILE.dvdRDualLayer]: "DVD-R DL",
  [PROFILE.dvdRDualLayerJump]: "DVD-R DL layer jump",
  [PROFILE.dvdRwDualLayer]: "DVD-RW DL",
  [PROFILE.dvdPlusRw]: "DVD+RW",
  [PROFILE.dvdPlusR]: "DVD+R",
  [PROFILE.dvdPlusRwDualLayer]: "DVD+RW DL",
  [PROFILE.dvdPlusRDualLayer]: "DVD+R DL",
  [PROFILE.bdRom]: "BD-ROM",
  [PROFILE.bdR]: "BD-R",
  [PROFILE.bdRRandom]: "BD-R random recording",
  [PROFILE.bdRe]: "BD-RE",
  [PROFILE.hdDvdRom]: "HD DVD-ROM",
  [PROFILE.hdDvdR]: "HD DVD-R",
  [PROFILE.hdDvdRam]: "HD DVD-RAM",
  [PROFILE.hdDvdRw]: "HD DVD-RW",
};

/** The name of a profile, or its number when it has none. */
export function profileName(profile: number): string {
  return NAMES[profile] ?? `profile ${profile.toString(16).padStart(4, "0").toUpperCase()}h`;
}

/** Whether it is one of those with a name. */
export function isKnownProfile(profile: number): boolean {
  return NAMES[profile] !== undefined;
}

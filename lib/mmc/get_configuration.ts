/**
 * GET CONFIGURATION (MMC-6 6.5): what the drive can do, and what of it with the medium in it.
 *
 * @module
 */

import { get16, get32, put16 } from "../scsi/big_endian.ts";

/** One feature descriptor (MMC-6 5.2). */
export interface Feature {
  /** Feature code, see {@linkcode FEATURE}. */
  readonly code: number;
  /** It works now, with this medium. */
  readonly current: boolean;
  /** It always works. */
  readonly persistent: boolean;
  readonly version: number;
  /** What the feature says of itself; as long as the drive made it. */
  readonly data: Uint8Array;
}

/** What a drive can do. */
export interface Configuration {
  /** Profile of the medium in the drive; 0 without one, and stale in some drives after an eject. */
  readonly profile: number;
  /** All profiles the drive has, as it orders them. */
  readonly profiles: readonly number[];
  readonly features: ReadonlyMap<number, Feature>;
}

/** Bytes of the header before the first feature. */
export const CONFIGURATION_HEADER = 8;

/** Asks for the features from `first` on, all of them, current or not. */
export function encodeGetConfiguration(length: number, first = 0): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x46; // operation code
  cdb[1] = 0; // RT: all features
  put16(cdb, 2, first); // starting feature number
  put16(cdb, 7, length); // allocation length
  return cdb;
}

/** Bytes that the whole answer would have, from its header; the drive's word for it. */
export function configurationLength(bytes: Uint8Array): number {
  return bytes.length < 4 ? 0 : get32(bytes, 0) + 4; // 0-3 data length
}

/** Reads an answer; `undefined` when it does not even hold the header. */
export function decodeConfiguration(bytes: Uint8Array): Configuration | undefined {
  if (bytes.length < CONFIGURATION_HEADER) return undefined;
  const features = new Map<number, Feature>();
  const end = Math.min(bytes.length, configurationLength(bytes));
  for (let at = CONFIGURATION_HEADER; at + 4 <= end; at += 4 + bytes[at + 3]!) {
    if (at + 4 + bytes[at + 3]! > end) break;
    const feature = decodeFeature(bytes, at);
    if (!features.has(feature.code)) features.set(feature.code, feature);
  }
  return {
    profile: get16(bytes, 6), // 6-7 current profile
    profiles: decodeProfiles(features.get(0)?.data),
    features,
  };
}

function decodeFeature(bytes: Uint8Array, at: number): Feature {
  const flags = bytes[at + 2]!;
  return {
    code: get16(bytes, at), // 0-1 feature code
    current: (flags & 1) !== 0, // 2 bit 0
    persistent: (flags & 2) !== 0, // 2 bit 1
    version: flags >> 2 & 0xf, // 2 bits 2-5
    data: bytes.slice(at + 4, at + 4 + bytes[at + 3]!), // 3 additional length
  };
}

// MMC-6 5.3.1: four bytes a profile.
function decodeProfiles(data: Uint8Array | undefined): number[] {
  const profiles: number[] = [];
  if (data === undefined) return profiles;
  for (let at = 0; at + 4 <= data.length; at += 4) {
    const profile = get16(data, at); // 0-1 profile number
    if (!profiles.includes(profile)) profiles.push(profile);
  }
  return profiles;
}

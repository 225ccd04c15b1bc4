/**
 * What a drive says it can do with the medium in it, as far as recipes ask: feature descriptors that are current
 * (MMC-6 5.3).
 *
 * @module
 */

import type { Drive } from "../../../mmc/drive.ts";
import { FEATURE } from "../../../mmc/features.ts";

/** A way of recording. */
export interface Way {
  /** The drive offers it for this medium. */
  readonly offered: boolean;
  /** Underrun protection can be switched on (BUF). */
  readonly underrunProtection: boolean;
  /** The drive can do it without recording. */
  readonly testWrite: boolean;
}

/** All ways that need mode page 05h. */
export interface Abilities {
  /** CD track-at-once (feature 002Dh). */
  readonly track: Way;
  /** CD session-at-once (feature 002Eh). */
  readonly session: Way;
  /** DVD-R and DVD-RW incremental (feature 0021h). */
  readonly incremental: Way & { readonly linkSizes: readonly number[] };
  /** DVD-R and DVD-RW disc-at-once (feature 002Fh). */
  readonly disc: Way;
}

/** Asks the drive what it can do now. */
export function abilitiesOf(drive: Drive): Abilities {
  const { features } = drive.configuration();
  const data = (code: number) => {
    const feature = features.get(code);
    return feature?.current ? feature.data : undefined;
  };
  const dvd = data(FEATURE.dvdRWrite);
  const mastering = data(FEATURE.cdMastering);
  return {
    track: way(data(FEATURE.cdTrackAtOnce)),
    session: { ...way(mastering), offered: bit(mastering, 0, 5) },
    incremental: incremental(data(FEATURE.incrementalStreaming), bit(dvd, 0, 2)),
    disc: way(dvd),
  };
}

// Three features have their bits in the same places.
function way(data: Uint8Array | undefined): Way {
  return {
    offered: data !== undefined,
    underrunProtection: bit(data, 0, 6), // 4 bit 6
    testWrite: bit(data, 0, 2), // 4 bit 2
  };
}

// The test mode of a DVD-R drive is told in its other feature only.
function incremental(data: Uint8Array | undefined, testWrite: boolean): Abilities["incremental"] {
  const count = data?.[3] ?? 0; // 7 number of link sizes
  return {
    offered: data !== undefined,
    underrunProtection: bit(data, 2, 0), // 6 bit 0
    testWrite: data !== undefined && testWrite,
    linkSizes: [...(data?.subarray(4, 4 + count) ?? [])], // 8 and on
  };
}

function bit(data: Uint8Array | undefined, at: number, number: number): boolean {
  return ((data?.[at] ?? 0) >> number & 1) !== 0;
}

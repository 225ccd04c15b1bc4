/**
 * Which of the formats that a drive offers is asked for (MMC-6 6.4). The drive gets back what it offered.
 *
 * @module
 */

import type { FormatCapacity } from "../../../mmc/format_capacities.ts";
import { FORMAT_TYPE, type FormatRequest } from "../../../mmc/format_unit.ts";
import { PROFILE } from "../../../mmc/profiles.ts";

/** Sub-types of BD-RE formats: how thoroughly the disc is checked. */
const CHECK = { full: 2, quick: 3 } as const;

/** Sub-type of a BD-R format: sequential recording without pseudo-overwrite. */
const SEQUENTIAL = 1;

/** Blocks of a format that grows with what is recorded. */
const GROWING = { blocks: 0 } as const;

/** What of a request does not come from the offer. */
interface Wish extends Partial<Pick<FormatRequest, "subtype" | "blocks" | "certify">> {
  readonly type: number;
}

/**
 * Requests in the order in which they are tried, for a drive may refuse what another knows.
 *
 * @param capacities of READ FORMAT CAPACITIES
 * @param full the whole disc, checked; otherwise what is done soonest
 */
export function formatRequests(
  profile: number,
  capacities: readonly FormatCapacity[],
  full: boolean,
): FormatRequest[] {
  const offers = capacities.filter(({ state }) => state === "offered");
  const usual = offers.find(({ type }) => type === FORMAT_TYPE.full)?.blocks;
  return wishes(profile, full).flatMap(({ type, ...rest }) => {
    const fits = offers.filter((offer) => offer.type === type);
    // Of several sizes the usual one: the others have spare areas from next to nothing up to half the disc.
    const offer = fits.find(({ blocks }) => blocks === usual) ?? fits[0];
    return offer === undefined ? [] : [{ type, blocks: offer.blocks, parameter: offer.parameter, ...rest }];
  });
}

function wishes(profile: number, full: boolean): readonly Wish[] {
  switch (profile) {
    case PROFILE.dvdRw:
    case PROFILE.dvdRwOverwrite:
      return dvdRw(full);
    case PROFILE.dvdRam:
      return [{ type: FORMAT_TYPE.full, certify: full }, { type: FORMAT_TYPE.full }];
    case PROFILE.bdRe:
      return bdRe(full);
    case PROFILE.bdR:
      return [{ type: FORMAT_TYPE.full, subtype: SEQUENTIAL }, { type: FORMAT_TYPE.full }];
    default:
      return [];
  }
}

function dvdRw(full: boolean): readonly Wish[] {
  const whole = [{ type: FORMAT_TYPE.full }, { type: FORMAT_TYPE.dvdRwFull }];
  return full ? whole : [{ type: FORMAT_TYPE.dvdRwQuick, ...GROWING }, ...whole];
}

function bdRe(full: boolean): readonly Wish[] {
  const plain = [
    { type: FORMAT_TYPE.full },
    { type: FORMAT_TYPE.bdReSpareAreas },
    { type: FORMAT_TYPE.bdReNoSpareAreas },
  ];
  const subtype = full ? CHECK.full : CHECK.quick;
  const checked = { type: FORMAT_TYPE.bdReSpareAreas, subtype };
  return full ? [checked, ...plain] : [plain[0]!, checked, ...plain.slice(1)];
}

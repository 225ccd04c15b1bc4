/**
 * BD-R in sequential recording mode (MMC-6 4.5), with a format for spare areas before the first write.
 *
 * @module
 */

import type { Family, FormatChoice, FormatRequest } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { isBehind } from "./dvd_minus.ts";
import { sequential, type SequentialRules } from "./sequential.ts";

const rules: SequentialRules = {
  gaps: { track: 0, firstSession: 0, session: 0 },
  closedDisc: SENSE.writeProtected,
  testWrite: false,
  closesTracks: true,
  checkParameters() {},
  method: () => "incremental",
  canRead: () => true,
  blankRead: (m, block) => isBehind(m, block) ? SENSE.outOfRange : SENSE.readError,
  finalises: (_m, closeFunction) => ({ 2: false, 6: true })[closeFunction],
};

const DEFAULT_SPARES = 0x00;
const CHOSEN_SPARES = 0x32;
/** Format sub-type: sequential recording without pseudo-overwrite, which this drive has not got. */
const WITHOUT_OVERWRITE = 1;

/** The rules of BD-R. */
export const bdR: Family = {
  ...sequential(rules),
  profile: (m) => m.kind.profile,
  formats,
  format,
};

function formats(m: Machine): FormatChoice[] {
  if (m.disc.tracks.length > 0 || m.disc.formatted > 0) return [];
  const { capacity, sparedCapacity = capacity } = m.kind;
  return [
    { blocks: sparedCapacity, type: DEFAULT_SPARES, parameter: 2048 },
    { blocks: sparedCapacity, type: CHOSEN_SPARES, parameter: 0 },
    { blocks: capacity, type: CHOSEN_SPARES, parameter: 0 },
  ];
}

/** Sequential recording with or without spare areas; a disc takes this once (MMC-6 6.4). */
function format(m: Machine, { type, subtype, blocks }: FormatRequest): boolean {
  if (m.disc.tracks.length > 0 || m.disc.formatted > 0) refuse(SENSE.cannotFormat);
  if (subtype !== WITHOUT_OVERWRITE) refuse(SENSE.invalidParameter);
  const choices = formats(m).filter((choice) => choice.type === type);
  if (!choices.some((choice) => choice.blocks === blocks)) refuse(SENSE.invalidParameter);
  m.disc.formatted = blocks;
  m.save();
  return false;
}

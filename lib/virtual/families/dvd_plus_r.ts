/**
 * DVD+R and DVD+R DL (MMC-6 4.3): fragments, and sessions until the disc is finalised.
 *
 * @module
 */

import type { Family } from "../family.ts";
import { SENSE } from "../sense.ts";
import { isBehind } from "./dvd_minus.ts";
import { sequential, type SequentialRules } from "./sequential.ts";

const rules: SequentialRules = {
  // Closure and intro of a session.
  gaps: { track: 0, firstSession: 4096, session: 4096 },
  closedDisc: SENSE.closedDisc,
  testWrite: false,
  closesTracks: true,
  checkParameters() {},
  method: () => "incremental",
  canRead: () => true,
  blankRead: (m, block) => isBehind(m, block) ? SENSE.outOfRange : SENSE.readError,
  // 5 finalises with a small lead-out, 6 with a whole one (MMC-6 6.3).
  finalises: (_m, closeFunction) => ({ 2: false, 5: true, 6: true })[closeFunction],
};

/** The rules of DVD+R. */
export const dvdPlusR: Family = {
  ...sequential(rules),
  profile: (m) => m.kind.profile,
};

/**
 * Which rules a medium follows.
 *
 * @module
 */

import type { Family } from "../family.ts";
import type { MediumFamily, MediumKind } from "../media.ts";
import type { DiscState } from "../state.ts";
import { bdR } from "./bd_r.ts";
import { cd } from "./cd.ts";
import { dvdMinus } from "./dvd_minus.ts";
import { dvdPlusR } from "./dvd_plus_r.ts";
import { readOnly } from "./read_only.ts";
import { restricted } from "./restricted.ts";
import { rewritable } from "./rewritable.ts";

const FAMILIES: Readonly<Record<MediumFamily, Family>> = {
  "cd": cd,
  "dvd-minus": dvdMinus,
  "dvd-plus-r": dvdPlusR,
  "bd-r": bdR,
  "rewritable": rewritable,
  "read-only": readOnly,
};

/** The rules for a disc as it is now. */
export function familyFor(kind: MediumKind, disc: DiscState): Family {
  return disc.restricted ? restricted : FAMILIES[kind.family];
}

/**
 * The types of devices that a description can name.
 *
 * @module
 */

import type { DeviceType } from "../model.ts";

/** What a description of a type must and may say. */
export interface TypeRules {
  /** What it is, for refusals. */
  readonly what: string;
  /** A changer moves its discs, so that `robot=` is needed; without one it is refused. */
  readonly robot: boolean;
  /** It has slots, so that `disks=` and `save=` mean something. */
  readonly slots: boolean;
  /** Most drives it can have. */
  readonly drives: number;
}

/** Far more than any changer has. */
const MOST_DRIVES = 1024;

/** The types that are driven here. */
export const TYPE_RULES: Readonly<Record<DeviceType, TypeRules>> = {
  scsi2: { what: "a changer", robot: true, slots: true, drives: MOST_DRIVES },
  single: { what: "a single drive", robot: false, slots: false, drives: 1 },
  tower: { what: "a tower", robot: false, slots: false, drives: MOST_DRIVES },
  image: { what: "a set of images", robot: false, slots: true, drives: MOST_DRIVES },
};

/** The names of the types that are driven here. */
export const DEVICE_TYPES: readonly DeviceType[] = Object.keys(TYPE_RULES) as DeviceType[];

/** Types that the classic descriptions know besides: boxes with a language of their own. */
export const CLASSIC_TYPES: readonly string[] = (
  "cdr100 cygnet cygnet_id100 denon200 disc disc_da disc_dj dsm elms grundig35 grundig105 grundig200 grundig280 " +
  "hyundai jvc kodak_cdl kubik mercury nakamichi pioneer6 pioneer18 pioneer100 pioneer500 plasmond plextor200 " +
  "ps_lf_j satellite sony1100 sony_cdl sony_cdz standard worm"
).split(" ");

/** Whether a word is one of the types that are driven here. */
export function isDeviceType(word: string): word is DeviceType {
  return Object.hasOwn(TYPE_RULES, word);
}

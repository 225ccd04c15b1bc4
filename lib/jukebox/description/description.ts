/**
 * What a device description says.
 *
 * @module
 */

import type { DeviceType } from "../model.ts";

/** A drive of a description. */
export interface DescribedDrive {
  /** Logical number: from 1 in the order of the lines. */
  readonly number: number;
  /** The name to open it by; of `device=image` a file. */
  readonly path: string;
  /** It records: a `recorder=` line instead of a `drive=` line. */
  readonly recorder: boolean;
  /** Line of the file. */
  readonly line: number;
}

/** The contents of a `.dev` file. */
export interface DeviceDescription {
  /** Base name of the file. */
  readonly name: string;
  /** Path of the file. */
  readonly file: string;
  readonly type: DeviceType;
  readonly drives: readonly DescribedDrive[];
  /** Name of the changer; only with `device=scsi2`. */
  readonly robot: string | undefined;
  /** Slots to use; `undefined` for all. */
  readonly disks: readonly number[] | undefined;
  /** Path of the slot inventory; without it all used slots are inspected on every attach. */
  readonly save: string | undefined;
}

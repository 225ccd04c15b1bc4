/**
 * The operands of commands about a drive or an image.
 *
 * @module
 */

import type { Operand } from "./command.ts";

/** A drive by its name. */
export const DRIVE_OPERAND = {
  name: "DEVICE",
  help: "the drive: /dev/sr0, /dev/sg2, \\\\.\\CdRom0, iscsi://HOST/TARGET/LUN, virtual:PATH",
  file: true,
} as const satisfies Operand;

/** An image by its path, or the disc in a drive. */
export const IMAGE_OPERAND = {
  name: "IMAGE",
  help: "the image, or a drive with a disc in it, such as /dev/sr0 or virtual:PATH",
  file: true,
} as const satisfies Operand;

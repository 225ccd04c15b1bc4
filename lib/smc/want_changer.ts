/**
 * Whether a device is a changer: the commands of changers mean other things to drives.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import type { Changer } from "./changer.ts";
import { CHANGER_TYPE } from "./changer_transport.ts";

/** Refuses a device that is none. */
export function wantChanger(changer: Changer): void {
  const { peripheralType } = changer.inquiry();
  if (peripheralType === CHANGER_TYPE) return;
  throw new DiscglowError(
    `Cannot use ${changer.name} as a changer: it is a device of type ${peripheralType}`,
    {
      hint: "discglow devices lists the changers",
    },
  );
}

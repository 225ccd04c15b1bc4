/**
 * Who a changer is.
 *
 * @module
 */

import type { Changer } from "../../smc/changer.ts";
import type { RobotFacts } from "./robot.ts";

/** Asks a changer. */
export function robotFacts(changer: Changer): RobotFacts {
  const { vendor, product, revision } = changer.inquiry();
  return {
    model: [vendor, product, revision].filter((part) => part !== "").join(" "),
    serial: changer.serial() ?? null,
  };
}

/**
 * All commands of the changer by their operation codes.
 *
 * @module
 */

import { byOpcode, type Command } from "../../commands/command.ts";
import type { ChangerMachine } from "../machine.ts";
import { inquiry, requestSense, testUnitReady } from "./basic.ts";
import { modeSense10, modeSense6 } from "./mode.ts";
import { exchangeMedium, moveMedium } from "./move.ts";
import { readElementStatus } from "./read_status.ts";
import { initialise, initialiseRange, positionToElement, preventAllow } from "./robot.ts";

/** The commands; all others are answered with 5/20/00. */
export const CHANGER_COMMANDS: readonly (Command<ChangerMachine> | undefined)[] = byOpcode([
  testUnitReady,
  requestSense,
  initialise,
  initialiseRange,
  inquiry,
  modeSense6,
  modeSense10,
  preventAllow,
  positionToElement,
  moveMedium,
  exchangeMedium,
  readElementStatus,
]);

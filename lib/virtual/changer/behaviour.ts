/**
 * How a virtual changer behaves, and how that is changed between two commands.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { inWords } from "../checks.ts";

/** Times are milliseconds; 0 for at once. */
export interface ChangerBehaviour {
  /**
   * How long a disc is on its way.
   * @default {0}
   */
  readonly moveTime: number;
  /**
   * How long it takes to look at one element.
   * @default {0}
   */
  readonly initialiseTime: number;
  /**
   * How long the gripper takes to an element.
   * @default {0}
   */
  readonly positionTime: number;
  /**
   * It reads bar codes.
   * @default {true}
   */
  readonly barcodes: boolean;
  /**
   * It turns discs over.
   * @default {false}
   */
  readonly twoSided: boolean;
  /**
   * It has EXCHANGE MEDIUM.
   * @default {false}
   */
  readonly exchange: boolean;
  /**
   * How it names its drives (DVCID): by serial number, by vendor, product and serial number, or not at all.
   * @default {"serial"}
   */
  readonly identifiers: "serial" | "full" | "none";
  /**
   * A disc is only taken from a drive that has ejected it; else the changer has the drive eject.
   * @default {false}
   */
  readonly needsEject: boolean;
  /**
   * A door is open: nothing moves.
   * @default {false}
   */
  readonly doorOpen: boolean;
}

/** A changer without waits. */
export const DEFAULT_CHANGER: ChangerBehaviour = {
  moveTime: 0,
  initialiseTime: 0,
  positionTime: 0,
  barcodes: true,
  twoSided: false,
  exchange: false,
  identifiers: "serial",
  needsEject: false,
  doorOpen: false,
};

/** Longest time: an hour. */
const LONGEST = 3_600_000;
const IDENTIFIERS: readonly unknown[] = ["serial", "full", "none"];

/** Completes a behaviour and refuses what cannot be meant. */
export function completeChanger(
  given: Partial<ChangerBehaviour>,
  base: ChangerBehaviour = DEFAULT_CHANGER,
): ChangerBehaviour {
  const flaw = changerFlaw(given);
  if (flaw !== undefined) throw new UsageError(`Cannot set up a virtual jukebox: ${flaw}`);
  return { ...base, ...given };
}

/** What cannot be meant in a behaviour; `undefined` when all of it can. */
export function changerFlaw(given: Partial<ChangerBehaviour>): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_CHANGER, name)) return `it has no property ${inWords(name)}`;
    if (!fits(name as keyof ChangerBehaviour, value)) return `${name} cannot be ${inWords(value)}`;
  }
  return undefined;
}

function fits(name: keyof ChangerBehaviour, value: unknown): boolean {
  if (name === "identifiers") return IDENTIFIERS.includes(value);
  if (typeof value !== typeof DEFAULT_CHANGER[name]) return false;
  return typeof value !== "number" || (value >= 0 && value <= LONGEST);
}

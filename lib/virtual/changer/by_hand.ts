/**
 * What an operator meets who reaches into a jukebox.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { Refusal, senseWords } from "../sense.ts";
import type { Jukebox } from "./jukebox.ts";
import { type Place, requirePlace } from "./places.ts";
import { CHANGER_SENSE } from "./sense.ts";

/** Refuses an element that is not there, or behind a door that a host has locked. */
export function requireReach(dir: string, { counts, locked }: Jukebox, place: Place): void {
  requirePlace(dir, counts, place);
  if (!locked || place.kind === "drive") return;
  const what = place.kind === "mail" ? "mail slots" : "door";
  throw new DiscglowError(`Cannot reach into ${dir}: a host has locked its ${what}`);
}

/** The changer is told by a unit attention which door was used. */
export function tellOfHand(jukebox: Jukebox, { kind }: Place): void {
  const news = senseWords(kind === "mail" ? CHANGER_SENSE.mailChanged : CHANGER_SENSE.changed);
  if (!jukebox.attentions.includes(news)) jukebox.attentions = [...jukebox.attentions, news];
}

/** What a drive refuses to the gripper, it refuses to a hand. */
export function byHand(what: string, how: () => void): void {
  try {
    how();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new DiscglowError(`${what}: the drive is in use`, { cause: error });
  }
}

/** Whether there is a file. */
export function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

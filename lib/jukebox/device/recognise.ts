/**
 * Which disc is it? Without a bar code a disc is known by where it is, until somebody looks: then it may turn out
 * to be another one that was put there by hand.
 *
 * @module
 */

import type { DiscFacts } from "../database/volumes.ts";
import type { Disc } from "../model.ts";

/** Whether what was found can be the disc that was believed to be there. */
export function canBe(disc: Disc, facts: DiscFacts): boolean {
  if (disc.barcode !== null || disc.testedAt === null || disc.erasable) return true;
  // Unreadable today, or unreadable then, says nothing of what it is.
  if (facts.state === "bad" || disc.state === "bad" || disc.state === "unknown") return true;
  if (disc.medium !== null && facts.medium !== null && disc.medium !== facts.medium) {
    // Closed discs are other media to some drives: only those that can be told apart for sure count.
    return disc.state !== "blank" || facts.state !== "blank";
  }
  if (disc.state === "blank") return true;
  if (facts.state === "blank") return false;
  return disc.fingerprint === null || facts.fingerprint === null || disc.fingerprint === facts.fingerprint;
}

/**
 * The disc among its copies that it is: first those on the shelf, then those of the device that nobody has looked
 * at since it was attached.
 */
export function otherDisc(shelf: readonly Disc[], unseen: readonly Disc[]): Disc | undefined {
  return [...shelf, ...unseen].find(({ barcode }) => barcode === null);
}

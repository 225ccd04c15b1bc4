/**
 * Discs of which the database no longer knows what they hold.
 *
 * @module
 */

import type { DiscFacts, Volumes } from "../database/volumes.ts";

/** Nothing of the contents. */
const NOTHING = { state: "unknown", volume: null, fingerprint: null, bytes: null } as const;

/** What was known of its contents is no longer true: a test will tell. The medium stays what it is. */
export function noteDoubt(
  volumes: Pick<Volumes, "disc" | "noteFacts">,
  id: number,
  remark: string | null = null,
): void {
  const known = volumes.disc(id);
  if (known === undefined) return;
  const { medium, mediaId, erasable, capacity } = known;
  const facts: DiscFacts = { medium, mediaId, erasable, capacity, remark, ...NOTHING };
  volumes.noteFacts(id, facts);
}

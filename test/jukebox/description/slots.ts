/**
 * Slots and discs for tests.
 *
 * @module
 */

import type { Disc, SlotStatus } from "../../../lib/jukebox/model.ts";

/** A disc that lies in a slot. */
export function discIn(slot: number, facts: Partial<Disc> = {}): Disc {
  const place = { kind: "slot", device: "jb", number: slot } as const;
  return {
    ...{ id: slot + 100, name: `x${String(slot).padStart(7, "0")}`, pcName: "x", hsName: "x", barcode: null },
    ...{ state: "recorded", medium: "BD-R", mediaId: null, erasable: false, volume: null, fingerprint: null },
    ...{ bytes: null, capacity: null, files: null, place, home: place, seenAt: null, testedAt: null },
    ...{
      recordedAt: null,
      recordedJob: null,
      verifiedAt: null,
      verifiedJob: null,
      verified: null,
      remark: null,
    },
    ...facts,
  };
}

/** A slot with a disc, or without one. */
export function slotWith(number: number, disc: Disc | null, full: boolean = disc !== null): SlotStatus {
  return { kind: "slot", number, full, barcode: disc?.barcode ?? null, disc, inDrive: null };
}

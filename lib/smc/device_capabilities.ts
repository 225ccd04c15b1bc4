/**
 * Mode page 1Fh, device capabilities (SMC-3): where discs can stay, and which ways they can be taken.
 *
 * @module
 */

import type { ElementKind } from "./element.ts";

/** Page code. */
export const CAPABILITIES_PAGE = 0x1f;

/** From a type of element to other types. */
export type Ways = Readonly<Record<ElementKind, readonly ElementKind[]>>;

/** What a changer can do. */
export interface ChangerCapabilities {
  /** Types of elements that can store discs. */
  readonly stores: readonly ElementKind[];
  /** Moves. */
  readonly moves: Ways;
  /** Exchanges: from the source to the first destination. */
  readonly exchanges: Ways;
}

// In the order of their bits.
const KINDS: readonly ElementKind[] = ["gripper", "slot", "mail", "drive"];

/** Reads the page; `undefined` when it ends before the moves. Without the exchanges there are none. */
export function decodeDeviceCapabilities(page: Uint8Array): ChangerCapabilities | undefined {
  if (page.length < 8) return undefined;
  return {
    stores: kindsOf(page[2]!), // 2
    moves: waysFrom(page, 4), // 4-7
    exchanges: waysFrom(page, 12), // 12-15
  };
}

/** Whether a disc of a slot can be exchanged for that of a drive in one command. */
export function exchangesDrives({ exchanges }: ChangerCapabilities): boolean {
  return exchanges.slot.includes("drive");
}

function waysFrom(page: Uint8Array, at: number): Ways {
  const [gripper, slot, mail, drive] = [0, 1, 2, 3].map((type) => kindsOf(page[at + type] ?? 0));
  return { gripper: gripper!, slot: slot!, mail: mail!, drive: drive! };
}

function kindsOf(bits: number): ElementKind[] {
  return KINDS.filter((_kind, bit) => (bits >> bit & 1) !== 0);
}

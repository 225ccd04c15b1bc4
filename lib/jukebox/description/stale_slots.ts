/**
 * Which slots have to be inspected when a device is attached.
 *
 * @module
 */

import type { SlotStatus } from "../model.ts";
import type { FoundInventory } from "./inventory_file.ts";
import { type InventoriedSlot, inventoryOf } from "./slot_inventory.ts";

/**
 * Without `save=`, and without a usable inventory, every used slot is inspected; with one, only where the slot holds
 * something else than it says, besides what the device asks for by itself.
 *
 * @param asked slots that the device itself wants inspected
 * @param slots as they are known now
 * @param inventory `undefined` without `save=`
 */
export function staleSlots(
  asked: readonly number[],
  slots: readonly SlotStatus[],
  inventory: FoundInventory | undefined,
): number[] {
  const known = inventory?.found === "inventory" ? bySlot(inventory.slots) : undefined;
  const stale = new Set(asked);
  for (const now of inventoryOf(slots)) {
    if (now.holds === "empty") continue;
    const before = known?.get(now.slot);
    if (now.holds === "unknown" || before === undefined || !same(now, before)) stale.add(now.slot);
  }
  return [...stale].sort((a, b) => a - b);
}

function bySlot(slots: readonly InventoriedSlot[]): Map<number, InventoriedSlot> {
  return new Map(slots.map((slot) => [slot.slot, slot]));
}

function same(a: InventoriedSlot, b: InventoriedSlot): boolean {
  return a.holds === b.holds && a.barcode === b.barcode && a.disc === b.disc;
}

/**
 * Places of a device as keys and in words.
 *
 * @module
 */

import type { Place, PlaceKind } from "../model.ts";

/** Anywhere outside of all devices. */
export const SHELF: Place = { kind: "shelf", device: null, number: 0 };

/** A place inside a device. */
export interface Spot {
  readonly kind: Exclude<PlaceKind, "shelf">;
  /** Logical number from 1. */
  readonly number: number;
}

/** Tells spots apart. */
export function keyOf({ kind, number }: Spot): string {
  return `${kind} ${number}`;
}

/** Whether two are the same. */
export function sameSpot(a: Spot | undefined, b: Spot | undefined): boolean {
  return a !== undefined && b !== undefined && a.kind === b.kind && a.number === b.number;
}

/** A spot as the database keeps it. */
export function placeIn(device: string, { kind, number }: Spot): Place {
  return { kind, device, number };
}

/** The spot of a place in this device; `undefined` when it is elsewhere. */
export function spotIn(device: string, place: Place | null): Spot | undefined {
  if (place === null || place.kind === "shelf" || place.device !== device) return undefined;
  return { kind: place.kind, number: place.number };
}

/** Such as `slot 7`, `mail slot 1`, `the gripper`. */
export function spotWords({ kind, number }: Spot): string {
  if (kind === "gripper") return number === 1 ? "the gripper" : `gripper ${number}`;
  return `${kind === "mail" ? "mail slot" : kind} ${number}`;
}

/**
 * The descriptor of one element (SMC-3 6.11.4 to 6.11.7).
 *
 * @module
 */

import { Answer } from "../../bytes.ts";
import { IDENTITY } from "../../commands/basic.ts";
import { discIn, type PlacedDisc } from "../discs.ts";
import { driveFiles, readDriveState } from "../drive_state.ts";
import { driveSerial } from "../jukebox.ts";
import type { ChangerMachine } from "../machine.ts";
import { addressOf, type Place } from "../places.ts";
import { LABEL_UNREADABLE } from "../sense.ts";
import type { StatusRequest } from "./read_status.ts";

const FULL = 0x01;
const BY_OPERATOR = 0x02;
const EXCEPTION = 0x04;
const ACCESSIBLE = 0x08;
/** A mail slot can be reached by the operator in both directions. */
const EXPORTS_AND_IMPORTS = 0x30;
const SOURCE_VALID = 0x80;
const INVERTED = 0x40;
const ASCII = 2;
const VENDOR_SPECIFIC = 0;
const T10_VENDOR_IDENTIFICATION = 1;
const TAG = 36;

/** Describes one element. */
export function descriptor(m: ChangerMachine, place: Place, request: StatusRequest): Uint8Array {
  const disc = discIn(m.dir, place);
  const unreadable = disc !== undefined && m.jukebox.behaviour.barcodes && hasBadLabel(m, place);
  const tags = request.tags && m.jukebox.behaviour.barcodes;
  const identifier = place.kind === "drive" && request.identifiers ? identifierOf(m, place) : "";
  const answer = new Answer(12 + (tags ? TAG : 0) + 4 + identifier.length);
  answer.u16(0, addressOf(place)).u8(2, flagsOf(m, place, disc, unreadable));
  if (unreadable) answer.put(4, LABEL_UNREADABLE);
  if (disc !== undefined) {
    answer.u8(9, (disc.source === null ? 0 : SOURCE_VALID) | (disc.inverted ? INVERTED : 0));
    answer.u16(10, disc.source ?? 0);
  }
  if (tags && disc?.barcode && !unreadable) answer.text(12, 32, disc.barcode);
  const at = tags ? 12 + TAG : 12;
  if (identifier === "") return answer.bytes;
  const full = m.jukebox.behaviour.identifiers === "full";
  return answer.put(at, [ASCII, full ? T10_VENDOR_IDENTIFICATION : VENDOR_SPECIFIC, 0, identifier.length])
    .text(at + 4, identifier.length, identifier).bytes;
}

function flagsOf(m: ChangerMachine, place: Place, disc: PlacedDisc | undefined, exception: boolean): number {
  const flags = (disc === undefined ? 0 : FULL) | (exception ? EXCEPTION : 0);
  switch (place.kind) {
    case "gripper":
      return flags;
    case "mail":
      return flags | ACCESSIBLE | EXPORTS_AND_IMPORTS | (disc?.source === null ? BY_OPERATOR : 0);
    case "slot":
      return flags | ACCESSIBLE;
    case "drive":
      return flags | (isReachable(m, place.number, disc) ? ACCESSIBLE : 0);
  }
}

/** The gripper can take the disc, or put one in. */
function isReachable(m: ChangerMachine, drive: number, disc: PlacedDisc | undefined): boolean {
  if (disc === undefined) return true;
  const { ejected, prevented } = readDriveState(driveFiles(m.dir, drive).state);
  return !prevented && (ejected || !m.jukebox.behaviour.needsEject);
}

function hasBadLabel(m: ChangerMachine, { kind, number }: Place): boolean {
  return m.jukebox.faults.some(({ on, place }) =>
    on === "label" && place?.kind === kind && place.number === number
  );
}

function identifierOf(m: ChangerMachine, { number }: Place): string {
  const serial = driveSerial(m.jukebox, number);
  if (m.jukebox.behaviour.identifiers !== "full") return serial;
  return IDENTITY.vendor.padEnd(8) + IDENTITY.product.padEnd(16) + serial;
}

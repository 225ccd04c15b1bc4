/**
 * What commands are to faults: moves, readings, and the elements they name.
 *
 * @module
 */

import { u16 } from "../../bytes.ts";
import type { ChangerFault } from "../faults.ts";

/** Operation codes of the commands of changers (SMC-3 6). */
export const OPCODE = {
  initialise: 0x07,
  initialiseRange: 0x37,
  position: 0x2b,
  preventAllow: 0x1e,
  move: 0xa5,
  exchange: 0xa6,
  readStatus: 0xb8,
} as const;

/** What a command is about. */
export interface CommandTargets {
  /** The words of a fault's `on` that it answers to. */
  readonly on: readonly ChangerFault["on"][];
  /** Addresses of elements that it names. */
  readonly addresses: readonly number[];
  /** Only the host that holds the changer may send it. */
  readonly changes: boolean;
}

/** Looks at a CDB, which may be of any length. */
export function commandTargets(cdb: Uint8Array): CommandTargets {
  const at = (byte: number) => cdb.length >= byte + 2 ? [u16(cdb, byte)] : [];
  switch (cdb[0]) {
    case OPCODE.move:
      return { on: ["move"], addresses: [...at(4), ...at(6)], changes: true };
    case OPCODE.exchange:
      return { on: ["move", "exchange"], addresses: [...at(4), ...at(6), ...at(8)], changes: true };
    case OPCODE.position:
    case OPCODE.preventAllow:
      return { on: [], addresses: [], changes: true };
    case OPCODE.initialise:
    case OPCODE.initialiseRange:
      return { on: ["initialise"], addresses: [], changes: true };
    case OPCODE.readStatus:
      return { on: ["read"], addresses: [], changes: false };
    default:
      return { on: [], addresses: [], changes: false };
  }
}

/**
 * Virtual drives that lack something, or answer otherwise than ours.
 *
 * @module
 */

import { encodeSense } from "../../lib/scsi/sense.ts";
import type { ScsiAnswer, Transport } from "../../lib/scsi/transport.ts";

/** Answers instead of the drive, or lets the command through. */
export type Meddling = (cdb: Uint8Array, data: Uint8Array) => ScsiAnswer | undefined;

/** A way to the drive on which someone answers first. */
export function meddled(meddling: Meddling): (transport: Transport) => Transport {
  return (transport) => ({
    name: transport.name,
    maxTransfer: transport.maxTransfer,
    descriptor: transport.descriptor,
    execute: (cdb, direction, data, timeout) =>
      meddling(cdb, data) ?? transport.execute(cdb, direction, data, timeout),
    close: () => transport.close(),
    [Symbol.dispose]: () => transport.close(),
  });
}

/** A drive that does not know some commands. */
export function lacking(...opcodes: readonly number[]): (transport: Transport) => Transport {
  return meddled((cdb) => opcodes.includes(cdb[0]!) ? refusal(0x20) : undefined);
}

/** CHECK CONDITION, ILLEGAL REQUEST; 20h for a command that is not known, 24h for a field. */
export function refusal(asc = 0x24): ScsiAnswer {
  return answer(5, asc, 0);
}

/** CHECK CONDITION with a sense. */
export function answer(key: number, asc: number, ascq: number): ScsiAnswer {
  return { status: 2, sense: encodeSense({ key, asc, ascq }), residual: 0, duration: 0 };
}

/** GOOD, nothing done. */
export const GOOD: ScsiAnswer = { status: 0, sense: new Uint8Array(0), residual: 0, duration: 0 };

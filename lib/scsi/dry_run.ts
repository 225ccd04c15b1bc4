/**
 * A drive that is asked everything and told nothing: commands that change a medium or a drive for good are
 * answered with GOOD without being sent.
 *
 * @module
 */

import type { Direction, ScsiAnswer, Transport } from "./transport.ts";
import { WrappedTransport } from "./wrapped.ts";

/** Operation codes that pass: they ask, read, or set what is forgotten with the next disc. */
const HARMLESS: ReadonlySet<number> = new Set([
  0x00, // TEST UNIT READY
  0x03, // REQUEST SENSE
  0x08, // READ (6)
  0x12, // INQUIRY
  0x15, // MODE SELECT (6)
  0x1a, // MODE SENSE (6)
  0x1b, // START STOP UNIT
  0x1e, // PREVENT ALLOW MEDIUM REMOVAL
  0x23, // READ FORMAT CAPACITIES
  0x25, // READ CAPACITY (10)
  0x28, // READ (10)
  0x2b, // SEEK (10)
  0x2f, // VERIFY (10)
  0x34, // PRE-FETCH (10)
  0x3c, // READ BUFFER
  0x42, // READ SUB-CHANNEL
  0x43, // READ TOC/PMA/ATIP
  0x44, // READ HEADER
  0x46, // GET CONFIGURATION
  0x4a, // GET EVENT STATUS NOTIFICATION
  0x4d, // LOG SENSE
  0x51, // READ DISC INFORMATION
  0x52, // READ TRACK INFORMATION
  0x55, // MODE SELECT (10)
  0x5a, // MODE SENSE (10)
  0x5c, // READ BUFFER CAPACITY
  0x88, // READ (16)
  0x9e, // READ CAPACITY (16)
  0xa0, // REPORT LUNS
  0xa4, // REPORT KEY
  0xa8, // READ (12)
  0xab, // READ MEDIA SERIAL NUMBER
  0xac, // GET PERFORMANCE
  0xad, // READ DISC STRUCTURE
  0xaf, // VERIFY (12)
  0xb6, // SET STREAMING
  0xb8, // READ ELEMENT STATUS
  0xb9, // READ CD MSF
  0xbb, // SET CD SPEED
  0xbd, // MECHANISM STATUS
  0xbe, // READ CD
]);

const DONE: ScsiAnswer = { status: 0, sense: new Uint8Array(0), residual: 0, duration: 0 };

/**
 * Makes a transport that changes nothing.
 *
 * @param onKept hears of each command that was not sent
 */
export function dryRun(transport: Transport, onKept?: (cdb: Uint8Array) => void): Transport {
  return new DryRunTransport(transport, onKept);
}

class DryRunTransport extends WrappedTransport {
  readonly #onKept: ((cdb: Uint8Array) => void) | undefined;

  constructor(inner: Transport, onKept: ((cdb: Uint8Array) => void) | undefined) {
    super(inner);
    this.#onKept = onKept;
  }

  override execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    if (HARMLESS.has(cdb[0] ?? 0)) return this.inner.execute(cdb, direction, data, timeout);
    this.#onKept?.(cdb);
    // What it would have answered is unknown, and nobody is to take old bytes for it.
    if (direction === "in") data.fill(0);
    return DONE;
  }
}

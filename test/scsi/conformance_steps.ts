/**
 * The steps of the conformance suite. They need nothing but a transport: the suite also runs in a guest.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { decodeSense } from "../../lib/scsi/sense.ts";
import type { Direction, ScsiAnswer, Transport } from "../../lib/scsi/transport.ts";
import { TransportError, type TransportTrouble } from "../../lib/scsi/transport_error.ts";

/** Bytes of a block. */
export const BLOCK = 2048;
/** Milliseconds that a command may take. */
export const TIMEOUT = 20_000;
/** For commands without data. */
export const NO_DATA = new Uint8Array(0);
/** What buffers are filled with, to see what is left alone. */
export const GUARD = 0xa5;
/** Asks whether the drive is ready. */
export const TEST_UNIT_READY = new Uint8Array(6);

/** Takes the news that a device has after it was opened. */
export function calm(transport: Transport): void {
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = transport.execute(TEST_UNIT_READY, "none", NO_DATA, TIMEOUT);
    if (answer.status === 0) return;
    if (!senseText(answer).startsWith("6/")) throw new Error(`it is not ready: sense ${senseText(answer)}`);
  }
  throw new Error("UNIT ATTENTION does not end");
}

/** Reads ranges of several lengths to odd places of a buffer, whose other bytes must stay as they are. */
export function readEverywhere(transport: Transport, bytes: Uint8Array, buffer: Uint8Array): void {
  const most = Math.floor(transport.maxTransfer / BLOCK);
  const ranges = [[0, 1], [5, 2], [1, 17], [8, 32], [0, Math.min(most, bytes.length / BLOCK)]] as const;
  const guard = new Uint8Array(buffer.length).fill(GUARD);
  for (const offset of [0, 1, 13, 512, 2047]) {
    for (const [block, count] of ranges) {
      buffer.fill(GUARD);
      const into = buffer.subarray(offset, offset + count * BLOCK);
      checkRead(transport, bytes, block, into);
      const rest = [buffer.subarray(0, offset), buffer.subarray(offset + into.length)];
      const untouched = rest.every((part) => Buffer.compare(part, guard.subarray(0, part.length)) === 0);
      check(untouched, `bytes beside ${count} blocks at offset ${offset} were changed`);
    }
  }
}

/** Reads blocks and compares them with what they hold. */
export function checkRead(transport: Transport, bytes: Uint8Array, block: number, into: Uint8Array): void {
  const count = into.length / BLOCK;
  good(transport, read(block, count), "in", into);
  const expected = bytes.subarray(block * BLOCK, block * BLOCK + into.length);
  if (Buffer.compare(into, expected) === 0) return;
  const wrong = into.findIndex((byte, index) => byte !== expected[index]);
  check(wrong < 0, `byte ${wrong} of ${count} blocks from block ${block} is another one`);
}

/** Records pieces of so many blocks one behind the other, from odd places in shared memory. */
export function write(transport: Transport, bytes: Uint8Array, pieces: readonly number[]): void {
  const shared = new Uint8Array(new SharedArrayBuffer(transport.maxTransfer + BLOCK));
  let block = 0;
  for (const [index, count] of pieces.entries()) {
    const piece = shared.subarray(13 + index, 13 + index + count * BLOCK);
    piece.set(bytes.subarray(block * BLOCK, (block + count) * BLOCK));
    good(transport, tenBytes(0x2a, block, count), "out", piece);
    block += count;
  }
}

/** Flushes and closes a DVD+R for good, and waits for it (MMC-6 6.3.3.6). */
export function finalise(transport: Transport): void {
  good(transport, tenBytes(0x35, 0, 0), "none", NO_DATA);
  good(transport, Uint8Array.of(0x5b, 0, 6, 0, 0, 0, 0, 0, 0, 0), "none", NO_DATA);
  const until = performance.now() + TIMEOUT;
  while (transport.execute(TEST_UNIT_READY, "none", NO_DATA, TIMEOUT).status !== 0) {
    check(performance.now() < until, "the disc does not become ready");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Sends a command that has to succeed and to move all its data. */
function good(transport: Transport, cdb: Uint8Array, direction: Direction, data: Uint8Array): void {
  const answer = transport.execute(cdb, direction, data, TIMEOUT);
  const what = `command ${cdb[0]!.toString(16)}`;
  check(answer.status === 0, `${what}: status ${answer.status}, sense ${senseText(answer)}`);
  equal(answer.residual, 0, `${what}: residual`);
}

/** READ (10). */
export function read(block: number, count: number): Uint8Array {
  return tenBytes(0x28, block, count);
}

function tenBytes(opcode: number, block: number, count: number): Uint8Array {
  const cdb = new Uint8Array(10);
  const view = new DataView(cdb.buffer);
  cdb[0] = opcode;
  view.setUint32(2, block);
  view.setUint16(7, count);
  return cdb;
}

/** Sense key, code and qualifier as decimal numbers. */
export function senseText(answer: ScsiAnswer): string {
  const sense = decodeSense(answer.sense);
  return sense === undefined ? "none" : `${sense.key}/${sense.asc}/${sense.ascq}`;
}

/** Fails unless the body throws this trouble; returns the error. */
export function throws(body: () => unknown, trouble: TransportTrouble): TransportError {
  try {
    body();
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    equal(error.trouble, trouble, `«${error.message}»`);
    return error;
  }
  throw new Error(`nothing was thrown where trouble «${trouble}» was to be expected`);
}

/** Fails unless it is so. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Fails unless both are the same. */
export function equal<T>(actual: T, expected: T, what: string): void {
  check(actual === expected, `${what}: ${actual} instead of ${expected}`);
}

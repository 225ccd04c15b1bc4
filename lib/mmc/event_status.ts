/**
 * GET EVENT STATUS NOTIFICATION (MMC-6 6.6), polled, of the media class: was the disc changed, did someone press
 * the button?
 *
 * @module
 */

import { get16, put16 } from "../scsi/big_endian.ts";

/** What has happened since the last question. */
export type MediaEventKind =
  | "none"
  | "eject-request"
  | "new-media"
  | "removal"
  | "changed"
  | "format-done"
  | "format-restarted"
  | "unknown";

/** An event of the media class. */
export interface MediaEvent {
  readonly event: MediaEventKind;
  readonly present: boolean;
  readonly doorOpen: boolean;
}

const EVENTS: readonly MediaEventKind[] = [
  "none",
  "eject-request",
  "new-media",
  "removal",
  "changed",
  "format-done",
  "format-restarted",
];

/** Number of the media class, and its bit in the request. */
const MEDIA_CLASS = 4;

/** Bytes of the answer. */
export const EVENT_STATUS_BYTES = 8;

/** Asks for an event of the media class. */
export function encodeGetEventStatus(): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x4a; // operation code
  cdb[1] = 1; // polled
  cdb[4] = 1 << MEDIA_CLASS; // notification class request
  put16(cdb, 7, EVENT_STATUS_BYTES); // allocation length
  return cdb;
}

/** Reads an answer; `undefined` when it is cut off or the drive has no such events. */
export function decodeMediaEvent(bytes: Uint8Array): MediaEvent | undefined {
  if (bytes.length < EVENT_STATUS_BYTES || get16(bytes, 0) < 6) return undefined; // 0-1 length
  if ((bytes[2]! & 0x87) !== MEDIA_CLASS) return undefined; // 2 bit 7 no event available, bits 0-2 class
  return {
    event: EVENTS[bytes[4]! & 0xf] ?? "unknown", // 4 bits 0-3
    doorOpen: (bytes[5]! & 1) !== 0, // 5 bit 0
    present: (bytes[5]! & 2) !== 0, // 5 bit 1
  };
}

/**
 * Structures of Windows' `ntddscsi.h` for 64-bit programs. Pure layout.
 *
 * @module
 */

import { STATUS } from "../status.ts";
import type { Direction } from "../transport.ts";

/** sizeof SCSI_PASS_THROUGH_DIRECT: what its member Length has to say. */
const PASS_THROUGH_LENGTH = 56;

/** Bytes of sense data there is room for. */
const SENSE_LENGTH = 32;

/** Where the sense data stands in SCSI_PASS_THROUGH_DIRECT_WITH_BUFFER: behind the structure and four bytes. */
const SENSE_OFFSET = 60;

/** sizeof SCSI_PASS_THROUGH_DIRECT_WITH_BUFFER, padded to a multiple of eight. */
export const PASS_THROUGH_WITH_BUFFER_LENGTH = 96;

// Byte offsets in SCSI_PASS_THROUGH_DIRECT.
const LENGTH = 0; // USHORT
const SCSI_STATUS = 2; // UCHAR
const PATH_ID = 3; // UCHAR
const TARGET_ID = 4; // UCHAR
const LUN = 5; // UCHAR
const CDB_LENGTH = 6; // UCHAR
const SENSE_INFO_LENGTH = 7; // UCHAR
const DATA_IN = 8; // UCHAR
const DATA_TRANSFER_LENGTH = 12; // ULONG
const TIME_OUT_VALUE = 16; // ULONG
const DATA_BUFFER = 24; // PVOID
const SENSE_INFO_OFFSET = 32; // ULONG
const CDB = 36; // UCHAR[16]

/** Room for a command. */
export const LONGEST_CDB = 16;

/** SCSI_IOCTL_DATA_OUT, SCSI_IOCTL_DATA_IN and SCSI_IOCTL_DATA_UNSPECIFIED. */
const DATA_DIRECTIONS: Readonly<Record<Direction, number>> = { out: 0, in: 1, none: 2 };

/** Where a device is on its adapter; all 0 and without effect unless the adapter itself was opened. */
export interface SptiAddress {
  /** Path, or bus. */
  readonly path: number;
  /** Target. */
  readonly target: number;
  /** Logical unit. */
  readonly lun: number;
}

/** What the driver is told. */
export interface PassThrough {
  readonly address: SptiAddress;
  readonly cdb: Uint8Array;
  readonly direction: Direction;
  /** Address of the data in memory, 0 for none. */
  readonly data: number;
  readonly dataLength: number;
  /** Milliseconds; the driver counts in whole seconds. */
  readonly timeout: number;
}

/** What the driver tells. */
export interface PassThroughResult {
  readonly status: number;
  /** A view of the structure's bytes: empty unless the status announces sense data. */
  readonly sense: Uint8Array;
  /** Bytes that were transferred. */
  readonly transferred: number;
}

/** Writes SCSI_PASS_THROUGH_DIRECT_WITH_BUFFER. */
export function encodePassThrough(into: Uint8Array, request: PassThrough): void {
  into.fill(0);
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength);
  const { address, cdb } = request;
  const direction = request.dataLength === 0 ? "none" : request.direction;
  view.setUint16(LENGTH, PASS_THROUGH_LENGTH, true);
  into[PATH_ID] = address.path;
  into[TARGET_ID] = address.target;
  into[LUN] = address.lun;
  into[CDB_LENGTH] = cdb.length;
  into[SENSE_INFO_LENGTH] = SENSE_LENGTH;
  into[DATA_IN] = DATA_DIRECTIONS[direction];
  view.setUint32(DATA_TRANSFER_LENGTH, request.dataLength, true);
  view.setUint32(TIME_OUT_VALUE, Math.max(1, Math.ceil(request.timeout / 1000)), true);
  // Two halves, because a bigint would be an allocation per command.
  view.setUint32(DATA_BUFFER, request.data % 2 ** 32, true);
  view.setUint32(DATA_BUFFER + 4, Math.floor(request.data / 2 ** 32), true);
  view.setUint32(SENSE_INFO_OFFSET, SENSE_OFFSET, true);
  into.set(cdb, CDB);
}

/** Reads it back when the driver has answered. */
export function decodePassThrough(from: Uint8Array, dataLength: number): PassThroughResult {
  const view = new DataView(from.buffer, from.byteOffset, from.byteLength);
  const status = from[SCSI_STATUS]!;
  const senseLength = status === STATUS.checkCondition ? Math.min(from[SENSE_INFO_LENGTH]!, SENSE_LENGTH) : 0;
  return {
    status,
    sense: from.subarray(SENSE_OFFSET, SENSE_OFFSET + senseLength),
    transferred: Math.min(view.getUint32(DATA_TRANSFER_LENGTH, true), dataLength),
  };
}

/** sizeof IO_SCSI_CAPABILITIES. */
export const CAPABILITIES_LENGTH = 24;

const PAGE_BYTES = 4096;

/** What an adapter is able to do. */
export interface Capabilities {
  /** Bytes it moves at once. */
  readonly maxTransfer: number;
  /** The bits that have to be 0 in the address of data. */
  readonly alignmentMask: number;
}

/** For adapters that do not tell: what all of them are able to do. */
export const MODEST_CAPABILITIES: Capabilities = { maxTransfer: 0x10000, alignmentMask: 0x1ff };

/** Reads IO_SCSI_CAPABILITIES. */
export function decodeCapabilities(from: Uint8Array): Capabilities {
  const view = new DataView(from.buffer, from.byteOffset, from.byteLength);
  const length = view.getUint32(4, true); // ULONG MaximumTransferLength
  const pages = view.getUint32(8, true); // ULONG MaximumPhysicalPages
  const alignmentMask = view.getUint32(16, true); // ULONG AlignmentMask
  // Data that does not begin with a page needs one more of them.
  const bytes = Math.min(length, pages > 1 ? (pages - 1) * PAGE_BYTES : Infinity);
  const { maxTransfer } = MODEST_CAPABILITIES;
  return { maxTransfer: bytes >= PAGE_BYTES ? bytes : maxTransfer, alignmentMask };
}

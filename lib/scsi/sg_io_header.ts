/**
 * `struct sg_io_hdr` of `<scsi/sg.h>` on 64-bit Linux: what the ioctl SG_IO is told and what it tells. Pure layout.
 *
 * @module
 */

import type { Direction } from "./transport.ts";

/** Bytes of the structure. */
export const SG_IO_HEADER_LENGTH = 88;

// Byte offsets of the members under their C names.
const INTERFACE_ID = 0;
const DXFER_DIRECTION = 4;
const CMD_LEN = 8;
const MX_SB_LEN = 9;
const DXFER_LEN = 12;
const DXFERP = 16;
const CMDP = 24;
const SBP = 32;
const TIMEOUT = 40;
const STATUS = 64;
const SB_LEN_WR = 67;
const HOST_STATUS = 68;
const DRIVER_STATUS = 70;
const RESID = 72;
const DURATION = 76;
const INFO = 80;

/** SG_DXFER_NONE, SG_DXFER_FROM_DEV and SG_DXFER_TO_DEV. */
const DIRECTIONS: Readonly<Record<Direction, number>> = { none: -1, in: -3, out: -2 };

/** What the ioctl is told. Addresses are numbers: no user space reaches beyond 2^53. */
export interface SgIoRequest {
  /** Which way the data goes. */
  direction: Direction;
  /** Address of the command. */
  cdb: number;
  /** Bytes of the command. */
  cdbLength: number;
  /** Address of the data, 0 for none. */
  data: number;
  /** Bytes of data. */
  dataLength: number;
  /** Address where sense data goes. */
  sense: number;
  /** Bytes that are free there, at most 255. */
  senseLength: number;
  /** Milliseconds; the kernel takes 0 for its own default. */
  timeout: number;
}

/** What the ioctl tells. */
export interface SgIoResult {
  /** SCSI status. */
  status: number;
  /** Bytes of sense data that were written. */
  senseLength: number;
  /** What the host adapter says: `DID_…` of the kernel's `scsi_status.h`. */
  hostStatus: number;
  /** What the kernel's driver says: `DRIVER_…` in the low half byte, of which 8 announces sense data. */
  driverStatus: number;
  /** Bytes that were not transferred. */
  residual: number;
  /** Milliseconds. */
  duration: number;
}

/** Writes a request. */
export function encodeSgIoRequest(header: DataView, request: SgIoRequest): void {
  header.setInt32(INTERFACE_ID, 0x53, true); // 'S'
  header.setInt32(DXFER_DIRECTION, DIRECTIONS[request.direction], true);
  header.setUint8(CMD_LEN, request.cdbLength);
  header.setUint8(MX_SB_LEN, request.senseLength);
  header.setUint32(DXFER_LEN, request.dataLength, true);
  setAddress(header, DXFERP, request.data);
  setAddress(header, CMDP, request.cdb);
  setAddress(header, SBP, request.sense);
  header.setUint32(TIMEOUT, request.timeout, true);
  // What the last command left is no answer to this one.
  for (let at = STATUS; at <= INFO; at += 4) header.setUint32(at, 0, true);
}

/** Reads the answer into an object that is used again and again. */
export function decodeSgIoResult(header: DataView, into: SgIoResult): void {
  into.status = header.getUint8(STATUS);
  into.senseLength = header.getUint8(SB_LEN_WR);
  into.hostStatus = header.getUint16(HOST_STATUS, true);
  into.driverStatus = header.getUint16(DRIVER_STATUS, true);
  into.residual = header.getInt32(RESID, true);
  into.duration = header.getUint32(DURATION, true);
}

// Two halves, because a bigint would be an allocation per command.
function setAddress(header: DataView, at: number, address: number): void {
  header.setUint32(at, address % 2 ** 32, true);
  header.setUint32(at + 4, Math.floor(address / 2 ** 32), true);
}

/**
 * What INQUIRY tells (SPC-4 6.6, 7.8): the standard data and pages of vital product data.
 *
 * @module
 */

import { Answer } from "./bytes.ts";
import { refuse, SENSE } from "./sense.ts";

/** Who a device says it is. */
export interface Identity {
  /** Peripheral device type. */
  readonly type: number;
  /** At most eight characters. */
  readonly vendor: string;
  /** At most sixteen. */
  readonly product: string;
  /** At most four. */
  readonly revision: string;
  /** It has page 83h too. */
  readonly designated?: true;
}

const REMOVABLE = 0x80;
const SPC_3 = 0x05;
const ASCII = 2;
const T10_VENDOR_IDENTIFICATION = 1;

/** The whole answer to a CDB of INQUIRY. */
export function inquiryData(identity: Identity, serial: string, cdb: Uint8Array): Uint8Array {
  const page = cdb[2]!;
  const { type, vendor, product, revision } = identity;
  if ((cdb[1]! & 1) === 0) {
    if (page !== 0) refuse(SENSE.invalidField, { field: 2 });
    return new Answer(36).put(0, [type, REMOVABLE, SPC_3, 0x02, 31])
      .text(8, 8, vendor).text(16, 16, product).text(32, 4, revision).bytes;
  }
  const pages = identity.designated === true ? [0x00, 0x80, 0x83] : [0x00, 0x80];
  if (!pages.includes(page)) refuse(SENSE.invalidField, { field: 2 });
  const body = page === 0x00 ? pages : page === 0x80 ? asciiOf(serial) : designator(identity, serial);
  return new Answer(4 + body.length).put(0, [type, page]).u16(2, body.length).put(4, body).bytes;
}

function asciiOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Vendor, product and serial number as one name (SPC-4 7.8.6.4). */
function designator({ vendor, product }: Identity, serial: string): Uint8Array {
  const length = 24 + serial.length;
  return new Answer(4 + length).put(0, [ASCII, T10_VENDOR_IDENTIFICATION, 0, length])
    .text(4, 8, vendor).text(12, 16, product).text(28, serial.length, serial).bytes;
}

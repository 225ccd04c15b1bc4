/**
 * tgt's changer with two drives, ready for the conformance suite.
 *
 * @module
 */

import { openIscsi } from "../../lib/scsi/iscsi.ts";
import { startTgt, type Tgt } from "../support/tgt.ts";
import { type ChangerWays, DISCS, DRIVES, SLOTS } from "./changer_conformance.ts";

/** Number of the changer's logical unit; the drives are those before it. */
export const CHANGER_LUN: number = DRIVES + 1;

/** Starts a target with the changer and its drives. */
export async function startTgtChanger(): Promise<Tgt> {
  return await startTgt({
    units: [
      ...Array.from({ length: DRIVES }, () => ({ kind: "drive", disc: undefined } as const)),
      {
        kind: "changer",
        drives: Array.from({ length: DRIVES }, (_, place) => place + 1),
        slots: SLOTS,
        media: Object.fromEntries(DISCS.map(([, barcode]) => [barcode, "blank"])),
      },
    ],
  });
}

/** The way to it. */
export async function tgtChangerWays(): Promise<ChangerWays & AsyncDisposable> {
  const tgt = await startTgtChanger();
  return {
    open: () => openIscsi(tgt.url(CHANGER_LUN)),
    openDrive: (number) => openIscsi(tgt.url(number)),
    fillMail: (barcode) => tgt.fillMail(CHANGER_LUN, barcode, "blank"),
    emptyMail: () => tgt.emptyMail(CHANGER_LUN),
    // It counts eight bytes too few of every answer, and the identification of the last drive suffers.
    notices: [`what the changer tells of element ${DRIVES} is cut off`],
    identified: Array.from({ length: DRIVES - 1 }, (_, place) => place + 1),
    complete: false,
    [Symbol.asyncDispose]: () => tgt[Symbol.asyncDispose](),
  };
}

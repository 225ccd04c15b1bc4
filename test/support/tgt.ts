/**
 * Recorders and changers without hardware: a private tgtd, the SCSI target in user space, with units of a test's
 * choice. Its recorder knows blank DVD+R discs and finished DVD-ROMs.
 *
 * @module
 */

import { libiscsi } from "../../ffi/libiscsi.ts";
import { testWith } from "./peers.ts";
import { Daemon, freePort, PortTaken, program } from "./tgt_daemon.ts";

/** A blank DVD+R, a finished disc from a file or from bytes. */
export type TgtDisc = "blank" | { readonly image: string | Uint8Array };

/** What one logical unit is. */
export type TgtUnit =
  /** A drive with a disc in it, or with none. */
  | { readonly kind: "drive"; readonly disc: TgtDisc | undefined }
  /** A changer; its drives are named by their LUNs, its media stand in the slots from the first on, by barcode. */
  | {
    readonly kind: "changer";
    readonly drives: readonly number[];
    readonly slots: number;
    readonly media: Readonly<Record<string, TgtDisc>>;
  };

/** How a target is set up. */
export interface TgtSetup {
  /** The units; they get the LUNs 1, 2, … in this order. */
  readonly units: readonly TgtUnit[];
  /** Name and secret the target asks for. */
  readonly chap?: { readonly user: string; readonly secret: string };
  /** Ready for data before it is asked for, in long segments. */
  readonly tuned?: boolean;
}

/** A running target: `await using tgt = await startTgt({…});`. */
export interface Tgt extends AsyncDisposable {
  /** TCP port at 127.0.0.1. */
  readonly port: number;
  /** The daemon's process. */
  readonly pid: number;
  /** The target's name. */
  readonly target: string;
  /** The name of a unit as users give it. */
  url(lun: number): string;
  /** The file that holds the disc in a drive. */
  backing(lun: number): string;
  /** Takes the disc out of a drive, as a person does. */
  takeOut(lun: number): void;
  /** Puts a disc into an empty drive. */
  insert(lun: number, disc: TgtDisc): void;
  /** An operator puts a disc into the mail slot of a changer. */
  fillMail(changer: number, barcode: string, disc: TgtDisc): void;
  /** The file that holds a disc of a changer. */
  medium(changer: number, barcode: string): string;
  /** An operator takes out what is in the mail slot of a changer. */
  emptyMail(changer: number): void;
  /** The target stops answering, but does not die. */
  freeze(): void;
  /** It answers again. */
  thaw(): void;
  /** It dies at once. */
  kill(): Promise<void>;
  /** After its death it is started anew; the discs of changers lie in the slots of the beginning, with what is on them. */
  revive(): Promise<void>;
}

/** What such a test needs that is not here, as advice; `undefined` when all is here. */
function missing(): string | undefined {
  const packages: string[] = [];
  if (program("tgtd") === undefined || program("tgtadm") === undefined) packages.push("tgt");
  if (typeof libiscsi() === "string") packages.push("libiscsi7");
  if (packages.length === 0) return undefined;
  return `no iSCSI target or no way to one; on Debian: apt-get install ${packages.join(" ")}`;
}

/** A test that needs a target. */
export function tgtTest(name: string, body: () => void | Promise<void>): void {
  testWith(missing(), name, body);
}

/** Starts a target. */
export async function startTgt(setup: TgtSetup): Promise<Tgt> {
  const folder = await Deno.makeTempDir({ prefix: "discglow-tgt-" });
  // Another program may take the port between our looking for it and the target's listening at it.
  for (let attempt = 1;; attempt++) {
    const daemon = new Daemon(folder, freePort());
    try {
      await daemon.ready();
      daemon.setUp(setup);
      return daemon;
    } catch (error) {
      if (attempt < 5 && error instanceof PortTaken) {
        await daemon.kill();
        continue;
      }
      await daemon[Symbol.asyncDispose]();
      throw error;
    }
  }
}

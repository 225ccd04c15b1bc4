/**
 * Asks devices what a description has to know of them.
 *
 * @module
 */

import { openTransport } from "../../devices/open.ts";
import { Drive } from "../../mmc/drive.ts";
import { driveFacts } from "../../mmc/drive_facts.ts";
import { Changer } from "../../smc/changer.ts";
import { CHANGER_TYPE } from "../../smc/changer_transport.ts";
import type { Inventory } from "../../smc/element.ts";

/** A drive that answers. */
export interface ProbedDrive {
  readonly kind: "drive";
  readonly name: string;
  /** `VENDOR PRODUCT`. */
  readonly model: string;
  readonly serial: string | undefined;
  /** It records something. */
  readonly recorder: boolean;
}

/** A changer that answers. */
export interface ProbedChanger {
  readonly kind: "changer";
  readonly name: string;
  /** `VENDOR PRODUCT`. */
  readonly model: string;
  readonly serial: string | undefined;
  readonly inventory: Inventory;
}

/** A device that answers. */
export type Probed = ProbedDrive | ProbedChanger;

const DRIVE_TYPE = 5;

/**
 * Asks a device who it is, without disturbing whoever uses it.
 *
 * @returns `undefined` for what is neither drive nor changer
 * @throws {DeviceError} when it does not answer
 */
export function probe(name: string): Probed | undefined {
  using drive = new Drive(openTransport(name, { exclusive: false, readOnly: true }));
  const { peripheralType, vendor, product } = drive.inquiry();
  const model = `${vendor.trim()} ${product.trim()}`.trim();
  if (peripheralType === CHANGER_TYPE) {
    const changer = new Changer(drive.device.transport);
    return {
      kind: "changer",
      name,
      model,
      serial: changer.serial(),
      inventory: changer.inventory({ still: true }),
    };
  }
  if (peripheralType !== DRIVE_TYPE) return undefined;
  const { serial, records } = driveFacts(drive);
  return { kind: "drive", name, model, serial, recorder: records.length > 0 };
}

/** The drives of a virtual jukebox bear its name; those of other changers have names of their own. */
export function ownDrives({ name, inventory }: ProbedChanger): string[] {
  if (!name.startsWith("virtual:")) return [];
  const folder = name.replace(/\/+$/, "");
  return inventory.elements.filter(({ kind }) => kind === "drive").map(({ number }) =>
    `${folder}/drives/${number}`
  );
}

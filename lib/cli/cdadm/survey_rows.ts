/**
 * What `cdadm survey` lists: devices, drives, slots, discs.
 *
 * @module
 */

import type { JukeboxClient } from "../../jukebox/client/client.ts";
import type { DeviceStatus, Disc, DriveStatus } from "../../jukebox/model.ts";

/** What is listed. */
export type SurveyMode = "devices" | "slots" | "volumes" | "drives";

/** A slot, a mail slot or a disc outside of all slots. */
export interface SlotRow {
  readonly event: "slot";
  /** `null` for the shelf. */
  readonly device: string | null;
  readonly kind: "slot" | "mail" | "shelf" | "drive" | "gripper";
  readonly number: number;
  /** The device has such a slot. */
  readonly exists: boolean;
  /** Something is in it. */
  readonly full: boolean;
  readonly disc: Disc | null;
  /** The changer reads this bar code, or it is known of the disc. */
  readonly barcode: string | null;
  /** Number of the drive where the disc is now. */
  readonly drive: number | null;
}

/** A drive. */
export type DriveRow = { readonly event: "drive"; readonly device: string } & DriveStatus;

/** A device. */
export interface DeviceRow {
  readonly event: "device";
  readonly device: DeviceStatus;
}

/** What is asked of the server. */
export type SurveyClient = Pick<JukeboxClient, "status" | "device" | "slots" | "discs">;

/** All devices, or the one that is meant. */
export async function devicesOf(
  client: SurveyClient,
  device: string | undefined,
): Promise<readonly DeviceStatus[]> {
  return device === undefined ? (await client.status()).devices : [await client.device(device)];
}

/** Slots and mail slots of devices. */
export async function slotRows(client: SurveyClient, devices: readonly DeviceStatus[]): Promise<SlotRow[]> {
  const rows: SlotRow[] = [];
  for (const { name } of devices) {
    for (const { kind, number, full, disc, barcode, inDrive } of await client.slots(name)) {
      const code = disc?.barcode ?? barcode;
      rows.push({
        event: "slot",
        device: name,
        kind,
        number,
        exists: true,
        full,
        disc,
        barcode: code,
        drive: inDrive,
      });
    }
  }
  return rows;
}

/** Slots of a device that it does not have. */
export function missingRows(device: string, wanted: readonly number[], rows: readonly SlotRow[]): SlotRow[] {
  const there = new Set(rows.filter(({ kind }) => kind === "slot").map(({ number }) => number));
  return wanted.filter((number) => !there.has(number)).map((number) => ({
    event: "slot",
    device,
    kind: "slot",
    number,
    exists: false,
    full: false,
    disc: null,
    barcode: null,
    drive: null,
  }));
}

/** All discs that are known, wherever they are; those in drives by the slot they belong to. */
export async function volumeRows(client: SurveyClient): Promise<SlotRow[]> {
  return (await client.discs()).map((disc) => {
    const { place, home, barcode } = disc;
    const inDrive = place.kind === "drive";
    const { kind, number } = inDrive && home?.device === place.device ? home : place;
    const drive = inDrive ? place.number : null;
    const full = drive === null;
    return { event: "slot", device: place.device, kind, number, exists: true, full, disc, barcode, drive };
  });
}

/** Drives of devices. */
export function driveRows(devices: readonly DeviceStatus[]): DriveRow[] {
  return devices.flatMap(({ name, drives }) =>
    drives.map((drive): DriveRow => ({ event: "drive", device: name, ...drive }))
  );
}

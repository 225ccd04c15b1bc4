/**
 * Devices, their slots and drives, and who has reserved which.
 *
 * @module
 */

import type { DriveStatus, Holder } from "../model.ts";
import type { Connection } from "./connection.ts";
import { countOf, jsonOf, objectOf, textOf, wordOf } from "./rows.ts";
import type { KeptDevice, KeptSlot, Reservation } from "./volumes.ts";

/** The devices of the database. */
export class Devices {
  readonly #connection: Connection;

  /** Works on a connection. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Notes a device, new or known. */
  note(device: KeptDevice): void {
    const { name, type, robot, model, serial, attached, seenAt } = device;
    this.#connection.change(
      `INSERT INTO device (name, type, robot, model, serial, attached, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET type = excluded.type, robot = excluded.robot, model = excluded.model,
         serial = excluded.serial, attached = excluded.attached, seen_at = excluded.seen_at`,
      name,
      type,
      robot,
      model,
      serial,
      attached ? 1 : 0,
      seenAt,
    );
  }

  /** All of them, by name. */
  all(): KeptDevice[] {
    return this.#connection.all("SELECT * FROM device ORDER BY name").map((row) => ({
      name: textOf(row.name) ?? "",
      type: textOf(row.type) ?? "",
      robot: textOf(row.robot),
      model: textOf(row.model),
      serial: textOf(row.serial),
      attached: row.attached === 1,
      seenAt: textOf(row.seen_at),
    }));
  }

  /** Notes all slots of a device at once. */
  noteSlots(device: string, slots: readonly KeptSlot[]): void {
    this.#connection.transaction(() => {
      this.#connection.change("DELETE FROM slot WHERE device = ?", device);
      for (const { kind, number, full, barcode } of slots) {
        this.#connection.change(
          'INSERT INTO slot (device, kind, number, "full", barcode) VALUES (?, ?, ?, ?, ?)',
          device,
          kind,
          number,
          full ? 1 : 0,
          barcode,
        );
      }
    });
  }

  /** Slots first, then mail slots, by number. */
  slots(device: string): KeptSlot[] {
    const rows = this.#connection.all(
      "SELECT * FROM slot WHERE device = ? ORDER BY kind DESC, number",
      device,
    );
    return rows.map((row) => ({
      kind: wordOf(row.kind, ["slot", "mail"]),
      number: countOf(row.number) ?? 0,
      full: row.full === 1,
      barcode: textOf(row.barcode),
    }));
  }

  /** Notes a drive; a reservation stays. */
  noteDrive(device: string, drive: Pick<DriveStatus, "number" | "path" | "serial" | "recorder">): void {
    this.#connection.change(
      `INSERT INTO drive (device, number, path, serial, recorder) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (device, number) DO UPDATE SET path = excluded.path, serial = excluded.serial,
         recorder = excluded.recorder`,
      device,
      drive.number,
      drive.path,
      drive.serial,
      drive.recorder ? 1 : 0,
    );
  }

  /** Reserves a drive, or gives it back. */
  reserve(device: string, drive: number, holder: Holder | undefined): void {
    this.#connection.transaction(() => {
      this.#connection.change(
        `INSERT INTO drive (device, number, holder) VALUES (?, ?, ?)
         ON CONFLICT (device, number) DO UPDATE SET holder = excluded.holder`,
        device,
        drive,
        jsonOf(holder),
      );
    }, "power");
  }

  /** All reservations. */
  reservations(): Reservation[] {
    const rows = this.#connection.all("SELECT * FROM drive WHERE holder IS NOT NULL ORDER BY device, number");
    return rows.map((row) => ({
      device: textOf(row.device) ?? "",
      drive: countOf(row.number) ?? 0,
      holder: holderOf(objectOf(row.holder)),
    }));
  }
}

function holderOf(kept: Readonly<Record<string, unknown>> | null): Holder {
  const text = (value: unknown) => typeof value === "string" ? value : "";
  const number = (value: unknown) => typeof value === "number" && Number.isSafeInteger(value) ? value : null;
  return {
    who: text(kept?.who),
    host: text(kept?.host),
    pid: number(kept?.pid),
    pidStarted: number(kept?.pidStarted),
    since: text(kept?.since),
  };
}

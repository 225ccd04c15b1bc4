/**
 * A virtual jukebox with its device engine, for tests.
 *
 * @module
 */

import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import type { Volumes } from "../../../lib/jukebox/database/volumes.ts";
import type { DescribedDrive, DeviceDescription } from "../../../lib/jukebox/description/description.ts";
import { createDevice, type DeviceOptions } from "../../../lib/jukebox/device/create_device.ts";
import type { JukeboxDevice } from "../../../lib/jukebox/device/device.ts";
import { Events } from "../../../lib/jukebox/events.ts";
import type { Log } from "../../../lib/jukebox/log/log.ts";
import { Parameters } from "../../../lib/jukebox/parameters.ts";
import type { DeviceType, Holder } from "../../../lib/jukebox/model.ts";
import { createVirtualJukebox, type VirtualJukeboxOptions } from "../../../lib/virtual/changer/create.ts";
import { readVirtualJukebox } from "../../../lib/virtual/changer/read.ts";
import { assertEquals } from "../../support/assert.ts";
import { imageOf } from "../../support/image_of.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";

/** Somebody who reserves drives. */
export const HOLDER: Holder = {
  who: "archive@host1",
  host: "host1",
  pid: null,
  pidStarted: null,
  since: "2026-01-02T03:04:05Z",
};

/** A folder with a jukebox, its database and the server's parts around it. */
export class Rig implements AsyncDisposable {
  readonly dir: TempFolder = tempFolder();
  readonly jukebox: string;
  readonly events: Events = new Events();
  readonly parameters: Parameters = new Parameters();
  readonly lines: string[] = [];
  readonly log: Log = {
    write: (level, source, text) => void this.lines.push(`${level}${source} ${text}`),
    error: (level, source, error) => void this.lines.push(`${level}${source} ${error}`),
  };
  volumes: Volumes;
  readonly #running = new Set<JukeboxDevice>();

  /** Makes a jukebox, unless `options` is `undefined`. */
  constructor(options?: VirtualJukeboxOptions) {
    this.jukebox = this.dir.at("jb");
    if (options !== undefined) createVirtualJukebox(this.jukebox, options);
    this.volumes = openVolumes(this.dir.at("volumes.db"));
    this.parameters.set("xdelay", 0);
  }

  /** The engine of the jukebox: all its drives record unless said otherwise. */
  device(
    options: Partial<DeviceOptions> & { readonly drives?: number; readonly recorders?: readonly number[] } =
      {},
  ): JukeboxDevice {
    const { drives = 2, recorders } = options;
    const described = Array.from({ length: drives }, (_, index): DescribedDrive => ({
      number: index + 1,
      path: `virtual:${this.jukebox}/drives/${index + 1}`,
      recorder: recorders?.includes(index + 1) ?? true,
      line: index + 2,
    }));
    return this.made(this.description("scsi2", described), options);
  }

  /** A description. */
  description(type: DeviceType, drives: readonly DescribedDrive[]): DeviceDescription {
    const robot = type === "scsi2" ? `virtual:${this.jukebox}` : undefined;
    const file = this.dir.at("jb.dev");
    return { name: "jb", file, type, drives, robot, disks: undefined, save: this.dir.at("jb.sav") };
  }

  /** A device of a description. */
  made(description: DeviceDescription, options: Partial<DeviceOptions> = {}): JukeboxDevice {
    const { volumes, parameters, events, log } = this;
    const device = createDevice({ volumes, parameters, events, log, pollMs: 20, description, ...options });
    this.#running.add(device);
    return device;
  }

  /** A device that nobody will detach: its server is killed. */
  dying(options: Partial<DeviceOptions>): JukeboxDevice {
    const device = this.device(options);
    this.#running.delete(device);
    return device;
  }

  /** What a kill -9 leaves: the database is opened anew, the engine is not asked. */
  reopen(): void {
    this.volumes.close();
    this.volumes = openVolumes(this.dir.at("volumes.db"));
  }

  /** Detaches a device in the middle of a test. */
  async detach(device: JukeboxDevice): Promise<void> {
    this.#running.delete(device);
    await device.detach();
  }

  /** Writes an image with some files and returns its path. */
  async image(volumeId: string, files: Readonly<Record<string, string>>): Promise<string> {
    const source = this.dir.make(`tree-${volumeId}`);
    for (const [name, text] of Object.entries(files)) Deno.writeTextFileSync(`${source}/${name}`, text);
    const { bytes } = await imageOf({ source, volumeId, rockRidge: true });
    const path = this.dir.at(`${volumeId}.iso`);
    Deno.writeFileSync(path, bytes);
    return path;
  }

  /** Where bar codes are in the jukebox itself, such as `slot 7`. */
  places(): Record<string, string> {
    const places: Record<string, string> = {};
    for (const { kind, number, disc } of readVirtualJukebox(this.jukebox).elements) {
      if (disc !== undefined) places[disc.barcode ?? disc.id] = `${kind} ${number}`;
    }
    return places;
  }

  /** The database, the status and the jukebox itself must agree. */
  assertAgreed(device: JukeboxDevice): void {
    const real = this.places();
    const noted: Record<string, string> = {};
    for (const { barcode, place } of this.volumes.discs({ device: "jb" })) {
      noted[barcode ?? ""] = `${place.kind} ${place.number}`;
    }
    assertEquals(noted, real);
    const shown: Record<string, string> = {};
    for (const { kind, number, full, disc } of device.slots()) {
      if (full && disc !== null) shown[disc.barcode ?? ""] = `${kind} ${number}`;
    }
    for (const { number, disc } of device.status().drives) {
      if (disc !== null) shown[disc.barcode ?? ""] = `drive ${number}`;
    }
    for (const [barcode, place] of Object.entries(real)) {
      if (!place.startsWith("gripper")) assertEquals(shown[barcode], place);
    }
    assertEquals(this.volumes.openMoves("jb"), []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const device of this.#running) await device.detach();
    this.volumes.close();
    this.dir[Symbol.dispose]();
  }
}

/**
 * What the parts of a device's engine have in common.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";
import type { DeviceDescription } from "../description/description.ts";
import type { Events } from "../events.ts";
import type { Log } from "../log/log.ts";
import type { Disc } from "../model.ts";
import type { Parameters } from "../parameters.ts";
import { JukeboxError } from "../errors.ts";
import type { Carrier, CarrierFacts } from "./carrier.ts";
import { Contents } from "./contents.ts";
import type { DriveState } from "./drive_state.ts";
import type { Queue } from "./queue.ts";
import { Turn } from "./turn.ts";

/** What the engine is given. */
export interface CoreParts {
  readonly description: DeviceDescription;
  readonly volumes: Volumes;
  readonly parameters: Parameters;
  readonly events: Events;
  readonly log: Log;
  readonly drives: readonly DriveState[];
  readonly carrier: Carrier;
}

/** The shared state of one device. */
export class Core implements CoreParts {
  readonly description: DeviceDescription;
  readonly volumes: Volumes;
  readonly parameters: Parameters;
  readonly events: Events;
  readonly log: Log;
  readonly drives: readonly DriveState[];
  readonly carrier: Carrier;
  readonly contents: Contents = new Contents();
  /** The robot's work, one after the other. */
  readonly robot: Turn = new Turn();
  queue!: Queue;
  state: "attaching" | "attached" | "halted" | "failed" = "attaching";
  facts: CarrierFacts | undefined;
  trouble: string | null = null;
  /** The slots as they were written down last. */
  notedSlots: string | undefined;
  /** Tells everybody how the device is. */
  changed: () => void = () => {};

  /** Nothing is known yet. */
  constructor(parts: CoreParts) {
    this.description = parts.description;
    this.volumes = parts.volumes;
    this.parameters = parts.parameters;
    this.events = parts.events;
    this.log = parts.log;
    this.drives = parts.drives;
    this.carrier = parts.carrier;
  }

  /** The device's name. */
  get name(): string {
    return this.description.name;
  }

  /**
   * A drive by its number.
   *
   * @throws {JukeboxError} when there is none
   */
  drive(number: number): DriveState {
    const drive = this.drives.find((drive) => drive.number === number);
    if (drive === undefined) {
      throw new JukeboxError("usage", "Not that many drives", {
        hint: `${this.name} has ${this.drives.length}`,
      });
    }
    return drive;
  }

  /** The disc that lies in a drive. */
  discIn(drive: number): number | null {
    return this.contents.at({ kind: "drive", number: drive })?.disc ?? null;
  }

  /**
   * The disc of a slot, wherever in the device it is.
   *
   * @throws {JukeboxError} when there is no such slot
   */
  discOfSlot(slot: number): number | null {
    if (this.contents.at({ kind: "slot", number: slot }) === undefined) throw noSlot(this, slot);
    return this.contents.discOfSlot(slot);
  }

  /** A disc has changed: whoever listens is told. */
  tellDisc(id: number): Disc | undefined {
    const disc = this.volumes.disc(id);
    if (disc !== undefined) this.events.tell({ event: "disc", disc });
    return disc;
  }

  /** The whole device is out of order, until its changer shows again what is where. */
  fail(error: unknown, remedy: string = `discglow cdadm rescan ${this.name}`): void {
    this.state = "failed";
    this.trouble = error instanceof Error ? error.message : String(error);
    this.log.error(0, "%", error);
    this.queue.refuse(
      new JukeboxError("state", `Cannot use ${this.name}: ${this.trouble}`, {
        hint: `when that is put right: ${remedy}`,
      }),
    );
    this.changed();
  }

  /** All is well again. */
  resume(): void {
    this.state = "attached";
    this.trouble = null;
    this.queue.open();
    this.changed();
  }
}

/** The classic refusal. */
function noSlot({ description }: Core, slot: number): JukeboxError {
  return new JukeboxError("usage", `${baseName(description.file)} no slot ${slot}`);
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

/**
 * Making a device of its description.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";
import type { DeviceDescription } from "../description/description.ts";
import { JukeboxError } from "../errors.ts";
import type { Events } from "../events.ts";
import type { Log } from "../log/log.ts";
import type { Parameters } from "../parameters.ts";
import type { RobotEvent, RobotNews } from "../robot/changer_tasks.ts";
import { openRobot as openRobotByName, type RobotOptions } from "../robot/open_robot.ts";
import type { Robot } from "../robot/robot.ts";
import { Core } from "./core.ts";
import type { JukeboxDevice } from "./device.ts";
import { deviceStatus } from "./device_status.ts";
import { type DiscThread, openDiscThread } from "./disc_thread.ts";
import { DriveState } from "./drive_state.ts";
import { FixedCarrier } from "./fixed_carrier.ts";
import { JukeboxEngine } from "./jukebox_engine.ts";
import { Queue } from "./queue.ts";
import { RobotCarrier } from "./robot_carrier.ts";

/** How often a mail slot is looked at, in milliseconds. */
const POLL_MS = 1000;

/** What a device is made of. */
export interface DeviceOptions {
  readonly description: DeviceDescription;
  readonly volumes: Volumes;
  readonly parameters: Parameters;
  readonly events: Events;
  readonly log: Log;
  /**
   * Opens the changer.
   * @default {openRobot of lib/jukebox/robot}
   */
  readonly openRobot?: (name: string, options: RobotOptions) => Robot;
  /**
   * Makes the thread of a drive.
   * @default {openDiscThread}
   */
  readonly openThread?: (path: string) => DiscThread;
  /**
   * How often a mail slot is looked at, in milliseconds.
   * @default {1000}
   */
  readonly pollMs?: number;
}

/** Makes a device; nothing is opened before `attach`. */
export function createDevice(options: DeviceOptions): JukeboxDevice {
  const { description, volumes, parameters, events, log } = options;
  const { openThread = openDiscThread, pollMs = POLL_MS } = options;
  const tell = (notice: string) => log.write(2, "%", `${description.name}: ${notice}`);
  const onEvent = (event: RobotEvent) => {
    switch (event.event) {
      case "notice":
        return tell(event.message);
      case "waiting":
        return log.write(6, "%", `${description.name}: waits to ${event.what} for ${event.seconds} s`);
      case "trace":
        return log.write(8, "%", event.line);
      case "news":
        log.write(5, "%", `${description.name}: ${event.words}`);
        if (isOfContents(event)) engine.lookSoon();
    }
  };
  const openRobot = options.openRobot ?? openRobotByName;
  const drives = description.drives.map((described) => {
    const path = description.type === "image" ? `virtual:${described.path}` : described.path;
    return new DriveState(described, path, openThread(path));
  });
  const { robot, type, name } = description;
  if (type === "scsi2" && robot === undefined) {
    throw new JukeboxError("usage", `Cannot attach ${name}: its description names no robot`);
  }
  const carrier = robot === undefined
    ? new FixedCarrier(drives, type)
    : new RobotCarrier(openRobot(robot, { onEvent, trace: true }), description, tell);
  const core = new Core({ description, volumes, parameters, events, log, drives, carrier });
  core.changed = teller(core);
  core.queue = new Queue({
    drives,
    discIn: (drive) => core.discIn(drive),
    delay: () => parameters.get("xdelay") * 1000,
    onChange: () => core.changed(),
    onGrant: (words) => log.write(7, "#", `${name}: ${words}`),
  });
  core.queue.refuse(new JukeboxError("state", `Cannot use ${name}: it is not attached`));
  const engine = new JukeboxEngine(core, pollMs);
  return engine;
}

/** Tells how the device is, once for all changes of one moment. */
function teller(core: Core): () => void {
  let due = false;
  return () => {
    if (due || core.events.listeners === 0) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      try {
        core.events.tell({ event: "device", device: deviceStatus(core) });
      } catch (error) {
        // A database that has just been closed, or whose disc is full, is no reason to end the server.
        core.log.error(2, "-", error);
      }
    });
  };
}

/** Somebody was at the doors or the mail slots (28h), or the changer was started anew (29h). */
function isOfContents({ asc }: RobotNews): boolean {
  return asc === 0x28 || asc === 0x29;
}

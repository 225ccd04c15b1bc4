/**
 * Opens and ends a server: everything but the sockets of its clients.
 *
 * @module
 */

import { FindThread } from "../database/find_thread.ts";
import { JukeboxError } from "../errors.ts";
import { Events } from "../events.ts";
import { LogFile } from "../log/log_file.ts";
import type { LogEntry } from "../log/log_line.ts";
import { ServerLog } from "../log/server_log.ts";
import { Parameters } from "../parameters.ts";
import type { Config } from "../config/config.ts";
import type { JukeboxService } from "../service.ts";
import { Attacher } from "./attacher.ts";
import { CountCache } from "./counts.ts";
import { DeviceTable } from "./device_table.ts";
import { InventoryKeeper } from "./inventory_keeper.ts";
import { JukeboxRequests } from "./requests.ts";
import { restoreParameters } from "./kept_parameters.ts";
import type { Parts, Shared } from "./parts.ts";
import { Reattacher } from "./reattacher.ts";
import { RequestTags } from "./request_tags.ts";
import { openStateFolder } from "./state_folder.ts";

/** Seconds of the time to stop that are kept for all that comes after recordings: closing discs, moving them home. */
const FOR_THE_REST = 30;

/** Options of {@linkcode openJukebox}. */
export interface OpenJukeboxOptions {
  readonly config: Pick<Config, "state" | "devices" | "attach" | "stop" | "log">;
  /** Shown in the status. */
  readonly version: string;
  readonly parts: Parts;
  /** Hears every line of the log. */
  readonly onLogEntry?: (entry: LogEntry) => void;
  /** A client asks the server to end. */
  readonly onShutdown?: () => void;
  /**
   * Milliseconds after which the server tries again to attach what it could not attach at its start.
   * @default {15000}
   */
  readonly firstRetry?: number;
}

/** A server that works. */
export interface Jukebox {
  readonly service: JukeboxService;
  readonly log: ServerLog;
  /** Attaches what is configured and what was attached before, all at the same time; ends when that has been tried once. */
  start(): Promise<void>;
  /** Lets jobs come to a safe point and devices go; waits for that as long as it takes. */
  halt(): Promise<void>;
  /** Closes the database and gives the state folder to the next server. */
  close(): void;
}

/**
 * Opens the state folder, the log and the database.
 *
 * @throws {DiscglowError} when another server has the folder, or it cannot be used
 */
export function openJukebox(options: OpenJukeboxOptions): Jukebox {
  const { config, parts, onLogEntry } = options;
  using cleanup = new DisposableStack();
  const state = cleanup.use(openStateFolder(config.state));
  const parameters = new Parameters();
  const file = cleanup.use(new LogFile(state.log, config.log));
  const log = new ServerLog({
    file,
    level: () => parameters.get("loglev"),
    ...(onLogEntry === undefined ? {} : { onEntry: onLogEntry }),
  });
  const volumes = cleanup.use(parts.openVolumes(state.database));
  const finder = cleanup.use(new FindThread(state.database));
  restoreParameters(parameters, volumes, log);
  const shared: Shared = { volumes, parameters, events: new Events(), log };
  const { inventories, ...jukebox } = compose(shared, finder, log, options);
  const owned = cleanup.move();
  return {
    ...jukebox,
    close() {
      inventories.close();
      owned.dispose();
    },
  };
}

/** All but the end of what lies below. */
interface Composed extends Omit<Jukebox, "close"> {
  readonly inventories: InventoryKeeper;
}

function compose(
  shared: Shared,
  finder: FindThread,
  log: ServerLog,
  { config, version, parts, onShutdown = () => {}, firstRetry }: OpenJukeboxOptions,
): Composed {
  const { volumes, events } = shared;
  const ending = new AbortController();
  const table = new DeviceTable();
  const device = (name: string) => table.attached(name);
  const patience = Math.max(0, config.stop - FOR_THE_REST) * 1000;
  const jobs = parts.createJobs({ ...shared, device, folder: config.state, patience });
  const inventories = new InventoryKeeper(events, log);
  const counts = new CountCache(volumes);
  events.listen((event) => counts.change(event.event === "job" ? "jobs" : "discs"));
  const { createDevice } = parts;
  const attacher = new Attacher({
    ...shared,
    folder: config.devices,
    createDevice,
    jobs,
    table,
    inventories,
  });
  const signal = ending.signal;
  const reattacher = new Reattacher({
    ...shared,
    folder: config.devices,
    attacher,
    table,
    signal,
    firstRetry,
  });
  const tags = new RequestTags();
  const service = new JukeboxRequests({
    ...shared,
    ...{ version, finder, jobs, table, attacher, counts, tags, signal, onShutdown },
  });
  return {
    service,
    log,
    async start() {
      const before = volumes.devices().filter(({ attached }) => attached).map(({ name }) => name);
      const names = [...new Set([...config.attach, ...before])];
      await Promise.all(names.map((name) => reattacher.attach(name)));
    },
    inventories,
    async halt() {
      ending.abort(new JukeboxError("load", "Cannot go on: the server is about to end"));
      try {
        await jobs.close();
      } finally {
        await Promise.all([attacher.releaseAll(), finder.close()]);
      }
    },
  };
}

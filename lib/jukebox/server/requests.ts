/**
 * The server behind all its requests: devices, jobs, the volumes database, parameters and the log together.
 *
 * @module
 */

import type { FindThread } from "../database/find_thread.ts";
import type { Volumes } from "../database/volumes.ts";
import { deviceBaseName } from "../description/read.ts";
import { JukeboxError } from "../errors.ts";
import type { Events } from "../events.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Log } from "../log/log.ts";
import type { DeviceStatus, Disc, FoundFile, Job, JobKind, LogLine, Place, SlotStatus } from "../model.ts";
import type { Parameters as ServerParameters } from "../parameters.ts";
import type {
  Client,
  FileStream,
  JukeboxService,
  ParameterStatus,
  ServerStatus,
  ServiceCounts,
} from "../service.ts";
import type { Attacher, AttachResult } from "./attacher.ts";
import type { CountCache } from "./counts.ts";
import type { DeviceTable } from "./device_table.ts";
import { parameterList, setParameter } from "./kept_parameters.ts";
import { deviceToReadFrom } from "./device_to_read_from.ts";
import type { RequestTags } from "./request_tags.ts";

/** What the service is composed of. */
export interface ServiceParts {
  readonly version: string;
  readonly volumes: Volumes;
  /** Searches them. */
  readonly finder: FindThread;
  readonly parameters: ServerParameters;
  readonly events: Events;
  readonly log: Log;
  readonly jobs: Jobs;
  readonly table: DeviceTable;
  readonly attacher: Attacher;
  readonly counts: CountCache;
  readonly tags: RequestTags;
  /** Aborted when the server ends. */
  readonly signal: AbortSignal;
  /** Someone asks the server to end. */
  readonly onShutdown: () => void;
}

/** Answers the requests. */
export class JukeboxRequests implements JukeboxService {
  readonly #parts: ServiceParts;
  readonly #startedAt = new Date().toISOString();

  /** Makes it. */
  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  /** What happens. */
  get events(): Events {
    return this.#parts.events;
  }

  /** From memory, but for numbers that the database has to count. */
  status(): ServerStatus {
    const { version, table } = this.#parts;
    const { discs, files, jobs } = this.counts();
    return {
      version,
      pid: Deno.pid,
      startedAt: this.#startedAt,
      devices: table.statuses(),
      jobsRunning: jobs.running,
      jobsQueued: jobs.queued,
      discs,
      files,
    };
  }

  /** Numbers for the metrics. */
  counts(): ServiceCounts {
    return this.#parts.counts.get();
  }

  /** One device. */
  device(name: string): DeviceStatus {
    return this.#parts.table.status(name);
  }

  /** Its slots. */
  slots(name: string): SlotStatus[] {
    return this.#parts.table.find(name).device.slots();
  }

  /** Takes a device under control. */
  async attach(name: string, client: Client): Promise<AttachResult> {
    const { attacher, signal } = this.#parts;
    const tag = this.#begin(client, `attach ${name}`);
    return await attacher.attach(name, client.name, signal, tag);
  }

  /** Lets a device go. */
  async detach(name: string, client: Client): Promise<void> {
    this.#begin(client, `detach ${name}`);
    await this.#parts.attacher.detach(name);
  }

  /** Reserves a drive. */
  async detachDrive(name: string, drive: number, client: Client): Promise<DeviceStatus> {
    this.#begin(client, `detach ${name} -d ${drive}`);
    const device = this.#parts.table.readyDrive(name, drive);
    await device.detachDrive(drive, client.holder);
    return device.status();
  }

  /** Takes a drive back. */
  async attachDrive(
    name: string,
    drive: number,
    force: boolean,
    client: Client,
  ): Promise<{ device: DeviceStatus; disc: Disc | null }> {
    this.#begin(client, `attach ${name} -d ${drive}${force ? ", whoever holds it" : ""}`);
    const device = this.#parts.table.readyDrive(name, drive);
    const disc = await device.attachDrive(drive, client.holder, force);
    return { device: device.status(), disc };
  }

  /** Moves a disc into a drive, or back. */
  async move(name: string, drive: number, slot: number, client: Client): Promise<{ place: Place }> {
    const { table, signal } = this.#parts;
    this.#begin(client, `movecd ${name} ${drive} ${slot}`);
    const device = table.readyDrive(name, drive);
    if (slot === 0) return { place: await device.moveBack(drive, { signal }) };
    await device.moveToDrive(drive, slot, { signal });
    return { place: { kind: "drive", device: device.description.name, number: drive } };
  }

  /** The changer takes inventory. */
  async rescan(name: string, client: Client): Promise<void> {
    const { table, signal } = this.#parts;
    this.#begin(client, `rescan ${name}`);
    await table.ready(name).rescan({ signal });
  }

  /** Queues a job. */
  submit(kind: JobKind, device: string, request: Readonly<Record<string, unknown>>, client: Client): Job {
    const { name } = this.#parts.table.ready(device).description;
    const tag = this.#begin(client, `${kind} ${name} ${JSON.stringify(request)}`);
    const job = this.#parts.jobs.submit({ kind, device: name, request, client: client.name });
    this.#parts.log.write(5, "#", `job ${job.id} (${kind}) of ${name} is queued`, tag);
    return job;
  }

  /** Jobs, latest first. */
  jobs(filter: JobFilter): Job[] {
    const { jobs, volumes } = this.#parts;
    return volumes.jobs(plain(filter)).map((job) => jobs.asItIs(job));
  }

  /** One job; waits for its end. */
  async job(id: number, wait: number, signal?: AbortSignal): Promise<Job> {
    const job = this.#job(id);
    return wait > 0 ? await this.#parts.jobs.wait(id, wait, signal) : job;
  }

  /** Its log. */
  jobLog(id: number, from: number): LogLine[] {
    this.#job(id);
    return this.#parts.volumes.jobLog(id, from);
  }

  /** Stops it. */
  stopJob(id: number, client: Client): Job {
    this.#job(id);
    this.#begin(client, `stop job ${id}`);
    return this.#parts.jobs.stop(id);
  }

  /** Discs. */
  discs(filter: DiscFilter): Disc[] {
    return this.#parts.volumes.discs(plain(filter));
  }

  /** One disc. */
  disc(id: number): Disc {
    const disc = this.#parts.volumes.disc(id);
    if (disc === undefined) {
      throw new JukeboxError("missing", `Cannot find disc ${id}: there is none of that number`);
    }
    return disc;
  }

  /** Another name. */
  rename(id: number, which: "pc" | "rr" | "hs", name: string, client: Client): Disc {
    this.#begin(client, `rename disc ${id} ${which} ${name}`);
    this.disc(id);
    const disc = this.#parts.volumes.rename(id, which, name);
    this.events.tell({ event: "disc", disc });
    return disc;
  }

  /** Forgets a disc that is on the shelf. */
  forget(id: number, client: Client): void {
    this.#begin(client, `forget disc ${id}`);
    const { place, name } = this.disc(id);
    if (place.kind !== "shelf") {
      throw new JukeboxError(
        "state",
        `Cannot forget ${name}: it is in ${place.kind} ${place.number} of ${place.device}`,
      );
    }
    this.#parts.volumes.forget(id);
    this.#parts.counts.change("discs");
  }

  /** A file of a disc, which is loaded when it is in no drive. */
  async readFile(id: number, path: string, signal: AbortSignal): Promise<FileStream> {
    const device = deviceToReadFrom(this.disc(id), path);
    const either = AbortSignal.any([signal, this.#parts.signal]);
    return await this.#parts.table.ready(device).read(id, path, { signal: either });
  }

  /** Files by words of their paths. */
  find(words: string, limit: number, disc?: number, signal?: AbortSignal): Promise<FoundFile[]> {
    return this.#parts.finder.find(words, { limit, ...(disc === undefined ? {} : { disc }) }, signal);
  }

  /** All parameters. */
  parameters(): ParameterStatus[] {
    return parameterList(this.#parts.parameters);
  }

  /** Changes one. */
  setParameter(name: string, value: number, client: Client): ParameterStatus {
    const { parameters, volumes } = this.#parts;
    const status = setParameter(name, value, parameters, volumes);
    this.#begin(client, `setpar ${name}=${value}`);
    return status;
  }

  /** Puts a line into the log. */
  logMessage(text: string, level: number, client: Client): void {
    this.#parts.log.write(level, "=", `${client.name}: ${text}`);
  }

  /** Copies the database. */
  async backup(path: string, client: Client): Promise<void> {
    this.#begin(client, `backup ${path}`);
    await this.#parts.volumes.backup(path);
  }

  /** Begins to end the server. */
  shutdown(client: Client): void {
    this.#begin(client, "byebye");
    this.#parts.onShutdown();
  }

  /** Notes a request that changes something, unless the server is about to end; returns the request's tag. */
  #begin(client: Client, what: string): string {
    const { signal, tags, log } = this.#parts;
    if (signal.aborted) throw new JukeboxError("load", "Cannot take requests: the server is about to end");
    const tag = tags.next();
    log.write(5, "=", `${client.name}: ${what}`, tag);
    return tag;
  }

  #job(id: number): Job {
    const job = this.#parts.volumes.job(id);
    if (job === undefined) {
      throw new JukeboxError("missing", `Cannot find job ${id}: there is none of that number`);
    }
    return this.#parts.jobs.asItIs(job);
  }
}

type JobFilter = Parameters<JukeboxService["jobs"]>[0];
type DiscFilter = Parameters<JukeboxService["discs"]>[0];

/** Names of devices are written with and without `.dev`. */
function plain<Filter extends { readonly device?: string }>(filter: Filter): Filter {
  return filter.device === undefined ? filter : { ...filter, device: deviceBaseName(filter.device) };
}

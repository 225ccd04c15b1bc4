/**
 * Every request of a client in HTTP's terms.
 *
 * @module
 */

import type { JukeboxEvent } from "../events.ts";
import type { DeviceStatus, Disc, FoundFile, Job, JobKind, LogLine, SlotStatus } from "../model.ts";
import type { ParameterStatus, ServerStatus } from "../service.ts";
import type {
  CallOptions,
  DownloadedFile,
  EventOptions,
  FindCallOptions,
  JukeboxClient,
  WaitOptions,
} from "./client.ts";
import type { Connection } from "./connection.ts";
import { listen } from "./event_stream.ts";
import { waitForJob } from "./wait_for_job.ts";

/** A method's type without its promise. */
type Of<Name extends keyof JukeboxClient> = JukeboxClient[Name] extends (...args: never) => Promise<infer T>
  ? T
  : never;

/** A client over one connection. */
export class Requests implements JukeboxClient {
  readonly #to: Connection;

  /** Takes the connection over. */
  constructor(connection: Connection) {
    this.#to = connection;
  }

  /** See {@linkcode JukeboxClient}. */
  get address(): string {
    return this.#to.address;
  }

  /** See {@linkcode JukeboxClient}. */
  get local(): boolean {
    return this.#to.local;
  }

  /** See {@linkcode JukeboxClient}. */
  status(options: CallOptions = {}): Promise<ServerStatus> {
    return this.#to.json("GET", "/v1/status", options);
  }

  /** See {@linkcode JukeboxClient}. */
  device(name: string, options: CallOptions = {}): Promise<DeviceStatus> {
    return this.#to.json("GET", devicePath(name), options);
  }

  /** See {@linkcode JukeboxClient}. */
  slots(name: string, options: CallOptions = {}): Promise<SlotStatus[]> {
    return this.#to.json("GET", `${devicePath(name)}/slots`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  attach(name: string, options: CallOptions = {}): Promise<Of<"attach">> {
    return this.#to.json("POST", `${devicePath(name)}/attach`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  detach(name: string, options: CallOptions = {}): Promise<void> {
    return this.#to.done("POST", `${devicePath(name)}/detach`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  detachDrive(name: string, drive: number, options: CallOptions = {}): Promise<DeviceStatus> {
    return this.#to.json("POST", `${devicePath(name)}/drives/${drive}/detach`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  attachDrive(
    name: string,
    drive: number,
    force = false,
    options: CallOptions = {},
  ): Promise<Of<"attachDrive">> {
    return this.#to.json("POST", `${devicePath(name)}/drives/${drive}/attach`, {
      ...options,
      body: { force },
    });
  }

  /** See {@linkcode JukeboxClient}. */
  move(name: string, drive: number, slot: number, options: CallOptions = {}): Promise<Of<"move">> {
    return this.#to.json("POST", `${devicePath(name)}/move`, { ...options, body: { drive, slot } });
  }

  /** See {@linkcode JukeboxClient}. */
  rescan(name: string, options: CallOptions = {}): Promise<void> {
    return this.#to.done("POST", `${devicePath(name)}/rescan`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  submit(
    kind: JobKind,
    device: string,
    request: Readonly<Record<string, unknown>>,
    options: CallOptions = {},
  ): Promise<Job> {
    return this.#to.json("POST", "/v1/jobs", { ...options, body: { kind, device, request } });
  }

  /** See {@linkcode JukeboxClient}. */
  jobs(filter: Parameters<JukeboxClient["jobs"]>[0] = {}, options: CallOptions = {}): Promise<Job[]> {
    const { states, device, limit } = filter;
    return this.#to.json("GET", "/v1/jobs", {
      ...options,
      query: { states: states?.join(","), device, limit },
    });
  }

  /** See {@linkcode JukeboxClient}. */
  async job(id: number, wait = 0, options: CallOptions = {}): Promise<Job> {
    const until = performance.now() + wait;
    for (;;) {
      const left = Math.max(0, until - performance.now());
      const query = { wait: left === 0 ? undefined : Math.min(3600, left / 1000).toFixed(3) };
      const job: Job = await this.#to.json("GET", `/v1/jobs/${id}`, { ...options, query });
      // The server may shorten the wait.
      if (!isUnderWay(job) || performance.now() >= until) return job;
    }
  }

  /** See {@linkcode JukeboxClient}. */
  jobLog(id: number, from = 0, options: CallOptions = {}): Promise<LogLine[]> {
    return this.#to.json("GET", `/v1/jobs/${id}/log`, { ...options, query: { from } });
  }

  /** See {@linkcode JukeboxClient}. */
  stopJob(id: number, options: CallOptions = {}): Promise<Job> {
    return this.#to.json("POST", `/v1/jobs/${id}/stop`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  discs(filter: Parameters<JukeboxClient["discs"]>[0] = {}, options: CallOptions = {}): Promise<Disc[]> {
    const { device, named } = filter;
    return this.#to.json("GET", "/v1/discs", { ...options, query: { device, named } });
  }

  /** See {@linkcode JukeboxClient}. */
  disc(id: number, options: CallOptions = {}): Promise<Disc> {
    return this.#to.json("GET", `/v1/discs/${id}`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  rename(id: number, which: "pc" | "rr" | "hs", name: string, options: CallOptions = {}): Promise<Disc> {
    return this.#to.json("POST", `/v1/discs/${id}/rename`, { ...options, body: { which, name } });
  }

  /** See {@linkcode JukeboxClient}. */
  forget(id: number, options: CallOptions = {}): Promise<void> {
    return this.#to.done("DELETE", `/v1/discs/${id}`, options);
  }

  /** See {@linkcode JukeboxClient}. */
  async readFile(disc: number, path: string, options: CallOptions = {}): Promise<DownloadedFile> {
    const response = await this.#to.send("GET", `/v1/discs/${disc}/file`, { ...options, query: { path } });
    const length = response.headers.get("content-length");
    const data = response.body ?? new Blob([]).stream();
    return { size: length === null ? null : Number(length), data };
  }

  /** See {@linkcode JukeboxClient}. */
  find(words: string, limit?: number, options: FindCallOptions = {}): Promise<FoundFile[]> {
    const { disc, signal } = options;
    return this.#to.json("GET", "/v1/find", { signal, query: { words, limit, disc } });
  }

  /** See {@linkcode JukeboxClient}. */
  parameters(options: CallOptions = {}): Promise<ParameterStatus[]> {
    return this.#to.json("GET", "/v1/parameters", options);
  }

  /** See {@linkcode JukeboxClient}. */
  setParameter(name: string, value: number, options: CallOptions = {}): Promise<ParameterStatus> {
    const path = `/v1/parameters/${encodeURIComponent(name)}`;
    return this.#to.json("PUT", path, { ...options, body: { value } });
  }

  /** See {@linkcode JukeboxClient}. */
  logMessage(text: string, level = 0, options: CallOptions = {}): Promise<void> {
    return this.#to.done("POST", "/v1/log", { ...options, body: { text, level } });
  }

  /** See {@linkcode JukeboxClient}. */
  backup(path: string, options: CallOptions = {}): Promise<void> {
    return this.#to.done("POST", "/v1/backup", { ...options, body: { path } });
  }

  /** See {@linkcode JukeboxClient}. */
  shutdown(options: CallOptions = {}): Promise<void> {
    return this.#to.done("POST", "/v1/shutdown", options);
  }

  /** See {@linkcode JukeboxClient}. */
  events(options: EventOptions = {}): AsyncGenerator<JukeboxEvent, void, undefined> {
    return listen(this.#to, options);
  }

  /** See {@linkcode JukeboxClient}. */
  waitForJob(id: number, options: WaitOptions = {}): Promise<Job> {
    return waitForJob(this, id, options);
  }

  /** See {@linkcode JukeboxClient}. */
  close(): void {
    this.#to.close();
  }

  /** See {@linkcode JukeboxClient}. */
  [Symbol.dispose](): void {
    this.close();
  }
}

function isUnderWay({ state }: Job): boolean {
  return state === "queued" || state === "running";
}

/** Names that would change the path are for the server to refuse. */
function devicePath(name: string): string {
  return `/v1/devices/${encodeURIComponent(name)}`;
}

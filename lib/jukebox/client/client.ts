/**
 * What a client can ask of a server: one method per request, named as in the service itself.
 *
 * @module
 */

import type { JukeboxEvent } from "../events.ts";
import type {
  DeviceStatus,
  Disc,
  FoundFile,
  Job,
  JobKind,
  JobState,
  LogLine,
  Place,
  SlotStatus,
} from "../model.ts";
import type { ParameterStatus, ServerStatus } from "../service.ts";

/** Options of every request. */
export interface CallOptions {
  /** Gives up: the connection is closed, and the server hears of it. */
  readonly signal?: AbortSignal | undefined;
}

/** Which events are wanted. */
export interface EventOptions extends CallOptions {
  /** Only those of this device. */
  readonly device?: string | undefined;
  /** Only those of this job. */
  readonly job?: number | undefined;
  /** The server listens from now on: nothing that happens later is missed. */
  readonly onListening?: (() => void) | undefined;
}

/** Options of {@linkcode JukeboxClient.find}. */
export interface FindCallOptions extends CallOptions {
  /** Only on the disc of this id. */
  readonly disc?: number | undefined;
}

/** Options of {@linkcode JukeboxClient.waitForJob}. */
export interface WaitOptions extends CallOptions {
  /** Hears of what happens to the job on the way: the job, its discs, its log. */
  readonly onEvent?: ((event: JukeboxEvent) => void) | undefined;
}

/** A file of a disc on its way. */
export interface DownloadedFile {
  /** Bytes, `null` when the server does not know beforehand. */
  readonly size: number | null;
  /** The contents; to be read to the end or cancelled. */
  readonly data: ReadableStream<Uint8Array>;
}

/**
 * A server as a client sees it. Refusals come as JukeboxErrors with the server's own words, kind, number and hint.
 * Requests last as long as the server needs; only the signal ends them before.
 */
export interface JukeboxClient extends Disposable {
  /** As given: `unix:/path` or `host:port`. */
  readonly address: string;
  /** The server is on this machine: paths mean the same to it. */
  readonly local: boolean;
  /** The server and all its devices. */
  status(options?: CallOptions): Promise<ServerStatus>;
  /** One device. */
  device(name: string, options?: CallOptions): Promise<DeviceStatus>;
  /** Its slots and mail slots. */
  slots(name: string, options?: CallOptions): Promise<SlotStatus[]>;
  /** Takes a device under control; the job, when there is one, inspects its slots. */
  attach(
    name: string,
    options?: CallOptions,
  ): Promise<{ readonly device: DeviceStatus; readonly job: Job | null }>;
  /** Lets a device go. */
  detach(name: string, options?: CallOptions): Promise<void>;
  /** Reserves a drive for the program that asks. */
  detachDrive(name: string, drive: number, options?: CallOptions): Promise<DeviceStatus>;
  /** Gives a drive back; `force` lifts another's reservation. */
  attachDrive(
    name: string,
    drive: number,
    force?: boolean,
    options?: CallOptions,
  ): Promise<{ readonly device: DeviceStatus; readonly disc: Disc | null }>;
  /** Disc of a slot into a drive; slot 0: back to its slot. */
  move(name: string, drive: number, slot: number, options?: CallOptions): Promise<{ readonly place: Place }>;
  /** The changer takes inventory. */
  rescan(name: string, options?: CallOptions): Promise<void>;
  /** Queues a job. */
  submit(
    kind: JobKind,
    device: string,
    request: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Job>;
  /** Jobs, latest first. */
  jobs(
    filter?: { readonly states?: readonly JobState[]; readonly device?: string; readonly limit?: number },
    options?: CallOptions,
  ): Promise<Job[]>;
  /** One job; waits for its end so many milliseconds at most. */
  job(id: number, wait?: number, options?: CallOptions): Promise<Job>;
  /** Its log from a line on. */
  jobLog(id: number, from?: number, options?: CallOptions): Promise<LogLine[]>;
  /** Stops it at its next safe point. */
  stopJob(id: number, options?: CallOptions): Promise<Job>;
  /** Discs: all, of a device, or of an id, name or bar code. */
  discs(
    filter?: { readonly device?: string; readonly named?: string },
    options?: CallOptions,
  ): Promise<Disc[]>;
  /** One disc by its id. */
  disc(id: number, options?: CallOptions): Promise<Disc>;
  /** Another name. */
  rename(id: number, which: "pc" | "rr" | "hs", name: string, options?: CallOptions): Promise<Disc>;
  /** Forgets a disc that is on the shelf. */
  forget(id: number, options?: CallOptions): Promise<void>;
  /** A file of a disc. */
  readFile(disc: number, path: string, options?: CallOptions): Promise<DownloadedFile>;
  /** Files by words of their paths. */
  find(words: string, limit?: number, options?: FindCallOptions): Promise<FoundFile[]>;
  /** All parameters. */
  parameters(options?: CallOptions): Promise<ParameterStatus[]>;
  /** Changes one. */
  setParameter(name: string, value: number, options?: CallOptions): Promise<ParameterStatus>;
  /** Puts a line into the server's log. */
  logMessage(text: string, level?: number, options?: CallOptions): Promise<void>;
  /** Copies the database to a new file on the server's machine; the path is absolute. */
  backup(path: string, options?: CallOptions): Promise<void>;
  /** Ends the server; returns before it has ended. */
  shutdown(options?: CallOptions): Promise<void>;
  /** What happens, until the loop is left, the signal comes or the server ends. */
  events(options?: EventOptions): AsyncIterableIterator<JukeboxEvent>;
  /** Waits until a job has ended or was interrupted. */
  waitForJob(id: number, options?: WaitOptions): Promise<Job>;
  /** Closes all connections. */
  close(): void;
}

/**
 * Everything a client can ask of the server, whatever way it comes in.
 *
 * @module
 */

import type { Events } from "./events.ts";
import type {
  DeviceStatus,
  Disc,
  FoundFile,
  Holder,
  Job,
  JobKind,
  JobState,
  LogLine,
  Place,
  SlotStatus,
} from "./model.ts";
import type { ParameterFacts, ParameterName } from "./parameters.ts";

/** The server as a whole. */
export interface ServerStatus {
  /** Of the program. */
  readonly version: string;
  /** Its process. */
  readonly pid: number;
  /** When it was started. */
  readonly startedAt: string;
  /** All that are attached, or were to be. */
  readonly devices: readonly DeviceStatus[];
  /** Number of jobs at work. */
  readonly jobsRunning: number;
  /** Number of jobs that wait. */
  readonly jobsQueued: number;
  /** Number of discs that are known. */
  readonly discs: number;
  /** Number of files on them. */
  readonly files: number;
}

/** Who asks. */
export interface Client {
  /** For logs, such as `archive@host1`. */
  readonly name: string;
  /** For reservations. */
  readonly holder: Holder;
}

/** A parameter with its value. */
export interface ParameterStatus extends ParameterFacts {
  /** Which one. */
  readonly name: ParameterName;
  /** The value in force. */
  readonly value: number;
}

/** Numbers for the metrics. */
export interface ServiceCounts {
  readonly discs: number;
  readonly files: number;
  readonly jobs: Readonly<Record<JobState, number>>;
}

/** Contents of a file; `size` where it is known beforehand. */
export type FileStream = ReadableStream<Uint8Array> & { readonly size?: number };

/** The server's requests. All may throw a JukeboxError. */
export interface JukeboxService {
  /** What happens. */
  readonly events: Events;
  /** Quick, from memory. */
  status(): ServerStatus;
  /** Quick, from memory or by index. */
  counts(): ServiceCounts;
  /** One device. */
  device(name: string): DeviceStatus;
  /** Its slots. */
  slots(name: string): SlotStatus[];
  /** Takes the device of a description file under control; the returned job inspects what has to be, when anything has. */
  attach(name: string, client: Client): Promise<{ readonly device: DeviceStatus; readonly job: Job | null }>;
  /** Lets a device go. */
  detach(name: string, client: Client): Promise<void>;
  /** Reserves a drive. */
  detachDrive(name: string, drive: number, client: Client): Promise<DeviceStatus>;
  /** Takes a drive back. */
  attachDrive(
    name: string,
    drive: number,
    force: boolean,
    client: Client,
  ): Promise<{ readonly device: DeviceStatus; readonly disc: Disc | null }>;
  /** Disc of a slot into a drive; slot 0: back. */
  move(name: string, drive: number, slot: number, client: Client): Promise<{ readonly place: Place }>;
  /** The changer takes inventory. */
  rescan(name: string, client: Client): Promise<void>;
  /** Queues a job; `request` is checked by the job's kind. */
  submit(kind: JobKind, device: string, request: Readonly<Record<string, unknown>>, client: Client): Job;
  /** Jobs, latest first. */
  jobs(
    filter: { readonly states?: readonly JobState[]; readonly device?: string; readonly limit?: number },
  ): Job[];
  /** One job; waits for its end so many milliseconds at most, or until the signal comes. */
  job(id: number, wait: number, signal?: AbortSignal): Promise<Job>;
  /** Its log from a line on. */
  jobLog(id: number, from: number): LogLine[];
  /** Stops it. */
  stopJob(id: number, client: Client): Job;
  /** Discs. */
  discs(filter: { readonly device?: string; readonly named?: string }): Disc[];
  /** One disc by its id. */
  disc(id: number): Disc;
  /** Another name. */
  rename(id: number, which: "pc" | "rr" | "hs", name: string, client: Client): Disc;
  /** Forgets a disc that is on the shelf. */
  forget(id: number, client: Client): void;
  /** A file of a disc. */
  readFile(disc: number, path: string, signal: AbortSignal): Promise<FileStream>;
  /** Files by words of their paths, of one disc when its id is given; dropped when the signal comes before it begins. */
  find(words: string, limit: number, disc?: number, signal?: AbortSignal): Promise<FoundFile[]>;
  /** All parameters. */
  parameters(): ParameterStatus[];
  /** Changes one. */
  setParameter(name: string, value: number, client: Client): ParameterStatus;
  /** Puts a line into the log. */
  logMessage(text: string, level: number, client: Client): void;
  /** Copies the database. */
  backup(path: string, client: Client): Promise<void>;
  /** Begins to end the server; returns before it has ended. */
  shutdown(client: Client): void;
}

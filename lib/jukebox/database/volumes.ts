/**
 * What the parts of the server ask of the volumes database. All calls are quick and block; what writes has been
 * written when it returns, so that a server killed afterwards finds it again.
 *
 * @module
 */

import type {
  Disc,
  DiscStep,
  DriveStatus,
  FoundFile,
  Holder,
  Job,
  JobDisc,
  JobKind,
  JobState,
  LogLine,
  Place,
  VerifyResult,
} from "../model.ts";
import type { ParameterName } from "../parameters.ts";

/** A device as the database keeps it. */
export interface KeptDevice {
  readonly name: string;
  readonly type: string;
  readonly robot: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  /** It is attached again when the server starts. */
  readonly attached: boolean;
  readonly seenAt: string | null;
}

/** A slot as the changer showed it last. */
export interface KeptSlot {
  readonly kind: "slot" | "mail";
  readonly number: number;
  readonly full: boolean;
  readonly barcode: string | null;
}

/** A reservation. */
export interface Reservation {
  readonly device: string;
  readonly drive: number;
  readonly holder: Holder;
}

/** What an inspection of a disc has found. */
export interface DiscFacts {
  readonly state: Disc["state"];
  readonly medium: string | null;
  readonly mediaId: string | null;
  readonly erasable: boolean;
  /** Volume identifier as on the medium; names are made of it. */
  readonly volume: string | null;
  readonly fingerprint: string | null;
  readonly bytes: number | null;
  readonly capacity: number | null;
  readonly remark: string | null;
}

/** A file of a disc, as it goes into the index. */
export interface IndexedFile {
  /** From the root, with `/` in front. */
  readonly path: string;
  readonly size: number;
  /** ISO 8601, or `null` when the disc does not say. */
  readonly modified: string | null;
}

/** Files that are added at once, so that nobody waits for long. */
export const INTAKE_BATCH = 256;

/** Takes the files of one disc, in batches; nothing counts before `finish`. */
export interface FileIntake {
  /** Adds some; blocks as long as they are many, see {@linkcode INTAKE_BATCH}. */
  add(files: readonly IndexedFile[]): void;
  /** They are all there: they replace what was known of the disc. Copies of one content share one list. */
  finish(): void;
  /** Forgets them. */
  abandon(): void;
}

/** Which discs are asked for. */
export interface DiscFilter {
  readonly device?: string;
  readonly place?: Place;
  /** Of copies of one content. */
  readonly fingerprint?: string;
  /** Its id, one of its names, or its bar code. */
  readonly named?: string;
}

/** Options of a search. */
export interface FindOptions {
  /** At most so many. */
  readonly limit: number;
  /** Only on this disc. */
  readonly disc?: number;
}

/** What moved last and has not been told to have arrived. */
export interface OpenMove {
  /** For `endMove`. */
  readonly id: number;
  readonly device: string;
  readonly disc: number | null;
  readonly from: Place;
  readonly to: Place;
  readonly startedAt: string;
}

/** A change of a disc of a job. */
export type JobDiscChange = Partial<Omit<JobDisc, "ordinal">>;

/** A change of a job. */
export type JobChange = Partial<
  Pick<Job, "state" | "progress" | "activity" | "words" | "report" | "startedAt" | "endedAt">
>;

/** The volumes database. */
export interface Volumes extends Disposable {
  // Devices and slots
  /** Notes a device, new or known. */
  noteDevice(device: KeptDevice): void;
  /** All that were ever attached. */
  devices(): KeptDevice[];
  /** Notes all slots of a device at once; those that are not named are forgotten. */
  noteSlots(device: string, slots: readonly KeptSlot[]): void;
  /** Slots as they were noted. */
  slots(device: string): KeptSlot[];
  /** Notes a drive. */
  noteDrive(device: string, drive: Pick<DriveStatus, "number" | "path" | "serial" | "recorder">): void;
  /** Reserves a drive, or gives it back with `undefined`. */
  reserve(device: string, drive: number, holder: Holder | undefined): void;
  /** All reservations. */
  reservations(): Reservation[];

  // Discs
  /** A disc nobody has seen before. */
  addDisc(place: Place, home: Place | null, barcode: string | null): Disc;
  /** One disc. */
  disc(id: number): Disc | undefined;
  /** Discs that fit, by device, kind of place and number. */
  discs(filter?: DiscFilter): Disc[];
  /** What an inspection has found; gives the disc its names, generated where the name is missing or in use. */
  noteFacts(id: number, facts: DiscFacts): Disc;
  /** It was seen at this place; `home` as given, unchanged when `undefined`. */
  noteSeen(id: number, place: Place, home?: Place | null, barcode?: string | null): void;
  /** Recorded by a job: nothing is said about it being good. */
  noteRecorded(id: number, job: number | null): void;
  /** Compared with its source. */
  noteVerified(id: number, job: number | null, result: VerifyResult): void;
  /** It is not to be used: shown as `-badCD-`. */
  setAside(id: number, remark: string): void;
  /** Gives it another name; `which` as of old. */
  rename(id: number, which: "pc" | "rr" | "hs", name: string): Disc;
  /** Forgets a disc and its files for ever. */
  forget(id: number): void;
  /** Begins to take the files of a disc. */
  files(id: number): FileIntake;

  // Moves
  /** A move begins: written before the robot is asked. */
  beginMove(device: string, disc: number | null, from: Place, to: Place): number;
  /** It has ended, and the disc with it is at `at`, when it is known where. */
  endMove(id: number, at: Place | undefined): void;
  /** Moves that were begun and not ended. */
  openMoves(device: string): OpenMove[];

  // Jobs
  /** A new job, `queued`. */
  addJob(kind: JobKind, device: string, request: Job["request"], client: string): Job;
  /** One job with its discs. */
  job(id: number): Job | undefined;
  /** Jobs, latest first. */
  jobs(
    filter?: { readonly states?: readonly JobState[]; readonly device?: string; readonly limit?: number },
  ): Job[];
  /** Changes a job. */
  changeJob(id: number, change: JobChange): void;
  /** Adds a disc to a job and returns its ordinal. */
  addJobDisc(
    id: number,
    disc: { readonly slot: number; readonly disc: number | null; readonly barcode: string | null },
  ): number;
  /** Changes a disc of a job. */
  changeJobDisc(id: number, ordinal: number, change: JobDiscChange): void;
  /** Adds a line to a job's log. */
  logJob(id: number, level: number, text: string): void;
  /** The log of a job from a line on. */
  jobLog(id: number, from?: number): LogLine[];

  // Files, parameters, upkeep
  /** Makes all the changes of some work or none of them; the work awaits nothing. */
  together<Result>(work: () => Result): Result;
  /** Files whose path holds the words, whether or not their disc is loaded. */
  find(words: string, options: FindOptions): FoundFile[];
  /** Parameters that were set. */
  parameters(): Partial<Record<ParameterName, number>>;
  /** Keeps a parameter. */
  keepParameter(name: ParameterName, value: number): void;
  /** Numbers for the metrics. */
  counts(): {
    readonly discs: number;
    readonly files: number;
    readonly jobs: Readonly<Record<JobState, number>>;
  };
  /** Copies the whole database to a new file while it is in use. */
  backup(path: string): Promise<void>;
  /** Gives the file back. */
  close(): void;
}

/** Steps after which nothing more happens to a disc of a job. */
export const LAST_STEPS: readonly DiscStep[] = ["good", "bad", "skipped"];

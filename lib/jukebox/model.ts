/**
 * The words of the jukebox: devices, drives, slots, discs, jobs. Everything here travels as JSON, is kept in the
 * volumes database, or both: hence `null` where a fact is not known. Times are ISO 8601 in UTC, sizes are bytes.
 *
 * @module
 */

/** Kinds of device descriptions: a changer, single drives that are a device each or together, files as discs. */
export type DeviceType = "scsi2" | "single" | "tower" | "image";

/** What can hold a disc. A shelf is anywhere outside of all devices. */
export type PlaceKind = "slot" | "drive" | "mail" | "gripper" | "shelf";

/** Where a disc is. */
export interface Place {
  /** What holds it. */
  readonly kind: PlaceKind;
  /** Name of the device; `null` for the shelf. */
  readonly device: string | null;
  /** Logical number from 1 within its kind and device; 0 for the shelf. */
  readonly number: number;
}

/** What is known of a disc's contents, as far as the classic states tell it. */
export type DiscState =
  /** Nobody has looked yet. */
  | "unknown"
  /** Nothing is recorded: `-blank-`. */
  | "blank"
  /** Unreadable, or set aside by a job: `-badCD-`. */
  | "bad"
  /** Recorded in a format that is not read here: `-nostd-`. */
  | "foreign"
  /** It holds a volume that can be read. */
  | "recorded";

/** How the last comparison of a disc with its source has ended. */
export type VerifyResult = "good" | "different" | "failed";

/** A disc. */
export interface Disc {
  /** For ever its own. */
  readonly id: number;
  /** The full name, shown by default: of the volume, or generated such as `x0000327`. */
  readonly name: string;
  /** 8.3 form. */
  readonly pcName: string;
  /** Exactly as on the medium. */
  readonly hsName: string;
  /** As the changer reads it. */
  readonly barcode: string | null;
  /** What is known of its contents. */
  readonly state: DiscState;
  /** The profile's name, such as `BD-R`. */
  readonly medium: string | null;
  /** Of the medium's manufacturer. */
  readonly mediaId: string | null;
  /** Rewritable: blanking or formatting makes it new. */
  readonly erasable: boolean;
  /** Volume identifier as recorded. */
  readonly volume: string | null;
  /** SHA-256 of its volume descriptors and its root directory: the same for all copies. */
  readonly fingerprint: string | null;
  /** Bytes of the recorded data. */
  readonly bytes: number | null;
  /** Bytes that fit altogether. */
  readonly capacity: number | null;
  /** Number of files. */
  readonly files: number | null;
  /** Where it is. */
  readonly place: Place;
  /** Slot it belongs to. */
  readonly home: Place | null;
  /** When it was last seen in a device. */
  readonly seenAt: string | null;
  /** When it was last inspected. */
  readonly testedAt: string | null;
  /** When it was last recorded. */
  readonly recordedAt: string | null;
  /** The job that recorded it. */
  readonly recordedJob: number | null;
  /** When it was last compared with its source. */
  readonly verifiedAt: string | null;
  /** The job that compared it. */
  readonly verifiedJob: number | null;
  /** How that has ended. */
  readonly verified: VerifyResult | null;
  /** Why it is bad or foreign, in words. */
  readonly remark: string | null;
}

/** A slot or a mail slot. */
export interface SlotStatus {
  /** A slot or a mail slot. */
  readonly kind: "slot" | "mail";
  /** From 1 within its kind. */
  readonly number: number;
  /** The changer says that something is in it. */
  readonly full: boolean;
  /** As the changer reads it. */
  readonly barcode: string | null;
  /** The disc that lies here, or that belongs here and is in a drive now (then `inDrive`). */
  readonly disc: Disc | null;
  /** Number of the drive where this slot's disc is now. */
  readonly inDrive: number | null;
}

/** What a drive is there for now. */
export type DriveDuty =
  /** It serves requests. */
  | "serving"
  /** A job uses it. */
  | "job"
  /** Reserved: someone has detached it. */
  | "reserved"
  /** Out of order, or not found. */
  | "failed";

/** Who holds a reserved drive. */
export interface Holder {
  /** Such as `archive@host1`. */
  readonly who: string;
  /** Host name. */
  readonly host: string;
  /** Process that is to live as long as the reservation matters; `null` when it came over the network. */
  readonly pid: number | null;
  /** When that process was started, in clock ticks since the boot: a number that is given anew does not match. */
  readonly pidStarted: number | null;
  /** When the drive was reserved. */
  readonly since: string;
}

/** A drive of a device. */
export interface DriveStatus {
  /** From 1, in the order of the device description. */
  readonly number: number;
  /** The name to open it by. */
  readonly path: string;
  /** As the drive itself tells it. */
  readonly serial: string | null;
  /** It can write. */
  readonly recorder: boolean;
  /** What it is there for now. */
  readonly duty: DriveDuty;
  /** What it does now, such as `verify disc 12` or `null` when idle. */
  readonly activity: string | null;
  /** Who has reserved it. */
  readonly holder: Holder | null;
  /** The holder's process is no longer there. */
  readonly holderGone: boolean;
  /** What lies in it. */
  readonly disc: Disc | null;
  /** Slot its disc came from. */
  readonly slot: number | null;
  /** Requests that wait for it. */
  readonly waiting: number;
  /** Why it is out of order. */
  readonly trouble: string | null;
}

/** A device that has been attached. */
export interface DeviceStatus {
  /** Of its description, without `.dev`. */
  readonly name: string;
  /** `null` where the description cannot be read. */
  readonly type: DeviceType | null;
  /** `halted`: discs are being changed by hand until `testcd`. */
  readonly state: "attaching" | "attached" | "halted" | "failed";
  /** Name of the changer. */
  readonly robot: string | null;
  /** Of the changer: `VENDOR PRODUCT REV`. */
  readonly model: string | null;
  /** Of the changer. */
  readonly serial: string | null;
  /** Number of slots. */
  readonly slots: number;
  /** Number of mail slots. */
  readonly mailSlots: number;
  /** In the order of their numbers. */
  readonly drives: readonly DriveStatus[];
  /** Why it does not work. */
  readonly trouble: string | null;
}

/** What jobs do. */
export type JobKind = "produce" | "test" | "verify" | "import" | "export" | "blank";

/** `interrupted` is a job whose server died; it is taken up when its device is attached again. */
export type JobState = "queued" | "running" | "interrupted" | "done" | "failed" | "stopped";

/** What happens with one disc of a job, in this order. */
export type DiscStep =
  | "waiting"
  | "loading"
  | "recording"
  | "verifying"
  | "unloading"
  | "good"
  /** Not as it has to be; after a production or a comparison it is set aside: `-badCD-`. */
  | "bad"
  /**
   * Neither good nor bad. Either nothing was done to it: the job ended before, or the disc was not fit. Or nobody
   * vouches for it: the job was stopped while it was compared, or no drive was left for it; then its `protocol` has
   * the result `unproved`, and a test or a verification can tell later.
   */
  | "skipped";

/** One disc of a job. */
export interface JobDisc {
  /** From 1. */
  readonly ordinal: number;
  /** Number of its slot. */
  readonly slot: number;
  /** Id of the disc. */
  readonly disc: number | null;
  /** As the changer reads it. */
  readonly barcode: string | null;
  /** Number of the drive it is in, or was in last. */
  readonly drive: number | null;
  /** How far it is. */
  readonly step: DiscStep;
  /** One sentence without a final period, once there is something to say. */
  readonly words: string | null;
  /** What was proved: the protocol of this disc. */
  readonly protocol: Readonly<Record<string, unknown>> | null;
}

/** A job. */
export interface Job {
  /** For ever its own. */
  readonly id: number;
  /** What it does. */
  readonly kind: JobKind;
  /** Name of the device. */
  readonly device: string;
  /** Whether it is at work. */
  readonly state: JobState;
  /** As it was asked for. */
  readonly request: Readonly<Record<string, unknown>>;
  /** 0 to 1, where it can be told. */
  readonly progress: number | null;
  /** What it does now. */
  readonly activity: string | null;
  /** How it ended: one sentence without a final period. */
  readonly words: string | null;
  /** What it has found out, by kind. */
  readonly report: Readonly<Record<string, unknown>> | null;
  /** Who asked for it, such as `archive@host1`. */
  readonly client: string;
  /** When it was asked for. */
  readonly createdAt: string;
  /** When it began. */
  readonly startedAt: string | null;
  /** When it ended. */
  readonly endedAt: string | null;
  /** One for every disc it was to work on. */
  readonly discs: readonly JobDisc[];
}

/** A line of a job's log or of the server's. Levels 0 to 9 as in the classic log. */
export interface LogLine {
  /** When it was written. */
  readonly time: string;
  /** 0 is fatal, 9 the finest tracing. */
  readonly level: number;
  /** One sentence. */
  readonly text: string;
}

/** A file that `find` has found. */
export interface FoundFile {
  /** From the root of the disc. */
  readonly path: string;
  /** Bytes. */
  readonly size: number | null;
  /** The disc it is on. */
  readonly disc: Disc;
}

/** What to produce. */
export interface ProduceRequest {
  /** Slot list as users write it, such as `7-12,20`; `null` with `copies`: any blanks. */
  readonly slots: string | null;
  /** How many good discs; `null` for every slot of the list. */
  readonly copies: number | null;
  /** An image file, a folder, or a drive by its name. */
  readonly source: string;
  /** Every disc is compared with the source. */
  readonly verify: boolean;
  /** `same` drive, an `other` drive of the jukebox, or that number. */
  readonly verifyDrive: "same" | "other" | number;
  /** Numbers of the recorders to use; `null` for all that serve. */
  readonly drives: readonly number[] | null;
  /** Multiple of the base speed. */
  readonly speed: number | null;
  /** Blank or format rewritable discs that hold something. */
  readonly erase: boolean;
  /** Volume name for a folder that is mastered. */
  readonly volume: string | null;
}

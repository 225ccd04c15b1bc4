/**
 * The requests of a device that wait for a drive.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { DriveState } from "./drive_state.ts";
import { refusalOf } from "./held_drive.ts";
import { decide, type DriveView, fits, type Want } from "./schedule.ts";

/** A drive in someone's hands. */
export interface Hold {
  readonly drive: DriveState;
  /** Gives it back; more than once does no harm. */
  release(): void;
}

/** Who asks for a drive. */
export type Asker =
  /** Somebody who can wait, also until a halt has ended. */
  | "client"
  /** Somebody who has another drive meanwhile, or is to be told of a halt. */
  | "holder"
  /** The device itself, also while all others are refused. */
  | "device";

/** What the queue has to know of the device. */
export interface QueueSources {
  readonly drives: readonly DriveState[];
  /** The disc that lies in a drive. */
  readonly discIn: (drive: number) => number | null;
  /** How long an exchange is put off, in milliseconds. */
  readonly delay: () => number;
  /** Something about the drives has changed. */
  readonly onChange: () => void;
  /** Hears in words who was given which drive. */
  readonly onGrant: (words: string) => void;
}

interface Waiting {
  readonly id: number;
  readonly want: Want;
  readonly asker: Asker;
  readonly since: number;
  readonly settle: (hold: Hold) => void;
  readonly fail: (error: unknown) => void;
}

/** Gives drives to requests, as {@linkcode decide} says. */
export class Queue {
  readonly #sources: QueueSources;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #uses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = false;
  #refusal: JukeboxError | undefined;
  #halt: JukeboxError | undefined;
  #ended = false;

  /** Nobody waits yet. */
  constructor(sources: QueueSources) {
    this.#sources = sources;
  }

  /** How many wait. */
  get length(): number {
    return this.#waiting.size;
  }

  /** How many wait for a drive by what they want: it itself, or the disc in it. */
  waitingFor(drive: number): number {
    const disc = this.#sources.discIn(drive);
    let count = 0;
    for (const { want } of this.#waiting.values()) {
      if (want.kind === "drive" ? want.drive === drive : want.kind === "disc" && want.disc === disc) count++;
    }
    return count;
  }

  /** Throws what refuses requests, if they are refused. */
  check(): void {
    const refusal = this.#refusal ?? this.#halt;
    if (refusal !== undefined) throw refusal;
  }

  /** Refuses all requests, those that wait among them, until it is opened. */
  refuse(refusal: JukeboxError): void {
    if (this.#ended) return;
    this.#refusal = refusal;
    this.#dropAll(({ asker }) => asker !== "device", refusal);
  }

  /** Refuses all requests for ever. */
  end(refusal: JukeboxError): void {
    this.refuse(refusal);
    this.#ended = true;
  }

  /** Gives no drive to clients until it is opened; whoever cannot wait for that is refused. */
  halt(refusal: JukeboxError): void {
    this.#halt = refusal;
    this.#dropAll(({ asker }) => asker === "holder", refusal);
  }

  /** Goes on. */
  open(): void {
    if (this.#ended) return;
    this.#refusal = undefined;
    this.#halt = undefined;
    this.wake();
  }

  /**
   * Waits for a drive.
   *
   * @throws {StoppedError} when the signal ends the wait
   * @throws {JukeboxError} when no drive can ever be had
   */
  acquire(want: Want, signal?: AbortSignal, asker: Asker = "client"): Promise<Hold> {
    return new Promise<Hold>((settle, fail) => {
      if (signal?.aborted === true) return fail(stopped());
      const refusal = this.#refusal ?? (asker === "holder" ? this.#halt : undefined);
      if (refusal !== undefined && asker !== "device") return fail(refusal);
      const id = ++this.#last;
      const abort = () => {
        const waiting = this.#waiting.get(id);
        if (waiting !== undefined) this.#drop(waiting, stopped());
      };
      const off = () => signal?.removeEventListener("abort", abort);
      signal?.addEventListener("abort", abort);
      this.#waiting.set(id, {
        id,
        want,
        asker,
        since: performance.now(),
        settle: (hold) => (off(), settle(hold)),
        fail: (error) => (off(), fail(error)),
      });
      this.wake();
    });
  }

  /** Decides anew, once whoever calls is done. */
  wake(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#decide();
    });
  }

  #decide(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) return;
    const drives = this.#sources.drives.map((drive) => this.#view(drive));
    for (const waiting of [...this.#waiting.values()]) {
      const refusal = this.#hopeless(waiting.want);
      if (refusal !== undefined) this.#drop(waiting, refusal);
    }
    const requests = [...this.#waiting.values()]
      .filter(({ asker }) => this.#halt === undefined || asker === "device");
    const { grants, wakeAt } = decide(drives, requests, performance.now(), this.#sources.delay());
    for (const { request, drive } of grants) {
      const waiting = this.#waiting.get(request)!;
      this.#waiting.delete(request);
      const waited = Math.round(performance.now() - waiting.since);
      this.#sources.onGrant(`drive ${drive} is given to a ${wantWords(waiting.want)} after ${waited} ms`);
      waiting.settle(this.#hold(this.#sources.drives.find(({ number }) => number === drive)!, waiting.want));
    }
    if (wakeAt !== undefined) {
      this.#timer = setTimeout(() => this.wake(), Math.max(1, wakeAt - performance.now()));
    }
    if (grants.length === 0) return;
    this.#sources.onChange();
    // Those who share a disc join when the first of them has it.
    this.wake();
  }

  /** Why no drive will do, not even when all are given back. */
  #hopeless(want: Want): JukeboxError | undefined {
    const kept = this.#sources.drives.map((drive) => ({
      ...this.#view(drive),
      serving: drive.duty !== "failed",
    }));
    if (want.kind === "disc") {
      const lying = this.#sources.drives.find(({ number }) => this.#sources.discIn(number) === want.disc);
      const refusal = lying === undefined ? undefined : refusalOf(lying);
      if (refusal !== undefined && lying?.duty !== "job") return refusal;
    }
    if (kept.some((drive) => fits(drive, want))) return undefined;
    if (want.kind === "drive") return new JukeboxError("usage", "Not that many drives");
    const what = want.recorder ? "recorder" : "drive";
    const all = this.#sources.drives.filter((drive) => !want.recorder || drive.recorder);
    const trouble = all.find((drive) => drive.trouble !== null)?.trouble;
    const why = all.length === 0 ? "the device has none" : trouble ?? "none of those that are meant works";
    return new JukeboxError("state", `Cannot get a ${what}: ${why}`);
  }

  #view(drive: DriveState): DriveView {
    const { number, recorder, duty, users, shared, claim, lastUsed } = drive;
    const serving = duty === "serving";
    return { number, recorder, serving, users, shared, claim, lastUsed, disc: this.#sources.discIn(number) };
  }

  #hold(drive: DriveState, want: Want): Hold {
    drive.users++;
    drive.shared = want.kind === "disc" && want.shared;
    if (want.kind === "disc") drive.claim = want.disc;
    drive.lastUsed = ++this.#uses;
    let held = true;
    return {
      drive,
      release: () => {
        if (!held) return;
        held = false;
        drive.users--;
        if (drive.users === 0) {
          drive.shared = false;
          drive.claim = null;
          drive.activity = null;
        }
        drive.lastUsed = ++this.#uses;
        this.#sources.onChange();
        this.wake();
      },
    };
  }

  #dropAll(which: (waiting: Waiting) => boolean, error: JukeboxError): void {
    for (const waiting of [...this.#waiting.values()]) if (which(waiting)) this.#drop(waiting, error);
  }

  #drop(waiting: Waiting, error: unknown): void {
    this.#waiting.delete(waiting.id);
    if (this.#waiting.size === 0) clearTimeout(this.#timer);
    waiting.fail(error);
  }
}

function wantWords(want: Want): string {
  if (want.kind === "drive") return "request for it";
  const what = want.kind === "disc" ? `request for disc ${want.disc}` : "request for any";
  return want.recorder ? `${what} that needs a recorder` : what;
}

function stopped(): StoppedError {
  return new StoppedError("Stopped while waiting for a drive");
}

/**
 * The target of a job as the main thread sees it.
 *
 * @module
 */

import { libc } from "../../../ffi/libc.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { Ring } from "../../ring/ring.ts";
import type { RecordEvent } from "../events.ts";
import { Control } from "../threads/control.ts";
import type {
  CompareResult,
  CompareTask,
  DriveAnswer,
  DriveTask,
  PlanTask,
  RecordingPlan,
  TargetFound,
  WriteResult,
  WriteTask,
} from "../threads/drive_tasks.ts";
import { JobThread, TaskError } from "../threads/job_thread.ts";
import { failureOf } from "../threads/messages.ts";
import { patiently } from "./patience.ts";

/** How long a drive may still be held by a thread that is lost, in milliseconds. */
const HELD_MS = 30_000;
const LOOK_MS = 250;

/** How a drive is used. */
export interface DriveUse {
  /** Nothing is going to be written. */
  readonly readOnly: boolean;
  /** Tell of every command. */
  readonly trace: boolean;
}

/** The drive's thread. */
export class DriveSide {
  readonly #name: string;
  readonly #control: Control;
  readonly #use: DriveUse;
  readonly #tell: (event: RecordEvent) => void;
  readonly #thread: JobThread<DriveTask, DriveAnswer>;
  #opened = false;

  /** Starts the thread; nothing is opened yet. */
  constructor(name: string, use: DriveUse, control: Control, tell: (event: RecordEvent) => void) {
    this.#name = name;
    this.#use = use;
    this.#control = control;
    this.#tell = tell;
    const worker = new Worker(new URL("../threads/drive_worker.ts", import.meta.url), { type: "module" });
    this.#thread = new JobThread(worker, control.target, name, tell);
  }

  /** Opens the drive and looks at what lies in it. */
  async examine(): Promise<TargetFound> {
    this.#opened = true;
    const control = this.#control.words;
    return await this.#thread.ask({
      do: "examine",
      control,
      target: this.#name,
      ...this.#use,
    }) as TargetFound;
  }

  /** Chooses how to record. */
  async plan(task: Omit<PlanTask, "do">): Promise<RecordingPlan> {
    return await this.#thread.ask({ do: "plan", ...task }) as RecordingPlan;
  }

  /** Records; the result tells of failures, also when the thread is lost. */
  async write(task: Omit<WriteTask, "do">, firstBlock: number): Promise<WriteResult> {
    try {
      return await this.#thread.ask({ do: "write", ...task }) as WriteResult;
    } catch (error) {
      new Ring(task.ring).stop();
      const { message, hint } = failureOf(error);
      const medium = await patiently(this.rescue(), "get the drive back", this.#tell);
      return {
        end: "target",
        message,
        hint,
        firstBlock,
        blocks: this.#control.written,
        tried: this.#control.tried,
        readable: undefined,
        seconds: 0,
        lowestFill: undefined,
        underruns: this.#control.underruns,
        medium,
      };
    }
  }

  /** Reads back; the result tells of failures, also when the thread is lost. */
  async compare(task: Omit<CompareTask, "do">): Promise<CompareResult> {
    try {
      return await this.#thread.ask({ do: "compare", ...task }) as CompareResult;
    } catch (error) {
      if (task.ring !== undefined) new Ring(task.ring).stop();
      const { message, hint } = failureOf(error);
      const { compared } = this.#control;
      return { end: "failed", message, hint, compared, different: [], unreadable: [] };
    }
  }

  /** Unlocks the drive and gives it back, by another thread where the first is lost. */
  async release(eject: boolean): Promise<void> {
    try {
      if (this.#thread.gone) await this.rescue();
      else if (this.#opened) await this.#thread.ask({ do: "release", eject });
    } catch (error) {
      if (this.#thread.gone) await this.rescue();
      else this.#tell({ event: "notice", message: failureOf(error).message });
    } finally {
      this.#thread.end();
    }
  }

  #rescued: Promise<MediumSummary | undefined> | undefined;

  /** The thread is lost: another one opens the drive, unlocks it and looks at the disc. */
  rescue(): Promise<MediumSummary | undefined> {
    return this.#rescued ??= this.#rescue();
  }

  async #rescue(): Promise<MediumSummary | undefined> {
    this.#closeDescriptor();
    const quiet = () => {};
    for (let waited = 0;; waited += LOOK_MS) {
      const other = new DriveSide(this.#name, this.#use, new Control(), quiet);
      try {
        return (await other.examine()).medium;
      } catch (error) {
        const held = error instanceof TaskError && error.failure.trouble === "busy";
        if (!held || waited >= HELD_MS) return undefined;
      } finally {
        await other.releaseOnce();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** What a thread that is lost has left open. */
  #closeDescriptor(): void {
    const descriptor = this.#control.target.letGo();
    if (descriptor !== undefined) libc()?.close(descriptor);
  }

  /** As {@linkcode release}, without another attempt. */
  async releaseOnce(): Promise<void> {
    try {
      await this.#thread.ask({ do: "release", eject: false });
    } catch {
      // Whatever it was, it is told by what the drive no longer tells.
    } finally {
      this.#closeDescriptor();
      this.#thread.end();
    }
  }
}

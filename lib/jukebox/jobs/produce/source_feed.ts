/**
 * Where recordings get the image from: recorders that begin at the same time and run at the same speed share one
 * reading of it.
 *
 * @module
 */

import type { MediumSummary } from "../../../mmc/medium.ts";
import type { RecordOptions } from "../../../recorder/options.ts";
import { SharedFile } from "../../../recorder/source/shared_file.ts";
import type { ReadySource } from "./source.ts";

/** Longest that a recorder waits for others whose discs are being loaded, in milliseconds: a slow robot is not worth it. */
const GATHER_MS = 20_000;

/**
 * What is shared goes through the main thread, which manages about 400 MB/s and has clients to answer: beyond so
 * many kB/s altogether, recorders read on threads of their own.
 */
const MOST_SHARED = 200_000;

/** How fast a recorder takes the image. Those of the same medium and speed keep step. */
export interface Pace {
  readonly medium: string;
  /** In kB/s. */
  readonly speed: number;
}

interface Waiting {
  readonly pace: Pace;
  readonly begin: (source: RecordOptions["source"]) => void;
}

/** The image of one job. */
export class SourceFeed {
  readonly #source: ReadySource;
  #coming = 0;
  #waiting: Waiting[] = [];
  #shared = 0;

  /** Hands out the image of a source. */
  constructor(source: ReadySource) {
    this.#source = source;
  }

  /** Readings that were shared by several recorders. */
  get shared(): number {
    return this.#shared;
  }

  /** A disc is on its way into a recorder that is going to want the image. */
  announce(): Seat {
    this.#coming++;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      this.#coming--;
      this.#serve();
    };
    return {
      leave,
      ready: (pace, signal) => {
        const source = this.#wait(pace, signal);
        leave();
        return source;
      },
    };
  }

  #wait(pace: Pace, signal: AbortSignal): Promise<RecordOptions["source"]> {
    if (signal.aborted) return Promise.resolve(this.#source.path);
    return new Promise((resolve) => {
      const alone = () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        waiting.begin(this.#source.path);
      };
      const timer = setTimeout(alone, GATHER_MS);
      signal.addEventListener("abort", alone);
      const waiting: Waiting = {
        pace,
        begin: (source) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", alone);
          resolve(source);
        },
      };
      this.#waiting.push(waiting);
    });
  }

  /** Lets those begin who wait, once nobody is on the way any more. */
  #serve(): void {
    if (this.#coming > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    const groups = Map.groupBy(waiting, ({ pace: { medium, speed } }) => `${medium} ${speed}`);
    for (const equal of groups.values()) {
      const most = Math.max(1, Math.floor(MOST_SHARED / equal[0]!.pace.speed));
      const sharing = equal.slice(0, most);
      const others = sharing.length === 1 ? equal : equal.slice(most);
      if (sharing.length > 1) this.#share(sharing);
      for (const { begin } of others) begin(this.#source.path);
    }
  }

  #share(equal: readonly Waiting[]): void {
    const { path, name, bytes } = this.#source;
    let file: SharedFile;
    try {
      file = new SharedFile(path);
    } catch {
      // The recording itself says best what is wrong with it.
      for (const { begin } of equal) begin(path);
      return;
    }
    this.#shared++;
    const streams = equal.map(() => file.stream());
    file.close();
    for (const [i, { begin }] of equal.entries()) begin({ stream: streams[i]!, bytes, name });
  }
}

/** A place among those who are going to want the image. */
export interface Seat {
  /** It is not wanted after all. */
  leave(): void;
  /** Waits for the others that are on the way, and gives the image. */
  ready(pace: Pace, signal: AbortSignal): Promise<RecordOptions["source"]>;
}

/** The pace at which a medium is going to be recorded, as far as that is known beforehand. */
export function paceOf({ name, writeSpeeds, baseSpeed }: MediumSummary, factor: number | null): Pace {
  const fastest = writeSpeeds[0] ?? baseSpeed;
  return {
    medium: name,
    speed: Math.max(1, factor === null ? fastest : Math.min(fastest, factor * baseSpeed)),
  };
}

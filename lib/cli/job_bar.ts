/**
 * One line on a terminal that says how far a job with a drive is.
 *
 * @module
 */

import type { ProgressMade } from "../recorder/events.ts";
import { showBytes, showPart, showSeconds, showSpeed } from "./amounts.ts";

/** The speed is that of so many milliseconds: a buffer that runs dry is seen at once. */
const WINDOW_MILLISECONDS = 3000;
const BAR_CHARACTERS = 10;

const VERBS = { recording: "writing", comparing: "comparing", copying: "copying" } as const;

interface Sample {
  readonly time: number;
  readonly bytes: number;
}

/** Knows the speed of the last seconds, and draws the bar. */
export class JobBar {
  readonly #samples: Sample[] = [];
  #phase: ProgressMade["phase"] | undefined;

  /**
   * Notes how far the job is.
   *
   * @param now milliseconds
   * @param baseSpeed kB/s of the medium's family; without it the speed is in MB/s
   * @returns `writing [###       ] 27 % 1.20 of 4.38 GiB 4x buffer 97 % 0:06 left`
   */
  line(progress: ProgressMade, now: number, baseSpeed: number | undefined): string {
    const { phase, bytes, total, bufferPercent } = progress;
    const speed = this.#speed(phase, bytes, now);
    const parts: string[] = [VERBS[phase]];
    if (total !== undefined && total > 0) {
      const fraction = Math.min(1, bytes / total);
      parts.push(`[${"#".repeat(Math.floor(fraction * BAR_CHARACTERS)).padEnd(BAR_CHARACTERS)}]`);
      parts.push(`${Math.floor(fraction * 100)} %`, showPart(bytes, total));
    } else parts.push(showBytes(bytes));
    if (speed > 0) {
      const kBs = speed / 1000;
      parts.push(baseSpeed === undefined ? `${(kBs / 1000).toFixed(1)} MB/s` : showSpeed(kBs, baseSpeed));
    }
    if (phase === "recording") parts.push(`buffer ${bufferPercent.toFixed(0)} %`);
    if (speed > 0 && total !== undefined) {
      parts.push(`${showSeconds(Math.max(0, total - bytes) / speed)} left`);
    }
    return parts.join(" ");
  }

  /** Bytes a second. */
  #speed(phase: ProgressMade["phase"], bytes: number, now: number): number {
    if (phase !== this.#phase) this.#samples.length = 0;
    this.#phase = phase;
    this.#samples.push({ time: now, bytes });
    while (this.#samples.length > 2 && this.#samples[0]!.time < now - WINDOW_MILLISECONDS) {
      this.#samples.shift();
    }
    const first = this.#samples[0]!;
    return now > first.time ? (bytes - first.bytes) * 1000 / (now - first.time) : 0;
  }
}

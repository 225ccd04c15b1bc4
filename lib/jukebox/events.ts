/**
 * What happens in the server, for whoever listens: clients by server-sent events, waiting requests, the metrics.
 *
 * @module
 */

import type { DeviceStatus, Disc, Job, JobDisc, LogLine } from "./model.ts";

/** Something that happened. */
export type JukeboxEvent =
  /** A device or one of its drives has changed. */
  | { readonly event: "device"; readonly device: DeviceStatus }
  /** A device is no longer there. */
  | { readonly event: "gone"; readonly name: string }
  /** A disc was found, inspected, moved, renamed, recorded, verified. */
  | { readonly event: "disc"; readonly disc: Disc }
  /** A job has changed; `discs` is left empty. */
  | { readonly event: "job"; readonly job: Job }
  /** A disc of a job has changed. */
  | { readonly event: "job-disc"; readonly job: number; readonly disc: JobDisc }
  /** A line of a job's log. */
  | { readonly event: "job-log"; readonly job: number; readonly line: LogLine };

/** Hands events on. A listener that throws is taken off. */
export class Events {
  readonly #listeners = new Set<(event: JukeboxEvent) => void>();

  /** Listens until the returned function is called. */
  listen(listener: (event: JukeboxEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everybody. */
  tell(event: JukeboxEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch {
        this.#listeners.delete(listener);
      }
    }
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }
}

/**
 * One server-sent event as bytes.
 *
 * @module
 */

import type { JukeboxEvent } from "../../events.ts";

const encoder = new TextEncoder();

/** An event with its number, encoded once for all listeners. */
export class Frame {
  readonly event: JukeboxEvent;
  /** Rises by one from event to event. */
  readonly number: number;
  /** The device it is about. */
  readonly device: string | null;
  /** The job it is about. */
  readonly job: number | null;
  readonly #id: string;
  #bytes: Uint8Array | undefined;

  /** Takes an event; `id` is what clients come back with. */
  constructor(event: JukeboxEvent, number: number, id: string, device: string | null) {
    this.event = event;
    this.number = number;
    this.#id = id;
    this.device = device;
    this.job = jobOf(event);
  }

  /** As it goes over the line. */
  get bytes(): Uint8Array {
    const { event } = this;
    // JSON has no line feeds of its own: one data line is enough.
    this.#bytes ??= encoder.encode(
      `id: ${this.#id}\nevent: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`,
    );
    return this.#bytes;
  }
}

/** A remark that clients pass over. */
export function comment(words: string): Uint8Array {
  return encoder.encode(`: ${words}\n\n`);
}

function jobOf(event: JukeboxEvent): number | null {
  if (event.event === "job") return event.job.id;
  return event.event === "job-disc" || event.event === "job-log" ? event.job : null;
}

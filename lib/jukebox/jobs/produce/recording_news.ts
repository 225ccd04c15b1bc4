/**
 * Hears what a recording tells, for the log, the progress and the protocol.
 *
 * @module
 */

import type { RecordEvent } from "../../../recorder/events.ts";
import type { DiscItem } from "../disc_queue.ts";
import type { Production } from "./production.ts";

/** The ear of one recording or comparison. */
export class RecordingNews {
  /** Which side failed first; the other one only says what it makes of that. */
  culprit: "source" | "target" | undefined;
  /** Nothing speaks against the recording: from here on something may be on the disc. */
  begun = false;
  /** Multiple of the base speed. */
  speed: number | undefined;
  readonly #production: Production;
  readonly #item: DiscItem;
  readonly #onRecorded: () => void;

  /** `onRecorded` is called when everything is on the disc. */
  constructor(production: Production, item: DiscItem, onRecorded: () => void = () => {}) {
    this.#production = production;
    this.#item = item;
    this.#onRecorded = onRecorded;
  }

  /** Takes an event. */
  hear(event: RecordEvent): void {
    const { run } = this.#production;
    const { ordinal, slot } = this.#item;
    switch (event.event) {
      case "progress":
        if (event.total === undefined || event.total === 0) return;
        return this.#production.tell(
          ordinal,
          slot,
          event.phase === "comparing" ? "comparing" : "recording",
          Math.min(1, event.bytes / event.total),
        );
      case "planned":
        this.begun = true;
        return;
      case "speed":
        this.speed = event.factor;
        return;
      case "recorded":
        return this.#onRecorded();
      case "trouble":
        this.culprit ??= event.side;
        return run.log(2, `slot ${slot}: ${event.message}`);
      case "notice":
        return run.log(5, `slot ${slot}: ${event.message}`);
      case "disc":
        return run.log(5, `slot ${slot}: ${event.words}`);
    }
  }
}

/**
 * What all parts of a production work with.
 *
 * @module
 */

import type { ProduceRequest } from "../../model.ts";
import type { DiscItem } from "../disc_queue.ts";
import type { JobRun } from "../job_run.ts";
import type { ReadySource } from "./source.ts";
import type { Seat, SourceFeed } from "./source_feed.ts";

/** What a disc is doing, for the job's activity. */
export type Doing = "loading" | "recording" | "comparing";

/** One production. */
export class Production {
  readonly run: JobRun;
  readonly request: ProduceRequest;
  readonly source: ReadySource;
  readonly feed: SourceFeed;
  readonly #wanted: number;
  /** Share of the work that was done before the first disc. */
  readonly #prepared: number;
  readonly #fractions = new Map<number, number>();
  readonly #doing = new Map<number, string>();
  readonly #seats = new Map<number, Seat>();

  /** Begins when the source is ready. */
  constructor(
    run: JobRun,
    request: ProduceRequest,
    source: ReadySource,
    feed: SourceFeed,
    { wanted, prepared }: { readonly wanted: number; readonly prepared: number },
  ) {
    this.run = run;
    this.request = request;
    this.source = source;
    this.feed = feed;
    this.#wanted = wanted;
    this.#prepared = prepared;
  }

  /** A disc for recording is about to be loaded. */
  announce({ ordinal, slot }: DiscItem): void {
    this.#seats.get(ordinal)?.leave();
    this.#seats.set(ordinal, this.feed.announce());
    this.tell(ordinal, slot, "loading", 0);
  }

  /** Its seat at the source. */
  seat({ ordinal }: DiscItem): Seat {
    return this.#seats.get(ordinal) ?? this.feed.announce();
  }

  /** It does not wait for the source, or no longer. */
  leave({ ordinal }: DiscItem): void {
    this.#seats.get(ordinal)?.leave();
    this.#seats.delete(ordinal);
  }

  /** So far is a disc with what it does. */
  tell(ordinal: number, slot: number, doing: Doing, fraction: number): void {
    const { verify } = this.request;
    const share = verify ? 0.5 : 1;
    const done = doing === "loading" ? 0 : doing === "recording" ? fraction * share : 0.5 + fraction / 2;
    this.#fractions.set(ordinal, done);
    this.#doing.set(
      ordinal,
      `slot ${slot}: ${doing}${fraction > 0 ? ` ${Math.floor(100 * fraction)} %` : ""}`,
    );
    this.#progress();
  }

  /** A disc is done with, well or not. */
  done(ordinal: number): void {
    const good = this.run.discs().some((disc) => disc.ordinal === ordinal && disc.step === "good");
    this.#fractions.set(ordinal, good ? 1 : 0);
    this.#doing.delete(ordinal);
    this.#progress();
  }

  #progress(): void {
    const before =
      this.run.discs().filter(({ ordinal, step }) => step === "good" && !this.#fractions.has(ordinal)).length;
    let done = before + this.#prepared;
    for (const fraction of this.#fractions.values()) done += fraction;
    const activity = [...this.#doing.values()].join("; ");
    this.run.progress(done / (this.#wanted + this.#prepared), activity === "" ? null : activity);
  }
}

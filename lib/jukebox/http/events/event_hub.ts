/**
 * Hands the server's events to those who listen at `/v1/events`.
 *
 * @module
 */

import { FAREWELL } from "../../client/event_stream.ts";
import type { Events, JukeboxEvent } from "../../events.ts";
import { JukeboxError } from "../../errors.ts";
import type { HttpLimits } from "../limits.ts";
import { comment, Frame } from "./frame.ts";
import { Subscriber } from "./subscriber.ts";

/** Which events are wanted. */
export interface EventFilter {
  readonly device?: string | undefined;
  readonly job?: number | undefined;
}

/** Jobs whose device is remembered, for events that name only the job. */
const MOST_JOBS = 10_000;

/** One for the whole server. */
export class EventHub {
  readonly #limits: HttpLimits;
  readonly #subscribers = new Set<Subscriber>();
  readonly #recent: Frame[] = [];
  readonly #devices = new Map<number, string>();
  /** Numbers of another run of the server mean nothing now. */
  readonly #run = crypto.randomUUID().slice(0, 8);
  readonly #unlisten: () => void;
  #last = 0;

  /** Begins to listen. */
  constructor(events: Events, limits: HttpLimits) {
    this.#limits = limits;
    this.#unlisten = events.listen((event) => this.#take(event));
  }

  /** How many listen. */
  get size(): number {
    return this.#subscribers.size;
  }

  /**
   * A new listener.
   *
   * @param lastId what it has heard before; whatever is still known of what came after is told first
   * @throws {JukeboxError} when there are too many
   */
  subscribe(filter: EventFilter, lastId: string | undefined): ReadableStream<Uint8Array> {
    if (this.#subscribers.size >= this.#limits.subscribers) {
      throw new JukeboxError("load", `Cannot listen: ${this.#limits.subscribers} clients do already`);
    }
    const missed = this.#since(lastId)?.filter((frame) => fits(frame, filter)).map(({ bytes }) => bytes);
    const subscriber = new Subscriber(
      this.#limits,
      missed ?? [comment("some events are no longer known")],
      () => this.#subscribers.delete(subscriber),
    );
    subscriber.wants = (frame) => fits(frame, filter);
    this.#subscribers.add(subscriber);
    return subscriber.stream;
  }

  /** Ends all listeners. */
  close(): void {
    this.#unlisten();
    for (const subscriber of [...this.#subscribers]) subscriber.end(FAREWELL);
  }

  #take(event: JukeboxEvent): void {
    const number = ++this.#last;
    const frame = new Frame(event, number, `${this.#run}-${number}`, this.#deviceOf(event));
    this.#recent.push(frame);
    if (this.#recent.length > this.#limits.recentEvents) this.#recent.shift();
    for (const subscriber of [...this.#subscribers]) {
      if (subscriber.wants(frame)) subscriber.push(frame.bytes);
    }
  }

  #since(lastId: string | undefined): readonly Frame[] | undefined {
    if (lastId === undefined) return [];
    const match = /^([0-9a-f]{8})-(\d{1,15})$/.exec(lastId);
    const number = Number(match?.[2]);
    const oldest = this.#last - this.#recent.length;
    if (match?.[1] !== this.#run || number < oldest || number > this.#last) return undefined;
    return this.#recent.filter((frame) => frame.number > number);
  }

  #deviceOf(event: JukeboxEvent): string | null {
    switch (event.event) {
      case "device":
        return event.device.name;
      case "gone":
        return event.name;
      case "disc":
        return event.disc.place.device;
      case "job":
        this.#devices.set(event.job.id, event.job.device);
        if (this.#devices.size > MOST_JOBS) this.#devices.delete(this.#devices.keys().next().value!);
        return event.job.device;
      default:
        return this.#devices.get(event.job) ?? null;
    }
  }
}

function fits(frame: Frame, { device, job }: EventFilter): boolean {
  return (device === undefined || frame.device === device) && (job === undefined || frame.job === job);
}

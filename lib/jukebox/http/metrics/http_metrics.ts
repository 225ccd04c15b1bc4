/**
 * What the server counts of its own requests.
 *
 * @module
 */

import type { MetricFamily, Sample } from "./exposition.ts";

/** Upper bounds of the histogram, in seconds. */
const BOUNDS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600] as const;

interface Durations {
  /** One more than bounds: the last is for all that is longer. */
  readonly counts: number[];
  sum: number;
}

/** Counters by route; routes are the templates of the paths, so that clients cannot make up labels. */
export class HttpMetrics {
  readonly #requests = new Map<string, { route: string; method: string; status: number; count: number }>();
  readonly #durations = new Map<string, Durations>();
  #running = 0;
  #refused = 0;

  /** A request has begun. */
  begin(): void {
    this.#running++;
  }

  /** It has ended, whatever way; `status` 499 when the client went away first. */
  end(method: string, route: string, status: number, seconds: number): void {
    this.#running--;
    const key = `${method} ${route} ${status}`;
    const entry = this.#requests.get(key) ?? { route, method, status, count: 0 };
    entry.count++;
    this.#requests.set(key, entry);
    const durations = this.#durations.get(route) ?? { counts: BOUNDS.map(() => 0).concat(0), sum: 0 };
    const index = BOUNDS.findIndex((bound) => seconds <= bound);
    durations.counts[index < 0 ? BOUNDS.length : index]!++;
    durations.sum += seconds;
    this.#durations.set(route, durations);
  }

  /** A connection was turned away. */
  refuse(): void {
    this.#refused++;
  }

  /** As metrics. */
  families(): MetricFamily[] {
    return [
      {
        name: "discglow_http_requests_total",
        help: "Requests by route and status; 499 means that the client went away.",
        type: "counter",
        samples: [...this.#requests.values()].map(({ method, route, status, count }) => ({
          labels: { method, route, status: String(status) },
          value: count,
        })),
      },
      {
        name: "discglow_http_request_duration_seconds",
        help: "How long requests took.",
        type: "histogram",
        samples: [...this.#durations].flatMap(([route, durations]) => samplesOf(route, durations)),
      },
      {
        name: "discglow_http_requests_running",
        help: "Requests that are being worked on.",
        type: "gauge",
        samples: [{ value: this.#running }],
      },
      {
        name: "discglow_http_connections_refused_total",
        help: "Connections that were turned away because there were too many.",
        type: "counter",
        samples: [{ value: this.#refused }],
      },
    ];
  }
}

function samplesOf(route: string, { counts, sum }: Durations): Sample[] {
  let total = 0;
  const buckets = counts.map((count, index): Sample => {
    total += count;
    const le = index < BOUNDS.length ? String(BOUNDS[index]) : "+Inf";
    return { labels: { route, le }, suffix: "_bucket", value: total };
  });
  return [
    ...buckets,
    { labels: { route }, suffix: "_sum", value: sum },
    { labels: { route }, suffix: "_count", value: total },
  ];
}

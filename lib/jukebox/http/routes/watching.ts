/**
 * For those who watch: events, metrics, the description of this interface.
 *
 * @module
 */

import { expose, EXPOSITION_TYPE, type MetricFamily } from "../metrics/exposition.ts";
import { processFamilies } from "../metrics/process_metrics.ts";
import { serviceFamilies } from "../metrics/service_metrics.ts";
import type { Route } from "../route.ts";
import { OF_DEVICE, OF_JOB } from "./parameters.ts";

/** Events and metrics. */
export const WATCHING_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/events",
    operation: "events",
    summary: "What happens, as server-sent events; Last-Event-ID takes up where a connection broke off",
    role: "read",
    parameters: [OF_DEVICE, OF_JOB],
    answer: { status: 200, description: "events without end", mediaType: "text/event-stream" },
    handle: ({ hub, values, header }) => {
      const job = values.has("job") ? values.number("job") : undefined;
      const data = hub.subscribe({ device: values.optionalText("device"), job }, header("last-event-id"));
      return { kind: "stream", type: "text/event-stream", data };
    },
  },
  {
    method: "GET",
    path: "/metrics",
    operation: "metrics",
    summary: "Numbers in Prometheus' text format",
    role: "read",
    answer: { status: 200, description: "the metrics", mediaType: "text/plain" },
    handle: ({ service, metrics, hub }) => {
      const families = [...serviceFamilies(service), ...metrics.families(), listeners(hub.size)];
      return { kind: "text", type: EXPOSITION_TYPE, text: expose([...families, ...processFamilies()]) };
    },
  },
];

function listeners(count: number): MetricFamily {
  const help = "Clients that listen to events.";
  return { name: "discglow_event_listeners", help, type: "gauge", samples: [{ value: count }] };
}

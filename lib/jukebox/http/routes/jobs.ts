/**
 * Jobs: queueing, watching and stopping them.
 *
 * @module
 */

import type { JobKind, JobState } from "../../model.ts";
import { json } from "../answer.ts";
import { type JsonSchema, list, named, object, whole } from "../json_schema.ts";
import type { Route } from "../route.ts";
import { JOB_STATES } from "../schemas/job.ts";
import { DEVICE_NAME_SCHEMA, ID, OF_DEVICE } from "./parameters.ts";

/** What the kinds take: the service checks it. */
const REQUESTS =
  "ProduceRequest for produce; for test slots; for verify slots, source, drives; for import slots, early; " +
  "for export slots, disc, all, early; for blank slots, drives";
const MOST_JOBS = 1000;
const STATES: JsonSchema = { type: "array", items: named("JobState"), maxItems: JOB_STATES.length };

/** Routes below `/v1/jobs`. */
export const JOB_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/jobs",
    operation: "jobs",
    summary: "Jobs, latest first",
    role: "read",
    parameters: [
      OF_DEVICE,
      { name: "states", in: "query", description: "only in these states", schema: STATES },
      {
        name: "limit",
        in: "query",
        description: "at most so many",
        schema: { type: "integer", minimum: 1, maximum: MOST_JOBS, default: 100 },
      },
    ],
    answer: { status: 200, description: "the jobs", schema: list(named("Job")) },
    handle: ({ service, values }) => {
      const [device, states] = [values.optionalText("device"), values.texts("states")];
      return json(service.jobs({
        limit: values.number("limit", 100),
        ...(device === undefined ? {} : { device }),
        ...(states === undefined ? {} : { states: states as readonly JobState[] }),
      }));
    },
  },
  {
    method: "POST",
    path: "/v1/jobs",
    operation: "submit",
    summary: "Queues a job",
    role: "operator",
    body: object({
      kind: named("JobKind"),
      device: DEVICE_NAME_SCHEMA,
      request: { type: "object", description: REQUESTS },
    }),
    answer: { status: 202, description: "the job, queued", schema: named("Job") },
    handle: ({ service, values, client }) => {
      const [kind, device] = [values.text("kind") as JobKind, values.text("device")];
      return json(service.submit(kind, device, values.object("request"), client()), 202);
    },
  },
  {
    method: "GET",
    path: "/v1/jobs/{id}",
    operation: "job",
    summary: "One job; waits for its end when asked to",
    role: "read",
    parameters: [
      ID,
      {
        name: "wait",
        in: "query",
        description: "seconds to wait for its end, which the server may shorten",
        schema: { type: "number", minimum: 0, maximum: 3600 },
      },
    ],
    answer: { status: 200, description: "the job as it is then", schema: named("Job") },
    handle: async ({ service, values, limits, signal }) => {
      const seconds = Math.min(values.number("wait", 0), limits.waitSeconds);
      return json(await service.job(values.number("id"), seconds * 1000, signal));
    },
  },
  {
    method: "GET",
    path: "/v1/jobs/{id}/log",
    operation: "jobLog",
    summary: "The log of a job",
    role: "read",
    parameters: [ID, { name: "from", in: "query", description: "first line, from 0", schema: whole(0) }],
    answer: { status: 200, description: "the lines from there on", schema: list(named("LogLine")) },
    handle: ({ service, values }) => json(service.jobLog(values.number("id"), values.number("from", 0))),
  },
  {
    method: "POST",
    path: "/v1/jobs/{id}/stop",
    operation: "stopJob",
    summary: "Stops a job at its next safe point",
    role: "operator",
    parameters: [ID],
    answer: { status: 200, description: "the job", schema: named("Job") },
    handle: ({ service, values, client }) => json(service.stopJob(values.number("id"), client())),
  },
];

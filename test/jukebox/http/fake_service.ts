/**
 * A service that answers at once, notes what it was asked and by whom, and fails when told to.
 *
 * @module
 */

import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { Events } from "../../../lib/jukebox/events.ts";
import type { Job } from "../../../lib/jukebox/model.ts";
import { type ParameterName, PARAMETERS, Parameters } from "../../../lib/jukebox/parameters.ts";
import type { Client, JukeboxService, ParameterStatus } from "../../../lib/jukebox/service.ts";
import { device, disc, job, slots, unknownDisc } from "./samples.ts";

/** What was asked last. */
export interface Asked {
  readonly method: string;
  readonly words: readonly unknown[];
  readonly client?: Client | undefined;
}

/** The service with its levers. */
export interface FakeService extends JukeboxService {
  /** All requests that change something. */
  readonly asked: Asked[];
  /** Jobs by id; those that have not ended make `job` wait. */
  readonly known: Map<number, Job>;
  /** Waits of `job` that have not ended. */
  waiting: number;
  /** Thrown by `device`. */
  failure: unknown;
  /** What `readFile` gives. */
  file: (signal: AbortSignal) => ReadableStream<Uint8Array> & { readonly size?: number };
  /** Makes `move` wait. */
  moving: Promise<void>;
}

/** Makes one. */
export function fakeService(): FakeService {
  const events = new Events();
  const parameters = new Parameters();
  const asked: Asked[] = [];
  const known = new Map([[1, job(1, { state: "done", progress: 1, endedAt: "2026-03-01T11:00:00.000Z" })]]);
  known.set(2, job(2));
  const note = (method: string, words: readonly unknown[], client?: Client) =>
    asked.push({ method, words, client });
  const deviceOf = (name: string) => {
    if (name.replace(/\.dev$/, "") === "jb") return device();
    throw new JukeboxError("device", "No such device");
  };
  const jobOf = (id: number) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    throw new JukeboxError("missing", `Cannot find job ${id}: there is none of that number`);
  };
  const parameterOf = (name: ParameterName): ParameterStatus => ({
    ...{ name, value: parameters.get(name) },
    ...PARAMETERS[name],
  });
  const service: FakeService = {
    ...{ events, asked, known, waiting: 0, failure: undefined, moving: Promise.resolve() },
    file: () => Object.assign(new Blob(["hello"]).stream(), { size: 5 }),
    status: () => ({
      ...{ version: "0.1.0", pid: 42, startedAt: "2026-03-01T08:00:00.000Z", devices: [device()] },
      ...{ jobsRunning: 1, jobsQueued: 0, discs: 61, files: 1_000_000 },
    }),
    counts: () => ({
      ...{ discs: 61, files: 1_000_000 },
      jobs: { queued: 0, running: 1, interrupted: 0, done: 1, failed: 0, stopped: 0 },
    }),
    device: (name) => {
      if (service.failure !== undefined) throw service.failure;
      return deviceOf(name);
    },
    slots: (name) => deviceOf(name) && slots(),
    attach: (name, client) => {
      note("attach", [name], client);
      return Promise.resolve({ device: deviceOf(name), job: name === "jb" ? job(3) : null });
    },
    detach: (name, client) => {
      note("detach", [name], client);
      return Promise.resolve();
    },
    detachDrive: (name, drive, client) => {
      note("detachDrive", [name, drive], client);
      return Promise.resolve(deviceOf(name));
    },
    attachDrive: (name, drive, force, client) => {
      note("attachDrive", [name, drive, force], client);
      return Promise.resolve({ device: deviceOf(name), disc: force ? disc(7) : null });
    },
    move: async (name, drive, slot, client) => {
      note("move", [name, drive, slot], client);
      await service.moving;
      return { place: { kind: "drive", device: deviceOf(name).name, number: drive } };
    },
    rescan: (name, client) => {
      note("rescan", [name], client);
      return Promise.resolve();
    },
    submit: (kind, name, request, client) => {
      note("submit", [kind, name, request], client);
      return job(4, { kind, device: name, request, state: "queued", startedAt: null, discs: [] });
    },
    jobs: (filter) => {
      note("jobs", [filter]);
      return [job(2), job(1)];
    },
    job: async (id, wait, signal) => {
      const ended = Promise.withResolvers<void>();
      const stop = events.listen((event) => {
        if (event.event === "job" && event.job.id === id && event.job.endedAt !== null) ended.resolve();
      });
      const timer = setTimeout(ended.resolve, wait);
      signal?.addEventListener("abort", () => ended.resolve());
      service.waiting++;
      if (jobOf(id).endedAt === null && wait > 0) await ended.promise;
      service.waiting--;
      clearTimeout(timer);
      stop();
      return jobOf(id);
    },
    jobLog: (id, from) => [{ time: jobOf(id).createdAt, level: 4, text: "begins" }].slice(from),
    stopJob: (id, client) => {
      note("stopJob", [id], client);
      return { ...jobOf(id), state: "stopped" };
    },
    discs: (filter) => {
      note("discs", [filter]);
      return [disc(1), unknownDisc(2)];
    },
    disc: (id) => {
      if (id < 100) return disc(id);
      throw new JukeboxError("missing", `Cannot find disc ${id}: there is none of that number`);
    },
    rename: (id, which, name, client) => {
      note("rename", [id, which, name], client);
      return disc(id, { name });
    },
    forget: (id, client) => void note("forget", [id], client),
    readFile: (id, path, signal) => {
      note("readFile", [id, path]);
      return Promise.resolve(service.file(signal));
    },
    find: (words, limit, only) => {
      note("find", [words, limit, only]);
      return Promise.resolve([{ path: "/a/report-2019.pdf", size: 10, disc: disc(1) }, {
        ...{ path: "/b/report-2019.txt", size: null },
        disc: unknownDisc(2),
      }]);
    },
    parameters: () => (Object.keys(PARAMETERS) as ParameterName[]).map(parameterOf),
    setParameter: (name, value, client) => {
      note("setParameter", [name, value], client);
      parameters.set(name, value);
      return parameterOf(name as ParameterName);
    },
    logMessage: (text, level, client) => void note("logMessage", [text, level], client),
    backup: (path, client) => {
      note("backup", [path], client);
      return Promise.resolve();
    },
    shutdown: (client) => void note("shutdown", [], client),
  };
  return service;
}

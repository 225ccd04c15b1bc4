/**
 * A copy of the whole database, made while it is in use.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { BackupAnswer, BackupRequest } from "./backup_worker.ts";
import { deathOf, receivedError } from "./passed_error.ts";

/**
 * Copies the database to a file that is not there yet: it appears under its name when it is complete and was found
 * sound, or not at all.
 *
 * @param signal comes when the database is closed
 */
export async function backUp(database: string, path: string, signal: AbortSignal): Promise<void> {
  if (await exists(path)) throw alreadyThere(path);
  const copy = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    // Made here, so that it is for the owner only from its first byte on.
    (await Deno.open(copy, { write: true, createNew: true, mode: 0o600 })).close();
    await copyInThread({ path: database, copy }, signal);
    await Deno.link(copy, path);
  } catch (error) {
    throw backupRefusal(error, path);
  } finally {
    for (const suffix of ["", "-journal"]) await Deno.remove(`${copy}${suffix}`).catch(() => {});
  }
}

async function copyInThread(request: BackupRequest, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(new Error("the database is closed"));
  signal.addEventListener("abort", stop);
  const worker = new Worker(new URL("./backup_worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<BackupAnswer>) => {
    if ("failed" in data) reject(receivedError(data.failed));
    else resolve();
  };
  worker.onerror = (event) => reject(new Error(`the thread ended: ${deathOf(event)}`));
  try {
    if (signal.aborted) stop();
    else worker.postMessage(request);
    await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    worker.terminate();
  }
}

function backupRefusal(error: unknown, path: string): Error {
  if (error instanceof Deno.errors.AlreadyExists) return alreadyThere(path, error);
  if (error instanceof JukeboxError && error.kind === "space") {
    return new JukeboxError("space", `Cannot back up to ${path}: the disk is full`, { cause: error });
  }
  return new DiscglowError(`Cannot back up to ${path}: ${reasonOf(error)}`, { cause: error });
}

function alreadyThere(path: string, cause?: unknown): JukeboxError {
  return new JukeboxError("state", `Cannot back up to ${path}: there is something already`, {
    cause,
    hint: "give a path where nothing is",
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new DiscglowError(`Cannot back up to ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * plan → file or pipe.
 *
 * @module
 */

import { C, cString, errorWords, type Libc, libc } from "../../ffi/libc.ts";
import { BrokenPipeError, DiscglowError, reasonOf, StoppedError, UsageError } from "../errors.ts";
import { BLOCK_SIZE } from "../iso9660/block.ts";
import type { Notice } from "./options.ts";
import { type ImagePlan, layoutOf } from "./plan.ts";
import { Crew } from "./threads/crew.ts";
import { Output, OutputError, outputKind } from "./threads/output.ts";
import { ThreadPool } from "./threads/pool.ts";
import { newRing, PORTION_BYTES, startReaders, WORTH_THREADS } from "./threads/readers.ts";
import { runsOf } from "./threads/runs.ts";

/** Where an image goes: a file by its path, or an open descriptor such as 1, standard output. */
export type ImageTarget = { readonly path: string } | { readonly descriptor: number };

/** Options of {@linkcode writeImage}. */
export interface WriteOptions {
  /** Stops the work with `StoppedError`; an unfinished file is removed. */
  readonly signal?: AbortSignal;
  /** Told now and then how many bytes have gone out. */
  readonly onProgress?: (bytes: number) => void;
  /** Told of every file that is not what it was when the tree was scanned. */
  readonly onNotice?: (notice: Notice) => void;
}

/** What {@linkcode writeImage} did. */
export interface WriteReport {
  /** Bytes written. */
  readonly bytes: number;
  /** Files that changed or failed while they were read, and are filled with zeros or cut. */
  readonly changed: number;
}

const PROGRESS_MS = 100;
/** How long an output that never blocks is given to have room again, in milliseconds. */
const ROOM_MS = 10;

/**
 * Writes an image. A target file that was begun and not finished is removed, whatever ends the work.
 *
 * @throws {BrokenPipeError} when the reader of a pipe went away
 * @throws {StoppedError} when the signal stops it
 * @throws {DiscglowError} when the target takes no more
 */
export async function writeImage(
  plan: ImagePlan,
  target: ImageTarget,
  options: WriteOptions = {},
): Promise<WriteReport> {
  using pool = new ThreadPool();
  return await writeImageWith(pool, plan, target, options);
}

/** The same with threads that the caller lends. */
export async function writeImageWith(
  pool: ThreadPool,
  plan: ImagePlan,
  target: ImageTarget,
  options: WriteOptions = {},
): Promise<WriteReport> {
  // Before the target is touched: what stands there is worth more than an image that will not be finished.
  if (options.signal?.aborted) throw stopped();
  const changed = new Set<string>();
  const job: Job = {
    pool,
    plan,
    ...(options.signal ? { signal: options.signal } : {}),
    onProgress: options.onProgress ?? (() => {}),
    onNotice(notice) {
      changed.add(notice.path);
      options.onNotice?.(notice);
    },
  };
  if ("path" in target) await writeFile(job, target.path);
  else await writeDescriptor(job, target.descriptor, "standard output");
  return { bytes: plan.size, changed: changed.size };
}

interface Job {
  readonly pool: ThreadPool;
  readonly plan: ImagePlan;
  readonly signal?: AbortSignal;
  readonly onProgress: (bytes: number) => void;
  readonly onNotice: (notice: Notice) => void;
}

/** What a stream without threads goes to. */
interface Writable {
  write(bytes: Uint8Array): Promise<number>;
}

async function writeFile(job: Job, path: string): Promise<void> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { write: true, create: true, truncate: true });
  } catch (error) {
    throw new DiscglowError(`Cannot create ${path}: ${reasonOf(error)}`, { cause: error });
  }
  let finished = false;
  try {
    if (usesThreads(job)) await writeOpened(job, path);
    else await writeByStream(job, file, path);
    finished = true;
  } finally {
    if (!finished) await removeFile(path, await file.stat());
    file.close();
  }
}

/** Removes the file that was begun, wherever links led to it; a device node or a FIFO stays. */
async function removeFile(path: string, begun: Deno.FileInfo): Promise<void> {
  try {
    const place = await Deno.realPath(path);
    const { isFile, dev, ino } = await Deno.lstat(place);
    if (isFile && dev === begun.dev && ino === begun.ino) await Deno.remove(place);
  } catch {
    // It is gone already; what ended the work is what has to be told.
  }
}

/** Threads write by a descriptor, which Deno's own files do not tell. */
async function writeOpened(job: Job, path: string): Promise<void> {
  const library = libc()!;
  const descriptor = library.open(cString(path), C.O_WRONLY | C.O_CLOEXEC, 0);
  if (descriptor < 0) throw new DiscglowError(`Cannot write to ${path}: ${errorWords(library.errno())}`);
  let closed = 0;
  try {
    await writeByThreads(job, library, descriptor, path);
  } finally {
    closed = library.close(descriptor);
  }
  // Network file systems tell only here of what they could not write.
  if (closed !== 0) throw outputFailure(new Error(errorWords(library.errno())), library.errno(), path);
}

async function writeDescriptor(job: Job, descriptor: number, name: string): Promise<void> {
  if (usesThreads(job)) return await writeByThreads(job, libc()!, descriptor, name);
  await writeByStream(job, descriptor === 1 ? Deno.stdout : openedOutput(job, descriptor), name);
}

/** Any other descriptor than standard output, which Deno has no name for. */
function openedOutput(job: Job, descriptor: number): Writable {
  const library = libc();
  if (library === null) {
    throw new UsageError(`Cannot write to descriptor ${descriptor}: only 1 is known here`);
  }
  const output = new Output(library, descriptor, "other", () => job.signal?.aborted ?? false);
  return {
    write(bytes) {
      output.write(bytes);
      return Promise.resolve(bytes.length);
    },
  };
}

function usesThreads(job: Job): boolean {
  return job.plan.size >= WORTH_THREADS && libc() !== null;
}

async function writeByThreads(job: Job, library: Libc, descriptor: number, name: string): Promise<void> {
  const { size } = job.plan;
  const layout = layoutOf(job.plan);
  const kind = outputKind(library, descriptor);
  const runs = runsOf(layout, kind, PORTION_BYTES);
  const ring = newRing();
  const crew = new Crew(job.pool, ring, job.onNotice);
  const stop = () => ring.stop();
  job.signal?.addEventListener("abort", stop);
  const report = setInterval(() => job.onProgress(ring.progress * BLOCK_SIZE), PROGRESS_MS);
  try {
    startReaders(crew, ring, layout, runs);
    await orStopped(
      crew.start({ task: "write", layout, ring: ring.data, runs, descriptor, kind }),
      job.signal,
    );
  } finally {
    clearInterval(report);
    job.signal?.removeEventListener("abort", stop);
    await crew.dismiss();
  }
  if (job.signal?.aborted) throw stopped();
  if (crew.failure !== undefined) throw outputFailure(crew.failure, crew.failure.errno, name);
  job.onProgress(size);
}

function outputFailure(error: Error, errno: number, name: string): DiscglowError {
  if (errno === C.EPIPE) return new BrokenPipeError(`Cannot write to ${name}: its reader has gone away`);
  const hint = errno === C.ENOSPC ? { hint: "make room, or let fit= tell beforehand" } : {};
  return new DiscglowError(`Cannot write the image to ${name}: ${error.message}`, { cause: error, ...hint });
}

/** Without threads: for small images, and where there is no libc. */
async function writeByStream(job: Job, target: Writable, name: string): Promise<void> {
  let bytes = 0;
  const options = { onNotice: job.onNotice, ...(job.signal ? { signal: job.signal } : {}) };
  for await (const chunk of job.plan.stream(options)) {
    for (let done = 0; done < chunk.length;) {
      try {
        const wrote = await orStopped(target.write(chunk.subarray(done)), job.signal);
        if (wrote === undefined) throw stopped();
        done += wrote;
      } catch (error) {
        if (error instanceof StoppedError) throw error;
        if (error instanceof Deno.errors.WouldBlock) {
          await new Promise((resolve) => setTimeout(resolve, ROOM_MS));
          continue;
        }
        throw outputFailure(new Error(reasonOf(error)), errnoOf(error), name);
      }
    }
    bytes += chunk.length;
    job.onProgress(bytes);
  }
}

function errnoOf(error: unknown): number {
  if (error instanceof Deno.errors.BrokenPipe) return C.EPIPE;
  if (error instanceof OutputError) return error.errno;
  return error instanceof Error && "code" in error && error.code === "ENOSPC" ? C.ENOSPC : 0;
}

function stopped(): StoppedError {
  return new StoppedError("Stopped while writing the image");
}

/** Waits for the work or for the signal, as a pipe that nobody reads never lets go of who writes to it. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return await work;
  if (signal.aborted) {
    work.catch(() => {});
    return undefined;
  }
  let onAbort = () => {};
  const aborted = new Promise<undefined>((resolve) => onAbort = () => resolve(undefined));
  signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * Copying the disc in a drive to a file, with all the care that reading discs takes.
 *
 * @module
 */

import { DiscglowError, reasonOf, StoppedError } from "../errors.ts";
import { Ring } from "../ring/ring.ts";
import type { RecordEvent } from "./events.ts";
import { NamedSource } from "./job/source_side.ts";
import { Control } from "./threads/control.ts";

const SLOTS = 32;
const SLOT_BYTES = 256 << 10;

/** Options of {@linkcode copyDisc}. */
export interface CopyDiscOptions {
  /** Hears once how many bytes there are; what it rejects with ends the copy before it begins. */
  readonly onLength?: (bytes: number) => Promise<void> | void;
  /** Hears how many bytes have been copied. */
  readonly onProgress?: (bytes: number) => void;
  /** Hears what the drive has to tell. */
  readonly onEvent?: (event: RecordEvent) => void;
  /** Ends the copy. */
  readonly signal?: AbortSignal;
}

/**
 * Copies a disc. A file that was not finished is left to the caller.
 *
 * @param drive the drive by its name
 * @param path of the new file, which must not be there
 * @returns how many bytes were copied
 * @throws {DiscglowError} when not everything could be read or written
 * @throws {StoppedError} when the signal has ended it
 */
export async function copyDisc(drive: string, path: string, options: CopyDiscOptions = {}): Promise<number> {
  const { signal, onEvent = () => {} } = options;
  const control = new Control();
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  const source = new NamedSource(drive, { keepGoing: undefined, trace: false }, control, onEvent);
  const stop = () => {
    control.stop();
    ring.stop();
  };
  signal?.addEventListener("abort", stop);
  try {
    if (signal?.aborted) throw new StoppedError(`Stopped: nothing of ${drive} was copied`);
    return await transfer({ drive, path, options, ring, source, control });
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
    await source.close();
  }
}

interface Copy {
  readonly drive: string;
  readonly path: string;
  readonly options: CopyDiscOptions;
  readonly ring: Ring;
  readonly source: NamedSource;
  readonly control: Control;
}

async function transfer({ drive, path, options, ring, source, control }: Copy): Promise<number> {
  const { bytes } = await source.open();
  if (bytes === undefined || bytes === 0) {
    throw new DiscglowError(`Cannot copy the disc in ${drive}: nothing is recorded on it`);
  }
  await options.onLength?.(bytes);
  using file = created(path);
  const reading = source.read({ ring: ring.data, bytes, checksums: false, sha256: false, again: false });
  let copied = 0;
  for (let fill = 0;; fill++) {
    const slot = await ring.takeLater(fill);
    if (slot === undefined) break;
    try {
      await writeAll(file, slot.slice());
    } catch (error) {
      throw cannotWrite(path, error);
    }
    copied += slot.length;
    ring.release(fill);
    options.onProgress?.(copied);
  }
  const read = await reading;
  if (options.signal?.aborted || control.stopped) throw new StoppedError(`Stopped: ${copied} bytes copied`);
  if (read.end !== "ended") {
    throw new DiscglowError(read.message ?? `Cannot copy the disc in ${drive}: it ended early`, {
      hint: read.hint,
    });
  }
  try {
    await file.truncate(read.bytes);
  } catch (error) {
    throw cannotWrite(path, error);
  }
  return read.bytes;
}

function created(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { write: true, createNew: true });
  } catch (error) {
    throw new DiscglowError(`Cannot create ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function cannotWrite(path: string, error: unknown): DiscglowError {
  return new DiscglowError(`Cannot write to ${path}: ${reasonOf(error)}`, { cause: error });
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
}

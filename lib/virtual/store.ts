/**
 * The two files of a disc: its data as a plain sparse image, and its state.
 *
 * @module
 */

import { reasonOf } from "../errors.ts";
import { TransportError } from "../scsi/transport_error.ts";
import { BLOCK } from "./media.ts";
import { parseState } from "./parse_state.ts";
import { type DiscState, pressedState, statePath } from "./state.ts";

/** What a drive asks of the files of its disc. */
export interface DiscFiles {
  /** The data file. */
  readonly path: string;
  /** The disc can be recorded. */
  readonly writable: boolean;
  /** Whole blocks the data file holds. */
  readonly blocks: number;
  /** Reads blocks and returns how many bytes the file held; all else is zeros. */
  read(block: number, into: Uint8Array): number;
  /** Writes blocks and returns how many bytes the file system took. */
  write(block: number, from: Uint8Array): number;
  /** Forgets the data from a block on. */
  erase(block?: number): void;
  /** Writes the state file anew; `false` when the file system has no room for it. */
  save(state: DiscState): boolean;
  /** Gives the files back. */
  close(): void;
}

/** The files of one disc, held by one drive. */
export class Store implements DiscFiles {
  /** The data file. */
  readonly path: string;
  /** The disc can be recorded. */
  readonly writable: boolean;
  readonly #file: Deno.FsFile;
  #position = 0;
  #closed = false;

  private constructor(path: string, file: Deno.FsFile, writable: boolean) {
    this.path = path;
    this.#file = file;
    this.writable = writable;
  }

  /**
   * Opens the files and takes the lock.
   *
   * @param guarded somebody else sees to it that only one drive has the disc: no lock is needed
   */
  static open(
    name: string,
    path: string,
    readOnly: boolean,
    guarded = false,
  ): { store: Store; state: DiscState } {
    const real = realPath(name, path);
    const writable = !readOnly && readState(name, real) !== undefined;
    const file = openData(name, real, writable);
    try {
      if (!guarded) lock(name, path, file, writable);
      const store = new Store(real, file, writable);
      // Once more: only the holder of the lock sees what the last one has left.
      const text = readState(name, real);
      const state = text === undefined
        ? pressedState([{ first: 0, recorded: store.blocks, kind: "data" }])
        : parseState(path, text);
      // A recording whose structure cannot be written down must not begin.
      if (writable) tryState(name, real, state);
      return { store, state };
    } catch (error) {
      release(file);
      throw error;
    }
  }

  /** Whole blocks the data file holds. */
  get blocks(): number {
    return Math.floor(this.#file.statSync().size / BLOCK);
  }

  /** Reads blocks and returns how many bytes the file held; all else is zeros. */
  read(block: number, into: Uint8Array): number {
    this.#seek(block);
    let done = 0;
    while (done < into.length) {
      const got = this.#file.readSync(done === 0 ? into : into.subarray(done));
      if (got === null) break;
      done += got;
    }
    this.#position += done;
    if (done < into.length) into.fill(0, done);
    return done;
  }

  /** Writes blocks and returns how many bytes the file system took. */
  write(block: number, from: Uint8Array): number {
    this.#seek(block);
    let done = 0;
    try {
      while (done < from.length) done += this.#file.writeSync(done === 0 ? from : from.subarray(done));
      this.#position += done;
    } catch (error) {
      if (error instanceof TypeError) throw error;
      this.#position = -1;
    }
    return done;
  }

  /** Forgets the data from a block on. */
  erase(block = 0): void {
    if (block < this.blocks) this.#file.truncateSync(block * BLOCK);
  }

  /** Writes the state file anew; `false` when the file system has no room for it. */
  save(state: DiscState): boolean {
    if (!this.writable) return true;
    try {
      writeState(this.path, state);
      return true;
    } catch {
      return false;
    }
  }

  /** Gives the files and the lock back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    release(this.#file);
  }

  #seek(block: number): void {
    const position = block * BLOCK;
    if (position === this.#position) return;
    this.#file.seekSync(position, Deno.SeekMode.Start);
    this.#position = position;
  }
}

/** Writes a state file so that at any moment the old or the new one is there. */
export function writeState(path: string, state: DiscState): void {
  const to = statePath(path);
  const temporary = `${to}.new`;
  try {
    Deno.writeTextFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`);
    Deno.renameSync(temporary, to);
  } catch (error) {
    try {
      Deno.removeSync(temporary);
    } catch {
      // It was never made.
    }
    throw error;
  }
}

function tryState(name: string, path: string, state: DiscState): void {
  try {
    writeState(path, state);
  } catch (error) {
    throw denied(name, error, "its state file cannot be written, ");
  }
}

/** Links are followed: the state file lies beside the file itself. */
function realPath(name: string, path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw denied(name, error);
    throw new TransportError(name, "missing", `Cannot open ${name}: there is no such file`, {
      cause: error,
      hint: `make a disc with: discglow virtual create ${path} --media bd-r`,
    });
  }
}

/** Before it is opened: to open a named pipe would be to wait for whoever writes to it. */
function requireFile(path: string): void {
  if (!Deno.statSync(path).isFile) throw new Error("it is no regular file");
}

function readState(name: string, path: string): string | undefined {
  try {
    requireFile(statePath(path));
    return Deno.readTextFileSync(statePath(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw denied(name, error);
  }
}

function openData(name: string, path: string, write: boolean): Deno.FsFile {
  try {
    requireFile(path);
    return Deno.openSync(path, { read: true, write });
  } catch (error) {
    throw denied(name, error);
  }
}

function denied(name: string, error: unknown, what = ""): TransportError {
  const trouble = error instanceof Deno.errors.PermissionDenied ? "denied" : "failed";
  return new TransportError(name, trouble, `Cannot open ${name}: ${what}${reasonOf(error)}`, {
    cause: error,
  });
}

function lock(name: string, path: string, file: Deno.FsFile, exclusive: boolean): void {
  if (file.tryLockSync(exclusive)) return;
  throw new TransportError(name, "busy", `Cannot open ${name}: another drive holds ${path}`, {
    hint: "wait until the other job has ended",
  });
}

/** Gives file and lock back. A child process that is being started holds both a moment longer than a mere close. */
export function release(file: Deno.FsFile): void {
  file.unlockSync();
  file.close();
}

/**
 * A file, partition or pipe as blocking calls see it: by libc where there is one, else by Deno's own.
 *
 * @module
 */

import { C, cString, errorWords, type Libc, libc } from "../../../ffi/libc.ts";
import { DiscglowError, reasonOf } from "../../errors.ts";
import type { SideControl } from "../threads/side_control.ts";

/** An open file. */
export interface BytesFile {
  /** What it is. */
  readonly kind: "file" | "device" | "pipe";
  /** Its length now; `undefined` where it has none. */
  size(): number | undefined;
  /** Reads at a place; a pipe reads on. Returns 0 at the end; throws an `Error` whose message follows a colon. */
  read(position: number, into: Uint8Array): number;
  /** Whether reading would return at once, after waiting a while for it. */
  ready(): boolean;
  /** Gives it back. */
  close(): void;
}

/** How long {@linkcode BytesFile.ready} waits, in milliseconds. */
const READY_MS = 100;

const POLLIN = 1;
const DIRECTORY = "it is a directory";

/** How long the system may take for a read, in milliseconds: a server in the network may be away for a while. */
const READ_PATIENCE = 600_000;

/** Opens a path, or standard input as `-`. The side's words hold the descriptor, should the thread die. */
export function openBytes(name: string, side: SideControl): BytesFile {
  const library = libc();
  side.alive(READ_PATIENCE);
  try {
    const file = library === null ? openByDeno(name) : openByLibc(library, name, side);
    return patient(file, side);
  } catch (error) {
    const directory = reasonOf(error) === DIRECTORY;
    throw new DiscglowError(`Cannot open ${name}: ${reasonOf(error)}`, {
      cause: error,
      ...(directory ? { hint: "make an image of it first, with discglow iso9660" } : {}),
    });
  }
}

/** Says before every read that it may take long. */
function patient(file: BytesFile, side: SideControl): BytesFile {
  return {
    kind: file.kind,
    size: () => file.size(),
    ready: () => file.ready(),
    close: () => file.close(),
    read(position, into) {
      side.alive(READ_PATIENCE);
      const got = file.read(position, into);
      side.alive();
      return got;
    },
  };
}

function openByLibc(library: Libc, name: string, side: SideControl): BytesFile {
  // Not to wait for whoever writes to a named pipe: the user may want to stop.
  const descriptor = name === "-"
    ? 0
    : library.open(cString(name), C.O_RDONLY | C.O_NONBLOCK | C.O_CLOEXEC, 0);
  if (descriptor < 0) throw new Error(errorWords(library.errno()));
  if (name !== "-") side.hold(descriptor);
  const close = () => {
    if (name !== "-" && side.letGo() !== undefined) library.close(descriptor);
  };
  try {
    return new LibcFile(library, descriptor, close);
  } catch (error) {
    close();
    throw error;
  }
}

class LibcFile implements BytesFile {
  readonly kind: "file" | "device" | "pipe";
  readonly close: () => void;
  readonly #libc: Libc;
  readonly #descriptor: number;
  readonly #begin: number;
  readonly #poll = new Int32Array(2);

  constructor(library: Libc, descriptor: number, close: () => void) {
    this.#libc = library;
    this.#descriptor = descriptor;
    this.close = close;
    this.#poll[0] = descriptor;
    this.kind = this.#kindOf();
    // Standard input may be a file that somebody has read a part of.
    this.#begin = this.kind === "pipe" ? 0 : Number(library.lseek(descriptor, 0, C.SEEK_CUR));
  }

  size(): number | undefined {
    if (this.kind === "pipe") return undefined;
    const end = Number(this.#libc.lseek(this.#descriptor, 0, SEEK_END));
    this.#libc.lseek(this.#descriptor, this.#begin, C.SEEK_SET);
    return Math.max(0, end - this.#begin);
  }

  read(position: number, into: Uint8Array): number {
    for (;;) {
      const got = this.kind === "pipe"
        ? this.#libc.read(this.#descriptor, into as Uint8Array<ArrayBuffer>, into.length)
        : this.#libc.pread(
          this.#descriptor,
          into as Uint8Array<ArrayBuffer>,
          into.length,
          this.#begin + position,
        );
      if (got >= 0) return Number(got);
      const errno = this.#libc.errno();
      if (errno === C.EAGAIN) this.ready();
      else if (errno !== C.EINTR) throw new Error(errorWords(errno));
    }
  }

  ready(): boolean {
    if (this.kind !== "pipe") return true;
    this.#poll[1] = POLLIN;
    return this.#libc.poll(new Uint8Array(this.#poll.buffer), 1, READY_MS) !== 0;
  }

  #kindOf(): "file" | "device" | "pipe" {
    const status = new Uint8Array(256);
    const empty = Uint8Array.of(0);
    if (this.#libc.statx(this.#descriptor, empty, C.AT_EMPTY_PATH, C.STATX_BASIC_STATS, status) !== 0) {
      throw new Error(errorWords(this.#libc.errno()));
    }
    const type = (status[28]! | (status[29]! << 8)) & C.S_IFMT;
    if (type === C.S_IFDIR) throw new Error(DIRECTORY);
    if (type === C.S_IFREG) return "file";
    return type === C.S_IFBLK ? "device" : "pipe";
  }
}

const SEEK_END = 2;

function openByDeno(name: string): BytesFile {
  const file = name === "-" ? undefined : Deno.openSync(name);
  if (file === undefined) return stdinByDeno();
  const status = file.statSync();
  if (status.isDirectory) {
    file.close();
    throw new Error(DIRECTORY);
  }
  const kind = status.isFile ? "file" : status.isBlockDevice ? "device" : "pipe";
  return {
    kind,
    size: () => kind === "pipe" ? undefined : file.seekSync(0, Deno.SeekMode.End),
    read(position, into) {
      if (kind !== "pipe") file.seekSync(position, Deno.SeekMode.Start);
      return file.readSync(into) ?? 0;
    },
    ready: () => true,
    close: () => file.close(),
  };
}

function stdinByDeno(): BytesFile {
  return {
    kind: "pipe",
    size: () => undefined,
    read: (_, into) => Deno.stdin.readSync(into) ?? 0,
    ready: () => true,
    close() {},
  };
}

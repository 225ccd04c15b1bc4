/**
 * The calls a scan and a reader need of the host's file system, with names and paths as bytes.
 *
 * @module
 */

/** What the host says of one entry; one object is filled again and again. */
export interface Facts {
  /** File type and permission bits, as `st_mode`. */
  mode: number;
  /** Owner. */
  uid: number;
  /** Group. */
  gid: number;
  /** Length in bytes. */
  size: number;
  /** Bytes the file system holds for it: fewer than `size` where there are holes. */
  held: number;
  /** Last modification, seconds since 1970 UTC with their fraction. */
  mtime: number;
  /** Number of hard links. */
  links: number;
  /** The file system it lies on. */
  device: number;
  /** Its serial number there, the lower 32 bits. */
  serial: number;
  /** The upper 32 bits, as numbers hold 53; negative where the host tells no serial number. */
  serialHigh: number;
  /** Major number of a device node. */
  major: number;
  /** Minor number of a device node. */
  minor: number;
}

/** Facts with nothing in them yet. */
export function noFacts(): Facts {
  return {
    mode: 0,
    uid: 0,
    gid: 0,
    size: 0,
    held: 0,
    mtime: 0,
    links: 0,
    device: 0,
    serial: 0,
    serialHigh: 0,
    major: 0,
    minor: 0,
  };
}

/** A call to the host's file system that failed; the message is what came back, in its words. */
export class HostError extends Error {
  override name = "HostError";
  /** Whether the thing is no longer there. */
  readonly gone: boolean;

  /** Made from what came back. */
  constructor(message: string, options: ErrorOptions & { readonly gone?: boolean } = {}) {
    super(message, options);
    this.gone = options.gone ?? false;
  }
}

/**
 * Called for every entry of a directory but `.` and `..`; the name is `bytes[from..to)`, valid during the call.
 * `error` says why the facts could not be had.
 */
export type Visit = (bytes: Uint8Array, from: number, to: number, error: HostError | undefined) => void;

/** The host's file system. Paths and names are NUL-terminated bytes; every call throws {@linkcode HostError}. */
export interface HostFiles {
  /** Fills the facts of a path; `follow` looks through a symbolic link. */
  stat(path: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts): void;
  /** Lists a directory and fills the facts of each entry before its visit; `follow` is for the entries. */
  list(path: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts, visit: Visit): void;
  /** Where a symbolic link points to. */
  readLink(path: Uint8Array<ArrayBuffer>): Uint8Array;
  /** Whether the caller may read the file or list the directory. */
  readable(path: Uint8Array<ArrayBuffer>): boolean;
  /** Opens a directory so that files in it are opened without their path; it need not be readable. */
  openDirectory(path: Uint8Array<ArrayBuffer>): number;
  /** Opens a file of an open directory for reading; never waits for a FIFO's writer. */
  openIn(directory: number, name: Uint8Array, follow: boolean): number;
  /** The same by its path. */
  open(path: Uint8Array<ArrayBuffer>, follow: boolean): number;
  /** Reads on where the last read ended; 0 at the end. */
  read(file: number, into: Uint8Array): number;
  /** Goes to a place. */
  seek(file: number, position: number): void;
  /** The first byte at or behind a place that is no hole; the file's end counts as data. */
  nextData(file: number, position: number): number;
  /** The first hole at or behind a place, or the file's end. */
  nextHole(file: number, position: number): number;
  /** Closes what was opened. */
  close(handle: number): void;
}

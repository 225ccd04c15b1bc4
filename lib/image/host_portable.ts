/**
 * The host's files through Deno's own calls: for systems whose C library we do not know. Names that are not
 * valid Unicode cannot be opened this way.
 *
 * @module
 */

import { type Facts, HostError, type HostFiles, type Visit } from "./host_files.ts";
import { reasonOf } from "../errors.ts";

const TYPE_DIRECTORY = 0o040000;
const TYPE_FILE = 0o100000;
const TYPE_LINK = 0o120000;

/** The implementation for any system Deno runs on. */
export function portableFiles(): HostFiles {
  return new PortableFiles();
}

class PortableFiles implements HostFiles {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  readonly #directories = new Map<number, string>();
  readonly #files = new Map<number, Deno.FsFile>();
  #next = 1;

  stat(path: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts): void {
    guarded(() => this.#fill(this.#text(path), follow, facts));
  }

  list(path: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts, visit: Visit): void {
    const folder = this.#text(path);
    for (const entry of guarded(() => Array.from(Deno.readDirSync(folder)))) {
      const name = this.#encoder.encode(entry.name);
      let error: HostError | undefined;
      try {
        this.#fill(`${folder}/${entry.name}`, follow, facts);
      } catch (cause) {
        error = new HostError(reasonOf(cause));
      }
      visit(name, 0, name.length, error);
    }
  }

  readLink(path: Uint8Array<ArrayBuffer>): Uint8Array {
    return guarded(() => this.#encoder.encode(Deno.readLinkSync(this.#text(path))));
  }

  readable(path: Uint8Array<ArrayBuffer>): boolean {
    try {
      const text = this.#text(path);
      if (Deno.statSync(text).isDirectory) Deno.readDirSync(text)[Symbol.iterator]().next();
      else Deno.openSync(text).close();
      return true;
    } catch {
      return false;
    }
  }

  openDirectory(path: Uint8Array<ArrayBuffer>): number {
    this.#directories.set(this.#next, this.#text(path));
    return this.#next++;
  }

  openIn(directory: number, name: Uint8Array, follow: boolean): number {
    return this.#openFile(`${this.#directories.get(directory)}/${this.#text(name)}`, follow);
  }

  open(path: Uint8Array<ArrayBuffer>, follow: boolean): number {
    return this.#openFile(this.#text(path), follow);
  }

  #openFile(path: string, follow: boolean): number {
    const file = guarded(() => {
      const status = follow ? Deno.statSync(path) : Deno.lstatSync(path);
      if (!status.isFile) throw new Error("It is no longer a regular file");
      return Deno.openSync(path);
    });
    this.#files.set(this.#next, file);
    return this.#next++;
  }

  read(file: number, into: Uint8Array): number {
    return guarded(() => this.#file(file).readSync(into) ?? 0);
  }

  seek(file: number, position: number): void {
    guarded(() => this.#file(file).seekSync(position, Deno.SeekMode.Start));
  }

  nextData(_file: number, position: number): number {
    return position;
  }

  nextHole(): number {
    return Infinity;
  }

  close(handle: number): void {
    this.#files.get(handle)?.close();
    this.#files.delete(handle);
    this.#directories.delete(handle);
  }

  #file(handle: number): Deno.FsFile {
    const file = this.#files.get(handle);
    if (file === undefined) throw new HostError("the file is not open");
    return file;
  }

  #text(bytes: Uint8Array): string {
    const end = bytes.indexOf(0);
    return this.#decoder.decode(bytes.slice(0, end < 0 ? bytes.length : end));
  }

  #fill(path: string, follow: boolean, facts: Facts): void {
    const status = follow ? Deno.statSync(path) : Deno.lstatSync(path);
    const type = status.isDirectory ? TYPE_DIRECTORY : status.isSymlink ? TYPE_LINK : TYPE_FILE;
    facts.mode = status.mode ?? type | (status.isDirectory ? 0o755 : 0o644);
    facts.uid = status.uid ?? 0;
    facts.gid = status.gid ?? 0;
    facts.size = status.size;
    facts.held = status.size;
    facts.mtime = (status.mtime?.getTime() ?? 0) / 1000;
    facts.links = status.nlink ?? 1;
    facts.device = status.dev;
    // Rounded or missing serial numbers would make one file of two.
    const known = status.ino !== null && Number.isSafeInteger(status.ino);
    facts.serial = known ? status.ino! % 4294967296 : 0;
    facts.serialHigh = known ? Math.floor(status.ino! / 4294967296) : -1;
    facts.major = (status.rdev ?? 0) >>> 8;
    facts.minor = (status.rdev ?? 0) & 0xff;
  }
}

function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new HostError(reasonOf(error), { cause: error });
  }
}

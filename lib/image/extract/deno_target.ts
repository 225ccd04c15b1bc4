/**
 * The target folder through Deno's own calls, for systems whose C library we do not know. Names must be
 * Unicode; symbolic links on the way are looked for before each directory is used.
 *
 * @module
 */

import { reasonOf } from "../../errors.ts";
import { utf8Text } from "../display.ts";
import type { ImageEntry } from "../reading/entry.ts";
import { madeFolder } from "./folder.ts";
import { type Attributes, type Target, TargetError, type TargetFile } from "./target.ts";

/** What Windows does not allow in a name, or takes for something else: streams, paths, devices. */
const WINDOWS_FORBIDDEN =
  // deno-lint-ignore no-control-regex
  /[\x00-\x1f<>:"/\\|?*]|[. ]$|^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/** The folder at a path; it is made when it is missing. */
export function denoTarget(to: string): Target {
  return new DenoTarget(to);
}

class DenoTarget implements Target {
  readonly made: boolean;
  readonly #to: string;
  /** Paths of directories that were found to be directories. */
  readonly #paths = new WeakMap<ImageEntry, string>();

  constructor(to: string) {
    this.made = madeFolder(to);
    this.#to = to;
  }

  makeDirectory(entry: ImageEntry): boolean {
    if (entry.parent === undefined) return this.made;
    const path = this.#path(entry);
    try {
      Deno.mkdirSync(path);
      return true;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw failure(error);
      this.#directory(entry);
      return false;
    }
  }

  createFile(entry: ImageEntry): TargetFile {
    const path = this.#path(entry);
    const file = guarded(() => Deno.openSync(path, { write: true, createNew: true }));
    const discard = () => {
      file.close();
      Deno.removeSync(path);
    };
    return {
      write: (bytes, position) =>
        guarded(() => {
          file.seekSync(position, Deno.SeekMode.Start);
          for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
        }),
      finish: (size, attributes) => {
        try {
          file.truncateSync(size);
        } catch (error) {
          discard();
          throw failure(error);
        }
        const problem = attributes.mtime === undefined
          ? undefined
          : problemOf(() => file.utimeSync(attributes.mtime!, attributes.mtime!));
        file.close();
        return problem ?? setByPath(path, { ...attributes, mtime: undefined });
      },
      discard,
    };
  }

  link(entry: ImageEntry, first: ImageEntry): void {
    const [from, to] = [this.#path(first), this.#path(entry)];
    guarded(() => Deno.linkSync(from, to));
  }

  makeSymlink(entry: ImageEntry): string | undefined {
    const path = this.#path(entry);
    const target = unicode(entry.target!, "its target");
    guarded(() => Deno.symlinkSync(target, path, { type: "file" }));
    return undefined;
  }

  makeNode(entry: ImageEntry): string | undefined {
    throw new TargetError(`a ${entry.kind} cannot be made on this system`);
  }

  finishDirectory(entry: ImageEntry, attributes: Attributes): string | undefined {
    try {
      return setByPath(this.#directory(entry), attributes);
    } catch (error) {
      if (error instanceof TargetError) return error.message;
      throw error;
    }
  }

  close(): void {}

  #path(entry: ImageEntry): string {
    const name = unicode(entry.name, "its name");
    if (Deno.build.os === "windows" && WINDOWS_FORBIDDEN.test(name)) {
      throw new TargetError("its name is not allowed on this system");
    }
    return `${this.#directory(entry.parent!)}/${name}`;
  }

  #directory(entry: ImageEntry): string {
    if (entry.parent === undefined) return this.#to;
    let path = this.#paths.get(entry);
    if (path !== undefined) return path;
    path = this.#path(entry);
    const status = guarded(() => Deno.lstatSync(path!));
    if (status.isSymlink || !status.isDirectory) {
      throw new TargetError("something that is no directory is already there");
    }
    this.#paths.set(entry, path);
    return path;
  }
}

function setByPath(path: string, { mode, owner, mtime }: Attributes): string | undefined {
  if (Deno.build.os === "windows") {
    return mtime === undefined ? undefined : problemOf(() => Deno.utimeSync(path, mtime, mtime));
  }
  return problemOf(() => {
    if (owner) Deno.chownSync(path, owner.uid, owner.gid);
    if (mode !== undefined) Deno.chmodSync(path, mode);
    if (mtime !== undefined) Deno.utimeSync(path, mtime, mtime);
  });
}

function unicode(bytes: Uint8Array, what: string): string {
  const text = utf8Text(bytes);
  if (text === undefined) throw new TargetError(`${what} is not UTF-8`);
  return text;
}

function problemOf(call: () => void): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw failure(error);
  }
}

function failure(error: unknown): TargetError {
  if (error instanceof Deno.errors.AlreadyExists) {
    return new TargetError("something of that name is already there", false, { cause: error });
  }
  const full = /os error (28|122|112|39)\b|no space left/i.test(error instanceof Error ? error.message : "");
  return new TargetError(reasonOf(error), full, { cause: error });
}

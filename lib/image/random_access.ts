/**
 * Bytes that can be read at any place: an image in a file today, a disc in a drive tomorrow.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../errors.ts";

/** Something of a known length that is read at any place, by blocking calls. */
export interface RandomAccess extends Disposable {
  /** Length in bytes. */
  readonly size: number;
  /**
   * Reads from a place.
   *
   * @param position byte offset of the first byte
   * @param into where the bytes go
   * @returns how many bytes were read: fewer than asked only at the end
   */
  readAt(position: number, into: Uint8Array): number;
  /** Gives back what is held open. */
  close(): void;
}

/** Opens a file for reading at any place. */
export function openRandomAccess(path: string): RandomAccess {
  let file: Deno.FsFile | undefined;
  let size: number;
  try {
    file = Deno.openSync(path);
    if (file.statSync().isDirectory) throw new Error("it is a directory");
    size = file.seekSync(0, Deno.SeekMode.End);
  } catch (error) {
    file?.close();
    throw new DiscglowError(`Cannot open ${path}: ${reasonOf(error)}`, { cause: error });
  }
  return fileAccess(file, path, size);
}

function fileAccess(file: Deno.FsFile, path: string, size: number): RandomAccess {
  return {
    size,
    readAt(position, into) {
      try {
        file.seekSync(position, Deno.SeekMode.Start);
        let done = 0;
        while (done < into.length) {
          const got = file.readSync(into.subarray(done));
          if (got === null) break;
          done += got;
        }
        return done;
      } catch (error) {
        throw new DiscglowError(`Cannot read ${path} at byte ${position}: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    },
    close() {
      file.close();
    },
    [Symbol.dispose]() {
      file.close();
    },
  };
}

/** The same over bytes in memory. */
export function randomAccessOf(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    readAt(position, into) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
    close() {},
    [Symbol.dispose]() {},
  };
}

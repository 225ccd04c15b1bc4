/**
 * A file of this host that a verb writes its results to.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";

/** A file that was not there before. */
export interface NewFile extends Disposable {
  /** Writes all of the bytes. */
  write(bytes: Uint8Array): void;
  /** Takes the file away again. */
  remove(): void;
}

/** Makes a file; one that is there already is left alone, and refused. */
export function openNewFile(path: string): NewFile {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new DiscglowError(`Cannot write ${path}: ${reasonOf(error)}`, { cause: error });
    }
  };
  const file = attempt(() => Deno.openSync(path, { write: true, createNew: true }));
  return {
    write: (bytes) =>
      attempt(() => {
        for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
      }),
    remove: () => attempt(() => Deno.removeSync(path)),
    [Symbol.dispose]: () => file.close(),
  };
}

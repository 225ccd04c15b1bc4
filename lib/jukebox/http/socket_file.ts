/**
 * The unix socket as a file: whose place it is, and who may use it.
 *
 * @module
 */

import { dirname } from "node:path";
import { DiscglowError, reasonOf } from "../../errors.ts";

/** Owner and group may connect. */
const MODE = 0o660;
/** Bytes of a path that a client can connect to (unix(7): 108 with the zero behind them). */
const LONGEST = 107;

/**
 * Makes room for a socket: one that nobody answers at is removed.
 *
 * @throws {DiscglowError} when a server answers there, something else has that name, or the name is too long
 */
export async function clearSocket(path: string): Promise<void> {
  const bytes = new TextEncoder().encode(path).length;
  if (bytes > LONGEST) {
    throw new DiscglowError(
      `Cannot listen at ${path}: its ${bytes} bytes are more than the ${LONGEST} of a socket`,
      {
        hint: "configure a socket with a shorter path",
      },
    );
  }
  const found = lookAt(path);
  if (found === undefined) return;
  if (found.isSocket !== true) {
    throw new DiscglowError(`Cannot listen at ${path}: there is something else of that name`, {
      hint: "remove it, or configure another socket",
    });
  }
  if (await isAnswered(path)) {
    throw new DiscglowError(`Cannot listen at ${path}: another server answers there`, {
      hint: "stop it with discglow cdadm byebye, or configure another socket",
    });
  }
  removeStale(path, found.ino);
}

/**
 * Binds a socket in a folder that nobody else may enter and only then, with its mode, gives it its name: it is never
 * open to others, not even for a moment. The umask would do as well, but all threads share it.
 *
 * @param bind binds at the path that it is given
 * @returns the number of the socket's inode, by which it is known again at the end
 */
export async function bindPrivately(
  path: string,
  bind: (path: string) => Promise<void>,
): Promise<number | null> {
  try {
    const folder = await Deno.makeTempDir({ dir: dirname(path), prefix: ".discglow-" });
    try {
      const first = `${folder}/s`;
      await bind(first);
      await Deno.chmod(first, MODE);
      // Unlike renaming, this fails when another server has been quicker.
      await Deno.link(first, path);
      return (await Deno.lstat(first)).ino;
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  } catch (error) {
    throw new DiscglowError(`Cannot listen at ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Removes a socket unless it is another one by now. */
export function removeSocket(path: string, inode: number | null): void {
  const found = lookAt(path);
  if (found?.isSocket === true && found.ino === inode) removeIfThere(path);
}

/** Moved away first: should another server have taken the place meanwhile, it gets its socket back. */
function removeStale(path: string, inode: number | null): void {
  const aside = `${path}.${Deno.pid}.old`;
  try {
    Deno.renameSync(path, aside);
    if (lookAt(aside)?.ino === inode) return removeIfThere(aside);
    Deno.renameSync(aside, path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new DiscglowError(`Cannot remove the old socket ${path}: ${reasonOf(error)}`, { cause: error });
  }
  throw new DiscglowError(`Cannot listen at ${path}: another server has just begun to`);
}

async function isAnswered(path: string): Promise<boolean> {
  try {
    (await Deno.connect({ transport: "unix", path })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused || error instanceof Deno.errors.NotFound) return false;
    throw new DiscglowError(`Cannot listen at ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function lookAt(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new DiscglowError(`Cannot listen at ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

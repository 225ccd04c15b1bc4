/**
 * The folder in which a server keeps everything, and the lock that keeps a second server out of it.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";

/** The places in the folder; the lock is held until it is closed. */
export interface StateFolder extends Disposable {
  readonly path: string;
  /** The volumes database. */
  readonly database: string;
  /** The log. */
  readonly log: string;
  /** Gives the lock back. */
  close(): void;
}

/**
 * Makes the folder where there is none, and takes its lock.
 *
 * @throws {DiscglowError} when it cannot be written, or another server has it
 */
export function openStateFolder(path: string): StateFolder {
  const lock = attempt(path, () => {
    Deno.mkdirSync(path, { recursive: true, mode: 0o750 });
    return Deno.openSync(`${path}/lock`, { read: true, write: true, create: true, mode: 0o640 });
  });
  if (!lock.tryLockSync(true)) {
    lock.close();
    throw otherServer(path);
  }
  notePid(lock);
  let open = true;
  const close = (): void => {
    if (open) lock.close();
    open = false;
  };
  return {
    path,
    database: `${path}/volumes.db`,
    log: `${path}/logfile.txt`,
    close,
    [Symbol.dispose]: close,
  };
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new DiscglowError(`Cannot use the state folder ${path}: ${reasonOf(error)}`, {
      cause: error,
      hint: "it has to be a folder that the server's user can write; the configuration names it with state=",
    });
  }
}

function otherServer(path: string): DiscglowError {
  return new DiscglowError(
    `Cannot start the server: another one works with the state folder ${path}${pidWords(path)}`,
    { hint: "end that one, or give this one a configuration with a state folder and a socket of its own" },
  );
}

function pidWords(path: string): string {
  try {
    const pid = /^\d{1,10}$/.exec(Deno.readTextFileSync(`${path}/lock`).trim())?.[0];
    return pid === undefined ? "" : `, process ${pid}`;
  } catch {
    return "";
  }
}

/** For the refusal that another server shows; the lock itself does not need it. */
function notePid(lock: Deno.FsFile): void {
  try {
    lock.truncateSync();
    lock.writeSync(new TextEncoder().encode(`${Deno.pid}\n`));
  } catch {
    // On a full disk the refusal names no process.
  }
}

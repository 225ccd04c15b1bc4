/**
 * Locks in files: they hold between processes, and end with them.
 *
 * @module
 */

import { reasonOf } from "../../errors.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import { realClock } from "../clock.ts";
import { release } from "../store.ts";

/** A lock that is held. */
export type Held = Disposable;

/** Longest time that a state is kept locked by somebody who lives, in milliseconds. */
const PATIENCE = 10_000;
/** As long as somebody may look whether there is a host. */
const LOOK = 100;
const PAUSE = 2;

function tryHold(path: string, exclusive: boolean): Held | undefined {
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  try {
    if (file.tryLockSync(exclusive)) return { [Symbol.dispose]: () => release(file) };
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return undefined;
}

/** Whether somebody has a lock for himself alone. */
export function isHeld(path: string): boolean {
  const held = tryHold(path, false);
  held?.[Symbol.dispose]();
  return held === undefined;
}

/** Waits for a lock, but not without end: `undefined` when the other does not let go. */
export function hold(path: string, patience = PATIENCE, exclusive = true): Held | undefined {
  const until = performance.now() + patience;
  for (;;) {
    const held = tryHold(path, exclusive);
    if (held !== undefined || performance.now() > until) return held;
    realClock.sleep(PAUSE);
  }
}

/** The only host of a device, or one of several that only read; refused when another holds it. */
export function holdAsHost(name: string, path: string, exclusive: boolean): Held {
  let held: Held | undefined;
  try {
    held = hold(path, LOOK, exclusive);
  } catch (error) {
    const trouble = error instanceof Deno.errors.PermissionDenied ? "denied" : "failed";
    throw new TransportError(name, trouble, `Cannot open ${name}: ${reasonOf(error)}`, { cause: error });
  }
  if (held !== undefined) return held;
  throw new TransportError(name, "busy", `Cannot open ${name}: another host holds it`, {
    hint: "wait until the other job has ended",
  });
}

/** The error when somebody who lives does not let go of a lock. */
export function stateLocked(name: string): TransportError {
  return new TransportError(name, "busy", `Cannot reach ${name}: somebody keeps its state locked`);
}

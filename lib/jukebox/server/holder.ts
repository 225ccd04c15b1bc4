/**
 * Whether the process that reserved a drive still lives.
 *
 * @module
 */

import { hostname } from "node:os";
import { readText } from "../../scsi/linux_files.ts";
import type { Holder } from "../model.ts";

/** Field of /proc/PID/stat that says when the process was started, counted behind the name (proc(5): the 22nd). */
const START_TIME = 19;

/**
 * When a process was started, in clock ticks since the boot.
 *
 * @returns `null` when there is no such process, or the system does not tell
 */
export function processStarted(pid: number, proc: string = "/proc"): number | null {
  const stat = readText(`${proc}/${pid}/stat`);
  if (stat === undefined) return null;
  // The name stands in parentheses and may hold any character, blanks and parentheses too.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[START_TIME]);
  return Number.isSafeInteger(ticks) ? ticks : null;
}

/** Whether the process that is to live as long as a reservation matters is gone; unknown counts as alive. */
export function isHolderGone(holder: Holder, proc: string = "/proc"): boolean {
  const { pid, pidStarted, host } = holder;
  if (pid === null || host !== hostname() || Deno.build.os !== "linux") return false;
  // A /proc that shows other users' processes to nobody shows not even the first one.
  if (processStarted(1, proc) === null) return false;
  const started = processStarted(pid, proc);
  return started === null || (pidStarted !== null && started !== pidStarted);
}

/**
 * What a test leaves behind that Deno's own check does not see: threads of workers, and descriptors that were
 * opened through libc.
 *
 * @module
 */

import { assert, assertEquals } from "./assert.ts";

const PATIENCE_MS = 5000;

/** Runs a body and fails unless all its threads and open files are gone soon after. */
export async function leavesNothing(body: () => Promise<void>): Promise<void> {
  if (Deno.build.os !== "linux") return await body();
  const before = handles();
  await body();
  const until = performance.now() + PATIENCE_MS;
  while (workerThreads() > before.threads && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert(workerThreads() <= before.threads, `${workerThreads() - before.threads} threads are left`);
  assertEquals(handles().files.filter((path) => !before.files.includes(path)), [], "files are left open");
}

/** How many threads of workers this process has. */
export function workerThreads(): number {
  let count = 0;
  for (const { name } of Deno.readDirSync("/proc/self/task")) {
    try {
      if (Deno.readTextFileSync(`/proc/self/task/${name}/comm`).startsWith("worker-")) count++;
    } catch {
      // It has ended since the list was made.
    }
  }
  return count;
}

function handles(): { readonly threads: number; readonly files: string[] } {
  const files: string[] = [];
  for (const { name } of Deno.readDirSync("/proc/self/fd")) {
    try {
      const path = Deno.readLinkSync(`/proc/self/fd/${name}`);
      if (path.startsWith("/") && !path.startsWith("/proc/") && !path.startsWith("/dev/")) files.push(path);
    } catch {
      // It was that of the list itself.
    }
  }
  return { threads: workerThreads(), files };
}

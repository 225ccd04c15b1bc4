/**
 * What a test leaves behind that Deno's own check does not see: workers that nobody ended, and descriptors that
 * were opened through libc.
 *
 * @module
 */

import { assertEquals } from "./assert.ts";

/** Runs a body and fails unless it has ended all its workers and closed all files in a folder of the test's. */
export async function leavesNothing(folder: string, body: () => Promise<void>): Promise<void> {
  const Original = globalThis.Worker;
  const running = new Set<Worker>();
  // Other tests run in this process at the same time: only what is started from here on in this file counts.
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      running.add(this);
    }
    override terminate(): void {
      running.delete(this);
      super.terminate();
    }
  };
  try {
    await body();
    await gone(() => running.size === 0 && openFiles(folder).length === 0);
    assertEquals(running.size, 0, `${running.size} threads are left`);
    assertEquals(openFiles(folder), [], "files are left open");
  } finally {
    globalThis.Worker = Original;
  }
}

/** Waits until something is true, but not for ever. */
async function gone(is: () => boolean): Promise<void> {
  const until = performance.now() + 30_000;
  while (!is() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
}

function openFiles(folder: string): string[] {
  if (Deno.build.os !== "linux") return [];
  const files: string[] = [];
  for (const { name } of Deno.readDirSync("/proc/self/fd")) {
    try {
      const path = Deno.readLinkSync(`/proc/self/fd/${name}`);
      if (path.startsWith(`${folder}/`) && !path.endsWith("/fifo")) files.push(path);
    } catch {
      // It was that of the list itself, or another test's.
    }
  }
  return files;
}

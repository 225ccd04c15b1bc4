/**
 * The thread in which a target for tests runs: its drives block.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { openVirtualDevice } from "../../../lib/virtual/changer/open.ts";
import type { Wishes } from "./negotiation.ts";
import { type Server, serveUnits } from "./server.ts";

/** What the thread is told. */
export type ToTarget = { readonly serve: readonly string[]; readonly wishes: Wishes } | {
  readonly end: true;
};

/** What it tells. */
export type FromTarget = { readonly port: number } | { readonly ended: true } | { readonly error: string };

const worker = self as unknown as DedicatedWorkerGlobalScope;
let server: Server | undefined;
let drives: ReturnType<typeof openVirtualDevice>[] = [];

worker.onmessage = async ({ data }: MessageEvent<ToTarget>) => {
  try {
    if ("serve" in data) {
      drives = data.serve.map((name) => openVirtualDevice(name));
      server = serveUnits(new Map(drives.map((drive, lun) => [lun, drive])), data.wishes);
      tell({ port: server.port });
      await server.finished;
    } else {
      server?.[Symbol.dispose]();
      await server?.finished;
      for (const drive of drives) drive.close();
      tell({ ended: true });
    }
  } catch (error) {
    tell({ error: error instanceof Error ? error.stack ?? error.message : String(error) });
  }
};

function tell(message: FromTarget): void {
  worker.postMessage(message);
}

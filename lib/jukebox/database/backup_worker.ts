/**
 * The thread that makes one backup: SQLite copies and looks through a large database for seconds without a pause.
 *
 * @module
 */

import { Connection } from "./connection.ts";
import { type PassedError, passError } from "./passed_error.ts";
import { checkAll } from "./soundness.ts";

/** To the thread. */
export interface BackupRequest {
  /** The database. */
  readonly path: string;
  /** An empty file. */
  readonly copy: string;
}

/** From the thread. */
export type BackupAnswer = { readonly done: true } | { readonly failed: PassedError };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<BackupRequest>) => void;
  postMessage(answer: BackupAnswer): void;
};

scope.onmessage = ({ data }: MessageEvent<BackupRequest>) => {
  try {
    makeCopy(data);
    scope.postMessage({ done: true });
  } catch (error) {
    scope.postMessage({ failed: passError(error) });
  }
};

/** All of one moment, whatever is written meanwhile, in a file that needs no other. */
function makeCopy({ path, copy }: BackupRequest): void {
  {
    using source = new Connection(path, { readOnly: true });
    source.change("VACUUM INTO ?", copy);
  }
  {
    using file = Deno.openSync(copy, { read: true, write: true });
    file.syncSync();
  }
  using made = new Connection(copy, { readOnly: true });
  checkAll(made);
}

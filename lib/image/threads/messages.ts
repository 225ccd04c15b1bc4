/**
 * What the threads of an image tell the thread that started them.
 *
 * @module
 */

import type { Notice } from "../options.ts";

/** One message of a worker. */
export type FromWorker =
  | { readonly notice: Notice }
  | { readonly done: true }
  | { readonly failed: string; readonly errno?: number };

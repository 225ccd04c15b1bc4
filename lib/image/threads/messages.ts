/**
 * What passes between the threads of an image and the thread that started them.
 *
 * @module
 */

import type { Notice } from "../options.ts";
import type { ReadTask } from "./read_task.ts";
import type { WriteTask } from "./write_task.ts";

/** A task for a thread. */
export type ToWorker = ReadTask | WriteTask;

/** What a thread tells; after `done` and `failed` it is free for another task. */
export type FromWorker =
  | { readonly notice: Notice }
  | { readonly done: true }
  | { readonly failed: string; readonly errno: number };

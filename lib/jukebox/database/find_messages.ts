/**
 * What passes between the server and the thread that searches.
 *
 * @module
 */

import type { FoundFile } from "../model.ts";
import type { PassedError } from "./passed_error.ts";
import type { FindOptions } from "./volumes.ts";

/** To the thread: a search in the database of a path, or the wish that it closes that. */
export type FindRequest =
  | { readonly path: string; readonly words: string; readonly options: FindOptions }
  | { readonly close: true };

/** From the thread: one for each request. */
export type FindAnswer =
  | { readonly found: readonly FoundFile[] }
  | { readonly failed: PassedError }
  | { readonly closed: true };

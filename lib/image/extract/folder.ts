/**
 * The target folder itself.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";

/** Makes sure that a folder is there, with the folders above it. Returns whether it was made now. */
export function madeFolder(path: string): boolean {
  try {
    if (Deno.statSync(path).isDirectory) return false;
    throw new Error("It is no directory");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw cannot(path, error);
  }
  try {
    Deno.mkdirSync(path, { recursive: true });
  } catch (error) {
    throw cannot(path, error);
  }
  return true;
}

function cannot(path: string, error: unknown): DiscglowError {
  return new DiscglowError(`Cannot extract to ${path}: ${reasonOf(error)}`, { cause: error });
}

/**
 * The threads of the program. Bundles and compiled programs must be told of them: nothing imports a worker.
 *
 * @module
 */

/** Every module that runs as a worker, from the root of the project. File names differ from each other. */
export const WORKERS: readonly string[] = [
  "lib/image/threads/image_worker.ts",
];

/** How a worker is named in the sources, and in what a bundler makes of them. */
export const WORKER_URL: RegExp = /new URL\("([^"]+\.[jt]s)", import\.meta\.url\)/g;

/** The last part of a path, without its extension. */
export function stem(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.[jt]s$/, "");
}

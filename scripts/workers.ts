/**
 * The threads of the program. Bundles and compiled programs must be told of them, as nothing imports a worker;
 * the sources name each by `new URL("./x.ts", import.meta.url)`, and there they are found.
 *
 * @module
 */

/** How a worker is named in the sources, and in what a bundler makes of them. */
const WORKER_URL = /new URL\("([^"]+\.ts)", import\.meta\.url\)/g;

const ROOT = new URL("..", import.meta.url);
const FOLDERS = ["lib", "ffi"];

/** Every module that runs as a worker, from the root of the project, in order. */
export async function findWorkers(): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of FOLDERS) {
    for await (const path of sources(folder)) {
      for (const [, url] of (await Deno.readTextFile(new URL(path, ROOT))).matchAll(WORKER_URL)) {
        found.add(new URL(url!, `file:///${path}`).pathname.slice(1));
      }
    }
  }
  const workers = [...found].sort();
  const names = new Set(workers.map(fileName));
  if (names.size === workers.length) return workers;
  throw new Error(
    `Cannot tell the workers apart in a bundle: two have one file name (${workers.join(", ")})`,
  );
}

/**
 * Puts the URLs of workers right in a bundled file: a bundler moves code between folders and leaves them.
 *
 * @param file path of the bundled file, from the bundle's folder
 * @param workers the bundled workers, likewise
 */
export function renameWorkers(file: string, text: string, workers: readonly string[]): string {
  const up = "../".repeat(file.split("/").length - 1) || "./";
  return text.replaceAll(WORKER_URL, (_, url: string) => {
    const worker = workers.find((path) => fileName(path) === fileName(bundled(url)));
    if (worker === undefined) throw new Error(`Cannot bundle: ${file} starts ${url}, which is no worker`);
    return `new URL("${up}${worker}", import.meta.url)`;
  });
}

/** The path of a module when it has been bundled. */
export function bundled(path: string): string {
  return path.replace(/\.ts$/, ".js");
}

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sources(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

function fileName(path: string): string {
  return path.replace(/^.*\//, "");
}

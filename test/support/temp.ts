/**
 * Folders that go away with the test that made them.
 *
 * @module
 */

/** A folder that is removed when it leaves the scope of `using`. */
export interface TempFolder extends Disposable {
  /** Absolute path, in ASCII. */
  readonly path: string;
  /** Absolute path of a name inside; nothing is made. */
  at(name: string): string;
  /** Makes a folder inside and returns its path. */
  make(name: string): string;
}

/** Makes an empty folder: `using dir = tempFolder();`. */
export function tempFolder(parent?: string): TempFolder {
  const path = Deno.makeTempDirSync({
    prefix: "discglow-",
    ...(parent === undefined ? {} : { dir: parent }),
  });
  return {
    path,
    at: (name) => `${path}/${name}`,
    make(name) {
      Deno.mkdirSync(`${path}/${name}`, { recursive: true });
      return `${path}/${name}`;
    },
    [Symbol.dispose]() {
      removeTree(path);
    },
  };
}

/** The same in memory where the system has such a place: hundreds of thousands of files are slow on a disk. */
export function memoryFolder(): TempFolder {
  try {
    return tempFolder("/dev/shm");
  } catch {
    return tempFolder();
  }
}

/** Removes a tree whatever the modes of its folders are. */
export function removeTree(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (Deno.build.os === "windows") throw error;
    new Deno.Command("chmod", { args: ["-R", "u+rwx", path], stderr: "null" }).outputSync();
    Deno.removeSync(path, { recursive: true });
  }
}

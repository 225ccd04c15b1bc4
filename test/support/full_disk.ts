/**
 * File systems without room.
 *
 * @module
 */

/** Takes all the room that is left where the path is, until it is disposed of: `using full = fillDisk(path);`. */
export function fillDisk(path: string): Disposable {
  using file = Deno.openSync(path, { create: true, write: true });
  for (const size of [1 << 20, 4096, 1]) {
    const chunk = new Uint8Array(size);
    try {
      while (file.writeSync(chunk) > 0);
    } catch {
      // No room for a piece of that size.
    }
  }
  return { [Symbol.dispose]: () => Deno.removeSync(path) };
}

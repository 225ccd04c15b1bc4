/**
 * A database of volumes that is searched without a server.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import type { JukeboxClient } from "../jukebox/client/client.ts";
import { openVolumes } from "../jukebox/database/open.ts";

/** What a search needs, as a server offers it. */
type Searched = Pick<JukeboxClient, "discs" | "find">;

const USUAL_LIMIT = 100;

/** Opens a database: the file stays as it is, may lie where nothing can be written, and may be in use. */
export async function openDatabase(path: string): Promise<Searched & Disposable> {
  if (!(await Deno.stat(path).catch(() => undefined))?.isFile) {
    throw new DiscglowError(`Cannot search ${path}: there is no such file`);
  }
  const volumes = openVolumes(path, { readOnly: true });
  return {
    discs: (filter = {}) => Promise.resolve(volumes.discs(filter)),
    find: (words, limit = USUAL_LIMIT, { disc } = {}) =>
      Promise.resolve(volumes.find(words, { limit, ...(disc === undefined ? {} : { disc }) })),
    [Symbol.dispose]: () => volumes.close(),
  };
}

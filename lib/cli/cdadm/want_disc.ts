/**
 * The disc that a user names.
 *
 * @module
 */

import type { JukeboxClient } from "../../jukebox/client/client.ts";
import { JukeboxError } from "../../jukebox/errors.ts";
import type { Disc } from "../../jukebox/model.ts";

/** Requests that find discs. */
type Finder = Pick<JukeboxClient, "discs">;

/** Finds the one disc of a name, a bar code or a number. */
export async function wantDisc(client: Finder, name: string): Promise<Disc> {
  const [disc, ...others] = await wantDiscs(client, name);
  if (others.length === 0) return disc;
  throw new JukeboxError("state", `Cannot choose the disc ${name}: ${others.length + 1} are called so`, {
    hint: `name it by its number: ${[disc, ...others].map(({ id }) => id).sort((a, b) => a - b).join(", ")}`,
  });
}

/** The same for reading: of copies of one content, the one that is read soonest. */
export async function wantCopy(client: Finder, name: string): Promise<Disc> {
  const discs = await wantDiscs(client, name);
  const [{ fingerprint }] = discs;
  const copies = fingerprint !== null && discs.every((disc) => disc.fingerprint === fingerprint);
  if (!copies) return await wantDisc(client, name);
  const good = discs.filter(({ state }) => state === "recorded");
  const nearest = (kind: Disc["place"]["kind"]) => good.find(({ place }) => place.kind === kind);
  return nearest("drive") ?? nearest("slot") ?? discs[0];
}

/** All discs of a name. */
export async function wantDiscs(client: Finder, name: string): Promise<[Disc, ...Disc[]]> {
  const [disc, ...others] = await client.discs({ named: name });
  if (disc === undefined) {
    throw new JukeboxError(
      "missing",
      `Cannot find the disc ${name}: there is none of that name or bar code`,
      {
        hint: "discglow cdadm discs lists all that are known",
      },
    );
  }
  return [disc, ...others];
}

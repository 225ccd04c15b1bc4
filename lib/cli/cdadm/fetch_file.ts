/**
 * Runs `cdadm get`.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import type { Words } from "../words.ts";
import { openNewFile } from "./new_file.ts";
import type { VerbCall } from "./verb.ts";
import { wantCopy } from "./want_disc.ts";

/** What of a call is needed. */
interface FetchCall extends Pick<VerbCall<Words>, "client" | "output" | "operands" | "signal"> {
  readonly values: { readonly to: string | undefined };
}

/** Writes a file of a disc to standard output or into a new file, which is removed when it stays incomplete. */
export async function fetchFile(
  { client, output, operands: [named, path], values: { to }, signal }: FetchCall,
): Promise<void> {
  const disc = await wantCopy(client, named!);
  const stop = signal();
  // What cannot be written is told before the disc is loaded.
  using file = to === undefined ? undefined : openNewFile(to);
  let bytes = 0;
  try {
    const { data, size } = await client.readFile(disc.id, path!, { signal: stop });
    for await (const part of data) {
      stop.throwIfAborted();
      bytes += part.length;
      if (file === undefined) output.bytes(part);
      else file.write(part);
    }
    if (size !== null && bytes !== size) {
      throw new DiscglowError(`Cannot fetch ${path}: only ${bytes} of ${size} bytes have come`);
    }
  } catch (error) {
    file?.remove();
    throw error;
  }
  if (output.json && to !== undefined) output.record({ event: "fetched", disc: disc.id, path, to, bytes });
}

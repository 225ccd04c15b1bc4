/**
 * What a job keeps of its source, so that it is the same one hours later, and after the server has started anew.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../../errors.ts";
import { JukeboxError } from "../../errors.ts";
import type { SourceKind } from "../requests/check_source.ts";

/** Byte offset of the first standard identifier: behind 16 sectors and a type byte. */
const VOLUME_RECOGNITION = 16 * 2048 + 1;

/** What the job's row keeps of its source. */
export interface NotedSource {
  readonly kind: SourceKind;
  readonly bytes: number;
  readonly modified: number | null;
  /** Tells apart what was put in its place, with the same size and time. */
  readonly inode: number | null;
}

/** Reads it from the row; `undefined` when nothing of use is there. */
export function notedOf(value: unknown): NotedSource | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, bytes, modified = null, inode = null } = value as Record<string, unknown>;
  if (kind !== "image" && kind !== "folder" && kind !== "drive") return undefined;
  const isNumber = (one: unknown): one is number | null => one === null || typeof one === "number";
  if (!Number.isSafeInteger(bytes) || !isNumber(modified) || !isNumber(inode)) return undefined;
  return { kind, bytes: bytes as number, modified, inode };
}

/** How a file is now. */
export function factsOf(path: string): Omit<NotedSource, "kind"> {
  try {
    const { size, mtime, ino } = Deno.statSync(path);
    return { bytes: size, modified: mtime?.getTime() ?? null, inode: ino };
  } catch (error) {
    throw new DiscglowError(`Cannot read ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Throws when it is another one than was noted. */
export function checkSame(path: string, noted: NotedSource): void {
  const { bytes, modified, inode } = factsOf(path);
  const same = noted.inode === null || noted.inode === inode;
  if (same && bytes === noted.bytes && modified === noted.modified) return;
  throw new JukeboxError("state", `Cannot go on recording ${path}: it has changed since the job began`, {
    hint: "begin a new job",
  });
}

/** Whether a volume recognition sequence begins where one has to (ECMA-167 2/8.1). */
export function isImage(path: string): boolean {
  try {
    using file = Deno.openSync(path);
    file.seekSync(VOLUME_RECOGNITION, Deno.SeekMode.Start);
    const identifier = new Uint8Array(5);
    file.readSync(identifier);
    return ["CD001", "BEA01"].includes(new TextDecoder().decode(identifier));
  } catch {
    // Whether it can be read is found out by those who record it.
    return true;
  }
}

/**
 * The place of a job's record: made sure of before the disc is touched, filled at the end, never half.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { ChecksumList } from "../checksum_list.ts";
import { encodeRecord, foldedForFile } from "../record_file.ts";
import type { RecordReport } from "../report.ts";
import type { ReadResult } from "../threads/reader_tasks.ts";
import { isSamePlace } from "./same_place.ts";

/** A file that appears under its name only when it is complete. */
export class KeptRecord {
  readonly #path: string;
  readonly #place: string;
  readonly #part: string;

  /**
   * Makes the file under another name, so that it is known early whether that can be done.
   *
   * @param others the names of what the record must not take the place of
   */
  constructor(path: string, others: readonly string[]) {
    this.#path = path;
    const other = others.find((name) => isSamePlace(name, path));
    if (other !== undefined) throw this.#error(new Error(`that is ${other}`));
    try {
      this.#place = placeOf(path);
      this.#part = `${this.#place}.${Deno.pid}.part`;
      Deno.writeTextFileSync(this.#part, "", { createNew: true });
    } catch (error) {
      throw this.#error(error);
    }
  }

  /** Fills it and gives it its name. */
  keep(source: string, report: RecordReport, checksums: ReadResult["checksums"]): void {
    const { target, firstBlock, blocks, bytes, medium, sha256 = "" } = report;
    const { chunks, length } = checksums ?? { chunks: [], length: 0 };
    const text = encodeRecord({
      date: new Date().toISOString(),
      source,
      medium: medium?.name ?? "unknown",
      mediaId: medium?.mediaId,
      drive: target,
      firstBlock,
      blocks,
      bytes,
      sha256,
      ...foldedForFile(new ChecksumList(chunks, length)),
    });
    try {
      Deno.writeTextFileSync(this.#part, text);
      Deno.renameSync(this.#part, this.#place);
    } catch (error) {
      throw this.#error(error);
    }
  }

  /** Removes what was not kept. */
  drop(): void {
    try {
      Deno.removeSync(this.#part);
    } catch {
      // It was kept.
    }
  }

  #error(error: unknown): DiscglowError {
    return new DiscglowError(`Cannot keep the record in ${this.#path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Behind all links; a name of its own would take the place of whatever is no file. */
function placeOf(path: string): string {
  let status: Deno.FileInfo;
  try {
    status = Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
  if (status.isDirectory) throw new Error("it is a directory");
  if (!status.isFile) throw new Error("it is no regular file");
  return Deno.realPathSync(path);
}

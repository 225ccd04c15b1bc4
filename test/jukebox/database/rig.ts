/**
 * What tests of the database put into it.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { assert, assertStringIncludes, assertThrows } from "../../support/assert.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import type { DiscFacts, IndexedFile, Volumes } from "../../../lib/jukebox/database/volumes.ts";
import type { Disc, Place } from "../../../lib/jukebox/model.ts";

/** A slot of the jukebox `jb`. */
export function slot(number: number): Place {
  return { kind: "slot", device: "jb", number };
}

/** A drive of it. */
export function drive(number: number): Place {
  return { kind: "drive", device: "jb", number };
}

/** What is found on a recorded disc, unless said otherwise. */
export function facts(changes: Partial<DiscFacts> = {}): DiscFacts {
  return {
    state: "recorded",
    medium: "BD-R",
    mediaId: "VERBAT-IM",
    erasable: false,
    volume: "ARCHIVE",
    fingerprint: "f1",
    bytes: 1000,
    capacity: 25_000_000_000,
    remark: null,
    ...changes,
  };
}

/** What is found on a blank. */
export const BLANK: DiscFacts = facts({ state: "blank", volume: null, fingerprint: null, bytes: 0 });

/** A recorded disc in a slot. */
export function addRecorded(
  volumes: Volumes,
  number: number,
  volume: string | null,
  fingerprint: string,
): Disc {
  const { id } = volumes.addDisc(slot(number), slot(number), null);
  return volumes.noteFacts(id, facts({ volume, fingerprint }));
}

/** Files of a size by their paths. */
export function filesOf(...paths: readonly string[]): IndexedFile[] {
  return paths.map((path, i) => ({ path, size: 100 + i, modified: "2019-01-02T03:04:05Z" }));
}

/** Takes in the files of a disc. */
export function takeIn(volumes: Volumes, disc: number, ...paths: readonly string[]): void {
  const intake = volumes.files(disc);
  intake.add(filesOf(...paths));
  intake.finish();
}

/** Paths that a search finds, in order. */
export function pathsOf(volumes: Volumes, words: string, disc?: number): string[] {
  const found = volumes.find(words, { limit: 1000, ...(disc === undefined ? {} : { disc }) });
  return found.map(({ path }) => path).sort();
}

/** A database of one disc with two files. */
export function makeDatabase(path: string): void {
  using volumes = openVolumes(path);
  takeIn(volumes, addRecorded(volumes, 1, "A", "f1").id, "/one", "/two");
}

/** Changes a database behind our back. */
export function change(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Opening this must be refused in one sentence. */
export function refused(path: string, words: string): DiscglowError {
  const error = assertThrows(() => openVolumes(path, { patience: 50 }), DiscglowError, words);
  assert(!error.message.endsWith(".") && !error.message.includes("\n"), error.message);
  assertStringIncludes(error.message, path);
  return error;
}

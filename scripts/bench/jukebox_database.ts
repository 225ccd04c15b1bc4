/**
 * Fills the volumes database and searches it, and lets others search for the same.
 *
 * @module
 */

import process from "node:process";
import { openVolumes } from "../../lib/jukebox/database/open.ts";
import { INTAKE_BATCH, type Volumes } from "../../lib/jukebox/database/volumes.ts";
import type { Place } from "../../lib/jukebox/model.ts";
import { say } from "../flags.ts";
import { filesOfDisc, SEARCHES } from "./jukebox_files.ts";
import { findSearchers } from "./jukebox_searchers.ts";
import { median } from "./results.ts";

/** Files that are asked for. */
export const LIMIT = 100;

/** What is measured. */
export interface DatabaseSize {
  readonly folder: string;
  readonly discs: number;
  /** Of each disc. */
  readonly files: number;
  readonly rounds: number;
}

/** A search by one contender. */
export interface SearchFigure {
  readonly search: string;
  readonly contender: string;
  /** Milliseconds. */
  readonly median: number;
  readonly worst: number;
  readonly found: number;
}

/** What was measured. */
export interface DatabaseFigures {
  readonly discs: number;
  readonly files: number;
  /** Seconds of the intake, without making the paths up. */
  readonly intakeSeconds: number;
  /** Milliseconds that one call of the intake blocked: the median and the longest. */
  readonly batch: readonly [number, number];
  /** Milliseconds of work of the call that had most: it waits for the disk and for other programs besides. */
  readonly batchWork: number;
  readonly databaseBytes: number;
  /** Bytes of the paths themselves. */
  readonly pathBytes: number;
  readonly searches: readonly SearchFigure[];
  /** Milliseconds to list all discs, as `survey` does. */
  readonly survey: number;
  /** Bytes of memory of this process. */
  readonly memory: number;
}

/** Measures. */
export async function measureDatabase(
  { folder, discs, files, rounds }: DatabaseSize,
): Promise<DatabaseFigures> {
  const path = `${folder}/volumes.db`;
  const list = `${folder}/paths.txt`;
  say(`Taking in ${discs} discs of ${files} files`);
  using volumes = openVolumes(path);
  const { pathBytes, batches, work } = await fillDatabase(volumes, list, discs, files, "slot");
  const searches: SearchFigure[] = [];
  for (const search of SEARCHES) {
    searches.push(repeat(search, "discglow", rounds, () => volumes.find(search, { limit: LIMIT }).length));
  }
  const survey = repeat("survey", "discglow", rounds, () => volumes.discs({ device: "jb" }).length);
  const memory = Deno.memoryUsage().rss;
  const { present, absent } = findSearchers();
  for (const sentence of absent) say(`Left out ${sentence}`);
  for (const searcher of present) {
    say(`Searching with ${searcher.name}`);
    await searcher.prepare(list, folder);
    for (const search of SEARCHES) {
      searches.push(
        repeat(search, searcher.name, Math.min(rounds, 3), () => searcher.search(search, folder)),
      );
    }
  }
  return {
    discs,
    files: volumes.counts().files,
    intakeSeconds: batches.reduce((sum, one) => sum + one, 0) / 1000,
    batch: [median(batches), Math.max(...batches)],
    batchWork: work,
    databaseBytes: (await Deno.stat(path)).size,
    pathBytes,
    searches,
    survey: survey.median,
    memory,
  };
}

/** Takes in discs with their files, and writes the list of all paths. */
export async function fillDatabase(
  volumes: Volumes,
  list: string,
  discs: number,
  files: number,
  where: "slot" | "shelf",
): Promise<{ readonly pathBytes: number; readonly batches: readonly number[]; readonly work: number }> {
  using text = await Deno.open(list, { write: true, create: true });
  const encoder = new TextEncoder();
  const batches: number[] = [];
  let [pathBytes, work] = [0, 0];
  const time = (body: () => void) => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    body();
    batches.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    work = Math.max(work, (user + system) / 1000);
  };
  for (let number = 1; number <= discs; number++) {
    const place: Place = where === "slot"
      ? { kind: "slot", device: "jb", number }
      : { kind: "shelf", device: null, number: 0 };
    const { id } = volumes.addDisc(place, place, `X${`${number}`.padStart(6, "0")}`);
    volumes.noteFacts(id, {
      state: "recorded",
      medium: "BD-R",
      mediaId: null,
      erasable: false,
      volume: `ARCHIVE_${number}`,
      fingerprint: `${number}`,
      bytes: 20_000_000_000,
      capacity: 25_000_000_000,
      remark: null,
    });
    const all = filesOfDisc(number, files);
    const bytes = encoder.encode(all.map(({ path }) => `${path}\n`).join(""));
    pathBytes += bytes.length;
    for (let done = 0; done < bytes.length;) done += await text.write(bytes.subarray(done));
    const intake = volumes.files(id);
    for (let first = 0; first < all.length; first += INTAKE_BATCH) {
      time(() => intake.add(all.slice(first, first + INTAKE_BATCH)));
    }
    time(() => intake.finish());
  }
  return { pathBytes, batches, work };
}

function repeat(search: string, contender: string, rounds: number, body: () => number): SearchFigure {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    found = body();
    times.push(performance.now() - start);
  }
  return { search, contender, median: median(times), worst: Math.max(...times), found };
}

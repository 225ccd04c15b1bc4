/**
 * The source of a production as an image in a file: as it stands, mastered from a folder, or copied from a drive.
 *
 * @module
 */

import { DiscglowError } from "../../../errors.ts";
import { planImage } from "../../../image/plan.ts";
import { writeImage } from "../../../image/write.ts";
import { copyDisc } from "../../../recorder/copy_disc.ts";
import type { ProduceRequest } from "../../model.ts";
import type { JobRun } from "../job_run.ts";
import { kindOfSource } from "../requests/check_source.ts";
import { wordsOf } from "../words_of.ts";
import { checkSame, factsOf, isImage, notedOf, type NotedSource } from "./noted_source.ts";
import { checkSpace, remove, spoolPath, unfinishedPath } from "../spool.ts";

/** What is to be recorded. */
export interface ReadySource {
  /** As the user named it. */
  readonly name: string;
  /** The image. */
  readonly path: string;
  readonly bytes: number;
  /** Throws when it is no longer what it was when the job began. */
  check(): void;
}

/** Why a source can no longer be used. */
export function sourceTrouble(source: ReadySource): string | undefined {
  try {
    source.check();
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

/** Makes the source ready, or finds it again; `onProgress` hears from 0 to 1 how far that is. */
export async function readySource(
  run: JobRun,
  { source: name, volume }: ProduceRequest,
  onProgress: (fraction: number) => void,
): Promise<ReadySource> {
  const noted = notedOf(run.reported("source"));
  const kind = noted?.kind ?? kindOfSource(name);
  const path = kind === "image" ? name : spoolPath(run.tools, run.id);
  if (noted !== undefined && (kind === "image" || exists(path))) {
    checkSame(path, noted);
    return { name, path, bytes: noted.bytes, check: () => checkSame(path, noted) };
  }
  if (noted !== undefined && run.discs().some(({ protocol }) => protocol !== null)) {
    throw new DiscglowError(`Cannot go on recording ${name}: its image in the spool folder is gone`);
  }
  if (kind !== "image") {
    const part = unfinishedPath(run.tools, run.id);
    try {
      remove(part);
      if (kind === "folder") await master(run, name, volume, part, onProgress);
      else await copy(run, name, part, onProgress);
      await keep(part);
      await Deno.rename(part, path);
    } catch (error) {
      remove(part);
      throw error;
    }
  }
  if (!isImage(path)) run.log(3, `${name} is no ISO 9660 or UDF image: its discs will be shown as -nostd-`);
  const now = factsOf(path);
  const facts: NotedSource = { kind, ...now };
  run.report({ source: { name, ...facts } });
  return { name, path, bytes: facts.bytes, check: () => checkSame(path, facts) };
}

/** Whether a job has to make its image first. */
export function isSpooled(run: JobRun, { source }: ProduceRequest): boolean {
  return (notedOf(run.reported("source"))?.kind ?? kindOfSource(source)) !== "image";
}

async function master(
  run: JobRun,
  folder: string,
  volume: string | null,
  part: string,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const onNotice = ({ message }: { message: string }) => run.log(5, message);
  const plan = await planImage({
    source: folder,
    rockRidge: true,
    joliet: true,
    checksums: true,
    output: part,
    signal: run.halt,
    onNotice,
    ...(volume === null ? {} : { volumeId: volume }),
  });
  await checkSpace(run.tools.spool, plan.size);
  const { changed } = await writeImage(plan, { path: part }, {
    signal: run.halt,
    onNotice,
    onProgress: (bytes) => onProgress(bytes / plan.size),
  });
  if (changed === 0) return;
  const files = changed === 1 ? "1 file has" : `${changed} files have`;
  throw new DiscglowError(`Cannot master ${folder}: ${files} changed while being read`, {
    hint: "see the log of the job, and try again when nobody writes there",
  });
}

/** A drive of the device itself is borrowed for it. */
async function copy(
  run: JobRun,
  drive: string,
  part: string,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const own = run.device.status().drives.find(({ path, duty }) => path === drive && duty !== "reserved");
  const wish = { recorder: false, among: own === undefined ? [] : [own.number] };
  const lease = own === undefined ? undefined : await run.device.lease(wish, { signal: run.halt });
  try {
    if (lease !== undefined) lease.activity = `job ${run.id}: copy the disc`;
    let total = 0;
    await copyDisc(lease?.path ?? drive, part, {
      signal: run.halt,
      onLength: (bytes) => checkSpace(run.tools.spool, total = bytes),
      onProgress: (bytes) => onProgress(bytes / total),
    });
  } finally {
    if (lease !== undefined) lease.activity = null;
    await lease?.release();
  }
}

/** Discs are recorded from it for hours, and after a power cut: it has to be on the disk. */
async function keep(path: string): Promise<void> {
  using file = await Deno.open(path, { read: true, write: true });
  await file.sync();
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

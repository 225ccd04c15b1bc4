/**
 * Random recording jobs, and the judgement on how they ended: a job succeeds if and only if the disc reads back
 * equal; otherwise what it says of the disc is true.
 *
 * @module
 */

import { StoppedError } from "../../lib/errors.ts";
import { BLOCK_BYTES, blocksIn } from "../../lib/mmc/block_range.ts";
import { Drive } from "../../lib/mmc/drive.ts";
import { examineMedium } from "../../lib/mmc/examine.ts";
import type { MediumSummary } from "../../lib/mmc/medium.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import type { RecordOptions, WriteMode } from "../../lib/recorder/options.ts";
import { RecordError, type RecordReport } from "../../lib/recorder/report.ts";
import type { DriveBehaviour } from "../../lib/virtual/behaviour.ts";
import { addFault, clearFaults, readVirtualDisc, setBehaviour } from "../../lib/virtual/create.ts";
import type { Fault } from "../../lib/virtual/faults.ts";
import { VIRTUAL_MEDIA } from "../../lib/virtual/media.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { Random } from "../support/random.ts";
import type { TempFolder } from "../support/temp.ts";
import { Rig } from "./virtual_job.ts";

/** What is random about a job, so that a failure shows it. */
export interface SoakJob {
  readonly seed: number;
  readonly media: string;
  readonly bytes: number;
  readonly drive: Partial<DriveBehaviour>;
  readonly faults: readonly Fault[];
  readonly options: Partial<RecordOptions>;
  /** What the source is. */
  readonly source: "file" | "stream" | "disc";
  /** Chunks of a stream between two rests; 0 for none. */
  readonly stallEvery: number;
  /** The stream breaks after so many bytes. */
  readonly breaksAfter: number | undefined;
  /** The job is stopped at the so-manyeth event. */
  readonly stopAt: number | undefined;
}

/** Makes a job. */
export function soakJob(seed: number): SoakJob {
  const random = new Random(seed);
  const bytes = 1 + Math.floor(2_000_000 * random.next() ** 2);
  const blocks = Math.ceil(bytes / BLOCK_BYTES);
  const source = random.one(["file", "file", "stream", "stream", "disc"] as const);
  const faults: Fault[] = [];
  if (random.chance(0.4)) faults.push(randomFault(random, blocks));
  if (random.chance(0.1)) faults.push(randomFault(random, blocks));
  const mode: WriteMode = random.chance(0.2) ? random.one(["track", "disc"]) : "auto";
  return {
    seed,
    media: random.one([...VIRTUAL_MEDIA.keys()]),
    bytes,
    drive: randomDrive(random),
    faults,
    source,
    stallEvery: source === "stream" && random.chance(0.5) ? 1 + random.below(20) : 0,
    breaksAfter: source === "stream" && random.chance(0.25) ? random.below(bytes) : undefined,
    stopAt: random.chance(0.1) ? random.below(12) : undefined,
    options: {
      buffer: random.one([1 << 18, 1 << 20, 3_000_000, 64 << 20]),
      verify: random.chance(0.7),
      multi: random.chance(0.2),
      preview: random.chance(0.05),
      eject: random.chance(0.1),
      mode,
      ...(random.chance(0.2) ? { speed: 1 + random.below(8) } : {}),
    },
  };
}

function randomDrive(random: Random): Partial<DriveBehaviour> {
  return {
    busyWhenFull: random.chance(0.3),
    needsReload: random.chance(0.15),
    ...(random.chance(0.3) ? { speed: 40, buffer: random.one([64 << 10, 1 << 20]) } : {}),
    ...(random.chance(0.1) ? { spinUp: 30 } : {}),
    ...(random.chance(0.1) ? { longWrite: 20 } : {}),
    ...(random.chance(0.1) ? { longClose: 20 } : {}),
  };
}

function randomFault(random: Random, blocks: number): Fault {
  const block = random.one([0, random.below(blocks), blocks - 1]);
  const times = random.chance(0.4) ? { times: 1 + random.below(4) } : {};
  const opcodes = [0x2a, 0x35, 0x5b, 0x51, 0x52, 0x54, 0x55, 0x53, 0x5d, 0x46, 0x1e, 0x04, 0x00, 0x1b];
  switch (random.below(6)) {
    case 0:
      return { on: "write", block, ...times };
    case 1:
      return { on: "read", block, ...times };
    case 2:
      return { on: "command", opcode: random.one(opcodes), sense: random.one(SENSES), ...times };
    case 3:
      return {
        on: "command",
        call: 1 + random.below(40),
        times: 1,
        kind: "attention",
        sense: random.one(NEWS),
      };
    case 4:
      return { on: "command", call: 1 + random.below(40), kind: random.one(["gone", "removal"]) };
    default:
      return { on: "write", call: 1 + random.below(8), sense: random.one(SENSES), ...times };
  }
}

const NEWS = ["6/2A/01", "6/28/00", "6/29/00"];
const SENSES = ["3/0C/00", "3/73/03", "4/44/00", "4/09/01", "5/24/00", "B/00/00"];

/** Does a job, and judges. */
export async function soak(
  dir: TempFolder,
  job: SoakJob,
): Promise<"done" | "different" | "failed" | "stopped"> {
  const rig = new Rig(dir, { media: job.media, bytes: job.bytes, drive: job.drive, name: `${job.seed}` });
  const options = { ...job.options, source: sourceOf(dir, job, rig), ...stopping(job) };
  await plan(dir, job, rig);
  let report: RecordReport | undefined;
  let failure: unknown;
  try {
    report = await rig.record(options);
  } catch (error) {
    failure = error;
  }
  const { locked } = readVirtualDisc(rig.disc);
  assert(
    !locked || job.faults.some(({ kind, opcode }) => kind !== undefined || opcode === 0x1e),
    "it is locked in",
  );
  const seen = seenBy(rig);
  if (report !== undefined) return judgeSuccess(job, rig, report, seen);
  assert(failure instanceof RecordError || failure instanceof StoppedError, `${failure}`);
  if (failure instanceof RecordError) assert(failure.reasons.every((reason) => !reason.endsWith(".")));
  // A block that came half is filled up with zeros.
  rig.bytes = rig.bytes.subarray(0, job.breaksAfter);
  judgeWords(rig, seen);
  if (failure instanceof RecordError && failure.report?.preview === false) {
    rig.assertHolds(failure.report.firstBlock, failure.report.blocks);
  }
  return failure instanceof StoppedError ? "stopped" : "failed";
}

/** The disc in a drive without faults. */
interface Seen {
  readonly medium: MediumSummary | undefined;
  /** Reads blocks; `undefined` when that cannot be done. */
  read(first: number, blocks: number): Uint8Array | undefined;
}

function seenBy({ disc }: Rig): Seen {
  clearFaults(disc);
  setBehaviour(disc, { speed: 0, needsReload: false, spinUp: 0 });
  const opened = () => new Drive(openVirtualDrive(disc, { readOnly: true }));
  using drive = opened();
  return {
    medium: examineMedium(drive),
    read(first, blocks) {
      using again = opened();
      const bytes = new Uint8Array(blocks * BLOCK_BYTES);
      try {
        if (blocks > 0) again.read(first, bytes);
        return bytes;
      } catch {
        return undefined;
      }
    },
  };
}

function judgeSuccess(job: SoakJob, rig: Rig, report: RecordReport, seen: Seen): "done" | "different" {
  assertEquals(report.bytes, rig.bytes.length);
  if (report.preview) {
    assert(isEmpty(rig), "a preview has written");
    return "done";
  }
  const { firstBlock, blocks, different, compared } = report;
  assert(blocks >= Math.ceil(rig.bytes.length / BLOCK_BYTES), "not everything was recorded");
  if (job.options.verify === true) assertEquals(compared, blocks);
  judgeWords(rig, seen);
  rig.assertHolds(firstBlock, blocks);
  if (job.options.multi !== true) assertReads(rig, seen, firstBlock, blocks);
  if (different.length === 0) return "done";
  // Nothing but faults while reading back can be the reason, as the disc is right.
  assert(job.faults.some(({ on }) => on === "read" || on === "command"), "blocks differ for no reason");
  assertEquals(blocksIn(rig.told("compared")[0]!.unreadable), blocksIn(different));
  return "different";
}

const STANDS =
  /^(?:At least )?(\d+) blocks? stands? on the \S.* from block (\d+) on; it is (\w+)(?:, with (\d+) blocks? free)?(, and this drive cannot read it)?$/;
const NOTHING = /^Nothing was recorded on the \S.*, which is (\w+)$/;
const UNKNOWN = /^What the first write has left on the \S.* from block \d+ on is not known; it is (\w+)/;
const SILENT =
  /^The drive does not tell what is on the disc(?:; it had taken (\d+) blocks? from block (\d+) on)?$/;

/** Fails unless what was said of the disc is true. */
function judgeWords(rig: Rig, seen: Seen): void {
  const said = rig.told("disc");
  assert(said.length <= 1, "two words on one disc");
  const { words, medium } = said[0] ??
    { words: "Nothing was recorded on the disc, which is blank", medium: undefined };
  const stands = STANDS.exec(words);
  const nothing = NOTHING.exec(words);
  const silent = SILENT.exec(words);
  const preview = words.endsWith(": it was a preview");
  assert(preview || (stands ?? nothing ?? silent ?? UNKNOWN.exec(words)), words);
  // A reservation into which nothing was recorded is forgotten with the drive's power.
  const reserved = nothing !== null && medium?.state === "appendable" && seen.medium?.state === "blank";
  if (medium !== undefined && !reserved) {
    assertEquals(medium.state, seen.medium?.state, words);
    if (words.includes("free")) assertEquals(medium.free, seen.medium?.free, words);
    if (!preview) assert(words.includes(`${medium.state === "appendable" ? "open" : medium.state}`), words);
  }
  if (preview || nothing !== null) assert(isEmpty(rig), words);
  if (silent !== null) rig.assertHolds(Number(silent[2] ?? 0), Number(silent[1] ?? 0));
  if (stands === null) return;
  const [blocks, first] = [Number(stands[1]), Number(stands[2])];
  rig.assertHolds(first, blocks);
  if (stands[5] === undefined && stands[3] === "closed") assertReads(rig, seen, first, blocks);
}

function assertReads(rig: Rig, seen: Seen, first: number, blocks: number): void {
  const bytes = seen.read(first, blocks);
  assert(bytes !== undefined, "the disc cannot be read");
  const part = Math.min(blocks * BLOCK_BYTES, rig.bytes.length);
  let same = 0;
  while (same < part && bytes[same] === rig.bytes[same]) same++;
  assertEquals(same, part, "the disc reads differently");
}

function isEmpty({ disc }: Rig): boolean {
  const bytes = Deno.readFileSync(disc);
  let zeros = 0;
  while (bytes[zeros] === 0) zeros++;
  return zeros === bytes.length;
}

/** The options that stop the job. */
function stopping({ stopAt }: SoakJob): Partial<RecordOptions> {
  if (stopAt === undefined) return {};
  const stop = new AbortController();
  let events = 0;
  const onEvent = (_: RecordEvent) => {
    if (events++ === stopAt) stop.abort();
  };
  return { onEvent, signal: stop.signal };
}

/** Faults are set last, so that they do not meet the making of the source. */
async function plan(dir: TempFolder, job: SoakJob, rig: Rig): Promise<void> {
  for (const fault of job.faults) addFault(rig.disc, fault);
  if (job.source !== "disc") return;
  const padded = new Uint8Array(Math.ceil(job.bytes / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(rig.bytes);
  rig.bytes = padded;
  await Deno.writeFile(dir.at(`from${job.seed}`), padded);
}

function sourceOf(dir: TempFolder, job: SoakJob, rig: Rig): RecordOptions["source"] {
  if (job.source === "file") return rig.source;
  if (job.source === "disc") return `virtual:${dir.at(`from${job.seed}`)}`;
  return { stream: streamOf(job, rig.bytes), name: "the stream", bytes: job.bytes };
}

/** The source in random pieces, with rests and perhaps an early end. */
function streamOf({ seed, stallEvery, breaksAfter = Infinity }: SoakJob, bytes: Uint8Array) {
  const random = new Random(seed);
  let sent = 0;
  let chunks = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= breaksAfter) return controller.error(new Error("it broke"));
      if (sent === bytes.length) return controller.close();
      if (stallEvery > 0 && ++chunks % stallEvery === 0) await new Promise((go) => setTimeout(go, 5));
      const part = bytes.slice(sent, Math.min(breaksAfter, sent + 1 + random.below(150_000)));
      sent += part.length;
      controller.enqueue(part);
    },
  });
}

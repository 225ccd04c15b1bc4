/**
 * The protocol of a disc: what was recorded, where, and what was proved.
 *
 * @module
 */

import { escapeText } from "../../../escape_text.ts";
import { BLOCK_BYTES, type BlockRange, blocksIn, rangeWords } from "../../../mmc/block_range.ts";
import { reasonOf } from "../../../errors.ts";
import { filesOfBlocks } from "../../../image/files_of_blocks.ts";
import { openRandomAccess } from "../../../image/random_access.ts";
import type { JobRun } from "../job_run.ts";

/** Ranges of different blocks that are kept each. */
const MOST_RANGES = 256;
/** Files that are kept of each. */
const MOST_FILES = 32;

/** The facts of one disc, as they become known. */
export type Protocol = Record<string, unknown>;

/** Blocks of a disc that are not as they should be. */
export interface Difference extends BlockRange {
  readonly files: readonly string[];
  /** What else is there, such as `volume descriptors`. */
  readonly structures: readonly string[];
}

/** Names what blocks that differ belong to; addresses are those of the disc. */
export async function differencesOf(
  image: string,
  firstBlock: number,
  ranges: readonly BlockRange[],
): Promise<Difference[]> {
  const kept = ranges.slice(0, MOST_RANGES);
  const inImage = kept.map(({ first, count }) => ({ first: first - firstBlock, count }));
  let owners: Awaited<ReturnType<typeof filesOfBlocks>>;
  try {
    using access = openRandomAccess(image);
    owners = await filesOfBlocks(access, inImage);
  } catch {
    // That they differ is known; whose they are is not.
  }
  return kept.map((range, i) => ({
    ...range,
    files: owners?.[i]?.files.slice(0, MOST_FILES) ?? [],
    structures: owners?.[i]?.structures.slice(0, MOST_FILES) ?? [],
  }));
}

/** `3 of 500 blocks differ (17, 20-21), in /a.txt and /b.txt` */
export function differenceWords(
  compared: number,
  ranges: readonly BlockRange[],
  differences: readonly Difference[],
): string {
  const count = blocksIn(ranges);
  const names = [...new Set(differences.flatMap(({ files, structures }) => [...files, ...structures]))];
  const where = names.length === 0
    ? ""
    : `, in ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
  const differ = `${count} of ${compared} blocks ${count === 1 ? "differs" : "differ"}`;
  return `${differ} (${rangeWords(ranges, 5)})${where}`;
}

/** Base name of the files that are kept of a disc. */
export function protocolName(job: number, ordinal: number): string {
  return `${job}-${ordinal}`;
}

/** Writes the protocol beside the row, as JSON and for people. */
export function keepProtocol(run: JobRun, ordinal: number, protocol: Protocol): void {
  const base = `${run.tools.protocols}/${protocolName(run.id, ordinal)}`;
  try {
    writeWhole(`${base}.json`, `${JSON.stringify(protocol, null, 2)}\n`);
    writeWhole(`${base}.txt`, protocolText(protocol));
  } catch (error) {
    run.log(2, `Cannot keep the protocol in ${base}.json: ${reasonOf(error)}`);
  }
}

/** Never half. */
function writeWhole(path: string, text: string): void {
  Deno.writeTextFileSync(`${path}.part`, text);
  Deno.renameSync(`${path}.part`, path);
}

const LABELS: Readonly<Record<string, string>> = {
  job: "Job",
  ordinal: "Disc of the job",
  device: "Device",
  slot: "Slot",
  barcode: "Bar code",
  source: "Source",
  bytes: "Bytes",
  sha256: "SHA-256",
  medium: "Medium",
  mediaId: "Medium made by",
  drive: "Recorded in drive",
  driveSerial: "Serial number",
  recipe: "Recorded as",
  speed: "Speed",
  startedAt: "Begun",
  recordedAt: "Recorded",
  firstBlock: "First block",
  blocks: "Blocks recorded",
  verifyDrive: "Compared in drive",
  verifiedAt: "Compared",
  compared: "Blocks compared",
  result: "Result",
  words: "In words",
};

function protocolText(protocol: Protocol): string {
  const width = Math.max(...Object.values(LABELS).map(({ length }) => length));
  const lines = Object.entries(LABELS).flatMap(([name, label]) => {
    const value = protocol[name];
    if (value === undefined || value === null) return [];
    const shown = name === "speed"
      ? `${value}x`
      : name === "bytes"
      ? bytesWords(value)
      : escapeText(String(value));
    return [`${`${label}:`.padEnd(width + 2)}${shown}`];
  });
  const differences = protocol["differences"];
  for (const { first, count, files, structures } of Array.isArray(differences) ? differences : []) {
    const names = [...files, ...structures].map(escapeText).join(", ");
    lines.push(`${"Different:".padEnd(width + 2)}${rangeWords([{ first, count }])}${names && `: ${names}`}`);
  }
  return `${lines.join("\n")}\n`;
}

function bytesWords(bytes: unknown): string {
  return `${bytes} (${Math.ceil(Number(bytes) / BLOCK_BYTES)} blocks)`;
}

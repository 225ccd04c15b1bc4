/**
 * Runs one command and tells how long it took, how much processor time and how much memory.
 *
 * The time is that of the whole pipeline, from its start to the end of its last program. Processor time and
 * peak memory are the command's own, as the kernel tells them to its parent (`wait4`): the parent is GNU time,
 * a small program. A parent as large as Deno would not do, because Linux counts the pages that a child shares
 * with it before `exec` into the child's peak.
 *
 * @module
 */

/** A command that did not do what it should. */
export class MeasureError extends Error {
  override name = "MeasureError";
}

/** Where the output of a command goes. */
export type Sink = "pipe" | "file";

/** Both. */
export const SINKS: readonly Sink[] = ["pipe", "file"];

/** What one run took. */
export interface Measurement {
  /** Seconds from start to end. */
  readonly seconds: number;
  /** Seconds of processor time, user and system, of the command; `undefined` without GNU time. */
  readonly cpuSeconds: number | undefined;
  /** Most memory that the command had at once, in bytes; `undefined` without GNU time. */
  readonly peakBytes: number | undefined;
}

/** A command to be measured. */
export interface Job {
  /** Program and arguments; it writes to standard output, unless `writesItself`. */
  readonly command: readonly string[];
  /** Where its output goes. */
  readonly sink: Sink;
  /** The file or folder that it makes when the sink is a file; removed before and after by the caller. */
  readonly output: string;
  /** It writes to `output` by itself. */
  readonly writesItself: boolean;
}

const TIME = "/usr/bin/time";
const FORMAT = "%U %S %M";

let gnuTime: boolean | undefined;

/** Whether processor time and memory can be told: `/usr/bin/time` is there and is GNU's. */
export function hasGnuTime(): boolean {
  if (gnuTime !== undefined) return gnuTime;
  try {
    const { success, stderr } = new Deno.Command(TIME, { args: ["-f", FORMAT, "true"] }).outputSync();
    gnuTime = success && /^[\d.]+ [\d.]+ \d+\n$/.test(new TextDecoder().decode(stderr));
  } catch {
    gnuTime = false;
  }
  return gnuTime;
}

/** Runs a command to its end and measures it. */
export async function measure(job: Job, scratch: string): Promise<Measurement> {
  const report = `${scratch}/time`;
  const timed = hasGnuTime() ? [TIME, "-f", FORMAT, "-o", report, ...job.command] : [...job.command];
  const shell = new Deno.Command("sh", {
    args: ["-c", scriptOf(job), "sh", ...timed],
    env: { OUTPUT: job.output, LC_ALL: "C.UTF-8" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  });
  const start = performance.now();
  const { code, stderr } = await shell.output();
  const seconds = (performance.now() - start) / 1000;
  const { user, system, peak, ending } = hasGnuTime()
    ? decodeReport(await Deno.readTextFile(report))
    : NOTHING;
  if (code !== 0 || ending !== undefined) {
    const words = new TextDecoder().decode(stderr).trim().split("\n").slice(-5).join("\n  ");
    throw new MeasureError(
      `${job.command[0]}: ${ending ?? `it ended with ${code}`}${words === "" ? "" : `\n  ${words}`}`,
    );
  }
  return {
    seconds,
    cpuSeconds: user === undefined || system === undefined ? undefined : user + system,
    peakBytes: peak === undefined ? undefined : peak * 1024,
  };
}

function scriptOf(job: Job): string {
  if (job.sink === "pipe") return '"$@" | cat > /dev/null';
  return job.writesItself ? '"$@"' : '"$@" > "$OUTPUT"';
}

interface TimeReport {
  readonly user?: number;
  readonly system?: number;
  readonly peak?: number;
  /** How the command ended, when it did not end well. */
  readonly ending?: string;
}

const NOTHING: TimeReport = {};

/** GNU time writes a line more when the command did not end well; in a pipeline nobody else tells. */
function decodeReport(text: string): TimeReport {
  const lines = text.trimEnd().split("\n");
  const [user, system, peak] = lines.at(-1)!.split(" ").map(Number) as [number, number, number];
  return { user, system, peak, ...(lines.length > 1 ? { ending: lines[0]! } : {}) };
}

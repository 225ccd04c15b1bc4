/**
 * The benchmark of recording: us onto a virtual drive and onto a target of iSCSI, and others onto a file.
 *
 * @module
 */

import { FlagError, flagHelp, type Flags, parseFlags, say } from "../flags.ts";
import { hasGnuTime, measure, MeasureError, type Measurement } from "./measure.ts";
import { DISCGLOW, findRecorders, type Recorder } from "./record_contenders.ts";
import { jobEvents } from "./record_events.ts";
import { aimsTable, figuresTable, type RecordFigures, type RecordMedian } from "./record_report.ts";
import { measureRing } from "./record_ring.ts";
import { CALCULATED, longestStall } from "./record_stall.ts";
import { median } from "./results.ts";
import { removeIfThere } from "./tree_folder.ts";

const MIB = 1 << 20;
const ROUNDS = 5;
const IMAGE_MIB = 1024;

/** Enough for the source that stalls. */
const LEAST_MIB = 256;

/** Bytes of our ring when nobody says otherwise. */
const RING = 64 * MIB;

const FLAGS = {
  folder: { kind: "text", placeholder: "PATH", help: "where the image and the discs go" },
  rounds: {
    kind: "count",
    placeholder: "N",
    help: `measured rounds (${ROUNDS}), after one that is not measured`,
  },
  size: { kind: "count", placeholder: "MIB", help: `size of the image (${IMAGE_MIB})` },
  json: { kind: "text", placeholder: "FILE", help: "writes every measurement and the figures" },
  help: { kind: "switch", help: "shows this" },
} as const satisfies Flags;

const ABOUT =
  `Records an image onto a virtual BD-R and onto tgt's DVD+R (iSCSI), beside xorriso and dd onto a file.

Each round runs all of them, one after the other, beginning with another one each time, with a warm page cache
and nothing waiting to be written. CPU seconds and peak memory are the command's own, as GNU time (/usr/bin/time)
is told by the kernel; those of tgt are not in them. Then it measures what the ring costs, and how long a source
may stall before a BD recorder at 12x runs out of data: for real, so that this takes half a minute.

`;

/** Runs the benchmark. */
export async function record(args: readonly string[]): Promise<void> {
  const { values, operands } = parseFlags(FLAGS, args);
  if (values.help) return say(ABOUT + flagHelp(FLAGS));
  if (operands.length > 0) throw new FlagError(`Cannot understand ${operands[0]}: there are only options`);
  const size = values.size ?? IMAGE_MIB;
  if (size < LEAST_MIB) throw new FlagError(`Cannot use --size ${size}: it has to be ${LEAST_MIB} at least`);
  const folder = await Deno.makeTempDir({
    prefix: "discglow-bench-",
    ...(values.folder === undefined ? {} : { dir: values.folder }),
  });
  try {
    await new RecordBenchmark(folder, size * MIB, values.rounds ?? ROUNDS).run(values.json);
  } finally {
    await removeIfThere(folder);
  }
}

interface Sample extends Measurement {
  readonly contender: string;
  readonly round: number;
}

class RecordBenchmark {
  readonly #folder: string;
  readonly #image: string;
  readonly #bytes: number;
  readonly #rounds: number;
  readonly #samples: Sample[] = [];

  constructor(folder: string, bytes: number, rounds: number) {
    this.#folder = folder;
    this.#image = `${folder}/image`;
    this.#bytes = bytes;
    this.#rounds = rounds;
  }

  async run(json: string | undefined): Promise<void> {
    const { present, absent } = findRecorders();
    for (const sentence of absent) say(`Left out ${sentence}`);
    if (!hasGnuTime()) say("Left out CPU seconds and memory: GNU time is not installed (on Debian: time)");
    makeImage(this.#image, this.#bytes);
    say(`Recording ${this.#bytes / MIB} MiB: ${present.map(({ name }) => name).join(", ")}`);
    for (let round = 0; round <= this.#rounds; round++) await this.#round(present, round);
    say("Measuring the ring, and stalls of the source");
    const figures: RecordFigures = {
      bytes: this.#bytes,
      ring: RING,
      medians: present.map(({ name }) => medianOf(name, this.#samples)),
      sustained: await this.#sustained(),
      idleBytes: (await this.#measure([...DISCGLOW, "--help"])).peakBytes,
      handOver: await measureRing(),
      stall: { measured: await longestStall(this.#image, this.#folder), calculated: CALCULATED },
    };
    say(`\n${figuresTable(figures)}\n\n${aimsTable(figures)}`);
    if (json === undefined) return;
    await Deno.writeTextFile(json, `${JSON.stringify({ figures, samples: this.#samples }, null, 2)}\n`);
  }

  async #round(all: readonly Recorder[], round: number): Promise<void> {
    for (let i = 0; i < all.length; i++) {
      const recorder = all[(round + i) % all.length]!;
      const measurement = await this.#measureOne(recorder);
      if (round > 0) this.#samples.push({ contender: recorder.name, round, ...measurement });
    }
  }

  async #measureOne(recorder: Recorder): Promise<Measurement> {
    const output = `${this.#folder}/output`;
    await Deno.mkdir(output);
    try {
      await using prepared = await recorder.prepare(this.#image, output);
      await new Deno.Command("sync").output();
      return await this.#measure(prepared.command);
    } catch (error) {
      if (error instanceof MeasureError) throw new Error(`${recorder.name} failed: ${error.message}`);
      throw error;
    } finally {
      await removeIfThere(output);
    }
  }

  async #measure(command: readonly string[]): Promise<Measurement> {
    const job = { command, sink: "file", output: `${this.#folder}/output`, writesItself: true } as const;
    return await measure(job, this.#folder);
  }

  /** MiB a second of the best run, without what starting and closing take. */
  async #sustained(): Promise<number> {
    const { present } = findRecorders();
    let best = 0;
    for (let round = 0; round < this.#rounds; round++) {
      const output = `${this.#folder}/output`;
      await Deno.mkdir(output);
      try {
        await using prepared = await present[0]!.prepare(this.#image, output);
        await new Deno.Command("sync").output();
        const words = prepared.command.slice(DISCGLOW.length + 1);
        const recorded = (await jobEvents(words)).find(({ event }) => event === "recorded");
        best = Math.max(best, this.#bytes / MIB / Number(recorded?.seconds));
      } finally {
        await removeIfThere(output);
      }
    }
    return best;
  }
}

/** Bytes that no one can make smaller, nor tell apart from zeros by luck. */
function makeImage(path: string, bytes: number): void {
  using file = Deno.openSync(path, { write: true, createNew: true });
  const portion = new Uint8Array(MIB);
  for (let at = 0; at < portion.length; at += 65536) crypto.getRandomValues(portion.subarray(at, at + 65536));
  for (let at = 0; at < bytes; at += MIB) {
    new DataView(portion.buffer).setUint32(0, at / MIB);
    for (let done = 0; done < MIB;) done += file.writeSync(portion.subarray(done));
  }
}

function medianOf(contender: string, samples: readonly Sample[]): RecordMedian {
  const own = samples.filter((sample) => sample.contender === contender);
  const of = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : median(known);
  };
  return {
    contender,
    seconds: median(own.map(({ seconds }) => seconds)),
    cpuSeconds: of(own.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: of(own.map(({ peakBytes }) => peakBytes)),
  };
}

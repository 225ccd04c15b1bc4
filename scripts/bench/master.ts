/**
 * The benchmark of making images: us and every peer found, side by side.
 *
 * @module
 */

import { FlagError, flagHelp, type Flags, parseFlags, say } from "../flags.ts";
import { type Contender, findContenders, versionsOf } from "./contenders.ts";
import { aimsOf } from "./master_aims.ts";
import { aimTable, medianTables } from "./master_report.ts";
import { hasGnuTime, measure, MeasureError, type Measurement, type Sink, SINKS } from "./measure.ts";
import { mediansOf, type Sample } from "./results.ts";
import { removeIfThere, type Tree, treeIn, type TreeName, TREES } from "./tree_folder.ts";

const ROUNDS = 5;

const FLAGS = {
  folder: {
    kind: "text",
    placeholder: "PATH",
    help: "where trees and images go; trees stay there for the next run",
  },
  clean: { kind: "switch", help: "removes the trees of --folder at the end" },
  rounds: {
    kind: "count",
    placeholder: "N",
    help: `measured rounds (${ROUNDS}), after one that is not measured`,
  },
  trees: { kind: "list", placeholder: "LIST", choices: TREES, help: "only these trees" },
  to: { kind: "list", placeholder: "LIST", choices: SINKS, help: "only to these" },
  with: {
    kind: "list",
    placeholder: "LIST",
    help: "only those whose names begin so: discglow,genisoimage,tar",
  },
  json: { kind: "text", placeholder: "FILE", help: "writes every measurement, the medians and the aims" },
  help: { kind: "switch", help: "shows this" },
} as const satisfies Flags;

const ABOUT =
  `Makes images of four trees, with Rock Ridge and Joliet, to a pipe and to a file, by us and by every peer found.

Each round runs all contenders on a tree, one after the other, beginning with another one each time. The page
cache is warm, and nothing waits to be written when a run to a file begins. Seconds are those of the whole
pipeline; CPU seconds and peak memory are the command's own, without those of the consumer, as GNU time
(/usr/bin/time) is told by the kernel; without it they are left out.
A folder without --folder is made under the system's and removed at the end; it takes 12 GB for all trees.

  MIXED   60,000 files of 0.5 to 64 KiB, nested, with links     MANY    300,000 files of 100 to 2000 bytes
  BIG     four files of 1 GiB                                   THREE   three small files

`;

/** Runs the benchmark. */
export async function master(args: readonly string[]): Promise<void> {
  const { values, operands } = parseFlags(FLAGS, args);
  if (values.help) return say(ABOUT + flagHelp(FLAGS));
  if (operands.length > 0) throw new FlagError(`Cannot understand ${operands[0]}: there are only options`);
  const folder = values.folder ?? await Deno.makeTempDir({ prefix: "discglow-bench-" });
  await Deno.mkdir(folder, { recursive: true });
  try {
    await new MasterBenchmark({
      folder: await Deno.realPath(folder),
      rounds: values.rounds ?? ROUNDS,
      trees: (values.trees ?? TREES) as readonly TreeName[],
      sinks: (values.to ?? SINKS) as readonly Sink[],
      names: values.with,
      json: values.json,
    }).run();
  } finally {
    if (values.folder === undefined) await removeIfThere(folder);
    else if (values.clean) await clean(folder);
  }
}

async function clean(folder: string): Promise<void> {
  for (const name of TREES) {
    await removeIfThere(`${folder}/${name}`);
    await removeIfThere(`${folder}/${name}.made`);
  }
}

interface Settings {
  readonly folder: string;
  readonly rounds: number;
  readonly trees: readonly TreeName[];
  readonly sinks: readonly Sink[];
  readonly names: readonly string[] | undefined;
  readonly json: string | undefined;
}

class MasterBenchmark {
  readonly #settings: Settings;
  readonly #contenders: readonly Contender[];
  readonly #absent: readonly string[];
  readonly #samples: Sample[] = [];
  readonly #entries: Partial<Record<TreeName, number>> = {};

  constructor(settings: Settings) {
    this.#settings = settings;
    const { present, absent } = findContenders();
    const { names } = settings;
    this.#contenders = present.filter(({ name }) => names?.some((begin) => name.startsWith(begin)) ?? true);
    this.#absent = absent;
    if (this.#contenders.length === 0) {
      throw new FlagError(`Cannot run: none of ${names?.join(", ")} is here`);
    }
  }

  async run(): Promise<void> {
    for (const sentence of this.#absent) say(`Left out ${sentence}`);
    if (!hasGnuTime()) say("Left out CPU seconds and memory: GNU time is not installed (on Debian: time)");
    for (const name of this.#settings.trees) {
      const tree = await treeIn(this.#settings.folder, name, () => say(`Making ${name.toUpperCase()}`));
      this.#entries[name] = tree.entries;
      for (const sink of this.#settings.sinks) await this.#measureTree(tree, sink);
    }
    const medians = mediansOf(this.#samples, this.#contenders.map(({ name }) => name));
    const aims = aimsOf(medians, this.#entries);
    say(`\n${medianTables(medians)}`);
    if (aims.length > 0) say(`\n${aimTable(aims)}`);
    if (this.#settings.json === undefined) return;
    const facts = {
      machine: machine(),
      versions: versionsOf(this.#contenders),
      settings: this.#settings,
      entries: this.#entries,
    };
    const text = JSON.stringify({ ...facts, medians, aims, samples: this.#samples }, null, 2);
    await Deno.writeTextFile(this.#settings.json, `${text}\n`);
  }

  async #measureTree(tree: Tree, sink: Sink): Promise<void> {
    const all = this.#contenders.filter(({ trees, sinks }) =>
      (trees?.includes(tree.name) ?? true) && (sinks?.includes(sink) ?? true)
    );
    say(`Measuring ${tree.name.toUpperCase()} to a ${sink}: ${all.map(({ name }) => name).join(", ")}`);
    const out = new Set<Contender>();
    for (let round = 0; round <= this.#settings.rounds; round++) {
      for (let i = 0; i < all.length; i++) {
        const contender = all[(round + i) % all.length]!;
        if (out.has(contender)) continue;
        const measurement = await this.#measureOrLeave(contender, tree, sink);
        if (measurement === undefined) out.add(contender);
        if (measurement === undefined || round === 0) continue;
        const { name, role } = contender;
        this.#samples.push({ tree: tree.name, sink, contender: name, role, round, ...measurement });
      }
    }
  }

  /** A peer that fails is left out; when we fail, so does the benchmark. */
  async #measureOrLeave(contender: Contender, tree: Tree, sink: Sink): Promise<Measurement | undefined> {
    try {
      return await this.#measureOne(contender, tree, sink);
    } catch (error) {
      if (!(error instanceof MeasureError) || contender.role === "ours") throw error;
      say(`Left out ${error.message}`);
      return undefined;
    }
  }

  async #measureOne(contender: Contender, tree: Tree, sink: Sink): Promise<Measurement> {
    const { folder } = this.#settings;
    const output = `${folder}/output`;
    const writesItself = contender.writesItself ?? false;
    await removeIfThere(output);
    if (writesItself) await Deno.mkdir(output);
    // What others have left to be written would slow this one down.
    if (sink === "file") await new Deno.Command("sync").output();
    try {
      return await measure({ command: contender.command(tree, output), sink, output, writesItself }, folder);
    } finally {
      await removeIfThere(output);
      await removeIfThere(`${folder}/time`);
    }
  }
}

function machine(): Record<string, string | number> {
  return {
    date: new Date().toISOString(),
    system: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    processors: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
    deno: Deno.version.deno,
  };
}

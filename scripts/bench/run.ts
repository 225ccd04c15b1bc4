/**
 * Runs a benchmark by its name.
 *
 * @module
 */

import { FlagError, runScript, say } from "../flags.ts";

/** A benchmark. */
interface Benchmark {
  /** What it measures, in a few words. */
  readonly summary: string;
  /** Runs it with the arguments behind its name. */
  readonly run: (args: readonly string[]) => Promise<void>;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  master: {
    summary: "makes images of four trees beside mkisofs, genisoimage, xorriso, bsdtar, tar, cat and cp",
    run: async (args) => (await import("./master.ts")).master(args),
  },
  record: {
    summary: "records onto a virtual drive and over iSCSI, beside xorriso and dd",
    run: async (args) => (await import("./record.ts")).record(args),
  },
  jukebox: {
    summary: "searches among a million files of known discs, beside grep, sqlite3 and plocate",
    run: async (args) => (await import("./jukebox.ts")).jukebox(args),
  },
};

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === "--help") {
    say(
      "deno task bench NAME [OPTION...] runs a benchmark; deno task bench NAME --help explains its options\n",
    );
    for (const [known, { summary }] of Object.entries(BENCHMARKS)) say(`  ${known.padEnd(10)}${summary}`);
    return;
  }
  const benchmark = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
  if (benchmark === undefined) {
    throw new FlagError(`Cannot run ${name}: the benchmarks are ${Object.keys(BENCHMARKS).join(", ")}`);
  }
  await benchmark.run(args);
}

if (import.meta.main) await runScript(main);

import { assertEquals, assertThrows } from "@std/assert";
import { aimsOf } from "../../scripts/bench/master_aims.ts";
import { type Median, median, mediansOf, type Sample } from "../../scripts/bench/results.ts";
import { aimsTable, figuresTable } from "../../scripts/bench/record_report.ts";
import { table } from "../../scripts/bench/table.ts";
import { FlagError, type Flags, parseFlags } from "../../scripts/flags.ts";
import { ran, ROOT } from "./offline.ts";

const PEAK = 1 << 20;

function measured(tree: Median["tree"], sink: Median["sink"], contender: string, seconds: number): Median {
  const role = contender === "discglow"
    ? "ours"
    : contender === "tar" || contender === "cp"
    ? "floor"
    : "peer";
  return { tree, sink, contender, role, seconds, range: [seconds, seconds], cpuSeconds: 1, peakBytes: PEAK };
}

Deno.test("a median is the value in the middle, or between the two in the middle", () => {
  assertEquals(median([3, 1, 2]), 2);
  assertEquals(median([4, 1, 2, 3]), 2.5);
  assertThrows(() => median([]), RangeError);
});

Deno.test("medians stand in the order of the contenders, each of all its rounds", () => {
  const sample = (contender: string, round: number, seconds: number): Sample => ({
    ...measured("three", "pipe", contender, seconds),
    round,
  });
  const samples = [
    sample("tar", 1, 5),
    sample("discglow", 1, 3),
    sample("discglow", 2, 1),
    sample("tar", 2, 7),
  ];
  const found = mediansOf(samples, ["discglow", "tar"]);
  assertEquals(found.map(({ contender, seconds, range }) => [contender, seconds, range]), [
    ["discglow", 2, [1, 3]],
    ["tar", 6, [5, 7]],
  ]);
});

Deno.test("aims compare with the fastest peer and with the floor, and tell what is met", () => {
  const aims = aimsOf([
    measured("mixed", "pipe", "discglow", 1),
    measured("mixed", "pipe", "genisoimage", 3),
    measured("mixed", "pipe", "xorriso", 2),
    measured("mixed", "pipe", "tar", 1),
    measured("many", "pipe", "discglow", 1),
    measured("many", "pipe", "genisoimage", 8),
    measured("big", "file", "discglow", 1),
    measured("big", "file", "cp", 2),
    measured("three", "pipe", "discglow", 0.15),
  ], { mixed: 100, many: 300 });
  assertEquals(aims.map(({ what, value, met }) => [what, value, met]), [
    ["MIXED to a pipe : xorriso (the fastest peer)", 0.5, false],
    ["MIXED to a pipe : tar", 1, true],
    ["MANY to a pipe : genisoimage (the fastest peer)", 0.125, true],
    ["BIG to a file : cp", 0.5, true],
    ["peak memory on MANY : genisoimage", 1, true],
    ["memory for each further entry, MIXED to MANY", 0, true],
    ["THREE to a pipe, start to end", 150, false],
  ]);
});

Deno.test("a table has columns as wide as their contents", () => {
  assertEquals(table(["a", "long"], [["wide", "1"]]), "a     long\n----  ----\nwide     1");
});

Deno.test("flags are read by their table, and what it does not know is refused", () => {
  const flags = {
    rounds: { kind: "count", help: "" },
    trees: { kind: "list", choices: ["one", "two"], help: "" },
    clean: { kind: "switch", help: "" },
  } as const satisfies Flags;
  assertEquals(parseFlags(flags, ["--rounds", "3", "--trees=one,two", "x"]), {
    values: { rounds: 3, trees: ["one", "two"], clean: false },
    operands: ["x"],
  });
  assertThrows(() => parseFlags(flags, ["--round", "3"]), FlagError, "Cannot understand --round");
  assertThrows(() => parseFlags(flags, ["--rounds", "few"]), FlagError, "it is not a number from 1 on");
  assertThrows(() => parseFlags(flags, ["--rounds"]), FlagError, "it needs a value");
  assertThrows(() => parseFlags(flags, ["--trees", "three"]), FlagError, "the values are one, two");
});

Deno.test("the aims of recording are judged by the run onto the virtual drive", () => {
  const figures = (cpuSeconds: number | undefined, peakBytes: number, sustained: number) => ({
    bytes: 1 << 30,
    ring: 64 << 20,
    medians: [
      { contender: "dd", seconds: 1, cpuSeconds: 9, peakBytes: 1 << 40 },
      { contender: "discglow", seconds: 2, cpuSeconds, peakBytes },
    ],
    sustained,
    idleBytes: undefined,
    handOver: 0.5,
    stall: { measured: 1.2, calculated: 1.25 },
  });
  const results = (...values: Parameters<typeof figures>) =>
    aimsTable(figures(...values)).split("\n").slice(2).map((line) =>
      /(met|missed|not measured)$/.exec(line)?.[1]
    );
  assertEquals(results(0.9, 128 << 20, 500), ["met", "met", "met"]);
  assertEquals(results(1, 129 << 20, 499), ["missed", "missed", "missed"]);
  assertEquals(results(undefined, 1, 900), ["met", "not measured", "met"]);
  const row = figuresTable(figures(3, 1 << 20, 700)).split("\n").find((line) => line.startsWith("discglow"));
  assertEquals(row?.split(/ +/), ["discglow", "2.00", "512", "3.00", "1", "2.00", "?"]);
});

Deno.test("bench without a name lists the benchmarks, and refuses one that it does not know", async () => {
  const bench = (...args: string[]) =>
    ran(Deno.execPath(), ["run", "-A", "scripts/bench/run.ts", ...args], { cwd: ROOT });
  const listed = await bench();
  assertEquals([listed.code, /^ {2}master +\S/m.test(listed.stdout)], [0, true]);
  const refused = await bench("masters");
  assertEquals(refused.code, 2);
});

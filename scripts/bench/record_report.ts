/**
 * The recording benchmark for people, and what it is to reach.
 *
 * @module
 */

import { JUDGED } from "./record_contenders.ts";
import { table } from "./table.ts";

const MIB = 1 << 20;
const GIB = 1 << 30;

/** The medians of one contender. */
export interface RecordMedian {
  readonly contender: string;
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
  readonly peakBytes: number | undefined;
}

/** All that was measured. */
export interface RecordFigures {
  /** Bytes of the image. */
  readonly bytes: number;
  /** Bytes of the ring. */
  readonly ring: number;
  readonly medians: readonly RecordMedian[];
  /** MiB a second from the first to the last write of the best run onto the virtual drive. */
  readonly sustained: number;
  /** Peak memory of `discglow --help`: what a program costs here that does nothing. */
  readonly idleBytes: number | undefined;
  /** Microseconds to hand over a portion. */
  readonly handOver: number;
  /** Seconds of a stall that are covered, as measured and as calculated. */
  readonly stall: { readonly measured: number; readonly calculated: number };
}

const HEAD = ["", "seconds", "MiB/s", "CPU s/GiB", "peak MiB", "time : dd", "time : xorriso"];

/** A row for each contender, and what stands beside. */
export function figuresTable(
  { bytes, medians, sustained, idleBytes, handOver, stall }: RecordFigures,
): string {
  const secondsOf = (name: string) => medians.find(({ contender }) => contender === name)?.seconds;
  const ratio = (seconds: number, to: string) => show(divide(seconds, secondsOf(to)), 2);
  const rows = medians.map(({ contender, seconds, cpuSeconds, peakBytes }) => [
    contender,
    seconds.toFixed(2),
    (bytes / MIB / seconds).toFixed(0),
    show(divide(cpuSeconds, bytes / GIB), 2),
    show(divide(peakBytes, MIB), 0),
    ratio(seconds, "dd"),
    ratio(seconds, "xorriso"),
  ]);
  return [
    table(HEAD, rows),
    `\nonto the virtual drive, first to last write, best run: ${sustained.toFixed(0)} MiB/s`,
    `a portion handed from thread to thread: ${handOver.toFixed(2)} us`,
    `longest stall of the source that a ring of 64 MiB covers at BD 12x: ${stall.measured.toFixed(2)} s ` +
    `(by its size ${stall.calculated.toFixed(2)} s)`,
    `peak memory of discglow --help: ${show(divide(idleBytes, MIB), 0)} MiB`,
  ].join("\n");
}

/** What was to be reached and what was. */
export function aimsTable({ bytes, ring, medians, sustained }: RecordFigures): string {
  const judged = medians.find(({ contender }) => contender === JUDGED);
  const cpu = divide(judged?.cpuSeconds, bytes / GIB);
  const peak = judged?.peakBytes;
  const room = ring + 64 * MIB;
  const result = (met: boolean | undefined) => met === undefined ? "not measured" : met ? "met" : "missed";
  const rows = [
    ["ring and virtual drive, MiB/s", "at least 500", sustained.toFixed(0), result(sustained >= 500)],
    ["CPU seconds a GiB", "below 1.0", show(cpu, 2), result(cpu === undefined ? cpu : cpu < 1)],
    [
      "peak memory, MiB",
      `at most ${room / MIB}`,
      show(divide(peak, MIB), 0),
      result(peak === undefined ? peak : peak <= room),
    ],
  ];
  return table(["aim", "", "measured", "result"], rows, 2);
}

function divide(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value / by;
}

function show(value: number | undefined, digits: number): string {
  return value?.toFixed(digits) ?? "?";
}

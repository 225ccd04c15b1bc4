/**
 * The measurements of a benchmark and their medians.
 *
 * @module
 */

import type { Role } from "./contenders.ts";
import type { Measurement, Sink } from "./measure.ts";
import type { TreeName } from "./tree_folder.ts";

/** One run of one contender. */
export interface Sample extends Measurement {
  readonly tree: TreeName;
  readonly sink: Sink;
  readonly contender: string;
  readonly role: Role;
  /** From 1. */
  readonly round: number;
}

/** The medians of all rounds of one contender on one tree to one sink. */
export interface Median extends Measurement {
  readonly tree: TreeName;
  readonly sink: Sink;
  readonly contender: string;
  readonly role: Role;
  /** Seconds of the quickest and of the slowest round. */
  readonly range: readonly [number, number];
}

/** The value in the middle; the mean of the two of an even number. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Cannot tell the median of no values");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The medians; those of one tree and sink stand together, in the order of `contenders`. */
export function mediansOf(samples: readonly Sample[], contenders: readonly string[]): Median[] {
  const place = (group: readonly Sample[]) => contenders.indexOf(group[0]!.contender);
  const groups = Map.groupBy(samples, ({ tree, sink, contender }) => `${tree}/${sink}/${contender}`);
  return [...groups.values()].sort((a, b) => place(a) - place(b)).map((group) => {
    const { tree, sink, contender, role } = group[0]!;
    const seconds = group.map((sample) => sample.seconds);
    return {
      tree,
      sink,
      contender,
      role,
      seconds: median(seconds),
      range: [Math.min(...seconds), Math.max(...seconds)],
      cpuSeconds: medianIfAny(group.map((sample) => sample.cpuSeconds)),
      peakBytes: medianIfAny(group.map((sample) => sample.peakBytes)),
    };
  });
}

function medianIfAny(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : median(known);
}

/**
 * The reader's thread of a job.
 *
 * @module
 */

import { Ring } from "../../ring/ring.ts";
import { ChecksumList } from "../checksum_list.ts";
import { fillRing } from "../source/fill_ring.ts";
import { openSource } from "../source/open_source.ts";
import { SlotFiller } from "../source/slot_filler.ts";
import type { Source } from "../source/source.ts";
import { Control } from "./control.ts";
import { failureOf } from "./messages.ts";
import type {
  OpenTask,
  ReaderAnswer,
  ReaderTask,
  ReadResult,
  ReadTask,
  SourceFound,
} from "./reader_tasks.ts";
import { serve, type Tell } from "./serve.ts";

let control = new Control();
let source: Source | undefined;

serve<ReaderTask>((task) => {
  if (task.do === "open") control = new Control(task.control);
  return control.source;
}, async (task, tell): Promise<ReaderAnswer> => {
  if (task.do === "open") return await open(task, tell);
  if (task.do === "read") return await read(task);
  source?.[Symbol.dispose]();
  source = undefined;
});

async function open(task: OpenTask, tell: Tell): Promise<SourceFound> {
  const waiting = () => {
    control.source.alive();
    return control.stopped || control.source.orphaned;
  };
  const { keepGoing, trace } = task;
  source = await openSource(task.source, control.source, { waiting, keepGoing, trace }, tell);
  const head = source.head();
  return { name: source.name, kind: source.kind, bytes: source.bytes, repeatable: source.repeatable, head };
}

async function read(task: ReadTask): Promise<ReadResult> {
  const from = source!;
  if (task.again) from.rewind();
  const checksums = task.checksums ? new ChecksumList() : undefined;
  const sha256 = task.sha256 ? (await import("node:crypto")).createHash("sha256") : undefined;
  const ring = new Ring(task.ring, () => control.source.alive());
  const filler = new SlotFiller(ring, control, checksums, sha256);
  const result = (end: ReadResult["end"], error?: unknown): ReadResult => {
    const failure = error === undefined ? undefined : failureOf(error);
    return {
      end,
      bytes: filler.bytes,
      message: failure?.message,
      hint: failure?.hint,
      unreadable: from.unreadable,
      goesOn: end === "ended" && task.bytes !== undefined && !task.again && from.goesOn(),
      sha256: sha256?.digest("hex"),
      checksums: checksums === undefined ? undefined : { chunks: checksums.chunks, length: checksums.length },
    };
  };
  try {
    return result(fillRing(from, filler, task.bytes));
  } catch (error) {
    return result("failed", error);
  }
}

/**
 * A stream as the source of a job: the main thread puts its bytes into the ring without ever blocking.
 *
 * @module
 */

import { Ring } from "../../ring/ring.ts";
import { DiscglowError, reasonOf } from "../../errors.ts";
import { ChecksumList } from "../checksum_list.ts";
import type { StreamSource } from "../options.ts";
import { SlotFiller } from "../source/slot_filler.ts";
import { HEAD_BYTES } from "../source/source.ts";
import type { Control } from "../threads/control.ts";
import { failureOf } from "../threads/messages.ts";
import type { ReadResult, ReadTask, SourceFound } from "../threads/reader_tasks.ts";
import type { SourceSide } from "./source_side.ts";

/** The bytes of a stream. */
export class StreamedSource implements SourceSide {
  readonly #name: string;
  readonly #bytes: number | undefined;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #control: Control;
  /** Ends the wait for the next bytes. */
  #wake: () => void = () => {};
  #halted = false;
  #waiting: Uint8Array[] = [];
  #ended = false;

  /** Takes the stream over. */
  constructor(source: StreamSource, control: Control) {
    this.#name = source.name ?? "the stream";
    this.#bytes = source.bytes;
    this.#reader = source.stream.getReader();
    this.#control = control;
  }

  /** As {@linkcode SourceSide.open}. */
  async open(): Promise<SourceFound> {
    const chunks: Uint8Array[] = [];
    for (let length = 0; length < HEAD_BYTES;) {
      const chunk = await this.#receive();
      if (chunk === undefined) break;
      chunks.push(chunk);
      length += chunk.length;
    }
    this.#waiting = chunks;
    const head = joined(chunks).subarray(0, HEAD_BYTES);
    return { name: this.#name, kind: "stream", bytes: this.#bytes, repeatable: false, head };
  }

  /** As {@linkcode SourceSide.read}. */
  async read(task: Omit<ReadTask, "do">): Promise<ReadResult> {
    const checksums = task.checksums ? new ChecksumList() : undefined;
    const sha256 = task.sha256 ? (await import("node:crypto")).createHash("sha256") : undefined;
    const filler = new SlotFiller(new Ring(task.ring), this.#control, checksums, sha256);
    let end: ReadResult["end"] = "failed";
    let error: unknown;
    try {
      end = await this.#pass(filler, task.bytes);
    } catch (cause) {
      error = cause;
    }
    filler.end(end !== "ended");
    const failure = error === undefined ? undefined : failureOf(error);
    return {
      end,
      bytes: filler.bytes,
      message: failure?.message,
      hint: failure?.hint,
      unreadable: [],
      goesOn: this.#waiting.some(({ length }) => length > 0),
      sha256: sha256?.digest("hex"),
      checksums,
    };
  }

  /** As {@linkcode SourceSide.halt}. */
  halt(): void {
    this.#halted = true;
    this.#wake();
  }

  /** As {@linkcode SourceSide.close}. */
  async close(): Promise<void> {
    this.halt();
    try {
      await Promise.race([this.#reader.cancel(), new Promise((resolve) => setTimeout(resolve))]);
    } catch {
      // It has failed before, and that was told.
    }
  }

  async #pass(filler: SlotFiller, wanted: number | undefined): Promise<"ended" | "stopped"> {
    while (filler.bytes < (wanted ?? Infinity)) {
      const chunk = this.#waiting.shift() ?? await this.#receive();
      if (chunk === undefined) {
        if (!this.#ended) return "stopped";
        if (wanted === undefined) return "ended";
        throw new DiscglowError(
          `Cannot read all of ${this.#name}: it ended after ${filler.bytes} of ${wanted} bytes`,
        );
      }
      const part = chunk.subarray(0, (wanted ?? Infinity) - filler.bytes);
      if (part.length < chunk.length) this.#waiting.unshift(chunk.subarray(part.length));
      if (!await put(filler, part)) return "stopped";
    }
    return "ended";
  }

  /** The next bytes; `undefined` at the end, and when nobody waits for them any more. */
  async #receive(): Promise<Uint8Array | undefined> {
    if (this.#halted) return undefined;
    let result: ReadableStreamReadResult<Uint8Array> | undefined;
    try {
      // One promise for each wait: whatever races with one that lasts is kept in memory as long as that.
      result = await new Promise((resolve, reject) => {
        this.#wake = () => resolve(undefined);
        this.#reader.read().then(resolve, reject);
      });
    } catch (error) {
      throw new DiscglowError(`Cannot read ${this.#name}: ${reasonOf(error)}`, { cause: error });
    }
    if (result?.done === true) this.#ended = true;
    return result?.value;
  }
}

async function put(filler: SlotFiller, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const space = await filler.spaceLater();
    if (space === undefined) return false;
    const part = bytes.subarray(at, at + space.length);
    space.set(part);
    filler.put(part.length);
    at += part.length;
  }
  return true;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

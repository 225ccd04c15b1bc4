/**
 * One file for several recordings at a time: it is read once while they keep step, and whoever falls behind goes
 * on by itself.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";

/** Options of {@linkcode SharedFile}. */
export interface SharedFileOptions {
  /**
   * Bytes between the first and the last of those who share; beyond that the last one reads by itself.
   * @default {33554432}
   */
  readonly window?: number;
  /**
   * Bytes that are read at once.
   * @default {1048576}
   */
  readonly chunk?: number;
}

const USUAL_WINDOW = 32 << 20;
const USUAL_CHUNK = 1 << 20;

/** One of those who share. */
interface Consumer {
  next: number;
  /** Its own reading of the file, once it has fallen behind. */
  alone: Deno.FsFile | undefined;
  behind: boolean;
}

/** A file that is read once for several streams. */
export class SharedFile {
  /** Bytes that were read from the file so far, for all. */
  read = 0;
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #chunk: number;
  readonly #most: number;
  readonly #chunks = new Map<number, Promise<Uint8Array>>();
  readonly #consumers = new Set<Consumer>();
  #tail: Promise<unknown> = Promise.resolve();
  #lead = 0;
  #first = 0;
  #closed = false;

  /** Opens the file. Whoever makes it closes it; streams that are in use go on until their end. */
  constructor(path: string, options: SharedFileOptions = {}) {
    const { window = USUAL_WINDOW, chunk = USUAL_CHUNK } = options;
    this.#path = path;
    this.#chunk = chunk;
    this.#most = Math.max(1, Math.floor(window / chunk));
    this.#file = opened(path);
  }

  /** Streams that share what is read, and have not fallen behind. */
  get together(): number {
    return [...this.#consumers].filter(({ behind }) => !behind).length;
  }

  /** All bytes from the first one on. The chunks are everybody's: nobody may change them. */
  stream(): ReadableStream<Uint8Array> {
    if (this.#closed) throw new DiscglowError(`Cannot read ${this.#path}: it was closed`);
    const consumer: Consumer = { next: 0, alone: undefined, behind: this.#first > 0 };
    this.#consumers.add(consumer);
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        let bytes: Uint8Array;
        try {
          bytes = await this.#next(consumer);
        } catch (error) {
          this.#leave(consumer);
          throw error;
        }
        if (bytes.length > 0) return controller.enqueue(bytes);
        this.#leave(consumer);
        controller.close();
      },
      cancel: () => this.#leave(consumer),
    }, { highWaterMark: 0 });
  }

  /** No more streams are asked for. */
  close(): void {
    this.#closed = true;
    this.#closeWhenUnused();
  }

  #next(consumer: Consumer): Promise<Uint8Array> {
    const index = consumer.next++;
    if (consumer.behind) return this.#readAlone(consumer, index);
    const bytes = this.#chunks.get(index) ?? this.#readOn(index);
    this.#lead = Math.max(this.#lead, consumer.next);
    this.#forget();
    return bytes;
  }

  /** The one reading for all goes in order: no place has to be sought. */
  #readOn(index: number): Promise<Uint8Array> {
    const bytes = this.#tail.then(() => this.#fill(this.#file));
    this.#tail = bytes.catch(() => {});
    this.#chunks.set(index, bytes);
    return bytes;
  }

  async #readAlone(consumer: Consumer, index: number): Promise<Uint8Array> {
    if (consumer.alone === undefined) {
      const file = opened(this.#path);
      if (!this.#consumers.has(consumer) || !sameFile(file, this.#file)) {
        file.close();
        throw new DiscglowError(`Cannot read ${this.#path}: it is another file than before`);
      }
      consumer.alone = file;
      await file.seek(index * this.#chunk, Deno.SeekMode.Start);
    }
    return await this.#fill(consumer.alone);
  }

  async #fill(file: Deno.FsFile): Promise<Uint8Array> {
    const bytes = new Uint8Array(this.#chunk);
    let length = 0;
    try {
      while (length < bytes.length) {
        const got = await file.read(bytes.subarray(length));
        if (got === null) break;
        length += got;
      }
    } catch (error) {
      throw new DiscglowError(`Cannot read ${this.#path}: ${reasonOf(error)}`, { cause: error });
    }
    this.read += length;
    return bytes.subarray(0, length);
  }

  /** Drops what all have had, and leaves those behind who hold the window up. */
  #forget(): void {
    let first = this.#lead;
    for (const consumer of this.#consumers) {
      if (consumer.behind) continue;
      if (this.#lead - consumer.next > this.#most) consumer.behind = true;
      else first = Math.min(first, consumer.next);
    }
    for (; this.#first < first; this.#first++) this.#chunks.delete(this.#first);
  }

  #leave(consumer: Consumer): void {
    if (!this.#consumers.delete(consumer)) return;
    const { alone } = consumer;
    consumer.alone = undefined;
    alone?.close();
    this.#forget();
    this.#closeWhenUnused();
  }

  #closeWhenUnused(): void {
    if (!this.#closed || this.#consumers.size > 0) return;
    // A reading that was begun needs the file to its end.
    this.#tail = this.#tail.then(() => {
      try {
        this.#file.close();
      } catch {
        // It was closed before.
      }
    });
  }
}

function opened(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path);
  } catch (error) {
    throw new DiscglowError(`Cannot open ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function sameFile(one: Deno.FsFile, other: Deno.FsFile): boolean {
  const [a, b] = [one.statSync(), other.statSync()];
  return a.dev === b.dev && a.ino === b.ino;
}

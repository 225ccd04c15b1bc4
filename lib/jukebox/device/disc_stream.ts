/**
 * A file of a disc as a stream. Several may read from one disc at the same time; a reader that does not read on
 * must not keep the drive for ever.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { Core } from "./core.ts";
import type { RequestOptions } from "./device.ts";
import { ask, closeDrive } from "./drive_use.ts";
import type { Loader } from "./loader.ts";
import type { Hold } from "./queue.ts";

/** How long a reader may rest, in milliseconds. */
const REST_MS = 60_000;
/** How often a disc that others move about is looked for. */
const ATTEMPTS = 20;

/** A stream whose length is known. */
export type FileStream = ReadableStream<Uint8Array> & { readonly size: number };

/** Opens a file of a disc, which is loaded when it is in no drive. */
export async function openDiscFile(
  core: Core,
  loader: Loader,
  disc: number,
  path: string,
  { signal }: RequestOptions,
): Promise<FileStream> {
  refuseAbsent(core, loader, disc);
  if (core.volumes.disc(disc)?.state === "blank") {
    throw new JukeboxError("missing", `Cannot read ${path}: the disc is blank`);
  }
  const hold = await holdDisc(core, loader, disc, signal);
  try {
    hold.drive.activity = `read ${core.volumes.disc(disc)?.name ?? "a disc"}`;
    core.changed();
    const { file, size } = await ask(core, hold.drive, "openFile", path);
    const stream = new ReadableStream(new DiscFile(core, hold, file, path, signal), { highWaterMark: 0 });
    return Object.assign(stream, { size });
  } catch (error) {
    await giveBack(hold);
    throw error;
  }
}

async function holdDisc(
  core: Core,
  loader: Loader,
  disc: number,
  signal: AbortSignal | undefined,
): Promise<Hold> {
  for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
    refuseAbsent(core, loader, disc);
    const hold = await core.queue.acquire({ kind: "disc", disc, shared: true, recorder: false }, signal);
    try {
      if (await loader.bring(hold.drive, disc, signal) === undefined) return hold;
    } catch (error) {
      await giveBack(hold);
      throw error;
    }
    await giveBack(hold);
  }
  throw new JukeboxError("busy", `Cannot read disc ${disc}: it is wanted elsewhere all the time`);
}

/** A disc that is elsewhere, or in somebody's hands, cannot be had however long one waits. */
function refuseAbsent(core: Core, loader: Loader, disc: number): void {
  const spot = core.contents.spotOf(disc);
  if (spot === undefined) {
    const where = core.volumes.disc(disc)?.place.kind === "shelf" ? "on the shelf" : `not in ${core.name}`;
    throw new JukeboxError("missing", `Cannot read disc ${disc}: it is ${where}`);
  }
  if (spot.kind === "drive") loader.refuseHeld(spot.number);
}

/** The last who reads from a disc closes the drive. */
async function giveBack(hold: Hold): Promise<void> {
  if (hold.drive.users === 1) await closeDrive(hold.drive);
  hold.release();
}

class DiscFile implements UnderlyingDefaultSource<Uint8Array> {
  readonly #core: Core;
  readonly #hold: Hold;
  readonly #file: number;
  readonly #path: string;
  readonly #signal: AbortSignal | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #fail: (error: unknown) => void = () => {};
  readonly #abort = () => this.#give(new StoppedError(`Stopped while ${this.#path} was read`));

  constructor(core: Core, hold: Hold, file: number, path: string, signal: AbortSignal | undefined) {
    this.#core = core;
    this.#hold = hold;
    this.#file = file;
    this.#path = path;
    this.#signal = signal;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#fail = (error) => controller.error(error);
    if (this.#signal?.aborted === true) return this.#abort();
    this.#signal?.addEventListener("abort", this.#abort);
    this.#waitForReader();
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    clearTimeout(this.#rest);
    try {
      const bytes = await ask(this.#core, this.#hold.drive, "readFile", this.#file);
      if (this.#ended) return;
      if (bytes.length > 0) {
        controller.enqueue(bytes);
        return this.#waitForReader();
      }
      this.#give(undefined);
      controller.close();
    } catch (error) {
      this.#give(error);
    }
  }

  cancel(): void {
    this.#give(undefined);
  }

  #waitForReader(): void {
    this.#rest = setTimeout(() => {
      this.#give(new JukeboxError("load", `Cannot go on reading ${this.#path}: nobody took what was read`));
    }, REST_MS);
  }

  #give(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#rest);
    this.#signal?.removeEventListener("abort", this.#abort);
    const { drive } = this.#hold;
    if (!drive.thread.lost) drive.thread.do("closeFile", this.#file).catch(() => {});
    giveBack(this.#hold).catch((trouble) => this.#core.log.error(1, "@", trouble));
    if (error !== undefined) this.#fail(error);
  }
}

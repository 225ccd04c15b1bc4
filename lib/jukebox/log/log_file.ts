/**
 * A file that lines are added to: of bounded size, with a bounded number of older ones beside it, and never a reason
 * for anything else to fail.
 *
 * @module
 */

/** Bounds of a log. */
export interface LogBounds {
  /**
   * Bytes after which a new file is begun.
   * @default {4194304}
   */
  readonly bytes?: number;
  /**
   * How many older files are kept.
   * @default {5}
   */
  readonly kept?: number;
}

const DEFAULT_BYTES = 4 * 1024 * 1024;
const DEFAULT_KEPT = 5;
const encoder = new TextEncoder();

/** Lines in `logfile.txt`; older ones in `logfile.1.txt` and so on. */
export class LogFile implements Disposable {
  readonly #path: string;
  readonly #bytes: number;
  readonly #kept: number;
  #file: Deno.FsFile | undefined;
  #size = 0;
  #lost = 0;
  /** The last line was cut off by a full disk. */
  #torn = false;

  /** Opens the file, or leaves that to the next line. */
  constructor(path: string, { bytes = DEFAULT_BYTES, kept = DEFAULT_KEPT }: LogBounds = {}) {
    this.#path = path;
    this.#bytes = bytes;
    this.#kept = kept;
    this.reopen();
  }

  /** Lines that could not be written since the last one that could. */
  get lost(): number {
    return this.#lost;
  }

  /** Adds a line and tells whether that could be done. */
  add(line: string): boolean {
    try {
      if (this.#size >= this.#bytes) this.#turn();
      this.#file ??= this.#open();
      this.#write(this.#file, `${this.#torn ? "\n" : ""}${line}\n`);
      this.#lost = 0;
      return true;
    } catch {
      this.#lost++;
      return false;
    }
  }

  /** Opens the path anew: another program has moved the file away. */
  reopen(): void {
    this.close();
    try {
      this.#file = this.#open();
    } catch {
      // The next line tries again.
    }
  }

  /** Gives the file back; a later line opens it again. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  /** For `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #open(): Deno.FsFile {
    const file = Deno.openSync(this.#path, { append: true, create: true, mode: 0o640 });
    this.#size = file.statSync().size;
    return file;
  }

  #write(file: Deno.FsFile, text: string): void {
    const bytes = encoder.encode(text);
    for (let done = 0; done < bytes.length;) {
      const written = file.writeSync(bytes.subarray(done));
      done += written;
      this.#size += written;
      this.#torn = done < bytes.length;
    }
  }

  /** Begins a new file. Where the old one cannot be moved out of the way it is emptied: the bound holds. */
  #turn(): void {
    this.close();
    try {
      for (let number = this.#kept; number > 0; number--) this.#move(number - 1, number);
      if (this.#kept === 0) Deno.truncateSync(this.#path);
    } catch {
      Deno.truncateSync(this.#path);
    }
    this.#size = 0;
  }

  #move(from: number, to: number): void {
    try {
      Deno.renameSync(this.#numbered(from), this.#numbered(to));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  #numbered(number: number): string {
    if (number === 0) return this.#path;
    const dot = this.#path.lastIndexOf(".");
    const ending = dot > this.#path.lastIndexOf("/") ? dot : this.#path.length;
    return `${this.#path.slice(0, ending)}.${number}${this.#path.slice(ending)}`;
  }
}

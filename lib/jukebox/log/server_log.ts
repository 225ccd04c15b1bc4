/**
 * The server's log: lines up to the level that is set, in a file and, when asked, on standard error.
 *
 * @module
 */

import { DeviceError, DiscglowError, reasonOf } from "../../errors.ts";
import type { Log, LogSource } from "./log.ts";
import type { LogFile } from "./log_file.ts";
import { formatLogLine, type LogEntry } from "./log_line.ts";
import { scsiErrorLines } from "./scsi_error.ts";

/** Where the lines of a {@linkcode ServerLog} go. */
export interface ServerLogOptions {
  /** The file; none for a log that only goes elsewhere. */
  readonly file?: LogFile;
  /** Hears every line too, such as standard error. */
  readonly onEntry?: (entry: LogEntry) => void;
  /** The highest level that is written, asked anew for each line. */
  readonly level: () => number;
  /** The time of a line. */
  readonly now?: () => Date;
}

/** Writes the log. */
export class ServerLog implements Log {
  readonly #options: ServerLogOptions;
  /** Errors on their way up are told again by those who hear of them; whoever sent the command told of it first. */
  readonly #told = new WeakSet<DeviceError>();

  /** Makes a log. */
  constructor(options: ServerLogOptions) {
    this.#options = options;
  }

  /** Writes a line when its level is not above the one that is set. Never throws. */
  write(level: number, source: LogSource, text: string, tag: string = ""): void {
    if (level > this.#options.level()) return;
    const time = this.#options.now?.() ?? new Date();
    this.#put({ level, time, source, tag, text });
  }

  /** Writes an error: its sentence at this level, and of a failed SCSI command the classic block. */
  error(level: number, source: LogSource, error: unknown, tag: string = ""): void {
    this.write(level, source, sentenceOf(error), tag);
    if (!(error instanceof DeviceError) || this.#told.has(error)) return;
    this.#told.add(error);
    for (const line of scsiErrorLines(error, source)) {
      // What is told in a low voice is told so to its end.
      this.write(level > 2 ? level : line.level, source, line.text, tag);
    }
  }

  /** Opens the file anew. */
  reopen(): void {
    this.#options.file?.reopen();
  }

  /** Gives the file back. */
  close(): void {
    this.#options.file?.close();
  }

  #put(entry: LogEntry): void {
    const { file, onEntry } = this.#options;
    try {
      onEntry?.(entry);
    } catch {
      // Whoever reads standard error has gone away: the file is what counts.
    }
    if (file === undefined) return;
    const { lost } = file;
    if (lost > 0) {
      const text = `${lost} lines of the log could not be written, and are lost`;
      if (!file.add(formatLogLine({ ...entry, level: 1, source: "-", tag: "", text }))) return;
    }
    file.add(formatLogLine(entry));
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof DiscglowError) {
    return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
  }
  return error instanceof Error ? `${error.name}: ${reasonOf(error)}` : reasonOf(error);
}

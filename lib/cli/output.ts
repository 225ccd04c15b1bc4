/**
 * The two places a command writes to: results go to standard output, messages to standard error or to a file.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../errors.ts";
import { escapeText } from "./escape.ts";

/** What {@linkcode Output} writes to. */
export interface Sink {
  /** Writes some of the bytes and returns how many. */
  writeSync(bytes: Uint8Array): number;
  /** Whether a person looks at it. */
  isTerminal(): boolean;
}

const BUFFER_BYTES = 65536;
const encoder = new TextEncoder();

/** Results and messages of one run of the program. */
export class Output {
  /** Messages and results are JSON lines. */
  json = false;
  /** Nothing but results and errors is written. */
  quiet = false;
  /** Clears what is shown for the moment, such as a progress line, before a message is written. */
  beforeMessage: () => void = () => {};
  /** Whether standard output is a terminal. */
  readonly resultsToTerminal: boolean;

  readonly #results: Sink;
  #messages: Sink;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;

  /** Makes an output over standard output and standard error, or over what a test gives. */
  constructor(results: Sink = Deno.stdout, messages: Sink = Deno.stderr) {
    this.#results = results;
    this.#messages = messages;
    this.resultsToTerminal = results.isTerminal();
  }

  /** Whether messages go to a terminal. */
  get messagesToTerminal(): boolean {
    return this.#messages.isTerminal();
  }

  /** Sends all later messages to a file. */
  redirectMessages(path: string): void {
    try {
      this.#messages = Deno.openSync(path, { write: true, create: true, truncate: true });
    } catch (error) {
      throw new DiscglowError(`Cannot write the messages to ${path}: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** Writes a line of results. */
  line(text: string): void {
    this.bytes(encoder.encode(`${text}\n`));
    if (this.resultsToTerminal) this.flush();
  }

  /** Writes a line of results for programs. */
  record(record: object): void {
    this.line(JSON.stringify(record));
  }

  /** Writes bytes of a result as they are. */
  bytes(bytes: Uint8Array): void {
    if (this.#buffered + bytes.length > BUFFER_BYTES) this.flush();
    if (bytes.length > BUFFER_BYTES) return writeResults(this.#results, bytes);
    this.#buffer.set(bytes, this.#buffered);
    this.#buffered += bytes.length;
  }

  /** Hands everything written so far to the system. */
  flush(): void {
    const ready = this.#buffer.subarray(0, this.#buffered);
    this.#buffered = 0;
    writeResults(this.#results, ready);
  }

  /** Writes a line for people to where messages go, nothing in it unsafe for a terminal. */
  message(text: string): void {
    this.beforeMessage();
    this.flush();
    writeAll(this.#messages, encoder.encode(`${escapeText(text)}\n`));
  }

  /** Writes a JSON line to where messages go. */
  event(record: object): void {
    this.beforeMessage();
    this.flush();
    writeAll(this.#messages, encoder.encode(`${JSON.stringify(record)}\n`));
  }

  /** Shows raw text, such as a progress line, where messages go, or where results go. */
  show(text: string, where: "messages" | "results" = "messages"): void {
    if (where === "results") this.flush();
    writeAll(where === "results" ? this.#results : this.#messages, encoder.encode(text));
  }
}

/** A reader that goes away is no news to the user; a full disk is. */
function writeResults(sink: Sink, bytes: Uint8Array): void {
  try {
    writeAll(sink, bytes);
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) throw error;
    throw new DiscglowError(`Cannot write to standard output: ${reasonOf(error)}`, { cause: error });
  }
}

function writeAll(sink: Sink, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += sink.writeSync(bytes.subarray(done));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      pause(2);
    }
  }
}

const never = new Int32Array(new SharedArrayBuffer(4));

/** Waits for a pipe that another program has made non-blocking. */
function pause(milliseconds: number): void {
  Atomics.wait(never, 0, 0, milliseconds);
}

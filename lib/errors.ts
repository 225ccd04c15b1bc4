/**
 * The errors a user may meet. Messages read «Cannot <do> <object>: <what came back>», one sentence, no final
 * period; `hint` says what to do next where we know it.
 *
 * @module
 */

/** Options every error of this family takes. */
export interface DiscglowErrorOptions extends ErrorOptions {
  /** What the user can do about it, as a sentence without a final period. */
  readonly hint?: string | undefined;
}

/** The common parent: an error whose message is meant for the user as it stands. */
export class DiscglowError extends Error {
  /** The class name, as printed by programs that log errors. */
  override name = "DiscglowError";
  /** What the user can do about it, or `undefined` when nothing is known. */
  readonly hint: string | undefined;

  /** Makes an error from a finished sentence. */
  constructor(message: string, options: DiscglowErrorOptions = {}) {
    super(message, options);
    this.hint = options.hint;
  }
}

/** The words of a command line, or the options of a call, cannot be meant. Exit code 2. */
export class UsageError extends DiscglowError {
  /** The class name. */
  override name = "UsageError";
}

/** Something that was to be read from the source could not be read as asked. */
export class SourceError extends DiscglowError {
  /** The class name. */
  override name = "SourceError";
  /** The path as it was tried, undecodable bytes shown as `\xNN`. */
  readonly path: string;

  /** Makes an error about one path. */
  constructor(path: string, message: string, options: DiscglowErrorOptions = {}) {
    super(message, options);
    this.path = path;
  }
}

/** An image does not hold what its format promises. */
export class ImageError extends DiscglowError {
  /** The class name. */
  override name = "ImageError";
  /** Byte offset in the image where the fault stands. */
  readonly offset: number;
  /** The structure concerned, in the standard's words. */
  readonly structure: string;
  /** The clause that is broken, such as `ECMA-119 9.1.4`. */
  readonly clause: string;

  /** Makes an error about one structure of an image. */
  constructor(
    offset: number,
    structure: string,
    clause: string,
    message: string,
    options: DiscglowErrorOptions = {},
  ) {
    super(message, options);
    this.offset = offset;
    this.structure = structure;
    this.clause = clause;
  }
}

/** What a drive answered, as far as it answered. */
export interface DeviceAnswer {
  /** The command that was sent. */
  readonly cdb?: Uint8Array;
  /** SCSI status byte (SAM-5 5.3.1); none when the command never reached the drive. */
  readonly status?: number;
  /** Sense key, 0 to 15 (SPC-4 4.5.6). */
  readonly key?: number;
  /** Additional sense code. */
  readonly asc?: number;
  /** Additional sense code qualifier. */
  readonly ascq?: number;
}

/** A drive, a changer or the way to it did not do what was asked. */
export class DeviceError extends DiscglowError {
  /** The class name. */
  override name = "DeviceError";
  /** The device as the user names it. */
  readonly device: string;
  /** What came back. */
  readonly answer: DeviceAnswer;

  /** Makes an error about one command, or about opening one device. */
  constructor(
    device: string,
    message: string,
    answer: DeviceAnswer = {},
    options: DiscglowErrorOptions = {},
  ) {
    super(message, options);
    this.device = device;
    this.answer = answer;
  }
}

/** The job was stopped by the user or by an `AbortSignal`. Exit code 130. */
export class StoppedError extends DiscglowError {
  /** The class name. */
  override name = "StoppedError";
}

/** Whoever was reading our output went away: the job ends without a word. Exit code 1. */
export class BrokenPipeError extends DiscglowError {
  /** The class name. */
  override name = "BrokenPipeError";
}

/** What came back, in the system's words without its error number and its operation, fit to follow a colon. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const words = text.replace(/ \(os error \d+\).*$/s, "").replace(/: \w+ '.*'$/s, "");
  return words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

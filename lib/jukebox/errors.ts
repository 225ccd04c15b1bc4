/**
 * What the jukebox refuses, with the classic error numbers.
 *
 * @module
 */

import { DiscglowError, type DiscglowErrorOptions } from "../errors.ts";

/** Why something was refused; each has its number (an errno where there is one) and its HTTP status. */
export const REFUSAL = {
  /** Anything that fails as such. */
  failed: { number: -1, status: 500 },
  /** The request cannot be meant. */
  usage: { number: -1, status: 400 },
  /** No such device: ENODEV. */
  device: { number: 19, status: 404 },
  /** No such disc, job, file: ENOENT. */
  missing: { number: 2, status: 404 },
  /** Slot, drive, name: it is not in a state for that. */
  state: { number: -1, status: 409 },
  /** Someone else uses it: EBUSY. */
  busy: { number: 16, status: 409 },
  /** No token, or a wrong one: EACCES. */
  token: { number: 13, status: 401 },
  /** Not with this role: EPERM. */
  role: { number: 1, status: 403 },
  /** More than is taken: E2BIG. */
  size: { number: 7, status: 413 },
  /** Too many at once: EAGAIN. */
  load: { number: 11, status: 503 },
  /** The disc with the database is full: ENOSPC. */
  space: { number: 28, status: 507 },
} as const;

/** The kinds of refusals. */
export type RefusalKind = keyof typeof REFUSAL;

/** A request that the jukebox does not fulfil. */
export class JukeboxError extends DiscglowError {
  /** The class name. */
  override name = "JukeboxError";
  /** Why. */
  readonly kind: RefusalKind;

  /** Makes an error whose message is shown as it stands. */
  constructor(kind: RefusalKind, message: string, options: DiscglowErrorOptions = {}) {
    super(message, options);
    this.kind = kind;
  }

  /** The classic error number. */
  get number(): number {
    return REFUSAL[this.kind].number;
  }
}

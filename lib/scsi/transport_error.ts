/**
 * The errors of the way to a device, apart from what the device itself answers.
 *
 * @module
 */

import { type DeviceAnswer, DeviceError, type DiscglowErrorOptions } from "../errors.ts";

/** What kept a command from the device, or its answer from us. */
export type TransportTrouble =
  /** There is no such device. */
  | "missing"
  /** The device is there, but this user may not use it. */
  | "denied"
  /** Someone else holds it. */
  | "busy"
  /** The system lets this user send some commands, but not this one. */
  | "filtered"
  /** No answer within the time given. */
  | "timeout"
  /** It was there, and is no longer. */
  | "gone"
  /** The data of the command is longer than the way allows. */
  | "too long"
  /** What the way needs is not on this machine: a library, a system. */
  | "unsupported"
  /** Anything else. */
  | "failed";

/** A command did not reach the device, or no answer came back. */
export class TransportError extends DeviceError {
  /** The class name. */
  override name = "TransportError";
  /** What kind of trouble it is. */
  readonly trouble: TransportTrouble;

  /** Made by transports. */
  constructor(
    device: string,
    trouble: TransportTrouble,
    message: string,
    options: DiscglowErrorOptions & { readonly answer?: DeviceAnswer } = {},
  ) {
    super(device, message, options.answer ?? {}, options);
    this.trouble = trouble;
  }
}

/**
 * What passes between the threads of a job and the thread that started them.
 *
 * @module
 */

import { type DeviceAnswer, DeviceError, DiscglowError } from "../../errors.ts";
import { TransportError, type TransportTrouble } from "../../scsi/transport_error.ts";
import type { RecordEvent } from "../events.ts";

/** An error on its way between threads, which do not pass classes on. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
  /** What kind of trouble the way to a device had, if it was that. */
  readonly trouble: TransportTrouble | undefined;
  /** Which device it was about, if it was about one. */
  readonly device?: string | undefined;
  /** What that device has answered. */
  readonly answer?: DeviceAnswer | undefined;
}

/** A task, numbered from 1. */
export interface Numbered<Task> {
  readonly number: number;
  readonly task: Task;
}

/** What a thread sends. */
export type FromThread<Answer, Event = RecordEvent> =
  | { readonly event: Event }
  | { readonly number: number; readonly answer: Answer }
  | { readonly number: number; readonly failed: Failure };

/** Takes an error apart for the journey. */
export function failureOf(error: unknown): Failure {
  return {
    message: error instanceof Error ? error.message : String(error),
    hint: error instanceof DiscglowError ? error.hint : undefined,
    trouble: error instanceof TransportError ? error.trouble : undefined,
    ...(error instanceof DeviceError ? { device: error.device, answer: error.answer } : {}),
  };
}

/** Puts it together again, as far as it goes. */
export function errorOf({ message, hint, trouble, device, answer = {} }: Failure): DiscglowError {
  if (device === undefined) return new DiscglowError(message, { hint });
  if (trouble === undefined) return new DeviceError(device, message, answer, { hint });
  return new TransportError(device, trouble, message, { hint, answer });
}

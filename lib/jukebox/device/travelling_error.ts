/**
 * Errors on their way out of a drive's thread: threads do not pass classes on, and the log wants to know the
 * command and the sense.
 *
 * @module
 */

import { type DeviceAnswer, DeviceError, DiscglowError, StoppedError } from "../../errors.ts";
import { TransportError, type TransportTrouble } from "../../scsi/transport_error.ts";
import { JukeboxError, type RefusalKind } from "../errors.ts";

/** An error taken apart. */
export interface TravellingError {
  readonly message: string;
  readonly hint: string | undefined;
  /** It was the user's wish. */
  readonly stopped: boolean;
  /** Why the jukebox refuses, where it does. */
  readonly kind: RefusalKind | undefined;
  /** The device, where it was about one. */
  readonly device: string | undefined;
  readonly answer: DeviceAnswer;
  /** What trouble the way to the device had. */
  readonly trouble: TransportTrouble | undefined;
}

/** Takes an error apart. */
export function packError(error: unknown): TravellingError {
  return {
    message: error instanceof Error ? error.message : String(error),
    hint: error instanceof DiscglowError ? error.hint : undefined,
    stopped: error instanceof StoppedError,
    kind: error instanceof JukeboxError ? error.kind : undefined,
    device: error instanceof DeviceError ? error.device : undefined,
    answer: error instanceof DeviceError ? error.answer : {},
    trouble: error instanceof TransportError ? error.trouble : undefined,
  };
}

/** Puts it together again. */
export function unpackError(packed: TravellingError): DiscglowError {
  const { message, hint, stopped, kind, device, answer, trouble } = packed;
  if (stopped) return new StoppedError(message, { hint });
  if (kind !== undefined) return new JukeboxError(kind, message, { hint });
  if (device === undefined) return new DiscglowError(message, { hint });
  if (trouble !== undefined) return new TransportError(device, trouble, message, { hint, answer });
  return new DeviceError(device, message, answer, { hint });
}

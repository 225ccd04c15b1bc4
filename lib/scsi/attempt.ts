/**
 * Questions that a device need not be able to answer.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { TransportError } from "./transport_error.ts";

/**
 * Asks, and takes a refusal for no answer. A way that lets some commands through but not this one refuses too.
 *
 * @returns `undefined` when the device refused
 * @throws {TransportError} when the device could not be asked at all
 */
export function attempt<T>(question: () => T): T | undefined {
  try {
    return question();
  } catch (error) {
    const refused = error instanceof TransportError
      ? error.trouble === "filtered"
      : error instanceof DeviceError;
    if (refused) return undefined;
    throw error;
  }
}

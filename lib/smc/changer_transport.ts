/**
 * The way to a changer: errors name its commands, which share their codes with those of drives.
 *
 * @module
 */

import { commandName } from "../scsi/opcodes.ts";
import type { Direction, ScsiAnswer } from "../scsi/transport.ts";
import { TransportError } from "../scsi/transport_error.ts";
import { WrappedTransport } from "../scsi/wrapped.ts";

/** Peripheral device type of changers. */
export const CHANGER_TYPE = 8;

/** Wraps the way to a device that is known to be a changer. */
export class ChangerTransport extends WrappedTransport {
  /** Sends one command. */
  override execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    try {
      return this.inner.execute(cdb, direction, data, timeout);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const { device, trouble, answer, hint, cause } = error;
      const message = error.message.replace(commandName(cdb), commandName(cdb, CHANGER_TYPE));
      throw new TransportError(device, trouble, message, { answer, hint, cause });
    }
  }
}

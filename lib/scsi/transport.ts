/**
 * The contract that every way to a drive fulfils: SG_IO, Windows' pass-through, iSCSI, a drive held in a file.
 *
 * @module
 */

/** Which way the data of a command goes: `in` is from the device to us. */
export type Direction = "none" | "in" | "out";

/** What came back for one command. */
export interface ScsiAnswer {
  /** SCSI status byte: 0 GOOD, 2 CHECK CONDITION, 8 BUSY, 0x18 RESERVATION CONFLICT (SAM-5 5.3.1). */
  readonly status: number;
  /** Sense data as it came, fixed or descriptor format; empty when there was none. */
  readonly sense: Uint8Array;
  /** Bytes of the data buffer that were not transferred. */
  readonly residual: number;
  /** How long it took, in milliseconds. */
  readonly duration: number;
}

/** A way to one logical unit. Commands go one after the other; every call blocks its thread. */
export interface Transport extends Disposable {
  /** The device as the user named it. */
  readonly name: string;
  /** The largest number of bytes one command may move. */
  readonly maxTransfer: number;
  /** What another thread of this process must close if this one dies: a file descriptor of the system. */
  readonly descriptor: number | undefined;
  /**
   * Sends one command.
   *
   * @param cdb 6, 10, 12 or 16 bytes
   * @param direction which way the data goes
   * @param data where data comes from or goes to, of shared memory or not; empty for `none`
   * @param timeout milliseconds after which the command is given up
   * @returns whatever the device answered, also when that is no success
   * @throws {TransportError} when the device could not be asked or did not answer
   */
  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer;
  /** Gives the device back. A second call does nothing. */
  close(): void;
}

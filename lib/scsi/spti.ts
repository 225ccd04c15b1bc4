/**
 * The way to drives through Windows' SCSI pass-through, IOCTL_SCSI_PASS_THROUGH_DIRECT. It is written from the
 * published structures and tested against them byte by byte; it has not yet run on Windows.
 *
 * @module
 */

import { W, wideString } from "../../ffi/kernel32.ts";
import { AlignedData } from "./spti/aligned.ts";
import {
  type Capabilities,
  CAPABILITIES_LENGTH,
  decodeCapabilities,
  decodePassThrough,
  encodePassThrough,
  LONGEST_CDB,
  MODEST_CAPABILITIES,
  PASS_THROUGH_WITH_BUFFER_LENGTH,
  type PassThroughResult,
  type SptiAddress,
} from "./spti/layout.ts";
import { placeOf, type SptiPlace } from "./spti/names.ts";
import { badLength, CLOSED, openError, sendError, tooLong } from "./refusal.ts";
import { openingRefusal, sendingRefusal } from "./spti/refusal.ts";
import { type SptiSystem, sptiSystem } from "./spti/system.ts";
import { STATUS } from "./status.ts";
import type { Direction, ScsiAnswer, Transport } from "./transport.ts";

export type { SptiAddress } from "./spti/layout.ts";

/** How {@linkcode openSpti} opens. */
export interface SptiOptions {
  /**
   * Nobody else may use the drive meanwhile. An adapter opened as `\\.\ScsiN:` is always shared.
   * @default {true}
   */
  readonly exclusive?: boolean;
  /** What tests put in place of Windows. */
  readonly system?: SptiSystem;
}

/**
 * Opens a drive or changer on Windows.
 *
 * @param name `\\.\CdRom0`, `\\.\D:`, `\\.\Scsi0:` or the classic `\\.\p0b0t6[,lun]`
 * @param address where the device is, for the name of an adapter
 * @throws {TransportError} when it cannot be opened, with what to do about it
 */
export function openSpti(name: string, address?: SptiAddress, options: SptiOptions = {}): Transport {
  const system = options.system ?? sptiSystem(name);
  const place = placeOf(name, address);
  if (place === undefined) throw openError(name, openingRefusal(W.ERROR_INVALID_NAME));
  const share = place.shared || options.exclusive === false ? W.FILE_SHARE_READ | W.FILE_SHARE_WRITE : 0;
  const handle = system.open(wideString(place.file), W.GENERIC_READ + W.GENERIC_WRITE, share);
  if (handle === W.INVALID_HANDLE_VALUE) throw openError(name, openingRefusal(system.lastError()));
  return new Spti(name, place, handle, system, capabilitiesOf(system, handle));
}

function capabilitiesOf(system: SptiSystem, handle: bigint): Capabilities {
  const buffer = new Uint8Array(CAPABILITIES_LENGTH);
  const told = system.control(handle, W.IOCTL_SCSI_GET_CAPABILITIES, buffer);
  return told ? decodeCapabilities(buffer) : MODEST_CAPABILITIES;
}

class Spti implements Transport {
  readonly name: string;
  readonly maxTransfer: number;
  /** Handles are no descriptors: the system closes them with the process. */
  readonly descriptor: undefined;
  readonly #place: SptiPlace;
  readonly #system: SptiSystem;
  readonly #aligned: AlignedData;
  // One for all commands.
  readonly #request = new Uint8Array(new ArrayBuffer(PASS_THROUGH_WITH_BUFFER_LENGTH));
  #handle: bigint | undefined;

  constructor(name: string, place: SptiPlace, handle: bigint, system: SptiSystem, able: Capabilities) {
    this.name = name;
    this.maxTransfer = able.maxTransfer;
    this.#place = place;
    this.#system = system;
    this.#handle = handle;
    this.#aligned = new AlignedData(able.alignmentMask);
  }

  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    const handle = this.#check(cdb, data);
    const started = performance.now();
    const { address, view } = this.#aligned.place(data);
    if (view !== data && direction === "out") view.set(data);
    encodePassThrough(this.#request, {
      address: this.#place.address,
      cdb,
      direction,
      data: address,
      dataLength: direction === "none" ? 0 : data.length,
      timeout,
    });
    const worked = this.#system.control(handle, W.IOCTL_SCSI_PASS_THROUGH_DIRECT, this.#request);
    // Asked at once: whatever the runtime does next may change it.
    const error = worked ? 0 : this.#system.lastError();
    const result = decodePassThrough(this.#request, direction === "none" ? 0 : data.length);
    if (!worked && !explains(result)) throw sendError(this.name, cdb, sendingRefusal(error));
    if (view !== data && direction === "in") data.set(view.subarray(0, result.transferred));
    return {
      status: result.status,
      sense: result.sense.slice(),
      residual: data.length - result.transferred,
      duration: Math.round(performance.now() - started),
    };
  }

  close(): void {
    if (this.#handle === undefined) return;
    this.#system.close(this.#handle);
    this.#handle = undefined;
    this.#aligned.forget();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #check(cdb: Uint8Array, data: Uint8Array): bigint {
    if (this.#handle === undefined) {
      throw sendError(this.name, cdb, CLOSED);
    }
    if (cdb.length === 0 || cdb.length > LONGEST_CDB) {
      throw sendError(this.name, cdb, badLength(cdb.length));
    }
    if (data.length > this.maxTransfer) {
      throw sendError(this.name, cdb, tooLong(data.length, this.maxTransfer, "the adapter"));
    }
    return this.#handle;
  }
}

/** Some drivers call a command that the device has refused their own failure: then its sense is the answer. */
function explains({ status, sense }: PassThroughResult): boolean {
  return status === STATUS.checkCondition && (sense[0] ?? 0) !== 0;
}

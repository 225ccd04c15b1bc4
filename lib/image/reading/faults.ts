/**
 * Where the faults of an image go while it is read: to the caller's listener, or up as an exception when
 * nobody listens and something cannot be used at all.
 *
 * @module
 */

import { ImageError } from "../../errors.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { Fault, Report } from "../../iso9660/fault.ts";

/** Makes the error for one fault; the sentence names the block of 2048 bytes. */
export function imageError(
  offset: number,
  structure: string,
  clause: string,
  cannot: string,
  finding: string,
): ImageError {
  const block = Math.floor(offset / BLOCK_SIZE);
  return new ImageError(offset, structure, clause, `Cannot ${cannot} (block ${block}): ${finding}`);
}

/** Collects the faults found while an image is read; each place and clause is told once. */
export class Faults {
  readonly #onFault: ((fault: ImageError) => void) | undefined;
  readonly #told = new Set<string>();
  #base = 0;
  #decoderReport: Report | undefined;

  constructor(onFault: ((fault: ImageError) => void) | undefined) {
    this.#onFault = onFault;
    if (onFault) this.#decoderReport = (fault) => this.#fromDecoder(fault);
  }

  /** A decoder's `Report` for bytes that begin at a byte of the image, until the next call; `undefined` when nobody listens. */
  report(base: number): Report | undefined {
    this.#base = base;
    return this.#decoderReport;
  }

  /** Something is wrong, but what it is about can be used. */
  minor(offset: number, structure: string, clause: string, cannot: string, finding: string): void {
    if (this.#onFault) this.#tell(imageError(offset, structure, clause, cannot, finding));
  }

  /** Something cannot be used: it is left out when somebody listens, otherwise this throws. */
  severe(offset: number, structure: string, clause: string, cannot: string, finding: string): void {
    const error = imageError(offset, structure, clause, cannot, finding);
    if (!this.#onFault) throw error;
    this.#tell(error);
  }

  #fromDecoder({ at, structure, clause, message }: Fault): void {
    const finding = message.charAt(0).toLowerCase() + message.slice(1);
    this.#tell(imageError(this.#base + at, structure, clause, `trust the ${structure}`, finding));
  }

  #tell(error: ImageError): void {
    // Directories may be listed more than once; beyond this number a repetition does no harm.
    if (this.#told.size < 100_000) {
      const key = `${error.offset} ${error.clause} ${error.message}`;
      if (this.#told.has(key)) return;
      this.#told.add(key);
    }
    this.#onFault!(error);
  }
}

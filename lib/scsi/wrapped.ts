/**
 * A transport around another one: what a decorator does not change goes through.
 *
 * @module
 */

import type { Direction, ScsiAnswer, Transport } from "./transport.ts";

/** The parent of decorators, which override {@linkcode WrappedTransport.execute}. */
export abstract class WrappedTransport implements Transport {
  /** The transport inside. */
  protected readonly inner: Transport;

  /** Takes over the transport and closes it in the end. */
  constructor(inner: Transport) {
    this.inner = inner;
  }

  /** The device as the user named it. */
  get name(): string {
    return this.inner.name;
  }

  /** The largest number of bytes one command may move. */
  get maxTransfer(): number {
    return this.inner.maxTransfer;
  }

  /** The descriptor of the transport inside. */
  get descriptor(): number | undefined {
    return this.inner.descriptor;
  }

  /** Sends one command, or does something else with it. */
  abstract execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer;

  /** Gives the device back. */
  close(): void {
    this.inner.close();
  }

  /** The same, at the end of a scope. */
  [Symbol.dispose](): void {
    this.close();
  }
}

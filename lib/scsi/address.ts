/**
 * Where bytes stand in memory, for structures that point to them.
 *
 * @module
 */

/** Finds addresses; views of one buffer, such as the slots of a ring, cost no call into the runtime. */
export class Addresses {
  #buffer: ArrayBufferLike | undefined;
  #base = 0;

  /** The address of the first byte of a view, which must be kept alive as long as the address is used. */
  of(view: Uint8Array): number {
    if (view.length === 0) return 0;
    const { buffer } = view;
    if (buffer !== this.#buffer) {
      // The buffer's own property is asked for first: from then on a small one no longer moves.
      const pointer = Deno.UnsafePointer.of(view as Uint8Array<ArrayBuffer>);
      this.#base = Number(Deno.UnsafePointer.value(pointer)) - view.byteOffset;
      this.#buffer = buffer;
    }
    return this.#base + view.byteOffset;
  }

  /** Lets go of the last buffer. */
  forget(): void {
    this.#buffer = undefined;
  }
}

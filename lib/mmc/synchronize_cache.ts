/**
 * SYNCHRONIZE CACHE (MMC-6 6.43): has the drive write out what it holds in its buffer.
 *
 * @module
 */

/** Everything is written out; `immediate` returns before it is. */
export function encodeSynchronizeCache(immediate: boolean): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x35; // operation code
  cdb[1] = immediate ? 2 : 0; // bit 1 Immed
  return cdb;
}

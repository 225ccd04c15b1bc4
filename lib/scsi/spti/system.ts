/**
 * The calls into Windows behind the pass-through, in a table that tests replace.
 *
 * @module
 */

import { kernel32, W } from "../../../ffi/kernel32.ts";
import { TransportError } from "../transport_error.ts";

/** What the pass-through needs of the system. Names are NUL-terminated UTF-16. */
export interface SptiSystem {
  /** CreateFileW on something that exists: a handle, or -1. */
  open(name: Uint16Array<ArrayBuffer>, access: number, share: number): bigint;
  /** DeviceIoControl with one buffer for both ways: whether it worked. */
  control(handle: bigint, code: number, buffer: Uint8Array<ArrayBuffer>): boolean;
  /** CloseHandle. */
  close(handle: bigint): void;
  /** GetLastError after a call that failed; 0 where it was lost. */
  lastError(): number;
}

/**
 * The system that we run on.
 *
 * @param device what is to be opened, for the error
 * @throws {TransportError} where it is not Windows, or its libraries may not be used
 */
export function sptiSystem(device: string): SptiSystem {
  const library = kernel32();
  if (library === null) throw unsupported(device);
  const returned = new Uint32Array(new ArrayBuffer(4));
  return {
    open: (name, access, share) =>
      BigInt(library.CreateFileW(name, access, share, null, W.OPEN_EXISTING, 0, 0n)),
    control: (handle, code, buffer) =>
      library.DeviceIoControl(
        handle,
        code,
        buffer,
        buffer.byteLength,
        buffer,
        buffer.byteLength,
        returned,
        null,
      ) !== 0,
    close: (handle) => void library.CloseHandle(handle),
    lastError: () => library.GetLastError(),
  };
}

function unsupported(device: string): TransportError {
  const [words, hint] = Deno.build.os === "windows"
    ? ["system libraries may not be used", "run with --allow-ffi"]
    : ["that is the name of a device of Windows", "see what there is with: discglow devices"];
  return new TransportError(device, "unsupported", `Cannot open ${device}: ${words}`, { hint });
}

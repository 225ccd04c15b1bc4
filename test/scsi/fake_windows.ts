/**
 * A Windows that passes commands on to another transport. It takes the pass-through structure apart by itself, at
 * the offsets that Microsoft publishes, and moves data by the address in it.
 *
 * @module
 */

import type { SptiSystem } from "../../lib/scsi/spti/system.ts";
import type { Direction, Transport } from "../../lib/scsi/transport.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";

/** How it behaves. */
export interface FakeSetup {
  /** What \\.\CdRom0 is. */
  readonly open: () => Transport;
  /** MaximumTransferLength and AlignmentMask of the adapter. */
  readonly maxTransfer: number;
  readonly alignmentMask: number;
}

const DIRECTIONS: readonly Direction[] = ["out", "in", "none"];

/** Makes such a system. */
export function fakeWindows({ open, maxTransfer, alignmentMask }: FakeSetup): SptiSystem {
  const handles = new Map<bigint, { transport: Transport; share: number }>();
  let error = 0;
  const fail = (number: number) => {
    error = number;
    return false;
  };

  const passThrough = (transport: Transport, bytes: Uint8Array<ArrayBuffer>): boolean => {
    const view = new DataView(bytes.buffer);
    if (view.getUint16(0, true) !== 56 || bytes.length < 96) return fail(87);
    if (view.getUint32(32, true) !== 60 || bytes[7] !== 32) return fail(87);
    const length = view.getUint32(12, true);
    const address = view.getBigUint64(24, true);
    if (length > maxTransfer || (Number(address) & alignmentMask) !== 0) return fail(87);
    const pointer = Deno.UnsafePointer.create(address);
    const data = pointer === null
      ? new Uint8Array(0)
      : new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(pointer, length));
    const cdb = bytes.slice(36, 36 + bytes[6]!);
    try {
      const seconds = view.getUint32(16, true);
      const answer = transport.execute(cdb, DIRECTIONS[bytes[8]!]!, data, seconds * 1000);
      bytes[2] = answer.status;
      bytes[7] = Math.min(answer.sense.length, 32);
      bytes.set(answer.sense.subarray(0, 32), 60);
      view.setUint32(12, length - answer.residual, true);
      return true;
    } catch (cause) {
      if (!(cause instanceof TransportError)) throw cause;
      return fail(cause.trouble === "timeout" ? 121 : 1117);
    }
  };

  return {
    open(name, access, share) {
      const text = String.fromCharCode(...name.subarray(0, -1));
      const busy = [...handles.values()].some((other) => other.share === 0 || share === 0);
      if (name.at(-1) !== 0 || access !== 0xc0000000) fail(87);
      else if (!/^\\\\\.\\CdRom0$/i.test(text)) fail(2);
      else if (busy) fail(32);
      else {
        const handle = BigInt(256 + 4 * handles.size);
        handles.set(handle, { transport: open(), share });
        return handle;
      }
      return -1n;
    },
    control(handle, code, buffer) {
      const opened = handles.get(handle);
      if (opened === undefined) return fail(6);
      if (code === 0x4d014) return passThrough(opened.transport, buffer);
      if (code !== 0x41010 || buffer.length < 24) return fail(1);
      const view = new DataView(buffer.buffer);
      const fields = [24, maxTransfer, 1 + maxTransfer / 4096, 0, alignmentMask];
      fields.forEach((value, index) => view.setUint32(4 * index, value, true));
      return true;
    },
    close(handle) {
      handles.get(handle)?.transport.close();
      handles.delete(handle);
    },
    lastError: () => error,
  };
}

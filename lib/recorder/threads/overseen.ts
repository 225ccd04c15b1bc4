/**
 * A transport as the thread of a job uses it: it says before every command how long that may take, and sends none
 * any more once the job has given the thread up.
 *
 * @module
 */

import type { Transport } from "../../scsi/transport.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import type { SideControl } from "./side_control.ts";

/** What a command may take beyond its timeout, in milliseconds: the way to the drive has timeouts of its own. */
const SLACK = 15_000;

/** Wraps a transport. */
export function overseen(transport: Transport, side: SideControl): Transport {
  let held = transport.descriptor;
  side.hold(held);
  // A transport that had to find its device anew has another one.
  const holdAnew = () => {
    held = transport.descriptor;
    if (side.letGo() !== undefined || !side.orphaned) side.hold(held);
  };
  return {
    name: transport.name,
    maxTransfer: transport.maxTransfer,
    get descriptor() {
      return transport.descriptor;
    },
    execute(cdb, direction, data, timeout) {
      if (side.orphaned) {
        throw new TransportError(
          transport.name,
          "gone",
          `Cannot go on with ${transport.name}: the job has ended`,
        );
      }
      side.alive(timeout + SLACK);
      try {
        return transport.execute(cdb, direction, data, timeout);
      } finally {
        side.alive();
        if (transport.descriptor !== held) holdAnew();
      }
    },
    close() {
      // Whoever has given the thread up may have closed the descriptor, and its number may stand for another file.
      if (transport.descriptor === undefined || side.letGo() !== undefined) transport.close();
    },
    [Symbol.dispose]() {
      this.close();
    },
  };
}

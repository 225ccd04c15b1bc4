/**
 * The two drives of the conformance suite, on a target of their own.
 *
 * @module
 */

import type { Transport } from "../../lib/scsi/transport.ts";
import { Random } from "../support/random.ts";
import { startTgt } from "../support/tgt.ts";
import type { Ways } from "./conformance.ts";

/** Starts a target with a finished disc and a blank one. */
export async function tgtWays(
  open: (url: string) => Transport,
  tuned: boolean = false,
): Promise<Required<Ways> & AsyncDisposable> {
  const bytes = new Random(7).bytes(1024 * 2048);
  const tgt = await startTgt({
    units: [{ kind: "drive", disc: { image: bytes } }, { kind: "drive", disc: "blank" }],
    tuned,
  });
  return {
    open: () => open(tgt.url(1)),
    openRecorder: () => open(tgt.url(2)),
    bytes,
    residual: true,
    exclusive: false,
    silence() {
      tgt.freeze();
      return { [Symbol.dispose]: () => tgt.thaw() };
    },
    [Symbol.asyncDispose]: () => tgt[Symbol.asyncDispose](),
  };
}

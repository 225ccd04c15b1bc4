/**
 * A drive that fails when it is told to, for tests of everything above it.
 *
 * @module
 */

import { get16, get32 } from "./big_endian.ts";
import { commandName } from "./opcodes.ts";
import { encodeSense, type Sense } from "./sense.ts";
import { STATUS } from "./status.ts";
import type { Direction, ScsiAnswer, Transport } from "./transport.ts";
import { TransportError, type TransportTrouble } from "./transport_error.ts";
import { WrappedTransport } from "./wrapped.ts";

/** What comes back in place of the true answer. */
export type FaultResult =
  /** CHECK CONDITION with this sense data. */
  | { readonly sense: Pick<Sense, "key" | "asc" | "ascq"> & Partial<Sense> }
  /** Another status, such as 8 for BUSY. */
  | { readonly status: number }
  /** No answer at all. */
  | { readonly trouble: TransportTrouble };

/** One thing that goes wrong. */
export interface PlannedFault {
  /** Operation codes that it strikes; all when absent. */
  readonly on?: readonly number[];
  /** Only commands that read or write this logical block. */
  readonly block?: number;
  /**
   * So many commands that it would strike pass first.
   * @default {0}
   */
  readonly after?: number;
  /**
   * How often it strikes.
   * @default {1}
   */
  readonly times?: number;
  /**
   * The drive carries the command out all the same.
   * @default {false}
   */
  readonly done?: boolean;
  /** What comes back. */
  readonly result: FaultResult;
}

const NO_SENSE = new Uint8Array(0);

/** Makes a transport on which faults strike, the first that fits each time. */
export function withFaults(transport: Transport, plan: readonly PlannedFault[]): Transport {
  return new FaultyTransport(transport, plan);
}

class FaultyTransport extends WrappedTransport {
  readonly #faults: { readonly fault: PlannedFault; passing: number; left: number }[];

  constructor(inner: Transport, plan: readonly PlannedFault[]) {
    super(inner);
    this.#faults = plan.map((fault) => ({ fault, passing: fault.after ?? 0, left: fault.times ?? 1 }));
  }

  override execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    const fault = this.#strikes(cdb);
    if (fault === undefined) return this.inner.execute(cdb, direction, data, timeout);
    if (fault.done) this.inner.execute(cdb, direction, data, timeout);
    return this.#answer(fault.result, cdb, data.length);
  }

  #strikes(cdb: Uint8Array): PlannedFault | undefined {
    for (const planned of this.#faults) {
      if (planned.left === 0 || !fits(planned.fault, cdb)) continue;
      if (planned.passing-- > 0) continue;
      planned.left--;
      return planned.fault;
    }
    return undefined;
  }

  #answer(result: FaultResult, cdb: Uint8Array, length: number): ScsiAnswer {
    if ("trouble" in result) {
      throw new TransportError(
        this.name,
        result.trouble,
        `Cannot send ${commandName(cdb)} to ${this.name}: a fault was asked for`,
        { answer: { cdb: cdb.slice() } },
      );
    }
    if ("status" in result) return { status: result.status, sense: NO_SENSE, residual: length, duration: 0 };
    return {
      status: STATUS.checkCondition,
      sense: encodeSense(result.sense),
      residual: length,
      duration: 0,
    };
  }
}

function fits({ on, block }: PlannedFault, cdb: Uint8Array): boolean {
  if (on !== undefined && !on.includes(cdb[0] ?? 0)) return false;
  if (block === undefined) return true;
  const range = blocksOf(cdb);
  return range !== undefined && block >= range.first && block < range.first + range.count;
}

/** The logical blocks of READ, WRITE and VERIFY with 10 or 12 bytes (SBC-3 5.8, 5.29). */
function blocksOf(cdb: Uint8Array): { readonly first: number; readonly count: number } | undefined {
  const first = get32(cdb, 2);
  switch (cdb[0]) {
    case 0x28:
    case 0x2a:
    case 0x2e:
    case 0x2f:
      return { first, count: get16(cdb, 7) };
    case 0xa8:
    case 0xaa:
    case 0xae:
    case 0xaf:
      return { first, count: get32(cdb, 6) };
    default:
      return undefined;
  }
}

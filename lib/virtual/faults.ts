/**
 * Faults a virtual drive can be told to have.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { inWords } from "./checks.ts";
import { parseSenseCode, SENSE, type SenseCode } from "./sense.ts";

/** What happens. */
export type FaultKind =
  /** The command ends with the sense given. */
  | "sense"
  /** The command is not done and answered with a unit attention, 6/28/00 if no other sense is given. */
  | "attention"
  /** No answer before the timeout. */
  | "hang"
  /** The medium is gone: 2/3A/00 from now on, until it is loaded again. */
  | "removal"
  /** The drive is gone. */
  | "gone";

/** One fault. All that is given has to fit the command. */
export interface Fault {
  /** Reads, writes, or any command. */
  readonly on: "read" | "write" | "command";
  /** Only commands with this operation code; with `on: "command"`. */
  readonly opcode?: number;
  /** Only commands that touch this block. Blocks before it are still read or recorded. */
  readonly block?: number;
  /** Begins with the so-manyeth command that fits, from 1. */
  readonly call?: number;
  /** How often; always when absent. */
  readonly times?: number;
  /**
   * What happens.
   * @default {"sense"}
   */
  readonly kind?: FaultKind;
  /** Such as `3/11/00`. Reads fail with 3/11/00, writes with 3/0C/00, others with 4/44/00 when absent. */
  readonly sense?: string;
}

const KINDS: readonly string[] = ["sense", "attention", "hang", "removal", "gone"];

/** Refuses what is no fault. */
export function checkFault(fault: Fault): Fault {
  const flaw = faultFlaw(fault);
  if (flaw !== undefined) throw new UsageError(`Cannot set a fault: ${flaw}`);
  return fault;
}

/** What makes a fault none; `undefined` when it is one. */
export function faultFlaw(fault: Fault): string | undefined {
  const { on, kind = "sense", sense } = fault;
  if (!["read", "write", "command"].includes(on)) return `it cannot be on ${inWords(on)}`;
  if (!KINDS.includes(kind)) return `there is no kind ${inWords(kind)}`;
  if (sense !== undefined && (typeof sense !== "string" || parseSenseCode(sense) === undefined)) {
    return `${inWords(sense)} is no sense, which is written like 3/11/00`;
  }
  for (const name of ["opcode", "block", "call", "times"] as const) {
    const value = fault[name];
    if (value !== undefined && !Number.isSafeInteger(value)) return `${name} cannot be ${inWords(value)}`;
  }
  return (fault.call ?? 1) < 1 || (fault.times ?? 1) < 0 ? "calls are counted from 1" : undefined;
}

/** The sense a fault answers with. */
export function senseOfFault(fault: Fault): SenseCode {
  const given = fault.sense === undefined ? undefined : parseSenseCode(fault.sense);
  if (given !== undefined) return given;
  if (fault.kind === "attention") return SENSE.mediumChanged;
  if (fault.on === "read") return SENSE.readError;
  if (fault.on === "write") return SENSE.writeError;
  return [4, 0x44, 0x00];
}

/** A fault with the counts of a drive that is in use. */
interface Armed {
  readonly fault: Fault;
  seen: number;
  left: number;
}

const READS: ReadonlySet<number> = new Set([0x28, 0xa8]);
const WRITES: ReadonlySet<number> = new Set([0x2a, 0xaa, 0x2e]);

/** The faults of a drive in use. */
export class FaultPlan {
  #armed: Armed[] = [];

  /** Begins with the faults of the state file. */
  constructor(faults: readonly Fault[]) {
    for (const fault of faults) this.add(fault);
  }

  /** Nothing is going to fail. */
  get empty(): boolean {
    return this.#armed.length === 0;
  }

  /** Adds one. */
  add(fault: Fault): void {
    this.#armed.push({ fault: checkFault(fault), seen: 0, left: fault.times ?? Infinity });
  }

  /** Forgets them all. */
  clear(): void {
    this.#armed = [];
  }

  /** The fault that this command meets first; `block` and `count` are 0 for commands without blocks. */
  meet(opcode: number, block: number, count: number): Fault | undefined {
    let first: Fault | undefined;
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (!fits(fault, opcode, block, count)) continue;
      armed.seen++;
      if (armed.seen < (fault.call ?? 1) || armed.left <= 0) continue;
      if (first === undefined || (fault.block ?? -Infinity) < (first.block ?? -Infinity)) first = fault;
    }
    return first;
  }

  /** It has happened: a command that is refused before does not use a fault up. */
  happened(fault: Fault): void {
    const armed = this.#armed.find((one) => one.fault === fault && one.left > 0);
    if (armed !== undefined) armed.left--;
  }

  /** What is left of them, for the state file. */
  remaining(): Fault[] {
    return this.#armed.filter(({ left }) => left > 0).map(({ fault, left, seen }) => ({
      ...fault,
      ...(fault.call === undefined ? {} : { call: Math.max(1, fault.call - seen) }),
      ...(left === Infinity ? {} : { times: left }),
    }));
  }
}

function fits(fault: Fault, opcode: number, block: number, count: number): boolean {
  if (fault.on === "read" && !READS.has(opcode)) return false;
  if (fault.on === "write" && !WRITES.has(opcode)) return false;
  if (fault.opcode !== undefined && fault.opcode !== opcode) return false;
  return fault.block === undefined || (fault.block >= block && fault.block < block + count);
}

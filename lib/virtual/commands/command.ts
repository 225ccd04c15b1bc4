/**
 * What the drive knows of a command before it looks at what it means.
 *
 * @module
 */

import type { Direction } from "../../scsi/transport.ts";
import type { Machine } from "../machine.ts";

/** One command of the drive, or of what else is given as `U`. */
export interface Command<U = Machine> {
  /** First byte of the CDB. */
  readonly opcode: number;
  /** Bits that may be set in each byte of the CDB behind the operation code; its length is that of the CDB. */
  readonly mask: readonly number[];
  /** Which way its data goes. */
  readonly direction: Direction;
  /** It needs a disc that is ready, or a changer that is. */
  readonly medium: boolean;
  /** It is done even when a unit attention waits (SAM-5 5.14, MMC-6 6.6). */
  readonly pastAttention?: boolean;
  /** Does it and returns how many bytes were moved. */
  run(m: U, cdb: Uint8Array, data: Uint8Array): number;
}

/** Gives as much of an answer as was allowed and fits. */
export function reply(answer: Uint8Array, data: Uint8Array, allocation: number): number {
  const length = Math.min(answer.length, data.length, allocation);
  data.set(length === answer.length ? answer : answer.subarray(0, length));
  return length;
}

/** Commands by their operation codes. */
export function byOpcode<U>(commands: readonly Command<U>[]): (Command<U> | undefined)[] {
  const table: (Command<U> | undefined)[] = new Array(256).fill(undefined);
  for (const command of commands) table[command.opcode] = command;
  return table;
}

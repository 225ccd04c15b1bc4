/**
 * What comes before every command: the strictness that drive and changer share. A CDB of the wrong length or with
 * reserved bits set, and data in the wrong direction, end it with 5/24/00.
 *
 * @module
 */

import type { Direction, ScsiAnswer } from "../scsi/transport.ts";
import { TransportError } from "../scsi/transport_error.ts";
import type { Clock } from "./clock.ts";
import type { Command } from "./commands/command.ts";
import { encodeSense, Refusal, refuse, SENSE, type SenseCode } from "./sense.ts";
import type { DriveTime } from "./work.ts";

const GOOD = 0;
const CHECK_CONDITION = 2;
const NO_SENSE = new Uint8Array(0);

/** Largest transfer of one command: what adapters of real devices take at least, and a good deal more. */
export const MAX_TRANSFER = 1024 * 1024;

/** What commands are sent to. */
export interface LogicalUnit {
  /** The device as the user named it. */
  readonly name: string;
  /** What it is, for messages. */
  readonly what: "drive" | "changer";
  /** What passes for time. */
  readonly clock: Clock;
  /** How long a command has. */
  readonly time: DriveTime;
  /** Unit attentions to be told. */
  readonly attentions: SenseCode[];
  /** Bytes moved before the command of now failed. */
  transferred: number;
  /** It no longer answers. */
  readonly gone: boolean;
  /** Refuses what needs it to be ready. */
  requireReady(): void;
}

/** Has a unit do a command; `before` is where its faults happen. */
export function executeStrictly<U extends LogicalUnit>(
  unit: U,
  commands: readonly (Command<U> | undefined)[],
  cdb: Uint8Array,
  direction: Direction,
  data: Uint8Array,
  timeout: number,
  before: () => void,
): ScsiAnswer {
  checkReachable(unit, data);
  const start = unit.clock.now();
  unit.time.deadline = start + timeout;
  unit.transferred = 0;
  let status = GOOD;
  let sense: Uint8Array = NO_SENSE;
  try {
    before();
    unit.transferred = run(unit, commands[cdb[0] ?? 0], cdb, direction, data);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    status = CHECK_CONDITION;
    sense = encodeSense(error.code, error.detail);
  }
  return { status, sense, residual: data.length - unit.transferred, duration: unit.clock.now() - start };
}

function run<U extends LogicalUnit>(
  unit: U,
  command: Command<U> | undefined,
  cdb: Uint8Array,
  direction: Direction,
  data: Uint8Array,
): number {
  if (command === undefined) return refuse(SENSE.unknownCommand);
  checkCdb(command.mask, cdb);
  checkDirection(command.direction, direction, data);
  if (unit.attentions.length > 0 && command.pastAttention !== true) refuse(unit.attentions.shift()!);
  if (command.medium) unit.requireReady();
  return command.run(unit, cdb, data);
}

function checkReachable({ name, what, gone }: LogicalUnit, data: Uint8Array): void {
  if (gone) throw goneError(name, what);
  if (data.length <= MAX_TRANSFER) return;
  throw new TransportError(
    name,
    "too long",
    `Cannot send a command to ${name}: ${data.length} bytes are more than one command can move`,
  );
}

/** The error of a device that no longer answers. */
export function goneError(name: string, what: LogicalUnit["what"], cause?: unknown): TransportError {
  return new TransportError(name, "gone", `Cannot reach ${name}: the ${what} is gone`, { cause });
}

/** The error of a device that was given back. */
export function closedError(name: string): TransportError {
  return new TransportError(name, "gone", `Cannot reach ${name}: it has been closed`);
}

function checkCdb(mask: readonly number[], cdb: Uint8Array): void {
  if (cdb.length !== mask.length + 1) refuse(SENSE.invalidField, { field: 0 });
  for (let at = 1; at < cdb.length; at++) {
    if ((cdb[at]! & ~mask[at - 1]!) !== 0) refuse(SENSE.invalidField, { field: at });
  }
}

/** A command may do without data; it must not have it the other way. */
function checkDirection(wanted: Direction, direction: Direction, data: Uint8Array): void {
  if (direction === wanted) {
    if (direction === "none" && data.length > 0) refuse(SENSE.listLength);
  } else if (direction !== "none" || data.length > 0) refuse(SENSE.invalidField, { field: 0 });
}

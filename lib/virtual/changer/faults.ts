/**
 * Faults a virtual changer can be told to have.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { inWords, isRecord } from "../checks.ts";
import { parseSenseCode, type SenseCode } from "../sense.ts";
import { CHANGER_SENSE } from "./sense.ts";
import { type Place, PLACE_KINDS } from "./places.ts";

/** What happens. */
export type ChangerFaultKind =
  /** The command ends with the sense given. */
  | "sense"
  /** The command is not done and answered with a unit attention, 6/28/00 if no other sense is given. */
  | "attention"
  /** No answer before the timeout. */
  | "hang"
  /** The changer is gone until it is opened anew. */
  | "gone"
  /** Power fails: on its way a disc stays in the gripper, and the changer is gone until it is opened anew. */
  | "power"
  /** The disc stays in the gripper, and the command fails: from then on the gripper is full. */
  | "stuck"
  /** READ ELEMENT STATUS ends in the middle of its answer. */
  | "cut"
  /** READ ELEMENT STATUS speaks of more elements than it tells of. */
  | "count"
  /** READ ELEMENT STATUS answers nonsense. */
  | "noise";

/** One fault. All that is given has to fit the command. */
export interface ChangerFault {
  /**
   * Moves (exchanges included), exchanges, READ ELEMENT STATUS, INITIALIZE ELEMENT STATUS, any command; or the label
   * of what lies in `place`, whose bar code cannot be read as long as the fault is there.
   */
  readonly on: "move" | "exchange" | "read" | "initialise" | "command" | "label";
  /** Only commands with this operation code; with `on: "command"`. */
  readonly opcode?: number;
  /** Only moves from or to this element. */
  readonly place?: Place;
  /** Begins with the so-manyeth command that fits, from 1. */
  readonly call?: number;
  /** How often; always when absent. */
  readonly times?: number;
  /**
   * What happens.
   * @default {"sense"}
   */
  readonly kind?: ChangerFaultKind;
  /** Such as `4/15/01`, which is also what is answered when it is absent. */
  readonly sense?: string;
}

const ON: readonly unknown[] = ["move", "exchange", "read", "initialise", "command", "label"];
const LIES: readonly unknown[] = ["cut", "count", "noise"];
const IN_MOVES: readonly unknown[] = ["power", "stuck"];
const KINDS: readonly unknown[] = ["sense", "attention", "hang", "gone", ...IN_MOVES, ...LIES];

/** Refuses what is no fault. */
export function checkChangerFault(fault: ChangerFault): ChangerFault {
  const flaw = changerFaultFlaw(fault);
  if (flaw !== undefined) throw new UsageError(`Cannot set a fault: ${flaw}`);
  return fault;
}

/** What makes a fault none; `undefined` when it is one. */
export function changerFaultFlaw(fault: ChangerFault): string | undefined {
  const { on, kind = "sense", sense, place } = fault;
  if (!ON.includes(on)) return `it cannot be on ${inWords(on)}`;
  if (!KINDS.includes(kind)) return `there is no kind ${inWords(kind)}`;
  if (LIES.includes(kind) && on !== "read") return `${kind} is only for reading element status`;
  if (IN_MOVES.includes(kind) && on !== "move" && on !== "exchange") return `${kind} is only for moves`;
  if (sense !== undefined && (typeof sense !== "string" || parseSenseCode(sense) === undefined)) {
    return `${inWords(sense)} is no sense, which is written like 4/15/01`;
  }
  if (place !== undefined && !isPlace(place)) return "its place is none";
  if (on === "label" && place === undefined) return "whose label cannot be read is missing";
  for (const name of ["opcode", "call", "times"] as const) {
    const value = fault[name];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
      return `${name} cannot be ${inWords(value)}`;
    }
  }
  return fault.call === 0 || fault.times === 0 ? "calls are counted from 1" : undefined;
}

function isPlace(place: unknown): boolean {
  if (!isRecord(place) || typeof place.kind !== "string") return false;
  return Object.hasOwn(PLACE_KINDS, place.kind) && Number.isSafeInteger(place.number);
}

/** The sense a fault answers with. */
export function senseOfChangerFault({ sense, kind }: ChangerFault): SenseCode {
  const given = sense === undefined ? undefined : parseSenseCode(sense);
  if (given !== undefined) return given;
  return kind === "attention" ? CHANGER_SENSE.changed : CHANGER_SENSE.mechanical;
}

/** What a command is to the faults. */
export interface Met {
  /** Its operation code. */
  readonly opcode: number;
  /** The words of `on` that it answers to. */
  readonly on: readonly ChangerFault["on"][];
  /** Elements that it names. */
  readonly places: readonly Place[];
}

/** The first fault that a command meets. */
export function meetChangerFault(faults: readonly ChangerFault[], met: Met): ChangerFault | undefined {
  return faults.find((fault) => fits(fault, met) && (fault.call ?? 1) === 1);
}

/** The list after that command: calls are counted in the list itself. */
export function countCall(faults: readonly ChangerFault[], met: Met): ChangerFault[] {
  return faults.map((fault) => {
    const { call = 1 } = fault;
    return fits(fault, met) && call > 1 ? { ...fault, call: call - 1 } : fault;
  });
}

/** Whether a fault lies in wait while the command is being done, which may be refused before. */
export function happensLater({ kind = "sense" }: ChangerFault): boolean {
  return LIES.includes(kind) || IN_MOVES.includes(kind);
}

/** The list after a fault has happened. */
export function usedUp(faults: readonly ChangerFault[], fault: ChangerFault): ChangerFault[] {
  const text = JSON.stringify(fault);
  const at = faults.findIndex((one) => JSON.stringify(one) === text);
  return faults.flatMap((one, i) => {
    if (i !== at || one.times === undefined) return [one];
    return one.times > 1 ? [{ ...one, times: one.times - 1 }] : [];
  });
}

function fits(fault: ChangerFault, { opcode, on, places }: Met): boolean {
  if (!on.includes(fault.on)) return false;
  if (fault.opcode !== undefined && fault.opcode !== opcode) return false;
  const { place } = fault;
  return place === undefined ||
    places.some(({ kind, number }) => kind === place.kind && number === place.number);
}

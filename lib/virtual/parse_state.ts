/**
 * Reading a state file, which anybody may have written.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import { behaviourFlaw, DEFAULT_BEHAVIOUR, type DriveBehaviour } from "./behaviour.ts";
import { inWords, isRecord } from "./checks.ts";
import { type Fault, faultFlaw } from "./faults.ts";
import { VIRTUAL_MEDIA } from "./media.ts";
import { blankState, type DiscState, statePath } from "./state.ts";
import { endOf, tracksFlaw } from "./track.ts";

/**
 * Reads a state file's text: only what a drive could have written passes.
 *
 * @throws {DiscglowError} when it is damaged
 */
export function parseState(path: string, text: string): DiscState {
  const found = parsed(text);
  const flaw = isRecord(found) ? stateFlaw(found) : "it holds no JSON object";
  if (flaw !== undefined) {
    throw new DiscglowError(`Cannot use ${path}: its state file is damaged, ${flaw}`, {
      hint: `remove ${statePath(path)} to use the disc as a finished one`,
    });
  }
  return complete(found as Record<string, unknown>);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only the properties that a state has. */
function complete(found: Record<string, unknown>): DiscState {
  const standard = blankState(found.medium as string, DEFAULT_BEHAVIOUR);
  const known = Object.keys(standard).filter((name) => found[name] !== undefined);
  const given = Object.fromEntries(known.map((name) => [name, found[name]]));
  const drive = { ...DEFAULT_BEHAVIOUR, ...found.drive as Partial<DriveBehaviour> };
  return { ...standard, ...given, drive };
}

const BACKGROUND: readonly unknown[] = ["none", "stopped", "complete"] satisfies DiscState["background"][];

function stateFlaw(found: Record<string, unknown>): string | undefined {
  const { version, medium, faults = [], drive = {}, background = "none" } = found;
  if (version !== 1) return `its version is ${inWords(version)}`;
  if (medium !== "read-only" && (typeof medium !== "string" || !VIRTUAL_MEDIA.has(medium))) {
    return `there is no medium ${inWords(medium)}`;
  }
  for (const name of ["finalised", "restricted", "growing", "atOnceOnly", "locked"]) {
    if (!["boolean", "undefined"].includes(typeof found[name])) return `${name} is ${inWords(found[name])}`;
  }
  if (!BACKGROUND.includes(background)) return `background is ${inWords(background)}`;
  if (!isRecord(drive)) return `the drive is ${inWords(drive)}`;
  if (!Array.isArray(faults)) return "the faults are no list";
  return behaviourFlaw(drive as Partial<DriveBehaviour>) ??
    firstFlaw(
      faults,
      (fault) => isRecord(fault) ? faultFlaw(fault as unknown as Fault) : "a fault is not one",
    ) ??
    structureFlaw(found);
}

function firstFlaw(list: readonly unknown[], flaw: (one: unknown) => string | undefined): string | undefined {
  for (const one of list) {
    const found = flaw(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Highest block address that commands can speak of without a sign, and one more. */
const MOST_BLOCKS = 0x7fffffff;

/** What is wrong with tracks, sessions and sizes. */
function structureFlaw(found: Record<string, unknown>): string | undefined {
  const { medium, tracks = [], formatted = 0, closedSessions = 0, finalised = false } = found;
  const kind = VIRTUAL_MEDIA.get(medium as string);
  const capacity = kind?.capacity ?? MOST_BLOCKS;
  if (!isCount(formatted) || formatted > capacity) return `formatted is ${inWords(formatted)}`;
  if (found.restricted === true && kind?.profile !== 0x14) return "only a DVD-RW can be restricted";
  if (!Array.isArray(tracks)) return "the tracks are no list";
  if (tracks.length > 0 && (kind?.family === "rewritable" || found.restricted === true)) {
    return "its medium has no tracks";
  }
  const flaw = tracksFlaw(tracks);
  if (flaw !== undefined) return flaw;
  const last = tracks.at(-1);
  const room = formatted > 0 ? formatted : capacity;
  if (last !== undefined && endOf(last) - last.runOut > room) return "its tracks end behind the disc";
  const lastSession = last?.session ?? 0;
  const open = isCount(closedSessions) ? lastSession - closedSessions : -1;
  const right = open === 0 || (open === 1 && finalised === false);
  return right ? undefined : `closedSessions is ${inWords(closedSessions)}`;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

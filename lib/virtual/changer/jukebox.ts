/**
 * The description of a virtual jukebox, in `jukebox.json` of its folder. Whoever changes anything in the folder holds
 * the lock of its state meanwhile.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { behaviourFlaw, type DriveBehaviour } from "../behaviour.ts";
import { inWords, isRecord } from "../checks.ts";
import { parseSenseCode } from "../sense.ts";
import { type ChangerBehaviour, changerFlaw, DEFAULT_CHANGER } from "./behaviour.ts";
import { type ChangerFault, changerFaultFlaw } from "./faults.ts";
import { type Held, hold, stateLocked } from "./locks.ts";
import { PLACE_KINDS, type PlaceCounts, type PlaceKind } from "./places.ts";

/** What `jukebox.json` holds. */
export interface Jukebox {
  /** Of this format. */
  readonly version: 1;
  /** Serial number of the changer. */
  readonly serial: string;
  /** How many elements there are. */
  readonly counts: PlaceCounts;
  /** What the changer is like. */
  behaviour: ChangerBehaviour;
  /** What its drives are like, whatever disc is in them. */
  drive: Partial<DriveBehaviour>;
  /** What is to go wrong. */
  faults: readonly ChangerFault[];
  /** A host has locked door and mail slots. */
  locked: boolean;
  /** Unit attentions to be told, such as `6/28/01`. */
  attentions: readonly string[];
  /** Number of the next bar code that is made up. */
  nextLabel: number;
}

/** The serial number of a drive, of eight characters. */
export function driveSerial({ serial }: Jukebox, drive: number): string {
  return `${serial.slice(0, 6)}${String(drive).padStart(2, "0")}`;
}

/** Whether a folder is a virtual jukebox. */
export function isJukebox(dir: string): boolean {
  try {
    return Deno.statSync(pathOf(dir)).isFile;
  } catch {
    return false;
  }
}

/** Reads the description of a jukebox, which anybody may have written. */
export function readJukebox(dir: string): Jukebox {
  const found = parsed(dir);
  const flaw = isRecord(found) ? jukeboxFlaw(found) : "it holds no JSON object";
  if (flaw !== undefined) throw new DiscglowError(`Cannot use ${dir}: its jukebox.json is damaged, ${flaw}`);
  const jukebox = found as Jukebox;
  return { ...jukebox, behaviour: { ...DEFAULT_CHANGER, ...jukebox.behaviour } };
}

function parsed(dir: string): unknown {
  let text: string;
  try {
    text = Deno.readTextFileSync(pathOf(dir));
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
    throw new DiscglowError(`Cannot use ${dir}: ${missing ? "it is no virtual jukebox" : reasonOf(error)}`, {
      cause: error,
      hint: missing ? `make one with: discglow virtual jukebox ${dir}` : undefined,
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a description so that at any moment the old or the new one is there. */
export function writeJukebox(dir: string, jukebox: Jukebox): void {
  writeWhole(pathOf(dir), jukebox);
}

/** Writes a small file of JSON so that at any moment the old or the new one is there. */
export function writeWhole(path: string, value: unknown): void {
  Deno.writeTextFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  Deno.renameSync(`${path}.new`, path);
}

/** Does something to a jukebox while nobody else does; what it changes of the description is written down. */
export function changeJukebox<T>(dir: string, how: (jukebox: Jukebox) => T): T {
  readJukebox(dir);
  return inFolder(dir, () => {
    using held = holdState(dir);
    if (held === undefined) throw stateLocked(dir);
    const jukebox = readJukebox(dir);
    const before = JSON.stringify(jukebox);
    const result = how(jukebox);
    if (JSON.stringify(jukebox) !== before) writeJukebox(dir, jukebox);
    return result;
  });
}

/** Locks the state of a jukebox; `undefined` when somebody does not let go of it. */
export function holdState(dir: string): Held | undefined {
  return hold(`${dir}/state/lock`);
}

/** Does something with the files of a jukebox, some of which may be missing or cannot be written. */
export function inFolder<T>(dir: string, how: () => T): T {
  try {
    return how();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new DiscglowError(`Cannot use ${dir}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Whether it was the system that refused something. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function pathOf(dir: string): string {
  return `${dir}/jukebox.json`;
}

function jukeboxFlaw(found: Record<string, unknown>): string | undefined {
  const { version, serial, counts, behaviour, drive, faults, attentions, nextLabel, locked } = found;
  if (version !== 1) return `its version is ${inWords(version)}`;
  if (typeof serial !== "string" || !/^[\w-]{6,32}$/.test(serial)) return `its serial is ${inWords(serial)}`;
  if (!isRecord(counts)) return "it counts no elements";
  for (const kind of Object.keys(PLACE_KINDS) as PlaceKind[]) {
    const count = counts[kind];
    const right = Number.isSafeInteger(count) && (count as number) >= 0 &&
      (count as number) <= PLACE_KINDS[kind].most;
    if (!right) return `it has ${inWords(count)} elements of the kind ${kind}`;
  }
  if (!isRecord(behaviour)) return "its behaviour is none";
  if (!isRecord(drive)) return "its drives have no behaviour";
  if (typeof locked !== "boolean") return `locked is ${inWords(locked)}`;
  if (!Number.isSafeInteger(nextLabel)) return `nextLabel is ${inWords(nextLabel)}`;
  if (!isListOf(attentions, (one) => typeof one === "string" && parseSenseCode(one) !== undefined)) {
    return "its attentions are no list of sense codes";
  }
  if (
    !isListOf(
      faults,
      (one) => isRecord(one) && changerFaultFlaw(one as unknown as ChangerFault) === undefined,
    )
  ) {
    return "its faults are no list of faults";
  }
  return changerFlaw(behaviour) ?? behaviourFlaw(drive);
}

function isListOf(list: unknown, right: (one: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every(right);
}

/**
 * The inside of the changer.
 *
 * @module
 */

import type { Clock } from "../clock.ts";
import { goneError, type LogicalUnit } from "../frame.ts";
import { parseSenseCode, refuse, type SenseCode } from "../sense.ts";
import { DriveTime } from "../work.ts";
import type { CommandTargets } from "./commands/targets.ts";
import {
  type ChangerFault,
  type ChangerFaultKind,
  countCall,
  happensLater,
  meetChangerFault,
  senseOfChangerFault,
  usedUp,
} from "./faults.ts";
import { changeJukebox, type Jukebox, readJukebox } from "./jukebox.ts";
import { type Place, placeAt, type PlaceCounts } from "./places.ts";
import { CHANGER_SENSE } from "./sense.ts";

/** Everything the commands work with. */
export class ChangerMachine implements LogicalUnit {
  /** The device as the user named it. */
  readonly name: string;
  /** A changer. */
  readonly what = "changer";
  /** The folder. */
  readonly dir: string;
  /** What passes for time. */
  readonly clock: Clock;
  /** How long a command has. */
  readonly time: DriveTime;
  /** Nothing is changed, and nothing is told once only. */
  readonly readOnly: boolean;
  /** Unit attentions to be told. */
  attentions: SenseCode[] = [];
  /** Bytes moved before the command of now failed. */
  transferred = 0;
  /** It no longer answers. */
  gone = false;
  /** How long the command of now would last beyond its timeout. */
  overdue = 0;
  #jukebox: Jukebox;
  /** What the command of now is to suffer while it is being done. */
  #fault: ChangerFault | undefined;
  /** How many unit attentions there were when the command began. */
  #waiting = 0;

  /** Made by {@linkcode VirtualChanger}. */
  constructor(name: string, dir: string, clock: Clock, readOnly: boolean) {
    this.name = name;
    this.dir = dir;
    this.clock = clock;
    this.readOnly = readOnly;
    this.time = new DriveTime(name, clock, () => {});
    this.#jukebox = readJukebox(dir);
  }

  /** The description as it was when the command began. */
  get jukebox(): Jukebox {
    return this.#jukebox;
  }

  /** How many elements there are. */
  get counts(): PlaceCounts {
    return this.#jukebox.counts;
  }

  /**
   * Looks at what others have changed, and lets faults happen that come before the command.
   *
   * @param pastAttention the command is done even when a unit attention waits
   */
  begin(opcode: number, { on, addresses }: CommandTargets, pastAttention: boolean): void {
    this.#fault = undefined;
    this.overdue = 0;
    this.#jukebox = readJukebox(this.dir);
    if (this.readOnly) return;
    this.attentions = this.#jukebox.attentions.map((code) => parseSenseCode(code)!);
    this.#waiting = this.attentions.length;
    // a command that is only answered with a unit attention is sent again, and meets its fault then
    const told = this.#waiting > 0 && !pastAttention;
    if (told || this.#jukebox.faults.length === 0) return;
    const places = addresses.flatMap((address) => placeAt(this.counts, address) ?? []);
    const met = { opcode, on: [...on, "command"], places } as const;
    let fault: ChangerFault | undefined;
    this.change((jukebox) => {
      fault = meetChangerFault(jukebox.faults, met);
      jukebox.faults = countCall(jukebox.faults, met);
      if (fault !== undefined && !happensLater(fault)) jukebox.faults = usedUp(jukebox.faults, fault);
    });
    if (fault !== undefined) this.#meet(fault);
  }

  /** What was told of unit attentions is not told again; more may have come meanwhile, behind those. */
  end(): void {
    const told = this.#waiting - this.attentions.length;
    if (this.readOnly || told === 0) return;
    this.change((jukebox) => {
      jukebox.attentions = jukebox.attentions.slice(told);
    });
  }

  /** Refuses while a door is open. */
  requireReady(): void {
    if (this.#jukebox.behaviour.doorOpen) refuse(CHANGER_SENSE.doorOpen);
  }

  /** The element at an address of a CDB. */
  place(address: number): Place {
    return placeAt(this.counts, address) ?? refuse(CHANGER_SENSE.noElement);
  }

  /** Changes the description, or discs, while nobody else does. */
  change(how: (jukebox: Jukebox) => void): void {
    this.#jukebox = changeJukebox(this.dir, (jukebox) => {
      how(jukebox);
      return jukebox;
    });
  }

  /** A fault of one of these kinds, if the command of now is to suffer it: it has happened then. */
  suffer(...kinds: readonly ChangerFaultKind[]): ChangerFault | undefined {
    const fault = this.#fault;
    if (fault?.kind === undefined || !kinds.includes(fault.kind)) return undefined;
    this.#fault = undefined;
    this.change((jukebox) => {
      jukebox.faults = usedUp(jukebox.faults, fault);
    });
    return fault;
  }

  /** Lets time pass; beyond the timeout the work is done all the same, and {@linkcode answerInTime} says so. */
  work(milliseconds: number): void {
    const left = Math.max(0, this.time.deadline - this.clock.now());
    const waited = Math.min(milliseconds, left);
    if (waited > 0) this.clock.sleep(waited);
    this.overdue += milliseconds - waited;
  }

  /** Nobody hears the end of a command that has lasted longer than it was given. */
  answerInTime(): void {
    if (this.overdue > 0) this.time.hang();
  }

  /** No answer comes from now on. */
  vanish(): never {
    this.gone = true;
    throw goneError(this.name, this.what);
  }

  #meet(fault: ChangerFault): void {
    switch (fault.kind ?? "sense") {
      case "hang":
        return this.time.hang();
      case "gone":
        return this.vanish();
      case "sense":
      case "attention":
        return refuse(senseOfChangerFault(fault));
      default:
        this.#fault = fault;
    }
  }
}

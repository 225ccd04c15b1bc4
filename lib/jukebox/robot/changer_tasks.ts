/**
 * What a changer's thread is asked, and what it answers.
 *
 * @module
 */

import type { JobNotice, Traced, Waiting } from "../../recorder/events.ts";
import type { Inventory } from "../../smc/element.ts";
import type { RobotFacts } from "./robot.ts";

/** Opens the changer and waits until it is ready. */
export interface OpenChangerTask {
  /** Tells tasks apart. */
  readonly do: "open";
  /** The thread's words, see {@linkcode ChangerControl}. */
  readonly control: Int32Array;
  /** The changer by its name. */
  readonly name: string;
  /** Tell of every command. */
  readonly trace: boolean;
  /** An earlier thread may have left its doors locked. */
  readonly unlock: boolean;
}

/** Asks what is in all elements. */
export interface InventoryTask {
  /** Tells tasks apart. */
  readonly do: "inventory";
  /** The changer looks at them first. */
  readonly initialize: boolean;
}

/** Takes a disc from one element to another. */
export interface MoveTask {
  /** Tells tasks apart. */
  readonly do: "move";
  /** Element address. */
  readonly from: number;
  /** Element address. */
  readonly to: number;
}

/** Locks or unlocks doors and mail slots. */
export interface LockTask {
  /** Tells tasks apart. */
  readonly do: "lock";
  /** Whether they are to be locked. */
  readonly locked: boolean;
}

/** Gives the changer back. */
export interface ReleaseTask {
  /** Tells tasks apart. */
  readonly do: "release";
}

/** Any of them. */
export type ChangerTask = OpenChangerTask | InventoryTask | MoveTask | LockTask | ReleaseTask;

/** Any answer: facts, an inventory, whether it was locked, or none. */
export type ChangerAnswer = RobotFacts | Inventory | boolean | undefined;

/** The changer has told something that nobody had asked: its doors were opened, somebody was at the mail slot. */
export interface RobotNews {
  /** Tells events apart. */
  readonly event: "news";
  /** Additional sense code. */
  readonly asc: number;
  /** Its qualifier. */
  readonly ascq: number;
  /** In words. */
  readonly words: string;
}

/** What a changer's thread tells while it works. */
export type RobotEvent = RobotNews | Traced | JobNotice | Waiting;

/**
 * A changer and drives of a few lines, for what a virtual jukebox cannot be made to do.
 *
 * @module
 */

import type { DiscFacts } from "../../../lib/jukebox/database/volumes.ts";
import type { DiscWork } from "../../../lib/jukebox/device/disc_tasks.ts";
import type { DiscThread } from "../../../lib/jukebox/device/disc_thread.ts";
import type { Robot, RobotFacts } from "../../../lib/jukebox/robot/robot.ts";
import { ThreadGone } from "../../../lib/recorder/threads/job_thread.ts";
import type { Element, ElementKind, Inventory } from "../../../lib/smc/element.ts";
import { assert } from "../../support/assert.ts";

/** First addresses of the kinds. */
const FIRST: Readonly<Record<ElementKind, number>> = { gripper: 0, mail: 10, drive: 20, slot: 100 };

/** A changer in memory: what lies at each address is a bar code. */
export class FakeRobot implements Robot {
  readonly name = "fake";
  readonly at = new Map<number, string | undefined>();
  readonly moves: string[] = [];
  /** Called before every move. */
  onMove: (from: number, to: number) => void | Promise<void> = () => {};
  /** Called after every move. */
  onMoved: (from: number, to: number) => void = () => {};
  /** What is told in place of the truth. */
  told: (inventory: Inventory) => Inventory = (inventory) => inventory;
  #moving = false;

  /** Discs in slots. */
  constructor(slots: number, drives: number, filled: readonly number[], mail: number = 0) {
    const counts: [ElementKind, number][] = [["gripper", 1], ["mail", mail], ["drive", drives], [
      "slot",
      slots,
    ]];
    for (const [kind, count] of counts) {
      for (let i = 0; i < count; i++) this.at.set(FIRST[kind] + i, undefined);
    }
    for (const slot of filled) this.at.set(FIRST.slot + slot - 1, `D${slot}`);
  }

  /** What lies in a drive. */
  inDrive(drive: number): string | undefined {
    return this.at.get(FIRST.drive + drive - 1);
  }

  start(): Promise<RobotFacts> {
    return Promise.resolve({ model: "FAKE ROBOT 1", serial: "1" });
  }

  inventory(): Promise<Inventory> {
    const elements = [...this.at].map(([address, barcode]): Element => {
      const kind = (["slot", "drive", "mail", "gripper"] as const).find((kind) => address >= FIRST[kind])!;
      return {
        kind,
        address,
        number: address - FIRST[kind] + 1,
        full: barcode !== undefined,
        accessible: true,
        source: undefined,
        inverted: false,
        barcode,
        exception: undefined,
        byOperator: false,
        identifier: undefined,
      };
    });
    return Promise.resolve(this.told({ elements, notices: [] }));
  }

  async move(from: number, to: number): Promise<void> {
    assert(!this.#moving, "the robot was asked for two moves at once");
    this.#moving = true;
    try {
      await this.onMove(from, to);
      this.moves.push(`${from}-${to}`);
      assert(this.at.get(from) !== undefined, `nothing lies at ${from}`);
      assert(this.at.get(to) === undefined, `${to} is full`);
      this.at.set(to, this.at.get(from));
      this.at.set(from, undefined);
      this.onMoved(from, to);
    } finally {
      this.#moving = false;
    }
  }

  lock(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** What any disc holds. */
export const FACTS: DiscFacts = {
  state: "blank",
  medium: "BD-R",
  mediaId: null,
  erasable: false,
  volume: null,
  fingerprint: null,
  bytes: null,
  capacity: null,
  remark: null,
};

/** A drive that does at once what it is told to do. */
export class FakeThread implements DiscThread {
  lost = false;
  readonly done: string[] = [];
  /** Answers in place of the drive; `undefined` for the usual answer. */
  answer: (work: keyof DiscWork) => unknown = () => undefined;

  async do<Name extends keyof DiscWork>(
    work: Name,
    ..._given: Parameters<DiscWork[Name]>
  ): Promise<ReturnType<DiscWork[Name]>> {
    if (this.lost) throw new ThreadGone("Cannot use the drive: its thread is lost");
    this.done.push(work);
    const answer = await this.answer(work) ?? usual(work);
    return answer as ReturnType<DiscWork[Name]>;
  }

  revive(): void {
    this.lost = false;
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

function usual(work: keyof DiscWork): unknown {
  switch (work) {
    case "meet":
      return { model: "FAKE DRIVE 1", serial: undefined };
    case "awaitDisc":
      return true;
    case "mark":
      return "disc";
    case "identify":
      return FACTS;
    case "list":
      return { files: [], done: true, trouble: undefined };
    case "openFile":
      return { file: 1, size: 5 };
    case "readFile":
      return new Uint8Array(0);
    default:
      return undefined;
  }
}

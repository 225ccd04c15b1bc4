/**
 * A producer or consumer on a thread of its own, for the tests of the ring.
 *
 * @module
 */

import { Ring, type RingData } from "../../lib/ring/ring.ts";

/** What a thread is to do. */
export interface RingTask {
  readonly data: RingData;
  readonly role: "produce" | "consume" | "wait for a slot" | "wait for a fill";
  /** How many fills there are, or for the waiting roles the one waited for. */
  readonly fills: number;
  /** Milliseconds to rest now and then. */
  readonly rest: number;
}

/** The length of a fill in the tests. */
export function lengthOf(fill: number, slotBytes: number): number {
  return 1 + fill * 7 % slotBytes;
}

const scope = self as unknown as {
  onmessage: (event: MessageEvent<RingTask>) => void;
  postMessage(message: unknown): void;
  close(): void;
};

if ("WorkerGlobalScope" in globalThis) {
  scope.onmessage = ({ data: task }) => {
    scope.postMessage(work(task));
    scope.close();
  };
}

function work({ data, role, fills, rest }: RingTask): unknown {
  const ring = new Ring(data);
  if (role === "wait for a slot") return ring.slot(fills) === undefined ? "stopped" : "slot";
  if (role === "wait for a fill") return ring.take(fills) === undefined ? "stopped" : "fill";
  if (role === "produce") return produce(ring, fills, rest);
  return consume(ring, fills, rest);
}

function produce(ring: Ring, fills: number, rest: number): number {
  let made = 0;
  for (;;) {
    const fill = ring.claim();
    if (fill >= fills) return made;
    const slot = ring.slot(fill);
    if (slot === undefined) return made;
    const length = lengthOf(fill, ring.data.slotBytes);
    slot.fill(fill, 0, length);
    pause(rest);
    ring.publish(fill, length);
    made++;
  }
}

function consume(ring: Ring, fills: number, rest: number): string {
  for (let fill = 0; fill < fills; fill++) {
    const portion = ring.take(fill);
    if (portion === undefined) return `stopped at ${fill}`;
    if (portion.length !== lengthOf(fill, ring.data.slotBytes)) {
      return `length of ${fill} is ${portion.length}`;
    }
    if (portion.some((byte) => byte !== (fill & 255))) return `wrong byte in ${fill}`;
    pause(rest);
    ring.release(fill);
    ring.progress = fill + 1;
  }
  return "all in order";
}

const never = new Int32Array(new SharedArrayBuffer(4));

function pause(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(never, 0, 0, milliseconds);
}

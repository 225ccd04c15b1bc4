import { Ring } from "../../lib/ring/ring.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { lengthOf, type RingTask } from "./ring_worker.ts";

const SLOTS = 4;
const SLOT_BYTES = 64;

/** Runs a thread; `done` is what it says at its end. */
function thread(ring: Ring, role: RingTask["role"], fills: number, rest = 0) {
  const worker = new Worker(new URL("./ring_worker.ts", import.meta.url), { type: "module" });
  const done = new Promise<unknown>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
  worker.postMessage({ data: ring.data, role, fills, rest } satisfies RingTask);
  return done.finally(() => worker.terminate());
}

function put(ring: Ring, text: string): number {
  const fill = ring.claim();
  const bytes = new TextEncoder().encode(text);
  ring.slot(fill)!.set(bytes);
  ring.publish(fill, bytes.length);
  return fill;
}

function taken(ring: Ring, fill: number): string {
  // Decoders do not take shared memory.
  const text = new TextDecoder().decode(new Uint8Array(ring.take(fill)!));
  ring.release(fill);
  return text;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

Deno.test("Ring gives fills in the order of their numbers, whatever the order they were published in", () => {
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  const [first, second] = [ring.claim(), ring.claim()];
  assertEquals([first, second], [0, 1]);
  ring.slot(second)![0] = 2;
  ring.publish(second, 1);
  ring.slot(first)![0] = 1;
  ring.publish(first, 1);
  assertEquals([...ring.take(0)!], [1]);
  ring.release(0);
  assertEquals([...ring.take(1)!], [2]);
});

Deno.test("Ring uses its slots again and again, each time with the length of that fill", () => {
  const ring = Ring.create(3, SLOT_BYTES);
  for (let i = 0; i < 20; i++) {
    const text = "x".repeat(i) + i;
    assertEquals(taken(ring, put(ring, text)), text);
  }
});

Deno.test("Ring gives a view that is as long as the fill and none of what stood there before", () => {
  const ring = Ring.create(1, SLOT_BYTES);
  taken(ring, put(ring, "a long fill"));
  assertEquals(taken(ring, put(ring, "short")), "short");
});

Deno.test("Ring hands out no slot that has not been given back", async () => {
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  for (let i = 0; i < SLOTS; i++) put(ring, `${i}`);
  let state: unknown = "waiting";
  const waiting = thread(ring, "wait for a slot", ring.claim()).then((said) => state = said);
  await sleep(300);
  assertEquals(state, "waiting");
  assertEquals(taken(ring, 0), "0");
  await waiting;
  assertEquals(state, "slot");
});

Deno.test("Ring.stop wakes producers and consumers that wait", async () => {
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  for (let i = 0; i < SLOTS; i++) put(ring, `${i}`);
  const waiting = [
    thread(ring, "wait for a slot", SLOTS),
    thread(ring, "wait for a slot", SLOTS + 1),
    thread(ring, "wait for a fill", SLOTS),
    thread(ring, "wait for a fill", SLOTS + 1),
  ];
  const later = ring.takeLater(SLOTS + 2);
  await sleep(250);
  ring.stop();
  assertEquals(await Promise.all(waiting), ["stopped", "stopped", "stopped", "stopped"]);
  assertEquals(await later, undefined);
  assert(ring.stopped);
});

Deno.test("Ring still gives what was published before it was stopped, and no slot any more", () => {
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  put(ring, "before");
  ring.stop();
  assertEquals(taken(ring, 0), "before");
  assertEquals(ring.take(1), undefined);
  assertEquals(ring.slot(ring.claim()), undefined);
});

Deno.test("Ring.takeLater waits without blocking its thread", async () => {
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  let turns = 0;
  const counting = setInterval(() => turns++, 5);
  const later = ring.takeLater(0);
  while (turns < 3) await sleep(5);
  put(ring, "at last");
  assertEquals(new TextDecoder().decode(new Uint8Array((await later)!)), "at last");
  clearInterval(counting);
});

for (
  const [speed, producerRest, consumerRest] of [["slower", 0, 2], ["faster", 3, 0], [
    "as fast",
    0,
    0,
  ]] as const
) {
  Deno.test(`Ring brings everything through when its consumer is ${speed} than three producers`, async () => {
    const ring = Ring.create(SLOTS, SLOT_BYTES);
    const fills = producerRest + consumerRest === 0 ? 20_000 : 120;
    const made = [1, 2, 3].map(() => thread(ring, "produce", fills, producerRest));
    assertEquals(await thread(ring, "consume", fills, consumerRest), "all in order");
    assertEquals((await Promise.all(made) as number[]).reduce((sum, n) => sum + n), fills);
    assertEquals(ring.progress, fills);
  });
}

Deno.test("Ring brings everything through to takeLater", async () => {
  const ring = Ring.create(SLOTS, SLOT_BYTES);
  const fills = 3000;
  const made = [1, 2].map(() => thread(ring, "produce", fills));
  for (let fill = 0; fill < fills; fill++) {
    const portion = await ring.takeLater(fill);
    assertEquals(portion!.length, lengthOf(fill, SLOT_BYTES));
    assert(portion!.every((byte) => byte === (fill & 255)), `fill ${fill}`);
    ring.release(fill);
  }
  await Promise.all(made);
});

Deno.test("Ring.progress holds as many blocks as an image can have", () => {
  const ring = Ring.create(1, 1);
  ring.progress = 0xffffffff;
  assertEquals(ring.progress, 0xffffffff);
});

Deno.test("Ring.slotLater waits for a free slot without blocking its thread", async () => {
  const ring = Ring.create(1, SLOT_BYTES);
  put(ring, "first");
  // A wait of this kind does not keep the program running.
  const running = setInterval(() => {}, 5);
  const later = ring.slotLater(ring.claim());
  await sleep(20);
  taken(ring, 0);
  assertEquals((await later)!.length, SLOT_BYTES);
  const never = ring.slotLater(ring.claim());
  ring.stop();
  assertEquals(await never, undefined);
  clearInterval(running);
});

Deno.test("Ring.has tells whether a fill is there, and Ring.reset forgets all fills", () => {
  const ring = Ring.create(2, SLOT_BYTES);
  assertEquals(ring.has(0), false);
  put(ring, "a");
  assertEquals([ring.has(0), ring.has(1), ring.has(2)], [true, false, false]);
  ring.stop();
  ring.reset();
  assertEquals([ring.has(0), ring.stopped, ring.claim()], [false, false, 0]);
});

Deno.test("Ring makes no view for a full slot, so that a fill costs no memory", () => {
  const ring = Ring.create(2, SLOT_BYTES);
  const slot = ring.slot(ring.claim());
  ring.publish(0, SLOT_BYTES);
  assert(ring.take(0) === slot);
});

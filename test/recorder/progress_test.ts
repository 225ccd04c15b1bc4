import type { RecordEvent } from "../../lib/recorder/events.ts";
import { Phases, withProgress } from "../../lib/recorder/job/progress.ts";
import { Control } from "../../lib/recorder/threads/control.ts";
import { assertEquals } from "../support/assert.ts";

Deno.test("Progress is not told before its phase has begun, however far the thread has counted", async () => {
  const control = new Control();
  const phases = new Phases();
  const told: number[] = [];
  const tell = (event: RecordEvent) => {
    if (event.event === "progress") told.push(event.bytes);
  };
  const counted = { control, phases, phase: "comparing", total: 4096, slots: 2, every: 2048, tell } as const;
  let finish = () => {};
  const work = new Promise<void>((resolve) => finish = resolve);
  const telling = withProgress(counted, work);
  control.compared = 1;
  phases.hear({ event: "buffer", bytes: 0, percent: 0 });
  await new Promise((resolve) => setTimeout(resolve, 120));
  assertEquals(told, []);
  phases.hear({ event: "readable" });
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  assertEquals(told, [2048]);
  control.compared = 2;
  finish();
  await telling;
  assertEquals(told, [2048, 4096]);
});

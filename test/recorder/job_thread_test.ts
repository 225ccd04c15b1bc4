import type { RecordEvent } from "../../lib/recorder/events.ts";
import { Control } from "../../lib/recorder/threads/control.ts";
import { JobThread, ThreadGone } from "../../lib/recorder/threads/job_thread.ts";
import type { SideControl } from "../../lib/recorder/threads/side_control.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";

/** A thread that does nothing by itself, and the ticks of the clock that watches it. */
class Watched implements Disposable {
  readonly side: SideControl = new Control().target;
  readonly events: RecordEvent[] = [];
  readonly thread: JobThread<string, string>;
  ended = false;
  readonly #worker = { onmessage: null, onerror: null, postMessage() {}, terminate: () => this.ended = true };
  readonly #setInterval = globalThis.setInterval;
  readonly #clearInterval = globalThis.clearInterval;
  #tick: (() => void) | undefined;

  constructor() {
    globalThis.setInterval = ((tick: () => void) => {
      this.#tick = tick;
      return 1;
    }) as unknown as typeof setInterval;
    globalThis.clearInterval = () => this.#tick = undefined;
    const worker = this.#worker as unknown as Worker;
    this.thread = new JobThread(worker, this.side, "/dev/sr0", (event) => this.events.push(event));
  }

  /** Lets so many seconds pass. */
  pass(seconds: number): void {
    for (let tick = 0; tick < 10 * seconds; tick++) this.#tick?.();
  }

  /** What was told of the wait, in seconds. */
  get told(): number[] {
    return this.events.flatMap((event) => event.event === "waiting" ? [event.seconds] : []);
  }

  [Symbol.dispose](): void {
    globalThis.setInterval = this.#setInterval;
    globalThis.clearInterval = this.#clearInterval;
  }
}

Deno.test("A job tells every ten seconds that a command lasts, and waits as long as the command may", async () => {
  using watched = new Watched();
  const answer = watched.thread.ask("write");
  watched.side.begun = 1;
  watched.side.alive(135_000);
  watched.pass(9);
  assertEquals(watched.told, []);
  watched.pass(16);
  assertEquals(watched.told, [10, 20]);
  assertEquals(watched.events[0], {
    event: "waiting",
    what: "hear from /dev/sr0",
    seconds: 10,
    fraction: undefined,
  });
  watched.side.alive(135_000);
  watched.pass(134);
  assertEquals([watched.thread.gone, watched.ended], [false, false]);
  watched.pass(2);
  const error = await assertRejects(() => answer, ThreadGone);
  assertEquals(error.message, "Cannot go on with /dev/sr0: its thread does not answer any more");
  assert(watched.ended && watched.side.orphaned);
  await assertRejects(() => watched.thread.ask("release"), ThreadGone, "is lost");
});

Deno.test("A job is never tired of a thread that shows signs of life", () => {
  using watched = new Watched();
  watched.thread.ask("write").catch(() => {});
  watched.side.begun = 1;
  for (let minute = 0; minute < 10; minute++) {
    watched.side.alive();
    watched.pass(9);
  }
  assertEquals([watched.thread.gone, watched.told], [false, []]);
});

Deno.test("A job gives a thread up soon when nobody waits for its work any more", async () => {
  using watched = new Watched();
  const answer = watched.thread.ask("read");
  watched.side.begun = 1;
  watched.side.alive(600_000);
  watched.pass(60);
  assertEquals(watched.thread.gone, false);
  watched.thread.hurry();
  watched.pass(1);
  await assertRejects(() => answer, ThreadGone);
});

Deno.test("A job notices a thread that never begins, and one whose last message does not come", async () => {
  using late = new Watched();
  const begins = late.thread.ask("examine");
  late.pass(16);
  await assertRejects(() => begins, ThreadGone, "does not answer");
  using cut = new Watched();
  const ends = cut.thread.ask("examine");
  cut.side.begun = 1;
  cut.side.ended = 1;
  cut.pass(3);
  await assertRejects(() => ends, ThreadGone, "was cut off");
});

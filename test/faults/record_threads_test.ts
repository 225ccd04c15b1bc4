import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "../recorder/virtual_job.ts";

/** Enough for the drive at 1 x to be at work for seconds: longer than a thread of ours waits for its turn. */
const BYTES = 16 << 20;

/** How a thread is lost: its error reaches us, or it is cut off without a word. */
const WAYS = {
  dies: (thread: Worker) => {
    thread.dispatchEvent(
      new ErrorEvent("error", { message: "Uncaught Error: out of luck", cancelable: true }),
    );
  },
  "is cut off": (thread: Worker) => thread.terminate(),
} as const;

/** Runs a body that gets at the threads started in it by the name of their module. */
async function withThreads(body: (named: (file: string) => Worker) => Promise<void>): Promise<void> {
  const Original = globalThis.Worker;
  const threads = new Map<string, Worker>();
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      const name = String(url).replace(/^.*\//, "");
      if (!threads.has(name)) threads.set(name, this);
    }
  };
  try {
    await body((file) => threads.get(file)!);
  } finally {
    globalThis.Worker = Original;
  }
}

for (const [way, lose] of Object.entries(WAYS)) {
  for (const file of ["reader_worker.ts", "drive_worker.ts"]) {
    Deno.test(`record ends in order when the thread of ${file} ${way} while recording`, async () => {
      using dir = tempFolder();
      const rig = new Rig(dir, { bytes: BYTES, drive: { speed: 1 } });
      await leavesNothing(dir.path, () =>
        withThreads(async (named) => {
          let lost = false;
          const error = await rig.fails({
            verify: true,
            onEvent: ({ event }) => {
              if (event !== "progress" || lost) return;
              lost = true;
              lose(named(file));
            },
          });
          assert(lost);
          assertEquals(error.reasons.length, 2);
          assertMatch(
            error.reasons[0]!,
            /^Cannot go on with .*: its thread (ended unexpectedly: |was cut off)/,
          );
          assertEquals(rig.told("trouble").length, 2);
          const { blocks, firstBlock } = error.report!;
          rig.assertHolds(firstBlock, Math.min(blocks, BYTES / 2048));
        }));
      rig.assertUnlocked();
    });
  }
}

Deno.test("record ends in order when the drive's thread dies while comparing", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES, drive: { readSpeed: 1 } });
  await leavesNothing(dir.path, () =>
    withThreads(async (named) => {
      const error = await rig.fails({
        verify: true,
        onEvent: (event) => {
          if (event.event === "progress" && event.phase === "comparing" && event.bytes === 1 << 20) {
            WAYS.dies(named("drive_worker.ts"));
          }
        },
      });
      assertMatch(error.message, /^Cannot go on with /);
      rig.assertHolds(error.report!.firstBlock, error.report!.blocks);
    }));
  rig.assertUnlocked();
});

Deno.test("record ends in order when a thread dies before anything is known", async () => {
  for (const file of ["reader_worker.ts", "drive_worker.ts"]) {
    using dir = tempFolder();
    const rig = new Rig(dir, { drive: { spinUp: 300 } });
    await leavesNothing(dir.path, () =>
      withThreads(async (named) => {
        const job = rig.fails({ source: file === "reader_worker.ts" ? fifo(dir.at("fifo")) : rig.source });
        WAYS.dies(named(file));
        const error = await job;
        assertMatch(error.message, /^Cannot go on with /);
        assertEquals(error.report, undefined);
      }));
    rig.assertUnlocked();
  }
});

/** A pipe that nobody writes to. */
function fifo(path: string): string {
  new Deno.Command("mkfifo", { args: [path] }).outputSync();
  return path;
}

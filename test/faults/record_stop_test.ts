import { StoppedError } from "../../lib/errors.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "../recorder/virtual_job.ts";

const BYTES = 4 << 20;

/** Where a job is stopped: at the first event of which this is true. */
const PLACES: Readonly<Record<string, (event: RecordEvent) => boolean>> = {
  "the drive answers": ({ event }) => event === "device",
  "the disc is known": ({ event }) => event === "medium",
  "the job is planned": ({ event }) => event === "planned",
  "the ring is filled": ({ event }) => event === "buffer",
  "a quarter is recorded": (event) => event.event === "progress" && event.bytes >= BYTES / 4,
  "it has been recorded": ({ event }) => event === "recorded",
  "the disc is readable": ({ event }) => event === "readable",
  "some is compared": (event) => event.event === "progress" && event.phase === "comparing",
};

for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r", "bd-re"]) {
  const places = media === "bd-r" ? Object.keys(PLACES) : ["the job is planned", "a quarter is recorded"];
  for (const place of places) {
    const isThere = PLACES[place]!;
    Deno.test(`record on ${media} is stopped in order when ${place}`, async () => {
      using dir = tempFolder();
      const speed = media === "cd-r" ? 40 : media === "bd-r" || media === "bd-re" ? 2 : 6;
      const rig = new Rig(dir, {
        media,
        bytes: BYTES,
        drive: { speed, readSpeed: media.startsWith("bd") ? 1 : speed },
      });
      const stop = new AbortController();
      await leavesNothing(dir.path, async () => {
        const job = rig.record({
          verify: true,
          signal: stop.signal,
          onEvent: (event) => {
            if (isThere(event)) stop.abort();
          },
        });
        const error = await assertRejects(() => job, StoppedError);
        assertMatch(error.message, /^Stopped: /);
      });
      rig.assertUnlocked();
      const [left] = rig.told("disc");
      const blocks = Number(/^(\d+) blocks stand/.exec(left?.words ?? "")?.[1] ?? 0);
      rig.assertHolds(0, Math.min(blocks, BYTES / 2048));
      const begun = rig.events.some((event) => event.event === "progress" && event.phase === "recording");
      if (begun) assert(blocks > 0, left?.words);
    });
  }
}

Deno.test("record does nothing when it is stopped before it begins", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  const error = await assertRejects(() => rig.record({ signal: AbortSignal.abort() }), StoppedError);
  assertEquals(error.message, "Stopped: nothing was written");
  assertEquals((await Deno.stat(rig.disc)).size, 0);
});

Deno.test("record is stopped while nothing comes through a pipe or a stream", async () => {
  using dir = tempFolder();
  await new Deno.Command("mkfifo", { args: [dir.at("fifo")] }).output();
  for (const source of [dir.at("fifo"), { stream: new ReadableStream<Uint8Array>() }]) {
    const rig = new Rig(dir, { name: typeof source });
    await leavesNothing(dir.path, async () => {
      const stop = new AbortController();
      const job = rig.record({
        source,
        signal: stop.signal,
        onEvent: ({ event }) => {
          if (event === "medium") stop.abort();
        },
      });
      await assertRejects(() => job, StoppedError);
    });
    rig.assertUnlocked();
  }
});

Deno.test("record is stopped in the middle of a pipe that has gone quiet", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: BYTES });
  await new Deno.Command("mkfifo", { args: [dir.at("fifo")] }).output();
  const feeding = Deno.open(dir.at("fifo"), { write: true }).then(async (file) => {
    await file.write(rig.bytes.subarray(0, 3 << 20)).catch(() => {});
    return file;
  });
  const stop = new AbortController();
  const job = rig.record({
    source: dir.at("fifo"),
    size: BYTES,
    signal: stop.signal,
    onEvent: ({ event }) => {
      if (event === "planned") setTimeout(() => stop.abort(), 500);
    },
  });
  await assertRejects(() => job, StoppedError);
  (await feeding).close();
  rig.assertUnlocked();
});

Deno.test("record is stopped while the drive makes a disc ready", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { drive: { spinUp: 100_000 } });
  const stop = new AbortController();
  const onEvent = ({ event }: RecordEvent) => {
    if (event === "device") stop.abort();
  };
  await assertRejects(() => rig.record({ signal: stop.signal, onEvent }), StoppedError);
  assertEquals(rig.told("medium"), []);
});

import {
  addChangerFault,
  type ChangerFault,
  clearChangerFaults,
  insertVirtualDisc,
  setChangerBehaviour,
} from "../../../lib/virtual/changer/create.ts";
import { StoppedError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../../support/assert.ts";
import { FaultyJukebox } from "./faulty_jukebox.ts";

/** What the changer does from now on, in the midst of a production. */
const FAULTS: readonly ChangerFault[] = [
  { on: "read", kind: "cut" },
  { on: "read", kind: "count" },
  { on: "read", kind: "noise" },
  { on: "read", sense: "4/15/01" },
  { on: "initialise", sense: "4/40/80" },
  { on: "move", sense: "4/15/01", times: 1 },
  { on: "move", sense: "4/15/01" },
  { on: "move", kind: "stuck", times: 1 },
  { on: "move", kind: "power", times: 1 },
  { on: "command", kind: "gone", times: 1 },
  { on: "command", kind: "gone" },
  { on: "command", kind: "attention", times: 5 },
];

Deno.test("a changer that fails or answers nonsense in a production loses no disc, and works on later", async () => {
  // Side by side, as most of the time is spent waiting for recordings.
  const halves = [0, 1].map((half) => FAULTS.filter((_, index) => index % 2 === half));
  const ends = await Promise.allSettled(halves.map(suffer));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
});

/** One jukebox has all these faults, one after the other. */
async function suffer(faults: readonly ChangerFault[]): Promise<void> {
  await using jukebox = await FaultyJukebox.start({ slots: 24, drive: { speed: 4 } });
  const { client, box } = jukebox;
  for (const fault of faults) {
    const { id } = await jukebox.submit({ source: jukebox.image, copies: 2 });
    await jukebox.step(id, "recording");
    addChangerFault(box, fault);
    await client.rescan("jb").catch(({ message }) => assertMatch(message, /^Cannot .*[^.]$/));
    const job = await client.waitForJob(id);
    const story = `${JSON.stringify(fault)}: ${job.words}`;
    assert(job.state === "done" || job.state === "failed", story);
    clearChangerFaults(box);
    await jukebox.putRight();
    await jukebox.assertOutcomes();
    await jukebox.assertPlaces();
    assertEquals((await jukebox.produce({ source: jukebox.image, copies: 1 })).state, "done", story);
  }
}

Deno.test("discs without bar codes stay known through nonsense, and bar codes that vanish cost nothing", async () => {
  await using jukebox = await FaultyJukebox.start({ filled: [1, 2, 3, 4] });
  const { client, box } = jukebox;
  assertEquals((await jukebox.produce({ slots: "2", source: jukebox.image })).state, "done");
  const known = (await client.discs()).map(({ id, home }) => `${id} ${home?.number}`);
  setChangerBehaviour(box, { barcodes: false });
  await client.rescan("jb");
  addChangerFault(box, { on: "read", kind: "noise" });
  await assertRejects(() => client.rescan("jb"), JukeboxError, "it tells of none of its slots");
  assertEquals((await jukebox.produce({ slots: "3-4", source: jukebox.image })).state, "done");
  clearChangerFaults(box);
  await jukebox.putRight();
  assertEquals((await client.discs()).map(({ id, home }) => `${id} ${home?.number}`), known);
  setChangerBehaviour(box, { barcodes: true });
  await client.rescan("jb");
  assertEquals((await client.discs()).map(({ id, home }) => `${id} ${home?.number}`), known);
  await jukebox.assertPlaces();
});

Deno.test("of two discs with the same bar code both are known, and the first keeps its name", async () => {
  await using jukebox = await FaultyJukebox.start({ filled: [1, 2] });
  const { client, box } = jukebox;
  const { id, barcode } = (await client.slots("jb"))[0]!.disc!;
  insertVirtualDisc(box, { kind: "slot", number: 5 }, { media: "bd-r" }, { barcode: barcode! });
  await client.rescan("jb");
  const slots = (await client.slots("jb")).filter(({ disc }) => disc !== null);
  assertEquals(slots.map(({ number }) => number), [1, 2, 5]);
  assertEquals([slots[0]?.disc?.id, slots[0]?.disc?.barcode], [id, barcode]);
  assert(slots[2]!.disc!.id !== id && slots[2]!.disc!.barcode === null, JSON.stringify(slots[2]));
  const job = await jukebox.produce({ slots: "1,5", source: jukebox.image });
  assertEquals(job.discs.map(({ step }) => step), ["good", "good"], `${job.words}`);
  await client.rescan("jb");
  const again = (await client.slots("jb")).flatMap(({ number, disc }) =>
    disc === null ? [] : [[number, disc.id]]
  );
  assertEquals(again, slots.map(({ number, disc }) => [number, disc!.id]));
});

Deno.test("a changer that hangs stops neither the answers nor the end of the server, and costs no disc", async () => {
  await using jukebox = await FaultyJukebox.start({ settings: "stop = 1", drive: { speed: 1 } });
  const { client, box } = jukebox;
  const { id } = await jukebox.submit({ source: jukebox.image, copies: 4 });
  await jukebox.step(id, "recording");
  addChangerFault(box, { on: "move", kind: "hang", times: 1 });
  await jukebox.step(id, "unloading");
  const stop = new AbortController();
  const rescan = client.rescan("jb", { signal: stop.signal });
  assertEquals((await client.device("jb")).state, "attached");
  stop.abort();
  await assertRejects(() => rescan, StoppedError);
  jukebox.signal("SIGTERM");
  const { code, stderr } = await jukebox.ended();
  assertEquals(code, 1);
  assertMatch(stderr, /the server did not come to an end within 1 s, and is ended now/);
  await jukebox.serve();
  await jukebox.attached();
  assertEquals((await jukebox.client.waitForJob(id)).state, "done");
  await jukebox.assertOutcomes();
  await jukebox.assertPlaces();
});

import { assertEquals, assertMatch, assertRejects } from "../../support/assert.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { fillDisk } from "../../support/full_disk.ts";
import { canMount, mountTmpfs } from "../../support/mounts.ts";
import { testWith } from "../../support/peers.ts";
import { FaultyJukebox } from "./faulty_jukebox.ts";

const MIB = 1 << 20;

function mountTest(name: string, body: () => Promise<void>): void {
  testWith(canMount() ? undefined : "the right to mount (run as root)", name, body);
}

mountTest(
  "a production on a full disk waits and says so, and goes on by itself when there is room",
  async () => {
    await using jukebox = new FaultyJukebox({ drive: { speed: 1 } });
    using state = mountTmpfs(jukebox.dir.at("state"), 8 * MIB);
    await jukebox.serve();
    await jukebox.attach();
    const { client } = jukebox;
    const { id } = await jukebox.submit({ source: jukebox.image, copies: 6 });
    await jukebox.step(id, "recording");
    {
      using _full = fillDisk(`${state.path}/ballast`);
      await jukebox.state(id, "interrupted");
      const paused = await client.waitForJob(id);
      assertEquals(paused.state, "interrupted");
      assertMatch(paused.words ?? "", /^Cannot write .*: the disk is full; it goes on when there is room$/);
      assertEquals(paused.discs.filter(({ step }) => step === "good"), []);
      const requests = [
        () => client.move("jb", 1, 8),
        () => jukebox.submit({ source: jukebox.image, copies: 1 }),
        () => client.setParameter("xdelay", 3),
        () => client.detachDrive("jb", 1),
      ];
      for (const request of requests) {
        const { kind, message } = await assertRejects(request, JukeboxError);
        assertEquals(kind, "space", message);
      }
      assertEquals((await client.slots("jb")).length, 9);
    }
    await jukebox.state(id, "running");
    const job = await client.waitForJob(id);
    assertEquals(job.state, "done", `${job.words}`);
    await jukebox.assertPlaces();
    await jukebox.assertOutcomes();
  },
);

mountTest("a server that was killed on a full disk knows all its discs when there is room", async () => {
  await using jukebox = new FaultyJukebox({ drive: { speed: 1 } });
  using state = mountTmpfs(jukebox.dir.at("state"), 8 * MIB);
  await jukebox.serve();
  await jukebox.attach();
  const { id } = await jukebox.submit({ source: jukebox.image, copies: 4 });
  await jukebox.step(id, "verifying");
  {
    using _full = fillDisk(`${state.path}/ballast`);
    await jukebox.client.waitForJob(id);
    await jukebox.kill();
  }
  await jukebox.serve();
  await jukebox.attached();
  const job = await jukebox.client.waitForJob(id);
  assertEquals(job.state, "done", `${job.words}`);
  await jukebox.assertPlaces();
  await jukebox.assertOutcomes();
});

mountTest("a log that cannot be written stops nothing, and later tells how much is missing", async () => {
  await using jukebox = new FaultyJukebox();
  using small = mountTmpfs(jukebox.dir.at("small"), MIB);
  await Deno.symlink(`${small.path}/logfile.txt`, `${jukebox.dir.make("state")}/logfile.txt`);
  {
    using _full = fillDisk(`${small.path}/ballast`);
    await jukebox.serve();
    await jukebox.attach();
    assertEquals((await jukebox.produce({ source: jukebox.image, copies: 2 })).state, "done");
  }
  await jukebox.client.logMessage("there is room", 1);
  const log = await Deno.readTextFile(`${small.path}/logfile.txt`);
  assertMatch(log, /\d+ lines of the log could not be written, and are lost\n.*there is room/);
  await jukebox.assertOutcomes();
});

mountTest("an image that does not fit into the spool fails its job, and leaves nothing there", async () => {
  await using jukebox = new FaultyJukebox();
  using spool = mountTmpfs(`${jukebox.dir.make("state")}/spool`, 24 * MIB);
  const tree = jukebox.dir.make("tree");
  await Deno.writeFile(`${tree}/file`, new Uint8Array(12 * MIB));
  await jukebox.serve();
  await jukebox.attach();
  const job = await jukebox.produce({ source: tree, copies: 1 });
  assertEquals(job.state, "failed");
  assertMatch(job.words ?? "", /^Cannot make an image of \d+ bytes in .*: \d+ bytes are free/);
  assertEquals(await Array.fromAsync(Deno.readDir(spool.path)), []);
  assertEquals((await jukebox.produce({ source: jukebox.image, copies: 1 })).state, "done");
});

Deno.test("a state folder that is taken away underneath is told of, and the discs are known anew", async () => {
  await using jukebox = await FaultyJukebox.start({ drive: { speed: 1 } });
  const { id } = await jukebox.submit({ source: jukebox.image, copies: 4 });
  await jukebox.step(id, "recording");
  await Deno.remove(jukebox.dir.at("state"), { recursive: true });
  const job = await jukebox.client.waitForJob(id);
  assertEquals(job.state, "failed");
  const next = await jukebox.produce({ source: jukebox.image, copies: 1 });
  assertEquals(next.state, "failed");
  for (const { step, words } of [...job.discs, ...next.discs]) {
    if (step === "good") continue;
    assertEquals(step, "skipped");
    assertMatch(words ?? "", /^Cannot keep the record in .*: no such file or directory$/);
  }
  await jukebox.assertOutcomes();
  await jukebox.stop();
  await jukebox.serve();
  await jukebox.attach();
  await jukebox.assertPlaces();
  const states = new Set((await jukebox.client.discs()).map(({ state }) => state));
  assertEquals(states, new Set(["foreign", "blank"]));
});

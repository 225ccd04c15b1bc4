import { assertEquals, assertStringIncludes } from "../../support/assert.ts";
import { runCli } from "../../cli/run_cli.ts";
import { FaultyJukebox } from "./faulty_jukebox.ts";

Deno.test("a server that is told to end in a production stops in order, and the next one finishes it", async () => {
  await using jukebox = await FaultyJukebox.start({ drive: { speed: 1 } });
  const { id } = await jukebox.submit({ source: jukebox.image, copies: 6 });
  await jukebox.step(id, "recording");
  assertEquals(await jukebox.stop(), "");
  assertEquals(jukebox.real().filter(({ at }) => !at.startsWith("slot")), [], "discs were left outside");
  await jukebox.serve();
  await jukebox.attached();
  const job = await jukebox.client.waitForJob(id);
  assertEquals(
    [job.state, job.discs.filter(({ step }) => step === "good").length],
    ["done", 6],
    `${job.words}`,
  );
  await jukebox.assertPlaces();
  await jukebox.assertOutcomes();
});

Deno.test("a second server is refused while a production runs, which does not notice", async () => {
  await using jukebox = await FaultyJukebox.start({ drive: { speed: 1 } });
  const { id } = await jukebox.submit({ source: jukebox.image, copies: 2 });
  await jukebox.step(id, "recording");
  await Deno.writeTextFile(
    jukebox.dir.at("other.toml"),
    'socket = "other"\nstate = "state"\nattach = ["jb"]\n',
  );
  const { code, stderr } = await runCli(["serve", "--config", "other.toml"], { cwd: jukebox.dir.path });
  assertEquals(code, 1);
  assertStringIncludes(stderr, "Cannot start the server: another one works with the state folder");
  const job = await jukebox.client.waitForJob(id);
  assertEquals(job.state, "done", `${job.words}`);
  await jukebox.assertOutcomes();
});

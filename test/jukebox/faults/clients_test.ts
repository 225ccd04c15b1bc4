import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import type { JukeboxClient } from "../../../lib/jukebox/client/client.ts";
import { assert, assertEquals, assertMatch } from "../../support/assert.ts";
import { Random } from "../../support/random.ts";
import { FaultyJukebox, SMALL } from "./faulty_jukebox.ts";

/** How a request has ended: `fine`, or why it was refused. */
async function outcome(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return "fine";
  } catch (error) {
    assert(error instanceof JukeboxError, `${error}`);
    assertMatch(error.message, /^[A-Z].*[^.]$/);
    return `${error.kind}: ${error.message}`;
  }
}

Deno.test("two clients who want the same drives and discs get them one after the other, or a clear no", async () => {
  await using jukebox = await FaultyJukebox.start({
    slots: 12,
    filled: [1, 2, 3, 4, 5, 6],
    drive: { speed: 1 },
  });
  const { client } = jukebox;
  using other = jukebox.newClient();
  const { id } = await jukebox.submit({ slots: "1-4", source: jukebox.image });
  await jukebox.step(id, "recording");
  const requests: (() => Promise<unknown>)[] = [
    () => other.move("jb", 1, 5),
    () => other.move("jb", 2, 1),
    () => other.move("jb", 1, 0),
    () => other.detachDrive("jb", 2),
    () => other.attachDrive("jb", 2),
    () => other.rescan("jb"),
    () => other.detach("jb"),
    () => jukebox.job("test", { slots: "1-6" }),
    () => jukebox.produce({ slots: "2-5", source: jukebox.image }),
    () => jukebox.job("export", { slots: "6", disc: null, all: false, early: true }),
  ];
  await Promise.all(requests.map((request) => outcome(request())));
  await client.waitForJob(id);
  await jukebox.idle();
  await outcome(client.attachDrive("jb", 2, true));
  await jukebox.putRight();
  await jukebox.assertOutcomes();
  await jukebox.assertPlaces();
});

Deno.test("a client that goes away in the middle leaves nothing half done", async () => {
  await using jukebox = new FaultyJukebox({ filled: [1, 2], behaviour: { moveTime: 50 } });
  await jukebox.addVolume(5, "VOLUME5");
  await jukebox.serve();
  const away = async (
    begin: (client: JukeboxClient, signal: AbortSignal) => Promise<unknown>,
  ): Promise<void> => {
    using client = jukebox.newClient();
    const stop = new AbortController();
    const request = begin(client, stop.signal);
    // As soon as another client is answered, the server knows of the request.
    await jukebox.client.status();
    stop.abort();
    await request.catch(() => {});
  };
  await away((client, signal) => client.attach("jb", { signal }));
  await jukebox.attached();
  await jukebox.idle();
  const { id } = (await jukebox.client.discs({ named: "VOLUME5" }))[0]!;
  await away((client, signal) => client.move("jb", 1, 1, { signal }));
  await away((client, signal) => client.rescan("jb", { signal }));
  await away((client, signal) => client.events({ signal }).next());
  await away((client, signal) => client.detachDrive("jb", 2, { signal }));
  // Whoever asks next is served after the one who has gone, whose reservation can be lifted.
  await outcome(jukebox.client.detachDrive("jb", 2));
  await jukebox.client.attachDrive("jb", 2, true);
  await away(async (client, signal) => {
    const { data } = await client.readFile(id, "/large.bin", { signal });
    const reader = data.getReader();
    await reader.read();
    signal.throwIfAborted();
  });
  const job = await jukebox.submit({ slots: "2", source: jukebox.image });
  await away((client, signal) => client.job(job.id, 60_000, { signal }));
  const { state, words } = await jukebox.client.waitForJob(job.id);
  assertEquals(state, "done", `${words}`);
  for (const drive of [1, 2]) await outcome(jukebox.client.move("jb", drive, 0));
  await jukebox.assertPlaces();
  const { drives } = await jukebox.client.device("jb");
  assertEquals(drives.map(({ duty, activity, waiting }) => [duty, activity, waiting]), [
    ["serving", null, 0],
    ["serving", null, 0],
  ]);
});

Deno.test("a thousand requests at once are all answered, and the server tells its status meanwhile", async () => {
  await using jukebox = new FaultyJukebox({ slots: 12, filled: [1, 2, 3, 4] });
  await jukebox.addVolume(5, "VOLUME5");
  await jukebox.serve();
  await jukebox.attach();
  const { client } = jukebox;
  const { id } = await jukebox.disc("VOLUME5");
  const random = new Random(8);
  let open = 0;
  let statuses = 0;
  const requests = Array.from({ length: 1000 }, async (_, i) => {
    open++;
    try {
      switch (i % 4) {
        case 0:
          return await outcome(client.move("jb", 1 + random.below(2), random.below(6)));
        case 1:
          return await outcome(client.submit("test", "jb", { slots: `${1 + random.below(5)}` }));
        case 2:
          return await outcome(client.rescan("jb"));
        default: {
          const { data } = await client.readFile(id, "/small.txt");
          assertEquals(await new Response(data).text(), SMALL);
          return "fine";
        }
      }
    } finally {
      open--;
    }
  });
  using watcher = jukebox.newClient();
  while (open > 0) {
    await watcher.status();
    statuses++;
  }
  await Promise.all(requests);
  assert(statuses > 100, `only ${statuses} answers`);
  await jukebox.idle();
  await jukebox.assertPlaces();
});

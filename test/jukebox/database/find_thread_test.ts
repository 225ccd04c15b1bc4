import { assert, assertEquals, assertRejects, assertStringIncludes } from "../../support/assert.ts";
import { FindThread } from "../../../lib/jukebox/database/find_thread.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, change, makeDatabase, takeIn } from "./rig.ts";

/** Answers with the words of all searches that it was asked for. */
const ECHO = `const seen = [];
  onmessage = ({ data }) => {
    if ("close" in data) return postMessage({ closed: true });
    seen.push(data.words);
    postMessage({ found: [...seen] });
  }`;
const HANGS = "onmessage = () => { for (;;); }";
const DIES = `onmessage = () => { throw new Error("no memory left"); }`;

function worker(source: string): Worker {
  return new Worker(`data:application/javascript,${encodeURIComponent(source)}`, { type: "module" });
}

/** A thread whose workers are these, one after the other, the last for ever. */
function threadOf(...sources: readonly string[]): FindThread {
  let started = 0;
  return new FindThread("volumes.db", {
    patience: 300,
    start: () => worker(sources[Math.min(started++, sources.length - 1)]!),
  });
}

const ANY = { limit: 9 };

Deno.test("The thread finds what has been written up to then, and leaves one file when all is closed", async () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  const volumes = openVolumes(path);
  const thread = new FindThread(path);
  const first = addRecorded(volumes, 1, "A", "f1").id;
  takeIn(volumes, first, "/one", "/two");
  assertEquals(await thread.find("o", { limit: 1 }), volumes.find("o", { limit: 1 }));
  takeIn(volumes, addRecorded(volumes, 2, "B", "f2").id, "/later one");
  const found = await thread.find("ONE", ANY);
  assertEquals(found.map((file) => file.path), ["/later one", "/one"]);
  assertEquals((await thread.find("one", { limit: 9, disc: first })).map((file) => file.path), ["/one"]);
  await thread.close();
  await thread.close();
  volumes.close();
  assertEquals((await Array.fromAsync(Deno.readDir(dir.path))).map(({ name }) => name), ["volumes.db"]);
  assertEquals(
    (await assertRejects(() => thread.find("one", ANY), JukeboxError, "about to end")).kind,
    "load",
  );
});

Deno.test("What the database refuses in the thread comes out in the same words, and the next search goes on", async () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  change(path, "PRAGMA user_version = 99");
  using thread = new FindThread(path);
  const error = await assertRejects(() => thread.find("one", ANY), DiscglowError, "newer discglow");
  assertStringIncludes(`${error.hint}`, "backup");
  change(path, "PRAGMA user_version = 1");
  assertEquals((await thread.find("one", ANY)).length, 1);
});

Deno.test("A thread that dies takes only its own search with it", async () => {
  using thread = threadOf(DIES, ECHO);
  const lost = assertRejects(() => thread.find("first", ANY), JukeboxError, "no memory left");
  const next = thread.find("second", ANY);
  await lost;
  assertEquals(await next as unknown, ["second"]);
});

Deno.test("A search that takes too long is given up with its thread, and says what to do", async () => {
  using thread = threadOf(HANGS, ECHO);
  const error = await assertRejects(() => thread.find("e t a", ANY), JukeboxError, "more than 0.3 seconds");
  assertStringIncludes(`${error.hint}`, "longer");
  assertEquals(await thread.find("next", ANY) as unknown, ["next"]);
});

Deno.test("A search that nobody wants any more is not begun", async () => {
  using thread = threadOf(ECHO);
  const gone = new AbortController();
  const first = thread.find("first", ANY);
  const second = assertRejects(() => thread.find("second", ANY, gone.signal), Error, "gone away");
  const third = thread.find("third", ANY);
  gone.abort(new Error("gone away"));
  await second;
  assertEquals([await first, await third] as unknown, [["first"], ["first", "third"]]);
  await assertRejects(() => thread.find("fourth", ANY, gone.signal), Error, "gone away");
  assertEquals((await thread.find("fifth", ANY)).length, 3);
});

Deno.test("A running search that nobody wants any more is not waited for, and does not answer the next", async () => {
  using thread = threadOf(ECHO);
  const gone = new AbortController();
  const first = assertRejects(() => thread.find("first", ANY, gone.signal), Error, "gone away");
  const second = thread.find("second", ANY);
  gone.abort(new Error("gone away"));
  await first;
  assertEquals(await second as unknown, ["first", "second"]);
});

Deno.test("No more searches wait than are worth it, and all are refused when the server ends", async () => {
  using thread = new FindThread("volumes.db", { start: () => worker(HANGS) });
  const all = Array.from({ length: 65 }, (_, i) => thread.find(`${i}`, ANY).catch((error: unknown) => error));
  const refused = await assertRejects(() => thread.find("last", ANY), JukeboxError, "are waiting already");
  assertEquals(refused.kind, "load");
  thread[Symbol.dispose]();
  for (const error of await Promise.all(all)) {
    assert(error instanceof JukeboxError && error.kind === "load", String(error));
  }
});

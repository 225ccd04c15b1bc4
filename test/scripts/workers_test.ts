import { assert, assertEquals, assertThrows } from "@std/assert";
import { findWorkers, renameWorkers } from "../../scripts/workers.ts";
import { ROOT } from "./offline.ts";

Deno.test("every worker that the sources name is found, and is there", async () => {
  const workers = await findWorkers();
  assert(workers.length > 0);
  for (const worker of workers) assert((await Deno.stat(ROOT + worker)).isFile, worker);
});

Deno.test("bundled code finds its workers from whatever folder it has come to", () => {
  const code = 'start(new URL("./read.ts", import.meta.url));';
  const workers = ["lib/a/read.js", "lib/b/write.js"];
  assertEquals(
    renameWorkers("chunk.js", code, workers),
    'start(new URL("./lib/a/read.js", import.meta.url));',
  );
  assertEquals(
    renameWorkers("lib/b/write.js", code, workers),
    'start(new URL("../../lib/a/read.js", import.meta.url));',
  );
  assertThrows(() => renameWorkers("chunk.js", code, ["lib/b/write.js"]), Error, "which is no worker");
});

import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assertEquals, assertRejects } from "../../support/assert.ts";
import { addRecorded, takeIn } from "../database/rig.ts";
import { serverRig } from "./rig.ts";

Deno.test("files are found while the server runs, and its end leaves the database in one file", async () => {
  using rig = serverRig();
  const first = rig.open();
  await first.halt();
  first.close();
  {
    using volumes = openVolumes(rig.dir.at("state/volumes.db"));
    takeIn(volumes, addRecorded(volumes, 1, "A", "f1").id, "/letters/one", "/letters/two");
    takeIn(volumes, addRecorded(volumes, 2, "B", "f2").id, "/letters/three");
  }
  const { service, halt, close } = rig.open();
  const paths = async (limit: number, disc?: number) =>
    (await service.find("letters", limit, disc)).map(({ path }) => path);
  assertEquals(await paths(9), ["/letters/three", "/letters/one", "/letters/two"]);
  assertEquals(await paths(2), ["/letters/three", "/letters/one"]);
  assertEquals(await paths(9, 1), ["/letters/one", "/letters/two"]);
  const gone = AbortSignal.abort(new Error("gone away"));
  await assertRejects(() => service.find("letters", 9, undefined, gone), Error, "gone away");
  await halt();
  await assertRejects(() => paths(9), JukeboxError, "the server is about to end");
  close();
  const names = await Array.fromAsync(Deno.readDir(rig.dir.at("state")), ({ name }) => name);
  assertEquals(names.filter((name) => name.startsWith("volumes")), ["volumes.db"]);
});

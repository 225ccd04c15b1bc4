import { assertEquals, assertRejects } from "../../support/assert.ts";
import { DatabaseSync } from "node:sqlite";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, makeDatabase, pathsOf, slot, takeIn } from "./rig.ts";

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name);
}

Deno.test("A backup made in use is whole, has all of that moment, and is for its owner only", async () => {
  using dir = tempFolder();
  using volumes = openVolumes(dir.at("volumes.db"));
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id, ...Array.from({ length: 30_000 }, (_, i) => `/folder/file${i}`));
  const copy = dir.at("copy.db");
  const running = volumes.backup(copy);
  volumes.rename(id, "rr", "While it runs");
  await running;
  assertEquals(
    namesIn(dir.path).filter((name) => name.startsWith("copy")),
    [
      "copy.db",
    ],
  );
  assertEquals((await Deno.stat(copy)).mode! & 0o777, 0o600);
  using other = openVolumes(copy);
  assertEquals(other.counts().files, 30_000);
  assertEquals(pathsOf(other, "file29999"), ["/folder/file29999"]);
});

Deno.test("A backup never touches a file that is there, and leaves nothing when it fails", async () => {
  using dir = tempFolder();
  using volumes = openVolumes(dir.at("volumes.db"));
  const there = dir.at("there");
  await Deno.writeTextFile(there, "mine");
  const error = await assertRejects(() => volumes.backup(there), JukeboxError, "there is something already");
  assertEquals(error.kind, "state");
  assertEquals(await Deno.readTextFile(there), "mine");
  await assertRejects(() => volumes.backup(dir.at("nowhere/copy")), DiscglowError, "Cannot back up to");
  assertEquals(namesIn(dir.path).filter((name) => name.endsWith(".part")), []);
  volumes.addDisc(slot(1), null, null);
});

Deno.test("A backup of a database that is damaged is refused, and leaves nothing", async () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  spoilTable(path, "block");
  using volumes = openVolumes(path);
  await assertRejects(() => volumes.backup(dir.at("copy.db")), DiscglowError, "damaged");
  assertEquals(namesIn(dir.path).filter((name) => name.startsWith("copy")), []);
});

Deno.test("A backup that is being made when the database is closed is given up, and leaves nothing", async () => {
  using dir = tempFolder();
  makeDatabase(dir.at("volumes.db"));
  const begun = () => namesIn(dir.path).some((name) => name.endsWith(".part"));
  for (const isTime of [() => true, begun]) {
    const volumes = openVolumes(dir.at("volumes.db"));
    const running = assertRejects(() => volumes.backup(dir.at("copy.db")), DiscglowError, "is closed");
    while (!isTime()) await new Promise((resolve) => setTimeout(resolve, 0));
    volumes.close();
    await running;
    assertEquals(namesIn(dir.path).filter((name) => name.startsWith("copy")), []);
  }
});

/** Overwrites the pages of a table. */
function spoilTable(path: string, table: string): void {
  const database = new DatabaseSync(path);
  const pages = database.prepare("SELECT pageno FROM dbstat WHERE name = ?").all(table);
  database.close();
  using file = Deno.openSync(path, { write: true });
  for (const { pageno } of pages) {
    file.seekSync((Number(pageno) - 1) * 4096 + 8, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(2000).fill(0xa5));
  }
}

import { DatabaseSync } from "node:sqlite";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../support/assert.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { APPLICATION_ID } from "../../../lib/jukebox/database/schema/migrations.ts";
import { canMount, mountTmpfs } from "../../support/mounts.ts";
import { testWith } from "../../support/peers.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, change, filesOf, makeDatabase, pathsOf, slot, takeIn } from "./rig.ts";

const READ = { readOnly: true, patience: 50 } as const;

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

testWith(
  canMount() ? undefined : "the right to mount (run as root)",
  "A backup is searched on a medium that cannot be written",
  async () => {
    using dir = tempFolder();
    using mounted = mountTmpfs(dir.at("medium"), 1 << 22);
    makeDatabase(dir.at("volumes.db"));
    {
      using volumes = openVolumes(dir.at("volumes.db"));
      await volumes.backup(`${mounted.path}/backup.db`);
    }
    await Deno.copyFile(dir.at("volumes.db"), `${mounted.path}/copied #1 100%25?.db`);
    const { success } = await new Deno.Command("mount", { args: ["-o", "remount,ro", mounted.path] })
      .output();
    assert(success);
    for (const name of ["backup.db", "copied #1 100%25?.db"]) {
      using volumes = openVolumes(`${mounted.path}/${name}`, READ);
      assertEquals(pathsOf(volumes, "*"), ["/one", "/two"]);
      assertEquals(volumes.discs().length, 1);
    }
  },
);

Deno.test("A backup is in rollback mode, so that any program can read it where nothing can be written", async () => {
  using dir = tempFolder();
  makeDatabase(dir.at("volumes.db"));
  using volumes = openVolumes(dir.at("volumes.db"));
  await volumes.backup(dir.at("backup.db"));
  assertEquals([...(await Deno.readFile(dir.at("backup.db"))).subarray(18, 20)], [1, 1]);
});

Deno.test("What is opened for reading only stays as it is, and every change is refused", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  {
    using volumes = openVolumes(path);
    const { id } = addRecorded(volumes, 1, "A", "f1");
    takeIn(volumes, id, "/one");
    volumes.files(id).add(filesOf(...Array.from({ length: 100 }, (_, i) => `/never finished ${i}`)));
  }
  const before = Deno.readFileSync(path);
  {
    using volumes = openVolumes(path, READ);
    assertEquals(pathsOf(volumes, "*"), ["/one"]);
    assertEquals(namesIn(dir.path), ["volumes.db"]);
    assertThrows(() => volumes.addDisc(slot(2), null, null), DiscglowError, "it is read-only");
    assertThrows(() => volumes.noteSlots("jb", []), DiscglowError, "it is read-only");
  }
  assertEquals(Deno.readFileSync(path), before);
  assertEquals(namesIn(dir.path), ["volumes.db"]);
});

Deno.test("A database in use is read as it is at that moment, while its owner goes on", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  using owner = openVolumes(path);
  takeIn(owner, addRecorded(owner, 1, "A", "f1").id, "/one");
  using reader = openVolumes(path, READ);
  assertEquals(pathsOf(reader, "one"), ["/one"]);
  takeIn(owner, addRecorded(owner, 2, "B", "f2").id, "/later one", "/two");
  assertEquals(pathsOf(reader, "one"), ["/later one", "/one"]);
  assertEquals(reader.find("o", { limit: 1 }).length, 1);
  takeIn(owner, addRecorded(owner, 3, "C", "f3").id, "/three");
  assertEquals(pathsOf(reader, "three"), ["/three"], "a search that stops early holds nothing");
});

Deno.test("What was left by a killed server is read with all that it had written", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  using owner = openVolumes(path);
  takeIn(owner, addRecorded(owner, 1, "A", "f1").id, "/one");
  for (const suffix of ["", "-wal"]) {
    Deno.copyFileSync(`${path}${suffix}`, `${dir.make("left")}/volumes.db${suffix}`);
  }
  using volumes = openVolumes(dir.at("left/volumes.db"), READ);
  assertEquals(pathsOf(volumes, "*"), ["/one"]);
});

Deno.test("For reading only, a database of another version is refused in words, and none is made", () => {
  using dir = tempFolder();
  const refusal = (path: string, words: string) => {
    const error = assertThrows(() => openVolumes(path, READ), DiscglowError, words);
    assertStringIncludes(error.message, path);
    return error;
  };
  const path = dir.at("volumes.db");
  refusal(path, "cannot be opened");
  assertEquals(namesIn(dir.path), []);
  Deno.writeFileSync(path, new Uint8Array());
  refusal(path, "it is empty");
  assertEquals(Deno.statSync(path).size, 0);
  Deno.removeSync(path);
  makeDatabase(path);
  change(path, "PRAGMA user_version = 99");
  refusal(path, "newer discglow (schema 99");
  change(path, `PRAGMA user_version = 0`);
  refusal(path, "another program");
  const older = dir.at("older.db");
  {
    const database = new DatabaseSync(older);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.close();
  }
  refusal(older, "it is empty");
});

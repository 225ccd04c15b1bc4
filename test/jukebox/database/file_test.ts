import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../support/assert.ts";
import { DatabaseSync } from "node:sqlite";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, change, filesOf, makeDatabase, pathsOf, refused, slot, takeIn } from "./rig.ts";

Deno.test("A file that is no database is refused and stays as it is", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  const text = "This is a letter. ".repeat(300);
  Deno.writeTextFileSync(path, text);
  refused(path, "it is no database");
  assertEquals(Deno.readTextFileSync(path), text);
});

Deno.test("The database of another program is refused and stays as it is", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  change(path, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
  refused(path, "it is the database of another program");
  change(path, "PRAGMA user_version = 1");
  refused(path, "it is the database of another program");
  change(path, "DROP TABLE theirs; PRAGMA user_version = 0");
  openVolumes(path).close();
});

Deno.test("The database of a newer version is refused", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  change(path, "PRAGMA user_version = 99");
  assertStringIncludes(`${refused(path, "newer discglow (schema 99; this one knows up to").hint}`, "backup");
});

Deno.test("A folder that is not there, and one that is in the way, are refused", () => {
  using dir = tempFolder();
  refused(dir.at("nowhere/volumes.db"), "cannot be opened or made");
  refused(dir.make("folder"), "cannot be opened or made");
});

Deno.test("A database that lacks a table is called damaged", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  change(path, "DROP TABLE grams");
  refused(path, "the database is damaged");
});

Deno.test("Wherever a database is damaged, it opens or says so in one sentence, and goes on", () => {
  using dir = tempFolder();
  const good = dir.at("good.db");
  {
    using volumes = openVolumes(good);
    for (let i = 1; i <= 20; i++) takeIn(volumes, addRecorded(volumes, i, `V${i}`, `f${i}`).id, `/file${i}`);
  }
  const bytes = Deno.readFileSync(good);
  const random = new Random(20_033);
  let failed = 0;
  for (let round = 0; round < 60; round++) {
    const path = dir.at(`${round}.db`);
    const spoiled = bytes.slice(0, round % 5 === 0 ? random.below(bytes.length) : bytes.length);
    const start = round % 3 === 0 ? 0 : random.below(bytes.length);
    for (let i = 0; i < 200; i++) spoiled[start + random.below(4096)] = random.below(256);
    Deno.writeFileSync(path, spoiled);
    try {
      using volumes = openVolumes(path);
      volumes.discs();
      volumes.find("file", { limit: 100 });
      volumes.counts();
      takeIn(volumes, volumes.addDisc(slot(99), null, null).id, "/x");
    } catch (error) {
      if (!(error instanceof DiscglowError)) throw error;
      failed++;
    }
  }
  assert(failed > 0);
});

Deno.test("While another program holds the file, reading goes on and writing is refused; then all is as before", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  using volumes = openVolumes(path, { patience: 50 });
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE; UPDATE disc SET remark = 'theirs'");
  const error = assertThrows(() => volumes.addDisc(slot(2), null, null), JukeboxError, "has locked it");
  assertEquals(error.kind, "busy");
  assertEquals(pathsOf(volumes, "one"), ["/one"]);
  other.exec("ROLLBACK");
  other.close();
  assertEquals(volumes.addDisc(slot(2), null, null).id, 2);
});

Deno.test("A change that fails half-way has changed nothing", () => {
  using volumes = openVolumes(":memory:");
  const good = { kind: "slot", number: 1, full: true, barcode: "A1" } as const;
  volumes.noteSlots("jb", [good]);
  assertThrows(
    () => volumes.noteSlots("jb", [{ ...good, number: 2 }, { ...good, number: 0 }]),
    DiscglowError,
  );
  assertEquals(volumes.slots("jb"), [good]);
});

Deno.test("A file is made that its own program can tell", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  const head = new DataView(Deno.readFileSync(path).buffer);
  assertEquals(new TextDecoder().decode(new Uint8Array(head.buffer, 68, 4)), "DGvd");
});

Deno.test("Closing twice is no harm, and leaves one file", () => {
  using dir = tempFolder();
  const volumes = openVolumes(dir.at("volumes.db"));
  volumes.files(addRecorded(volumes, 1, "A", "f1").id).add(filesOf("/a"));
  volumes.close();
  volumes.close();
  assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name), ["volumes.db"]);
});

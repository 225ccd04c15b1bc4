import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { DatabaseSync } from "node:sqlite";
import { BLOCK_FILES } from "../../../lib/jukebox/database/blocks.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, facts, filesOf, pathsOf, slot, takeIn } from "./rig.ts";

Deno.test("Files that are taken in are not seen before they are all there", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id, "/old");
  const intake = volumes.files(id);
  intake.add(filesOf(...Array.from({ length: 100 }, (_, i) => `/new${i}`)));
  assertEquals(pathsOf(volumes, "*"), ["/old"]);
  assertEquals([volumes.disc(id)?.files, volumes.counts().files], [1, 1]);
  intake.finish();
  assertEquals(pathsOf(volumes, "old"), []);
  assertEquals(pathsOf(volumes, "new").length, 100);
  assertEquals([volumes.disc(id)?.files, volumes.counts().files], [100, 100]);
});

Deno.test("An intake that is given up leaves what was known before", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id, "/old");
  const intake = volumes.files(id);
  intake.add(filesOf(...Array.from({ length: 5000 }, (_, i) => `/new${i}`)));
  intake.abandon();
  intake.abandon();
  assertEquals(pathsOf(volumes, "*"), ["/old"]);
  assertThrows(() => intake.add(filesOf("/late")), Error, "has ended");
  assertThrows(() => intake.finish(), Error, "has ended");
});

Deno.test("Several intakes may go on at the same time", () => {
  using volumes = openVolumes(":memory:");
  const discs = [1, 2, 3].map((number) => addRecorded(volumes, number, `V${number}`, `f${number}`).id);
  const intakes = discs.map((id) => volumes.files(id));
  for (let round = 0; round < 20; round++) {
    intakes.forEach((intake, i) => intake.add(filesOf(`/disc${i}/a${round}`, `/disc${i}/b${round}`)));
  }
  intakes[1]?.abandon();
  intakes[0]?.finish();
  intakes[2]?.finish();
  assertEquals(pathsOf(volumes, "disc0").length, 40);
  assertEquals(pathsOf(volumes, "disc1").length, 0);
  assertEquals(pathsOf(volumes, "disc2").length, 40);
});

Deno.test("What is taken in anew for a copy replaces the list of all copies", () => {
  using volumes = openVolumes(":memory:");
  const first = addRecorded(volumes, 1, "A", "same").id;
  const copy = addRecorded(volumes, 2, "A", "same").id;
  takeIn(volumes, first, "/first");
  takeIn(volumes, copy, "/second");
  assertEquals(pathsOf(volumes, "first"), []);
  assertEquals(volumes.find("second", { limit: 9 }).map(({ disc }) => disc.id), [first, copy]);
  volumes.noteFacts(copy, facts({ fingerprint: "other" }));
  assertEquals([volumes.disc(first)?.files, volumes.disc(copy)?.files], [1, null]);
});

Deno.test("A disc without files has a list without files", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id);
  assertEquals(volumes.disc(id)?.files, 0);
});

Deno.test("An intake for a disc that was forgotten meanwhile is refused, and leaves nothing", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  const intake = volumes.files(id);
  intake.add(filesOf("/a", "/b", "/c", "/d", "/e"));
  volumes.forget(id);
  assertEquals(assertThrows(() => intake.finish(), JukeboxError, "no such disc").kind, "missing");
  assertEquals(pathsOf(volumes, "*"), []);
});

Deno.test("The room of lists that nobody has any longer is used again", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  const sizes: number[] = [];
  for (let round = 0; round < 8; round++) {
    {
      using volumes = openVolumes(path);
      const { id } = volumes.discs()[0] ?? volumes.addDisc(slot(1), null, null);
      for (let i = 0; i < 3; i++) {
        takeIn(volumes, id, ...Array.from({ length: 2000 }, (_, n) => `/folder${n % 7}/round${round}-${n}`));
      }
      const unfinished = volumes.files(id);
      unfinished.add(filesOf(...Array.from({ length: 2000 }, (_, n) => `/unfinished${n}`)));
    }
    sizes.push(Deno.statSync(path).size);
  }
  assert(sizes[7]! < 1.5 * sizes[2]!, `it grows: ${sizes.join(" ")}`);
});

Deno.test("What is replaced, given up or forgotten is removed bit by bit while other files come in", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  using volumes = openVolumes(path);
  const many = (name: string) => Array.from({ length: 1001 }, (_, i) => `/${name}${i}`);
  const first = addRecorded(volumes, 1, "A", "f1").id;
  const second = addRecorded(volumes, 2, "B", "f2").id;
  takeIn(volumes, first, ...many("old"));
  takeIn(volumes, first, ...many("new"));
  takeIn(volumes, second, ...many("lost"));
  volumes.forget(second);
  const third = addRecorded(volumes, 3, "C", "f3").id;
  const intake = volumes.files(third);
  intake.add(filesOf(...many("abandoned")));
  intake.abandon();
  takeIn(volumes, third, ...many("third"));
  using database = new DatabaseSync(path, { readOnly: true });
  const count = (sql: string) =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${sql}`).get()?.count);
  assertEquals(count("content"), 2);
  assertEquals(count("block"), 2 * Math.ceil(1001 / BLOCK_FILES));
  assertEquals(count("grams_docsize"), 2 * 1001);
  assertEquals(count(`grams_docsize WHERE id / ${BLOCK_FILES} NOT IN (SELECT id FROM block)`), 0);
  assertEquals([pathsOf(volumes, "new1000"), pathsOf(volumes, "third1000")], [["/new1000"], ["/third1000"]]);
});

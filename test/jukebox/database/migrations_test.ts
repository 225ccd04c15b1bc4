import { DatabaseSync } from "node:sqlite";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { Connection } from "../../../lib/jukebox/database/connection.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { VOLUMES_1 } from "../../../lib/jukebox/database/schema/0001_volumes.ts";
import { migrate } from "../../../lib/jukebox/database/schema/migrations.ts";
import { tempFolder } from "../../support/temp.ts";
import { pathsOf } from "./rig.ts";

/** One for each schema that was ever given to users. */
const OLDER = ["schema_1.sql"] as const;

function makeOlder(path: string, name: (typeof OLDER)[number]): void {
  const database = new DatabaseSync(path);
  try {
    database.exec(Deno.readTextFileSync(new URL(name, import.meta.url)));
  } finally {
    database.close();
  }
}

/** The tables of a database, without what FTS5 makes by itself. */
function tablesOf(path: string): Record<string, unknown>[] {
  using connection = new Connection(path, { readOnly: true });
  return connection.all("SELECT type, name, sql FROM sqlite_schema ORDER BY name").map((row) => ({ ...row }));
}

for (const name of OLDER) {
  Deno.test(`A database of ${name} is brought up with all that is in it`, () => {
    using dir = tempFolder();
    const path = dir.at("volumes.db");
    makeOlder(path, name);
    using volumes = openVolumes(path);
    const at = "2019-01-02T03:04:0";
    assertEquals(volumes.discs().map((disc) => [disc.id, disc.name, disc.state, disc.files, disc.remark]), [
      [2, "x0000002", "bad", null, "cannot be written"],
      [1, "Kept name", "recorded", 3, null],
    ]);
    const disc = volumes.disc(1)!;
    assertEquals([disc.place, disc.home], [
      { kind: "slot", device: "jb", number: 1 },
      { kind: "slot", device: "jb", number: 1 },
    ]);
    assertEquals([disc.recordedAt, disc.verifiedAt, disc.verified], [`${at}7.000Z`, `${at}8.000Z`, "good"]);
    assertEquals(volumes.find("letters one", { limit: 9 }), [{ path: "/letters/one.txt", size: 10, disc }]);
    assertEquals(pathsOf(volumes, "*"), ["/letters/one.txt", "/letters/two.txt", "/three"]);
    assertEquals(pathsOf(volumes, "e"), ["/letters/one.txt", "/letters/two.txt", "/three"]);
    const [job] = volumes.jobs();
    assertEquals([job?.kind, job?.state, job?.request, job?.discs.length], [
      "produce",
      "done",
      { copies: 1 },
      1,
    ]);
    assertEquals(volumes.jobLog(1).map(({ text }) => text), ["begun"]);
    assertEquals(volumes.devices().map(({ name, attached }) => [name, attached]), [["jb", true]]);
    assertEquals(volumes.slots("jb").length, 3);
    assertEquals(volumes.reservations()[0]?.holder.who, "me");
    assertEquals(volumes.openMoves("jb").length, 1);
    assertEquals(volumes.parameters(), { loglev: 7 });
  });
}

Deno.test("A schema that users have is never made differently", () => {
  using dir = tempFolder();
  makeOlder(dir.at("older.db"), "schema_1.sql");
  {
    using connection = new Connection(dir.at("new.db"));
    migrate(connection, [VOLUMES_1]);
  }
  assertEquals(tablesOf(dir.at("new.db")), tablesOf(dir.at("older.db")));
});

Deno.test("Only the migrations that an older database lacks are made, in their order", () => {
  using dir = tempFolder();
  makeOlder(dir.at("volumes.db"), "schema_1.sql");
  using connection = new Connection(dir.at("volumes.db"));
  const migrations = [
    "not looked at any more",
    "ALTER TABLE disc ADD COLUMN shelf TEXT",
    "UPDATE disc SET shelf = 'cellar'",
  ];
  migrate(connection, migrations);
  migrate(connection, migrations);
  assertEquals(connection.all("SELECT id, shelf FROM disc ORDER BY id").map((row) => ({ ...row })), [
    { id: 1, shelf: "cellar" },
    { id: 2, shelf: "cellar" },
  ]);
  assertEquals(connection.first("PRAGMA user_version")?.user_version, 3);
});

Deno.test("A migration that fails leaves the older database as it was", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeOlder(path, "schema_1.sql");
  {
    using connection = new Connection(path);
    const migrations = [VOLUMES_1, "ALTER TABLE disc ADD COLUMN shelf TEXT", "UPDATE disc SET nothing = 1"];
    assertThrows(() => migrate(connection, migrations), DiscglowError, path);
    assertEquals(connection.first("PRAGMA user_version")?.user_version, 1);
    assertEquals(connection.all("SELECT * FROM disc").some((row) => "shelf" in row), false);
  }
  using volumes = openVolumes(path);
  assertEquals(volumes.discs().length, 2);
});

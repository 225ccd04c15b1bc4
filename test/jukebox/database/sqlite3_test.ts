import { assert, assertEquals, assertMatch, assertStringIncludes } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { mustRun, peerTest } from "../../support/peers.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";
import { applyTo, Model } from "./model.ts";
import { makeDatabase } from "./rig.ts";

function ask(path: string, sql: string): string {
  return new TextDecoder().decode(mustRun("sqlite3", ["-readonly", path, sql])).trim();
}

peerTest(
  "SQLite's own shell finds a database sound that has seen many changes, and its backup",
  ["sqlite3"],
  async () => {
    using dir = tempFolder();
    const path = dir.at("volumes.db");
    const random = new Random(7);
    const model = new Model();
    using volumes = openVolumes(path);
    for (let step = 0; step < 300; step++) {
      const change = model.draw(random);
      model.apply(change);
      applyTo(volumes, change);
    }
    assertEquals(ask(path, "PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok", "while it is in use");
    await volumes.backup(dir.at("copy.db"));
    volumes.close();
    for (const file of [path, dir.at("copy.db")]) {
      assertEquals(ask(file, "PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok");
      assertEquals(ask(file, "SELECT count(*) FROM disc"), `${model.discs.size}`);
    }
  },
);

peerTest("People can read the tables with SQLite's own shell, the files included", ["sqlite3"], () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  const schema = ask(path, ".schema");
  for (
    const table of [
      "device",
      "slot",
      "drive",
      "disc",
      "content",
      "block",
      "move",
      "job",
      "job_disc",
      "job_line",
    ]
  ) {
    assertMatch(schema, new RegExp(`CREATE TABLE ${table} \\([^;]*\\) STRICT`));
  }
  assertStringIncludes(
    ask(path, "SELECT rr_name, state, place_device, place_number FROM disc"),
    "A|recorded|jb|1",
  );
  assertEquals(ask(path, "SELECT paths FROM block"), '["",["one","two"]]');
  assertEquals(
    ask(path, "PRAGMA application_id; PRAGMA user_version; PRAGMA journal_mode"),
    "1145534052\n1\nwal",
  );
  assert(!schema.includes("TRIGGER"));
});

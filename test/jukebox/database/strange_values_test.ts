import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { DiscglowError } from "../../../lib/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { change, makeDatabase, slot } from "./rig.ts";

Deno.test("Numbers that cannot be meant are refused without harm", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  change(path, "UPDATE disc SET bytes = 9223372036854775807");
  using volumes = openVolumes(path);
  assertThrows(() => volumes.disc(1), DiscglowError, "a value that cannot be meant");
  volumes.addDisc(slot(2), null, null);
});

Deno.test("Strange values in the file come out as something that can be meant", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  makeDatabase(path);
  const strange = [
    "'x'",
    "-1",
    "'[1'",
    "'{}'",
    "char(0, 10)",
    "''",
    "'[[[[]]]]'",
    '\'["/f","g",[null,{}]]\'',
  ];
  const columns = [
    ["disc", "rr_name"],
    ["disc", "recorded_at"],
    ["disc", "home_kind"],
    ["disc", "home_number"],
    ["disc", "files"],
    ["block", "paths"],
    ["block", "facts"],
    ["content", "files"],
    ["job", "request"],
    ["job", "kind"],
    ["job", "progress"],
    ["job_disc", "step"],
    ["job_disc", "protocol"],
    ["job_line", "level"],
    ["drive", "holder"],
    ["slot", "number"],
    ["move", "from_kind"],
    ["parameter", "value"],
  ] as const;
  {
    using volumes = openVolumes(path);
    const job = volumes.addJob("test", "jb", {}, "me").id;
    volumes.addJobDisc(job, { slot: 1, disc: 1, barcode: null });
    volumes.logJob(job, 1, "text");
    volumes.beginMove("jb", 1, slot(1), slot(2));
    volumes.reserve("jb", 1, { who: "me", host: "here", pid: 1, pidStarted: 1, since: "" });
    volumes.noteSlots("jb", [{ kind: "slot", number: 1, full: true, barcode: null }]);
    volumes.keepParameter("xdelay", 3);
  }
  let taken = 0;
  for (const [table, column] of columns) {
    for (const value of strange) {
      const spoiled = dir.at(`${taken}.db`);
      Deno.copyFileSync(path, spoiled);
      try {
        change(spoiled, `PRAGMA ignore_check_constraints = ON; UPDATE ${table} SET ${column} = ${value}`);
        taken++;
      } catch {
        continue;
      }
      using volumes = openVolumes(spoiled);
      const disc = volumes.discs()[0]!;
      assert(disc.home === null || disc.home.number >= 0);
      const [job] = volumes.jobs();
      assert(typeof job?.request === "object" && typeof volumes.jobLog(job.id)[0]?.level === "number");
      volumes.find("o", { limit: 9 });
      volumes.find("one two", { limit: 9 });
      volumes.counts();
      assertEquals(volumes.reservations().length, 1);
      assertEquals(volumes.openMoves("jb").length, 1);
      volumes.slots("jb");
      volumes.parameters();
    }
  }
  assert(taken > 50);
});

/** The server over a changer and drives that we have not written. */

import { connect } from "../../../lib/jukebox/client/connect.ts";
import type { JukeboxClient } from "../../../lib/jukebox/client/client.ts";
import type { Job, JobKind } from "../../../lib/jukebox/model.ts";
import { runCli } from "../../cli/run_cli.ts";
import { assertEquals } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";
import { startTgt, tgtTest } from "../../support/tgt.ts";
import { startServe } from "./serve_program.ts";

const CHANGER = 3;
const BARCODES = ["DISC0001", "DISC0002", "DISC0003"];

/** Runs a job to its end. */
async function done(client: JukeboxClient, kind: JobKind, request: Record<string, unknown>): Promise<Job> {
  const { id } = await client.submit(kind, "jb", request);
  return await client.waitForJob(id);
}

tgtTest("three discs are produced in two drives of tgt's changer, and pass its mail slot", async () => {
  using dir = tempFolder();
  await using tgt = await startTgt({
    units: [
      { kind: "drive", disc: undefined },
      { kind: "drive", disc: undefined },
      {
        kind: "changer",
        drives: [1, 2],
        slots: 6,
        media: Object.fromEntries(BARCODES.map((barcode) => [barcode, "blank" as const])),
      },
    ],
  });
  const names = [CHANGER, 1, 2].map((unit) => tgt.url(unit));
  const described = await runCli(["devices", "--describe", ...names]);
  await Deno.writeTextFile(dir.at("jb.dev"), described.stdout);
  await Deno.writeTextFile(dir.at("discglow.toml"), 'socket = "s"\nstate = "state"\n');
  await Deno.writeTextFile(dir.make("tree") + "/report.txt", "words\n".repeat(100_000));
  await using server = await startServe(dir.path);
  using client = connect(`unix:${server.ready.socket}`);

  const { device, job } = await client.attach("jb");
  assertEquals([device.slots, device.mailSlots, device.drives.length], [6, 1, 2]);
  assertEquals((await client.waitForJob(job!.id)).state, "done");
  const blanks = (await client.discs({ device: "jb" })).filter(({ state }) => state === "blank");
  assertEquals(blanks.map(({ barcode }) => barcode).sort(), BARCODES);

  const produced = await done(client, "produce", {
    ...{ slots: "1-3", copies: null, source: dir.at("tree"), verify: true, verifyDrive: "same" },
    ...{ drives: null, speed: null, erase: false, volume: "REPORTS" },
  });
  assertEquals(produced.discs.map(({ slot, step }) => [slot, step]), [[1, "good"], [2, "good"], [3, "good"]]);
  const found = await client.find("report", 10);
  assertEquals(found.map(({ path, disc }) => `${path} ${disc.barcode} ${disc.verified}`).sort(), [
    ...BARCODES.map((barcode) => `/report.txt ${barcode} good`),
  ]);

  tgt.fillMail(CHANGER, "DISC0004", "blank");
  const imported = await done(client, "import", { slots: "6", early: false });
  assertEquals(imported.state, "done");
  const [fourth] = await client.discs({ named: "DISC0004" });
  assertEquals(fourth?.home, { kind: "slot", device: "jb", number: 6 });

  assertEquals((await done(client, "export", { slots: "2", disc: null, early: true })).state, "done");
  tgt.emptyMail(CHANGER);
  await client.rescan("jb");
  const [second] = await client.discs({ named: "DISC0002" });
  assertEquals(second?.place.kind, "shelf");
  assertEquals((await client.find("report", 10)).length, 3);

  server.process.kill("SIGTERM");
  const { code } = await server.ended;
  assertEquals(code, 0);
});

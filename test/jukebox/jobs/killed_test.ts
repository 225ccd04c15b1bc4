import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { createVirtualJukebox, setJukeboxDrives } from "../../../lib/virtual/changer/create.ts";
import { readVirtualJukebox } from "../../../lib/virtual/changer/read.ts";
import { noise } from "../../recorder/virtual_job.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";

const SERVER = new URL("killed_server.ts", import.meta.url).pathname;
const COPIES = 6;
const KILLS = 12;

Deno.test("a production whose server is killed again and again ends with as many good discs as were wanted", async () => {
  using dir = tempFolder();
  const filled = [...Array(40).keys()].map((i) => i + 1);
  createVirtualJukebox(dir.at("jb"), { slots: 42, drives: 2, mailSlots: 1, media: "bd-r", filled });
  setJukeboxDrives(dir.at("jb"), { speed: 0.7, readSpeed: 1, buffer: 262_144 });
  const bytes = noise(3_000_000, 9);
  await Deno.writeFile(dir.at("source.iso"), bytes);
  const request = { copies: COPIES, source: dir.at("source.iso"), verify: true };
  const random = new Random(4);
  for (let kills = 0;; kills++) {
    assert(kills < 100, "it never ends");
    const args = ["run", "-A", "--no-check", SERVER, dir.path, JSON.stringify(request)];
    const server = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "piped" }).spawn();
    const timer = kills < KILLS
      ? setTimeout(() => server.kill("SIGKILL"), 500 + random.below(2000))
      : undefined;
    const { code, signal, stderr } = await server.output();
    clearTimeout(timer);
    if (signal === null) assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
    using volumes = openVolumes(dir.at("volumes.db"));
    const [job] = volumes.jobs();
    const { elements } = readVirtualJukebox(dir.at("jb"));
    assertEquals(elements.filter(({ disc }) => disc !== undefined).length, 40, "no disc is lost");
    const discAt = (barcode: string | null) => elements.find(({ disc }) => disc?.barcode === barcode)!.disc!;
    const full = job === undefined ? [] : volumes.job(job.id)!.discs;
    for (const { step, barcode, slot } of full) {
      if (step !== "good") continue;
      const data = (await Deno.readFile(discAt(barcode).path)).subarray(0, bytes.length);
      assertEquals(data, bytes, `slot ${slot} was told to be good`);
    }
    if (job?.state !== "done") {
      assert(signal !== null, `${job?.state}: ${job?.words}`);
      continue;
    }
    assertEquals(full.filter(({ step }) => step === "good").length, COPIES, job.words!);
    // What was begun is good or bad; all others are as blank as before.
    const used = full.filter(({ step }) => step === "good" || step === "bad").map(({ barcode }) => barcode);
    for (const { disc } of elements) {
      if (disc === undefined || used.includes(disc.barcode ?? null)) continue;
      assertEquals((await Deno.stat(disc.path)).size, 0, `${disc.barcode} was touched`);
    }
    for (const { barcode, place } of volumes.discs({ device: "jb" })) {
      const at = elements.find(({ disc }) => disc?.barcode === barcode)!;
      assertEquals([place.kind, place.number], [at.kind, at.number]);
    }
    return;
  }
});

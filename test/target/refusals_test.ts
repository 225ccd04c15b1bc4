import { record } from "../../lib/recorder/record.ts";
import type { RecordOptions } from "../../lib/recorder/options.ts";
import { RecordError } from "../../lib/recorder/report.ts";
import { assertEquals, assertMatch, assertRejects } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { startTgt, tgtTest } from "../support/tgt.ts";
import { makeImage } from "./image.ts";

/** All reasons why a job is refused, of which nothing may have been written. */
async function reasons(options: RecordOptions): Promise<readonly string[]> {
  const error = await assertRejects(() => record(options), RecordError);
  assertEquals(error.report, undefined);
  return error.reasons;
}

tgtTest("a closed disc is refused and stays as it was", async () => {
  using dir = tempFolder();
  const { path, bytes } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: { image: path } }] });
  const [reason, ...more] = await reasons({ source: path, target: tgt.url(1) });
  assertMatch(reason!, /^Cannot record on .*DVD-ROM/);
  assertEquals(more, []);
  assertEquals(await Deno.readFile(tgt.backing(1)), bytes);
});

tgtTest("a disc that has just been recorded is refused", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  await record({ source: path, target: tgt.url(1) });
  assertEquals((await reasons({ source: path, target: tgt.url(1) })).length, 1);
});

tgtTest("an empty drive is refused, whichever way its disc went", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  const units = [{ kind: "drive", disc: undefined }, { kind: "drive", disc: "blank" }] as const;
  await using tgt = await startTgt({ units });
  assertMatch((await reasons({ source: path, target: tgt.url(1) }))[0]!, /there is no disc in it$/);
  tgt.takeOut(2);
  assertMatch((await reasons({ source: path, target: tgt.url(2) }))[0]!, /there is no disc in it$/);
});

tgtTest("a source too large for the disc is refused with what is needed and what is free", async () => {
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  const stream = new Blob([new Uint8Array(4096)]).stream();
  const found = await reasons({ source: { stream, bytes: 2295105 * 2048 }, target: tgt.url(1) });
  assertMatch(found.join("\n"), /2295120 blocks \(\d+ bytes\) are needed, and 2295104 blocks .* are free/);
  assertEquals((await Deno.stat(tgt.backing(1))).size, 0);
});

tgtTest("all reasons are told at once", async () => {
  using dir = tempFolder();
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: { image: new Uint8Array(4096) } }] });
  const found = await reasons({
    source: dir.at("no such image"),
    target: tgt.url(1),
    recordFile: dir.at("no such folder/record.json"),
  });
  assertEquals(found.length, 3, found.join("\n"));
});

tgtTest("a target that is not there is refused by its own words", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  assertMatch((await reasons({ source: path, target: tgt.url(5) }))[0]!, /has no logical unit 5$/);
  await tgt.kill();
  assertMatch((await reasons({ source: path, target: tgt.url(1) }))[0]!, /nothing listens at 127\.0\.0\.1/);
});

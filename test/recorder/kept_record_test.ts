import { DiscglowError } from "../../lib/errors.ts";
import { KeptRecord } from "../../lib/recorder/job/kept_record.ts";
import { readRecord } from "../../lib/recorder/record_file.ts";
import { readVirtualDisc } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "./virtual_job.ts";

const onUnix = Deno.build.os !== "windows";

Deno.test("record keeps no record where source or target are, and leaves both as they were", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4096 });
  await Deno.symlink(rig.source, dir.at("link"));
  const before = JSON.stringify(readVirtualDisc(rig.disc));
  for (const recordFile of [rig.source, dir.at("link"), rig.disc, `${rig.disc}.state`]) {
    const error = await rig.fails({ recordFile });
    assertMatch(error.message, /^Cannot keep the record in .*: that is /);
  }
  assertEquals(await Deno.readFile(rig.source), rig.bytes);
  assertEquals(JSON.stringify(readVirtualDisc(rig.disc)), before);
});

Deno.test("record replaces no folder and nothing that is no file, and touches no file beside it", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4096 });
  const refused: [string, string][] = [[dir.make("folder"), "it is a directory"]];
  if (onUnix) {
    await new Deno.Command("mkfifo", { args: [dir.at("fifo")] }).output();
    await Deno.symlink("/dev/null", dir.at("null"));
    refused.push([dir.at("fifo"), "it is no regular file"], [dir.at("null"), "it is no regular file"]);
  }
  for (const [recordFile, words] of refused) {
    const error = await rig.fails({ recordFile });
    assertEquals(error.message, `Cannot keep the record in ${recordFile}: ${words}`);
  }
  assertEquals((await Deno.stat(rig.disc)).size, 0);
  await Deno.writeTextFile(dir.at("r.json.part"), "mine");
  await rig.record({ recordFile: dir.at("r.json") });
  assertEquals(await Deno.readTextFile(dir.at("r.json.part")), "mine");
});

Deno.test({
  name: "record writes its record where a link leads to, in the place of the old one",
  ignore: !onUnix,
  fn: async () => {
    using dir = tempFolder();
    const rig = new Rig(dir, { bytes: 4096 });
    await Deno.writeTextFile(dir.at("old.json"), "old");
    await Deno.symlink(dir.at("old.json"), dir.at("link.json"));
    await rig.record({ recordFile: dir.at("link.json") });
    assert((await Deno.lstat(dir.at("link.json"))).isSymlink);
    assertEquals((await readRecord(dir.at("old.json"))).bytes, 4096);
  },
});

Deno.test("KeptRecord leaves nothing when it is not filled, and what was there before as it was", () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("r.json"), "old");
  const kept = new KeptRecord(dir.at("r.json"), []);
  // Nobody else writes there meanwhile.
  assertThrows(() => new KeptRecord(dir.at("r.json"), []), DiscglowError, "Cannot keep the record in");
  kept.drop();
  assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name), ["r.json"]);
  assertEquals(Deno.readTextFileSync(dir.at("r.json")), "old");
});

import { addFault, createPressedDisc, createVirtualDisc } from "../../../lib/virtual/create.ts";
import { openDiscThread } from "../../../lib/jukebox/device/disc_thread.ts";
import type { DiscFacts } from "../../../lib/jukebox/database/volumes.ts";
import { DeviceError } from "../../../lib/errors.ts";
import { record } from "../../../lib/recorder/record.ts";
import { TransportError } from "../../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { Rig } from "./rig.ts";

/** What a drive's thread says of a disc in a file. */
async function identified(path: string, refuseIncomplete = true): Promise<DiscFacts> {
  const thread = openDiscThread(`virtual:${path}`);
  try {
    return (await thread.do("identify", refuseIncomplete))!;
  } finally {
    await thread.end();
  }
}

for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r", "dvd+rw", "dvd-ram", "bd-re", "cd-rw"]) {
  Deno.test(`A new ${media} is blank, a recorded one holds a volume, and one that can be is blank again`, async () => {
    await using rig = new Rig();
    const disc = rig.dir.at("disc");
    createVirtualDisc(disc, { media });
    const blank = await identified(disc);
    assertEquals([blank.state, blank.volume, blank.fingerprint], ["blank", null, null]);
    const image = await rig.image("REPORTS", { "a.txt": "a" });
    await record({ source: image, target: `virtual:${disc}` });
    const full = await identified(disc);
    assertEquals([full.state, full.volume, full.bytes], [
      "recorded",
      "REPORTS",
      (await Deno.stat(image)).size,
    ]);
    // The same for all copies: the image itself is one.
    assertEquals(full.fingerprint, (await identified(image)).fingerprint);
    const thread = openDiscThread(`virtual:${disc}`);
    try {
      if (full.erasable) await thread.do("erase");
      else await assertRejects(() => thread.do("erase"), DeviceError, "can be recorded only once");
      assertEquals((await thread.do("identify", true))?.state, full.erasable ? "blank" : "recorded");
    } finally {
      await thread.end();
    }
  });
}

Deno.test("What is no volume is foreign, what cannot be read is bad, what is cut off is bad or taken as it is", async () => {
  await using rig = new Rig();
  const music = rig.dir.at("music");
  createPressedDisc(music, [{ blocks: 400, kind: "audio" }]);
  assertEquals((await identified(music)).state, "foreign");
  const noise = rig.dir.at("noise");
  await Deno.writeFile(noise, new Uint8Array(100 * 2048).fill(7));
  const foreign = await identified(noise);
  assertEquals(foreign.state, "foreign");
  assert(foreign.remark?.includes("no ISO 9660 image"));
  const image = await rig.image("REPORTS", { "a.txt": "a".repeat(50_000) });
  const disc = rig.dir.at("scratched");
  createVirtualDisc(disc, { media: "bd-r" });
  await record({ source: image, target: `virtual:${disc}` });
  addFault(disc, { on: "read", block: 16 });
  const bad = await identified(disc);
  assertEquals([bad.state, bad.medium], ["bad", "BD-R"]);
  const cut = rig.dir.at("cut");
  await Deno.writeFile(cut, (await Deno.readFile(image)).subarray(0, 30 * 2048));
  assertEquals((await identified(cut)).state, "bad");
  const taken = await identified(cut, false);
  assertEquals([taken.state, taken.volume], ["recorded", "REPORTS"]);
});

Deno.test("A drive that does not answer is no bad disc", async () => {
  await using rig = new Rig();
  const disc = rig.dir.at("disc");
  createVirtualDisc(disc, { media: "bd-r" });
  addFault(disc, { on: "command", opcode: 0x46, kind: "gone" });
  const error = await assertRejects(() => identified(disc), TransportError);
  assertEquals(error.trouble, "gone");
});

Deno.test("Files come in portions, and a file's bytes too", async () => {
  await using rig = new Rig();
  const files = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`file-${10 + i}`, `${i}`]));
  files["large"] = "x".repeat(3_000_000);
  const image = await rig.image("MANY", files);
  await leavesNothing(rig.dir.path, async () => {
    const thread = openDiscThread(`virtual:${image}`);
    await thread.do("identify", true);
    const paths: string[] = [];
    for (let done = false; !done;) {
      const listed = await thread.do("list", 10);
      assert(listed.files.length <= 10);
      paths.push(...listed.files.map(({ path }) => path));
      done = listed.done;
    }
    assertEquals(paths.length, 26);
    const { file, size } = await thread.do("openFile", "/large");
    assertEquals(size, 3_000_000);
    let bytes = 0;
    for (;;) {
      const part = await thread.do("readFile", file);
      if (part.length === 0) break;
      assert(part.every((byte) => byte === 0x78));
      bytes += part.length;
    }
    assertEquals(bytes, 3_000_000);
    await thread.end();
    rig.volumes.close();
  });
});

import { DiscglowError, StoppedError } from "../../lib/errors.ts";
import { copyDisc } from "../../lib/recorder/copy_disc.ts";
import { addFault, createVirtualDisc } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "./virtual_job.ts";

Deno.test("a copy of a disc holds every byte of it", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 5_000_000 });
  await rig.record();
  const lengths: number[] = [];
  await leavesNothing(dir.path, async () => {
    const bytes = await copyDisc(rig.target, dir.at("copy"), {
      onLength: (length) => void lengths.push(length),
    });
    assertEquals(lengths, [bytes]);
  });
  const copy = await Deno.readFile(dir.at("copy"));
  assertEquals(copy.subarray(0, rig.bytes.length), rig.bytes);
  assert(copy.subarray(rig.bytes.length).every((byte) => byte === 0));
});

Deno.test("a block that cannot be read ends the copy, and is named", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  await rig.record();
  addFault(rig.disc, { on: "read", block: 77 });
  await assertRejects(() => copyDisc(rig.target, dir.at("copy")), DiscglowError, "Cannot read block 77 on ");
});

Deno.test("a copy that is stopped, or has no room, does not go on", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  await rig.record();
  await leavesNothing(dir.path, async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await assertRejects(
      () => copyDisc(rig.target, dir.at("a"), { signal: stop.signal, onProgress }),
      StoppedError,
    );
    const onLength = () => Promise.reject(new DiscglowError("no room"));
    await assertRejects(() => copyDisc(rig.target, dir.at("b"), { onLength }), DiscglowError, "no room");
  });
  await assertRejects(() => Deno.stat(dir.at("b")), Deno.errors.NotFound);
});

Deno.test("an empty disc gives nothing to copy, and a file in the way stays", async () => {
  using dir = tempFolder();
  createVirtualDisc(dir.at("blank"), { media: "bd-r" });
  await assertRejects(() => copyDisc(`virtual:${dir.at("blank")}`, dir.at("copy")), DiscglowError);
  const rig = new Rig(dir);
  await rig.record();
  await Deno.writeTextFile(dir.at("copy"), "mine");
  await assertRejects(() => copyDisc(rig.target, dir.at("copy")), DiscglowError, "Cannot create");
  assertEquals(await Deno.readTextFile(dir.at("copy")), "mine");
});

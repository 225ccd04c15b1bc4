import { readVirtualJukebox } from "../../../lib/virtual/changer/read.ts";
import { addFault } from "../../../lib/virtual/create.ts";
import { assertEquals, assertMatch } from "../../support/assert.ts";
import { JukeboxRig } from "./jukebox_rig.ts";

Deno.test("in a jukebox three discs are produced in two recorders, and are back in their slots", async () => {
  await using rig = await JukeboxRig.make({ recorders: [1, 2] });
  const job = await rig.produce({ slots: "1-3", verify: true });
  assertEquals([job.state, job.words], ["done", "3 of 3 discs recorded and verified"]);
  for (const slot of [1, 2, 3]) rig.assertHolds(slot);
  const { DG000001, DG000002, DG000003 } = rig.rig.places();
  assertEquals([DG000001, DG000002, DG000003], ["slot 1", "slot 2", "slot 3"]);
  rig.rig.assertAgreed(rig.device);
  const drives = job.discs.map(({ drive }) => drive);
  assertEquals([...new Set(drives)].sort(), [1, 2]);
  assertEquals(rig.device.slots().slice(0, 4).map(({ disc }) => disc?.state), [
    "foreign",
    "foreign",
    "foreign",
    "blank",
  ]);
  assertMatch(String(job.discs[0]!.protocol?.["driveSerial"]), /./);
});

Deno.test("in a jukebox discs are verified on another drive than they were recorded on", async () => {
  await using rig = await JukeboxRig.make({ recorders: [1] });
  const job = await rig.produce({ copies: 2, verify: true, verifyDrive: "other" });
  assertEquals([job.state, job.words], ["done", "2 of 2 discs recorded and verified"]);
  for (const { slot, protocol } of job.discs) {
    rig.assertHolds(slot);
    assertEquals(protocol?.["drive"], 1);
    assertEquals([2, 3].includes(protocol?.["verifyDrive"] as number), true);
  }
  rig.rig.assertAgreed(rig.device);
});

Deno.test("in a jukebox a bad disc is shown as such, and another one takes its place", async () => {
  await using rig = await JukeboxRig.make();
  const { elements } = readVirtualJukebox(rig.rig.jukebox);
  const { disc } = elements.find((element) => element.disc?.barcode === "DG000002")!;
  addFault(disc!.path, { on: "write", block: 60 });
  const job = await rig.produce({ copies: 3, verify: true });
  assertEquals(job.state, "done", job.words!);
  assertMatch(job.words!, /^3 of 3 discs recorded and verified, slot 2 set aside: Cannot write/);
  for (const slot of [1, 3, 4]) rig.assertHolds(slot);
  assertEquals(rig.device.slots()[1]!.disc?.state, "bad");
  rig.rig.assertAgreed(rig.device);
});

Deno.test("in a jukebox rewritable discs are erased, recorded, verified and blanked", async () => {
  await using rig = await JukeboxRig.make({ media: "cd-rw", filled: [1, 2] });
  assertEquals((await rig.produce({ slots: "1-2" })).words, "2 of 2 discs recorded");
  assertEquals((await rig.produce({ slots: "1" })).state, "failed");
  const again = await rig.produce({ slots: "1", erase: true, verify: true });
  assertEquals(again.state, "done", again.words!);
  const verified = await rig.run("verify", { slots: "1-2" });
  assertEquals([verified.state, verified.words], ["done", "2 discs as recorded"]);
  const blanked = await rig.run("blank", { slots: "2" });
  assertEquals([blanked.state, blanked.words], ["done", "1 disc blanked"]);
  assertEquals(rig.device.slots()[1]!.disc?.state, "blank");
});

Deno.test("in a jukebox the disc of a drive of its own is copied", async () => {
  await using rig = await JukeboxRig.make();
  await rig.produce({ slots: "1" });
  await rig.device.moveToDrive(3, 1);
  const { path } = rig.device.status().drives[2]!;
  const job = await rig.run("produce", { source: path, slots: "2-3", verify: true });
  assertEquals(job.state, "done", job.words!);
  for (const slot of [2, 3]) rig.assertHolds(slot);
});

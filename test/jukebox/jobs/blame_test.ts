import { openTransport } from "../../../lib/devices/open.ts";
import { DeviceError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { record } from "../../../lib/recorder/record.ts";
import { addFault, createVirtualDisc, setBehaviour } from "../../../lib/virtual/create.ts";
import { assertEquals, assertMatch } from "../../support/assert.ts";
import { digestOf } from "../../support/digest.ts";
import { JobsRig } from "./jobs_rig.ts";

/** What a drive answers about a disc that it cannot read: MEDIUM ERROR. */
const UNREADABLE = { key: 3, asc: 0x11, ascq: 0 };

/** Lets somebody else hold the drive with this number, until it is disposed of. */
function held(rig: JobsRig, drive: number): Disposable {
  const file = rig.dir.at("held");
  createVirtualDisc(file, { media: "bd-r" });
  const transport = openTransport(`virtual:${file}`);
  rig.device.drives[drive - 1]!.path = `virtual:${file}`;
  return { [Symbol.dispose]: () => transport.close() };
}

Deno.test("a drive that somebody else holds is left out, and its disc is recorded in another one", async () => {
  await using rig = new JobsRig({ drives: [true, true] });
  rig.blanks([1, 2, 3]);
  using _other = held(rig, 1);
  const job = await rig.produce({ slots: "1-3", verify: true });
  assertEquals(job.state, "done", job.words!);
  assertMatch(job.words!, /^3 of 3 discs recorded and verified, drive 1 is not used any more: Cannot open /);
  assertEquals(rig.device.drives[0]!.loads.length, 1);
  for (const slot of [1, 2, 3]) rig.assertHolds(slot);
});

Deno.test("when somebody else holds the only drive the job says so, and its discs are as blank as before", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  using _other = held(rig, 1);
  const job = await rig.produce({ slots: "1-2", verify: true });
  assertEquals([job.state, rig.steps(job.id)], ["failed", { 1: "skipped", 2: "skipped" }]);
  assertMatch(job.words!, /drive 1 is not used any more: Cannot open /);
  assertEquals(rig.discStates(job.id), ["blank", "blank"]);
  assertEquals(rig.device.drives[0]!.loads, [1]);
  for (const slot of [1, 2]) rig.assertUntouched(slot);
});

Deno.test("a disc that no drive can read costs no drive its place in the job", async () => {
  await using rig = new JobsRig({ drives: [true, true] });
  rig.blanks([1, 2, 3, 4]);
  rig.device.onExamine = (slot) => {
    if (slot === 2) throw new DeviceError("fake", "Cannot examine the disc: it cannot be read", UNREADABLE);
  };
  const job = await rig.produce({ slots: "1-4", verify: true });
  assertEquals(rig.steps(job.id), { 1: "good", 2: "skipped", 3: "good", 4: "good" });
  assertEquals(
    job.words,
    "3 of 4 discs recorded and verified, slot 2 left as it was: Cannot examine the disc: it cannot be read",
  );
  assertEquals(rig.device.drives.map(({ loads }) => loads.filter((slot) => slot === 2)), [[2], [2]]);
});

Deno.test("a recorder that fails before the first block of disc after disc is not used any more", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2, 3, 4, 5]);
  for (const slot of [1, 2, 3, 4, 5]) addFault(rig.file(slot), { on: "write", block: 0 });
  const job = await rig.produce({ slots: "1-5" });
  assertMatch(job.words!, /drive 1 is not used any more: 3 discs have failed in it one after the other$/);
  assertEquals(rig.device.drives[0]!.loads, [1, 2, 3]);
  for (const slot of [4, 5]) rig.assertUntouched(slot);
});

Deno.test("without a place for the records no disc is begun, and none is blamed", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  await Deno.remove(rig.dir.at("state/protocols"), { recursive: true });
  const job = await rig.produce({ slots: "1-2" });
  assertMatch(job.words!, /^0 of 2 discs recorded, .*Cannot keep the record in /);
  assertEquals(rig.steps(job.id), { 1: "skipped", 2: "skipped" });
  assertEquals(rig.device.drives[0]!.loads, [1]);
  for (const slot of [1, 2]) rig.assertUntouched(slot);
});

for (const verifyDrive of ["same", "other"] as const) {
  Deno.test(`stopped while it is compared on the ${verifyDrive} drive, a disc is neither good nor bad, and verified later`, async () => {
    await using rig = new JobsRig({ drives: [true, false], bytes: 20_000_000 });
    rig.blanks([1]);
    setBehaviour(rig.file(1), { readSpeed: 1 });
    const { id } = rig.submit("produce", { slots: "1", source: rig.source, verify: true, verifyDrive });
    await rig.atStep(id, 1, "verifying");
    await rig.inDrive(verifyDrive === "same" ? 1 : 2);
    rig.jobs.stop(id);
    const job = await rig.ended(id);
    assertEquals([job.state, rig.steps(id)], ["stopped", { 1: "skipped" }]);
    assertMatch(job.words!, /slot 1 recorded, but not compared: Stopped/);
    const disc = rig.volumes.disc(rig.row(id, 1).disc!)!;
    assertEquals([disc.state, disc.recordedJob, disc.verified], ["unknown", id, null]);
    setBehaviour(rig.file(1), { readSpeed: 0 });
    const verified = await rig.run("verify", { slots: null });
    assertEquals([verified.state, verified.words], ["done", "1 disc as recorded"]);
    assertEquals(rig.volumes.disc(disc.id)!.verified, "good");
    rig.assertHolds(1);
  });
}

Deno.test("stopped before its first block, a disc that is overwritten is as it was", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1], "dvd+rw");
  await rig.device.erase(1);
  rig.device.put(1, rig.file(1), "blank", true);
  const before = digestOf(await Deno.readFile(rig.file(1)));
  rig.events.listen((event) => {
    if (event.event === "job-disc" && event.disc.step === "recording") rig.jobs.stop(event.job);
  });
  const job = await rig.produce({ slots: "1" });
  assertEquals([job.state, rig.steps(job.id)], ["stopped", { 1: "skipped" }]);
  assertEquals(rig.discStates(job.id), ["blank"]);
  assertEquals(digestOf(await Deno.readFile(rig.file(1))), before);
});

Deno.test("without a drive to compare it in a disc is not called bad", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  rig.blanks([1]);
  rig.events.listen((event) => {
    if (event.event === "job-disc" && event.disc.step === "recording") rig.device.drives[1]!.duty = "failed";
  });
  const job = await rig.produce({ slots: "1", verify: true, verifyDrive: "other" });
  assertEquals([job.state, rig.steps(job.id)], ["failed", { 1: "skipped" }]);
  assertEquals(
    job.words,
    "0 of 1 disc recorded and verified, slot 1 recorded, but not compared: no drive is left for it",
  );
  assertEquals(rig.discStates(job.id), ["unknown"]);
});

Deno.test("a source that has changed when a disc differs from it is blamed, not the disc", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  rig.blanks([1, 2]);
  rig.device.onLoad = (_slot, drive) => {
    if (drive === 2) Deno.writeFileSync(rig.source, rig.bytes.slice(1));
  };
  const job = await rig.produce({ slots: "1-2", verify: true, verifyDrive: "other" });
  assertEquals(job.state, "failed");
  assertMatch(job.words!, /slot 1 recorded, but not compared: Cannot go on recording .*: it has changed /);
  assertEquals(rig.discStates(job.id)[0], "unknown");
  rig.assertUntouched(2);
});

Deno.test("a verification without drives sets no disc aside, taken up again or not", async () => {
  for (const step of ["waiting", "verifying"] as const) {
    await using rig = new JobsRig({ drives: [true, true] });
    rig.blanks([1]);
    await record({ source: rig.source, target: `virtual:${rig.file(1)}` });
    const { id: disc } = await rig.device.look(1);
    const request = { slots: "1", source: rig.source, drives: null };
    const { id } = rig.volumes.addJob("verify", "testing", request, "test");
    const ordinal = rig.volumes.addJobDisc(id, { slot: 1, disc, barcode: null });
    rig.volumes.changeJob(id, { state: "running" });
    rig.volumes.changeJobDisc(id, ordinal, { step, drive: 1 });
    rig.device.onLoad = () => {
      throw new DeviceError("fake", "Cannot move the disc: the robot does not answer");
    };
    rig.start().resume("testing");
    assertEquals((await rig.ended(id)).state, "failed");
    assertEquals([rig.steps(id), rig.discStates(id)], [{ 1: "skipped" }, ["foreign"]]);
  }
});

Deno.test("a drive that cannot be reached for the comparison is left out, and the disc compared in another one", async () => {
  await using rig = new JobsRig({ drives: [true, false, false] });
  rig.blanks([1]);
  rig.device.drives[1]!.path = `virtual:${rig.dir.at("missing")}`;
  const job = await rig.produce({ slots: "1", verify: true, verifyDrive: "other" });
  assertMatch(job.words!, /^1 disc recorded and verified, drive 2 is not used any more: Cannot /);
  assertEquals(rig.row(job.id, 1).protocol?.["verifyDrive"], 3);
});

Deno.test("a disc that one drive cannot compare is compared in another, and bad when none can", async () => {
  await using rig = new JobsRig({ drives: [true, false, false] });
  rig.blanks([1, 2]);
  // As if the drive saw nothing on it.
  createVirtualDisc(rig.dir.at("blank"), { media: "bd-r" });
  rig.device.drives[1]!.path = `virtual:${rig.dir.at("blank")}`;
  const one = await rig.produce({ slots: "1", verify: true, verifyDrive: "other" });
  assertEquals([one.words, rig.row(one.id, 1).protocol?.["verifyDrive"]], [
    "1 disc recorded and verified",
    3,
  ]);
  rig.device.drives[2]!.path = `virtual:${rig.dir.at("blank")}`;
  const none = await rig.produce({ slots: "2", verify: true, verifyDrive: "other" });
  assertMatch(
    none.words!,
    /^0 of 1 disc recorded and verified, slot 2 set aside: the disc could not be compared: /,
  );
  const disc = rig.volumes.disc(rig.row(none.id, 2).disc!)!;
  assertEquals([disc.state, disc.verified], ["bad", "failed"]);
});

Deno.test("a disc that is gone from its slot before it is compared is not called bad", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  rig.blanks([1]);
  rig.device.onLoad = (_slot, drive) => {
    if (drive === 2) throw new JukeboxError("state", "Cannot use slot 1 of testing: it is empty");
  };
  const job = await rig.produce({ slots: "1", verify: true, verifyDrive: "other" });
  assertMatch(job.words!, /slot 1 recorded, but not compared: Cannot use slot 1 of testing: it is empty$/);
  assertEquals(rig.discStates(job.id), ["unknown"]);
});

Deno.test("a drive that has failed while it was loaded is left out, whatever the jukebox says of the disc", async () => {
  await using rig = new JobsRig({ drives: [true, true] });
  rig.blanks([1]);
  rig.device.onLoad = (_slot, drive) => {
    if (drive !== 1) return;
    rig.device.drives[0]!.duty = "failed";
    throw new JukeboxError("state", "Cannot use drive 1: it sees none");
  };
  const job = await rig.produce({ slots: "1" });
  assertMatch(job.words!, /^1 disc recorded/);
  rig.assertHolds(1);
});

Deno.test("a drive that keeps its disc is left out, and the disc is as good as it is", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  rig.device.onUnload = () => {
    throw new DeviceError("fake", "Cannot move the disc: the drive keeps it");
  };
  const job = await rig.produce({ slots: "1-2", verify: true });
  assertEquals(rig.steps(job.id), { 1: "good", 2: "skipped" });
  assertMatch(job.words!, /drive 1 is not used any more: Cannot move the disc: the drive keeps it$/);
  rig.device.drives[0]!.slot = null;
});

Deno.test("a source that changes while it is recorded ends the job, and its disc is not called good", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  rig.events.listen((event) => {
    if (event.event === "job-disc" && event.disc.step === "recording") Deno.utimeSync(rig.source, 1, 1);
  });
  const job = await rig.produce({ slots: "1-2" });
  assertEquals(rig.steps(job.id), { 1: "bad", 2: "skipped" });
  assertMatch(job.words!, /Cannot go on recording .*source\.iso: it has changed since the job began$/);
  rig.assertUntouched(2);
});

Deno.test("a recording that fails only behind its last block is compared, and good", async () => {
  await using rig = new JobsRig({ drives: [true], bytes: 20_000_000 });
  rig.blanks([1]);
  setBehaviour(rig.file(1), { speed: 4 });
  rig.events.listen((event) => {
    if (event.event !== "job" || !(Number(event.job.progress) > 0)) return;
    // Its record cannot be kept any more.
    Deno.mkdirSync(rig.dir.at("state/protocols"), { recursive: true });
    Deno.removeSync(rig.dir.at("state/protocols"), { recursive: true });
  });
  const job = await rig.produce({ slots: "1" });
  assertEquals([job.state, rig.steps(job.id)], ["done", { 1: "good" }], job.words!);
  assertEquals(rig.volumes.disc(rig.row(job.id, 1).disc!)!.verified, "good");
});

Deno.test("between recording and comparing a disc is not taken for blank any more", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  rig.blanks([1]);
  const states: unknown[] = [];
  rig.device.onLoad = (_slot, drive) => {
    if (drive === 2) states.push(rig.volumes.discs()[0]!.state);
  };
  const job = await rig.produce({ slots: "1", verify: true, verifyDrive: "other" });
  assertEquals([job.state, states], ["done", ["unknown"]]);
});

Deno.test("a job waits for a disc that another one is working on, and then sees what has become of it", async () => {
  await using rig = new JobsRig({ drives: [true, true] });
  rig.blanks([1]);
  const [first, second] = ["1", "1"].map((slots) => rig.submit("produce", { slots, source: rig.source }).id);
  assertEquals((await rig.ended(first!)).state, "done");
  const job = await rig.ended(second!);
  assertMatch(job.words!, /^0 of 1 disc recorded, slot 1 left as it was: it (holds|is) /);
  rig.assertHolds(1);
});

import { addFault, damageBlock } from "../../../lib/virtual/create.ts";
import { record } from "../../../lib/recorder/record.ts";
import { assert, assertEquals, assertMatch } from "../../support/assert.ts";
import { JobsRig } from "./jobs_rig.ts";

Deno.test("a test looks at every disc, and passes empty slots over", async () => {
  await using rig = new JobsRig({ slots: 3 });
  rig.blanks([1, 3]);
  const job = await rig.run("test", { slots: null });
  assertEquals([job.state, job.words], ["done", "2 discs tested"]);
  assertEquals(rig.steps(job.id), { 1: "good", 3: "good" });
  assertEquals(rig.volumes.disc(rig.row(job.id, 1).disc!)!.medium, "BD-R");
});

Deno.test("discs are verified with the record of their recording, on any drive", async () => {
  await using rig = new JobsRig({ slots: 4 });
  rig.blanks([1, 2, 3]);
  await rig.produce({ slots: "1-2" });
  // The image is no longer needed.
  await Deno.remove(rig.source);
  damageBlock(rig.file(2), 11);
  const job = await rig.run("verify", { slots: "1-3" });
  assertEquals(job.state, "failed");
  assertEquals(
    job.words,
    "1 of 3 discs as recorded, slot 2: 1 of 352 blocks differs (11), " +
      "slot 3: nothing was kept of its recording to compare it with",
  );
  assertEquals(rig.steps(job.id), { 1: "good", 2: "bad", 3: "skipped" });
  const results = [1, 2].map((slot) => rig.volumes.disc(rig.row(job.id, slot).disc!)!.verified);
  assertEquals(results, ["good", "different"]);
});

Deno.test("discs are verified with an image", async () => {
  await using rig = new JobsRig();
  rig.blanks([1]);
  await record({ source: rig.source, target: `virtual:${rig.file(1)}` });
  const job = await rig.run("verify", { slots: "1", source: rig.source, drives: [3] });
  assertEquals([job.state, rig.row(job.id, 1).drive], ["done", 3], job.words!);
});

Deno.test("a name of a record in the database that leads elsewhere is not followed", async () => {
  await using rig = new JobsRig();
  rig.blanks([1]);
  const { id } = await rig.produce({ slots: "1" });
  const { ordinal, protocol } = rig.row(id, 1);
  rig.volumes.changeJobDisc(id, ordinal, { protocol: { ...protocol, record: "../../source.iso" } });
  const job = await rig.run("verify", { slots: "1" });
  assertEquals(rig.row(job.id, 1).words, "nothing was kept of its recording to compare it with");
});

Deno.test("blanking empties rewritable discs, and leaves others as they are", async () => {
  await using rig = new JobsRig();
  rig.blanks([1], "cd-rw");
  rig.blanks([2], "bd-r");
  for (const slot of [1, 2]) await record({ source: rig.source, target: `virtual:${rig.file(slot)}` });
  const job = await rig.run("blank", { slots: "1-2" });
  assertEquals(job.words, "1 of 2 discs blanked, slot 2: BD-R can be recorded only once");
  assertEquals((await rig.device.examine(1))!.state, "blank");
  rig.assertHolds(2);
});

Deno.test("an imported disc is inspected, and its slot named", async () => {
  await using rig = new JobsRig({ slots: 3 });
  rig.blanks([1, 2, 3]);
  rig.device.mail(rig.file(2));
  rig.device.files.delete(2);
  rig.volumes.noteSeen(rig.volumes.discs()[1]!.id, { kind: "shelf", device: null, number: 0 });
  const job = await rig.run("import", {});
  assertEquals([job.state, job.words], ["done", "1 disc taken into slot 2"]);
  assertEquals(rig.row(job.id, 2).step, "good");
});

Deno.test("an import whose disc comes later ends with what is to be done, and inspects nothing", async () => {
  await using rig = new JobsRig({ slots: 3 });
  rig.blanks([1, 2, 3]);
  rig.device.mail(rig.file(2));
  rig.device.files.delete(2);
  rig.volumes.noteSeen(rig.volumes.discs()[1]!.id, { kind: "shelf", device: null, number: 0 });
  rig.device.state = "halted";
  const job = await rig.run("import", {});
  assertEquals([job.state, job.words, job.discs], [
    "done",
    "testing is halted: put the disc into slot 2 by hand, then testcd testing 2",
    [],
  ]);
  rig.device.state = "attached";
  rig.device.files.delete(2);
  const early = await rig.run("import", { early: true });
  assertEquals([early.words, early.discs], ["the mail slot can be opened, its disc goes into slot 2", []]);
});

Deno.test("without a list a bad disc goes out, with one the first of it, or all of them", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2, 3, 4, 5]);
  rig.volumes.setAside(rig.volumes.discs()[2]!.id, "it is bad");
  assertEquals(rig.steps((await rig.run("export", {})).id), { 3: "good" });
  assertEquals(rig.steps((await rig.run("export", { slots: "3,4,5" })).id), { 4: "good" });
  const job = await rig.run("export", { slots: "1,2", all: true });
  assertEquals([job.words, rig.steps(job.id)], ["2 discs given out", { 1: "good", 2: "good" }]);
  assertEquals([...rig.device.files.keys()], [5]);
});

Deno.test("a thousand jobs are done one after the other, and none is forgotten", async () => {
  await using rig = new JobsRig({ slots: 2 });
  rig.blanks([1]);
  const ids = Array.from({ length: 1000 }, () => rig.submit("test", { slots: "2" }).id);
  const jobs = await Promise.all(ids.map((id) => rig.ended(id)));
  assert(jobs.every(({ state }) => state === "done"));
});

Deno.test("however many jobs wait for drives, a test that a halted device waits for begins", async () => {
  await using rig = new JobsRig();
  rig.blanks([1]);
  rig.device.drives.forEach((drive) => drive.duty = "job");
  const waiting = Array.from(
    { length: 12 },
    () => rig.submit("produce", { copies: 1, source: rig.source }).id,
  );
  assertEquals((await rig.run("test", { slots: "2" })).state, "done");
  assertEquals(rig.volumes.jobs({ states: ["queued"] }).length, 4);
  for (const id of waiting) rig.jobs.stop(id);
  await Promise.all(waiting.map((id) => rig.ended(id)));
});

Deno.test("a job that waits is stopped at once, and whoever waits for it hears of it", async () => {
  await using rig = new JobsRig();
  rig.blanks([1]);
  rig.device.drives.forEach((drive) => drive.duty = "job");
  const { id } = rig.submit("produce", { slots: "1", source: rig.source });
  const waiting = rig.ended(id);
  rig.jobs.stop(id);
  const job = await waiting;
  assertEquals(job.state, "stopped");
  assertMatch(job.words!, /^Stopped: 0 of 1 disc recorded/);
  assertEquals(rig.steps(id), { 1: "skipped" });
});

Deno.test("waiting for a job ends in time, with the job as it is then", async () => {
  await using rig = new JobsRig();
  rig.blanks([1]);
  rig.device.drives.forEach((drive) => drive.duty = "job");
  const { id } = rig.submit("produce", { slots: "1", source: rig.source });
  assertEquals((await rig.jobs.wait(id, 20)).state, "running");
  const stop = new AbortController();
  const waiting = rig.jobs.wait(id, 3_600_000, stop.signal);
  stop.abort();
  assertEquals((await waiting).state, "running");
});

Deno.test("an import that was interrupted behind the mail slot takes no second disc in", async () => {
  await using rig = new JobsRig({ slots: 3 });
  rig.blanks([1, 2, 3]);
  rig.device.files.delete(3);
  rig.volumes.noteSeen(rig.volumes.discs()[2]!.id, { kind: "shelf", device: null, number: 0 });
  const { id } = rig.volumes.addJob("import", "testing", { slots: null, early: false }, "test");
  rig.volumes.changeJob(id, { state: "running", report: { filled: "1-2" } });
  // It had come in before the server ended.
  rig.device.put(3, rig.file(3), "unknown");
  rig.start().resume("testing");
  const job = await rig.ended(id);
  assertEquals([job.state, job.words], ["done", "1 disc taken into slot 3"]);
});

Deno.test("an import or export that was interrupted while nobody had a disc in hand does not wait for one again", async () => {
  await using rig = new JobsRig({ slots: 3 });
  rig.blanks([1, 2]);
  const { id } = rig.volumes.addJob("import", "testing", { slots: null, early: false }, "test");
  rig.volumes.changeJob(id, { state: "running", report: { filled: "1-2" } });
  const request = { slots: "1", disc: null, all: false, early: false };
  const { id: out } = rig.volumes.addJob("export", "testing", request, "test");
  rig.volumes.changeJob(out, { state: "running" });
  rig.device.mail(rig.dir.at("somebody else's"));
  rig.start().resume("testing");
  const job = await rig.ended(id);
  assertEquals(
    [job.state, job.words],
    ["failed", "Cannot take in a disc: the server had ended before one came"],
  );
  assertEquals((await rig.ended(out)).state, "failed");
  assertEquals([...rig.device.files.keys()], [1, 2]);
});

Deno.test("a comparison tells blocks that cannot be read from those that differ", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1]);
  await rig.produce({ slots: "1" });
  addFault(rig.file(1), { on: "read", block: 9 });
  const job = await rig.run("verify", { slots: "1" });
  assertMatch(rig.row(job.id, 1).words!, /^1 of \d+ blocks cannot be read \(9\)$/);
  damageBlock(rig.file(1), 40);
  const again = await rig.run("verify", { slots: "1" });
  assertMatch(
    rig.row(again.id, 1).words!,
    /^2 of \d+ blocks differ \(9, 40\), 1 of them cannot be read \(9\)$/,
  );
});

Deno.test("an export that was interrupted gives out no other disc than was meant", async () => {
  for (const step of ["waiting", "unloading"] as const) {
    await using rig = new JobsRig();
    rig.blanks([1, 2]);
    const [first, second] = rig.volumes.discs();
    const request = { slots: "1", disc: null, all: false, early: false };
    const { id } = rig.volumes.addJob("export", "testing", request, "test");
    const ordinal = rig.volumes.addJobDisc(id, { slot: 1, disc: first!.id, barcode: null });
    rig.volumes.changeJobDisc(id, ordinal, { step });
    rig.volumes.changeJob(id, { state: "running" });
    // Somebody has put another one into the slot meanwhile.
    rig.volumes.noteSeen(second!.id, first!.place, first!.place);
    rig.start().resume("testing");
    await rig.ended(id);
    assertEquals(rig.steps(id), { 1: step === "unloading" ? "good" : "skipped" });
    assertEquals(rig.device.files.has(1), true);
  }
});

Deno.test("without a list all discs are verified whose recording was kept, and no others", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2, 3]);
  await rig.produce({ slots: "2-3" });
  damageBlock(rig.file(3), 1);
  await record({ source: rig.source, target: `virtual:${rig.file(1)}` });
  await rig.run("test", { slots: "1" });
  const job = await rig.run("verify", {});
  assertEquals(rig.steps(job.id), { 2: "good", 3: "bad" });
  assertEquals(rig.discStates(job.id), ["foreign", "bad"]);
  assertEquals(Object.keys(rig.steps((await rig.run("verify", { source: rig.source })).id)), ["1", "2"]);
});

Deno.test("a verification whose image cannot be read blames no disc", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  await rig.produce({ slots: "1-2", verify: true });
  const { id } = rig.submit("verify", { slots: "1-2", source: rig.source });
  rig.device.onLoad = () => Deno.removeSync(rig.source);
  const job = await rig.ended(id);
  assertEquals([job.state, rig.steps(id)], ["failed", { 1: "skipped", 2: "skipped" }]);
  assertEquals(rig.volumes.discs().map(({ verified }) => verified).slice(0, 2), ["good", "good"]);
});

Deno.test("at the start only what jobs have left unfinished is removed from the folders", async () => {
  await using rig = new JobsRig();
  await rig.jobs.close();
  const ours = ["3-1.json.part", "3-1.txt.part", "3-1.record.json.77.part"];
  const others = ["my notes.part", "3-1.json", "x3-1.json.part"];
  for (const name of [...ours, ...others]) {
    await Deno.writeTextFile(rig.dir.at(`state/protocols/${name}`), "");
  }
  for (const name of ["job-x.iso", "notes"]) await Deno.writeTextFile(rig.dir.at(`state/spool/${name}`), "");
  rig.start();
  assertEquals(rig.files("protocols"), others.sort());
  assertEquals(rig.files("spool"), ["job-x.iso", "notes"]);
});

import { createHash } from "node:crypto";
import { addFault, createVirtualDisc, damageBlock, setBehaviour } from "../../../lib/virtual/create.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { record } from "../../../lib/recorder/record.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../../support/assert.ts";
import { digestOf } from "../../support/digest.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { UNKNOWN } from "./fake_device.ts";
import { JobsRig } from "./jobs_rig.ts";

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

Deno.test("three discs in two recorders at the same time are all equal to the source", async () => {
  await using rig = new JobsRig();
  rig.blanks([3, 4, 7]);
  const job = await rig.produce({ slots: "3-4,7", verify: true });
  assertEquals([job.state, job.words], ["done", "3 of 3 discs recorded and verified"]);
  assertEquals(rig.steps(job.id), { 3: "good", 4: "good", 7: "good" });
  for (const slot of [3, 4, 7]) rig.assertHolds(slot);
  assertEquals(rig.device.busiest, 2);
  assertEquals([job.progress, job.activity], [1, null]);
});

Deno.test("recorders that begin together share one reading of the source", async () => {
  await using rig = new JobsRig({ bytes: 9_000_000 });
  rig.blanks([1, 2]);
  const job = await rig.produce({ slots: "1-2", verify: true });
  assertEquals(job.state, "done");
  assertEquals(job.report?.["sharedReadings"], 1);
  for (const slot of [1, 2]) rig.assertHolds(slot);
});

Deno.test("production leaves no thread, no file and no lease behind", async () => {
  const rig = new JobsRig();
  await leavesNothing(rig.dir.path, async () => {
    rig.blanks([1, 2, 3]);
    addFault(rig.file(2), { on: "write", block: 100 });
    await rig.produce({ slots: "1-3", verify: true });
    await rig[Symbol.asyncDispose]();
  });
});

Deno.test("a bad disc in the middle is set aside, and the job goes on and says so", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2, 3]);
  addFault(rig.file(2), { on: "write", block: 100 });
  const job = await rig.produce({ slots: "1-3", verify: true });
  assertEquals(job.state, "failed");
  assertMatch(job.words!, /^2 of 3 discs recorded and verified, slot 2 set aside: Cannot write /);
  assertEquals(rig.steps(job.id), { 1: "good", 2: "bad", 3: "good" });
  assertEquals(rig.volumes.disc(rig.row(job.id, 2).disc!)!.state, "bad");
  for (const slot of [1, 3]) rig.assertHolds(slot);
});

Deno.test("a disc that differs is set aside, with the blocks that differ and their files in the protocol", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  const folder = rig.dir.make("tree");
  await Deno.writeFile(`${folder}/large.bin`, rig.bytes);
  rig.blanks([1]);
  // Between recording and comparing: the disc is on its way to the other drive.
  rig.device.onLoad = (slot, drive) => {
    if (drive === 2) damageBlock(rig.file(slot), 300);
  };
  const job = await rig.produce({ slots: "1", source: folder, verify: true, verifyDrive: "other" });
  assertEquals(job.state, "failed");
  assertMatch(
    job.words!,
    /^0 of 1 disc recorded and verified, slot 1 set aside: 1 of \d+ blocks differs \(300\)/,
  );
  const { protocol, disc } = rig.row(job.id, 1);
  assertEquals(protocol?.["different"], [{ first: 300, count: 1 }]);
  const [difference] = protocol?.["differences"] as { files: string[] }[];
  assertEquals(difference!.files, ["/large.bin"]);
  const { state, verified } = rig.volumes.disc(disc!)!;
  assertEquals([state, verified], ["bad", "different"]);
});

Deno.test("copies take any blank discs, replace one that fails, and never make one more than wanted", async () => {
  await using rig = new JobsRig({ drives: [true, true, true] });
  rig.blanks([2, 3, 4, 5, 6]);
  addFault(rig.file(3), { on: "write", block: 50 });
  const job = await rig.produce({ copies: 3, verify: true });
  assertEquals(job.state, "done");
  assertMatch(job.words!, /^3 of 3 discs recorded and verified, slot 3 set aside: /);
  assertEquals(rig.steps(job.id), { 2: "good", 3: "bad", 4: "good", 5: "good" });
  rig.assertUntouched(6);
});

Deno.test("too few blanks end the job with what there was", async () => {
  await using rig = new JobsRig();
  rig.blanks([2, 3, 4]);
  // Somebody has recorded it elsewhere.
  await record({ source: rig.source, target: `virtual:${rig.file(4)}` });
  const job = await rig.produce({ copies: 3 });
  assertEquals(job.state, "failed");
  assertMatch(
    job.words!,
    /^2 of 3 discs recorded, slot 4 left as it was: .*, there are no more blank discs$/,
  );
});

Deno.test("more copies than there are discs that may be blank, and large enough, are refused before the first", async () => {
  await using rig = new JobsRig();
  rig.blanks([2, 3, 4], "dvd+rw");
  const [first, second, third] = rig.volumes.discs();
  rig.volumes.noteFacts(first!.id, { ...UNKNOWN, state: "blank", capacity: rig.bytes.length - 1 });
  rig.volumes.setAside(third!.id, "it is bad");
  const refused = (request: Record<string, unknown>) =>
    assertThrows(() => rig.submit("produce", { source: rig.source, ...request }), JukeboxError).message;
  assertEquals(
    refused({ copies: 2 }),
    "Cannot produce 2 discs: testing holds 1 that may be blank and have room for 700001 bytes",
  );
  assertMatch(
    refused({ copies: 3, slots: "2-4", erase: true }),
    /^Cannot produce 3 discs: the list holds 1 that /,
  );
  rig.volumes.noteFacts(second!.id, { ...UNKNOWN, state: "recorded", erasable: true });
  assertMatch(refused({ copies: 1, slots: "2-4" }), /^Cannot produce 1 disc: the list holds 0 that /);
  const job = await rig.produce({ copies: 1, slots: "2-4", erase: true });
  assertEquals([job.words, rig.steps(job.id)], ["1 disc recorded", { 3: "good" }]);
});

Deno.test("discs of which there is the same to say are named together", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2, 3, 5], "cd-r-74");
  await Deno.truncate(rig.source, 700_000_000);
  const job = await rig.produce({ slots: "1-3,5" });
  assertMatch(
    job.words!,
    /^0 of 4 discs recorded, slots 1-3,5 left as they were: 341797 blocks are needed, and /,
  );
});

Deno.test("copies look at discs that nobody knows, and leave recorded ones as they are", async () => {
  await using rig = new JobsRig();
  rig.blanks([2, 3]);
  await record({ source: rig.source, target: `virtual:${rig.file(2)}` });
  const before = digestOf(await Deno.readFile(rig.file(2)));
  for (const slot of [2, 3]) rig.device.put(slot, rig.file(slot), "unknown");
  const discs = rig.volumes.discs();
  for (const { id } of discs) rig.volumes.noteFacts(id, { ...UNKNOWN });
  const job = await rig.produce({ copies: 1 });
  assertEquals(job.state, "done");
  assertEquals(rig.steps(job.id), { 2: "skipped", 3: "good" });
  assertEquals(digestOf(await Deno.readFile(rig.file(2))), before);
});

Deno.test("a disc that is too small is not touched", async () => {
  await using rig = new JobsRig();
  rig.blanks([1], "cd-r-74");
  await Deno.truncate(rig.source, 700_000_000);
  const job = await rig.produce({ slots: "1" });
  assertEquals([job.state, rig.row(job.id, 1).step], ["failed", "skipped"]);
  assertMatch(
    job.words!,
    /slot 1 left as it was: 341797 blocks are needed, and the CD-R has room for 33\d+$/,
  );
  rig.assertUntouched(1);
});

Deno.test("a disc that is not blank is left as it is, and erased only when that is asked for", async () => {
  await using rig = new JobsRig();
  for (const [slot, media] of [[1, "cd-rw"], [2, "dvd+rw"], [3, "bd-r"]] as const) {
    rig.blanks([slot], media);
    const old = rig.dir.at(`old${slot}`);
    await Deno.writeFile(old, rig.bytes.slice().reverse());
    await record({ source: old, target: `virtual:${rig.file(slot)}` });
    rig.device.put(slot, rig.file(slot), "foreign", media !== "bd-r");
  }
  const kept = [1, 2, 3].map((slot) => digestOf(Deno.readFileSync(rig.file(slot))));
  const left = await rig.produce({ slots: "1-3" });
  assertEquals(rig.steps(left.id), { 1: "skipped", 2: "skipped", 3: "skipped" });
  assertEquals([1, 2, 3].map((slot) => digestOf(Deno.readFileSync(rig.file(slot)))), kept);
  const job = await rig.produce({ slots: "1-3", erase: true, verify: true });
  assertEquals(rig.steps(job.id), { 1: "good", 2: "good", 3: "skipped" });
  for (const slot of [1, 2]) rig.assertHolds(slot);
});

Deno.test("verifying on another drive never uses the one that has recorded", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  rig.blanks([1, 2]);
  const job = await rig.produce({ slots: "1-2", verify: true, verifyDrive: "other" });
  assertEquals([job.state, job.words], ["done", "2 of 2 discs recorded and verified"]);
  for (const slot of [1, 2]) {
    const { protocol } = rig.row(job.id, slot);
    assertEquals([protocol?.["drive"], protocol?.["verifyDrive"]], [1, 2]);
    rig.assertHolds(slot);
  }
});

Deno.test("a drive that fails is taken out of the job, and its disc is settled in another one", async () => {
  await using rig = new JobsRig({ drives: [true, true] });
  rig.blanks([1, 2, 3, 4]);
  rig.device.drives[0]!.dead = true;
  const job = await rig.produce({ slots: "1-4", verify: true });
  assertEquals(job.state, "done");
  assertMatch(job.words!, /^4 of 4 discs recorded and verified, drive 1 is not used any more: /);
  for (const slot of [1, 2, 3, 4]) rig.assertHolds(slot);
  assertEquals(rig.device.drives[0]!.loads.length, 1);
});

Deno.test("a disc whose drive went away while recording is compared in another one, not recorded again", async () => {
  await using rig = new JobsRig({ drives: [true, true] });
  rig.blanks([1]);
  addFault(rig.file(1), { on: "write", block: 100, times: 1 });
  let first = 0;
  rig.device.onLoad = (_slot, drive) => first ||= drive;
  const end = rig.jobs;
  const submitted = rig.submit("produce", { slots: "1", source: rig.source });
  // The drive dies as soon as it is to record.
  const timer = setInterval(() => {
    if (rig.row(submitted.id, 1)?.step === "recording") rig.device.drives[first - 1]!.dead = true;
  }, 0);
  const job = await end.wait(submitted.id, 60_000);
  clearInterval(timer);
  assertEquals([job.state, rig.row(job.id, 1).step], ["failed", "bad"]);
  assertEquals(rig.device.drives.map(({ loads }) => loads), [[1], [1]]);
  assertEquals(rig.volumes.disc(rig.row(job.id, 1).disc!)!.state, "bad");
});

Deno.test("a recorder that spoils disc after disc is not given any more", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2, 3, 4, 5]);
  for (const slot of [1, 2, 3, 4, 5]) addFault(rig.file(slot), { on: "write", block: 10 });
  const job = await rig.produce({ slots: "1-5" });
  assertEquals(rig.steps(job.id), { 1: "bad", 2: "bad", 3: "bad", 4: "skipped", 5: "skipped" });
  assertMatch(job.words!, /drive 1 is not used any more: 3 discs have failed in it one after the other/);
  for (const slot of [4, 5]) rig.assertUntouched(slot);
});

Deno.test("stopped in the middle, the disc in the drive is set aside and the others stay blank", async () => {
  await using rig = new JobsRig({ drives: [true], bytes: 30_000_000 });
  rig.blanks([1, 2]);
  setBehaviour(rig.file(1), { speed: 1 });
  const { id } = rig.submit("produce", { slots: "1-2", source: rig.source, verify: true });
  await rig.progressed(id);
  rig.jobs.stop(id);
  const job = await rig.ended(id);
  assertEquals(job.state, "stopped");
  assertMatch(job.words!, /^Stopped: 0 of 2 discs recorded and verified, slot 1 set aside: /);
  assertEquals(rig.steps(id), { 1: "bad", 2: "skipped" });
  assertEquals(rig.volumes.disc(rig.row(id, 1).disc!)!.state, "bad");
  rig.assertUntouched(2);
});

Deno.test("a folder is mastered once, its files come back from every disc, and the image is removed", async () => {
  await using rig = new JobsRig();
  const folder = rig.dir.make("tree/deep");
  await Deno.writeFile(`${folder}/a.bin`, rig.bytes);
  await Deno.writeTextFile(`${rig.dir.path}/tree/hello.txt`, "hello\n");
  rig.blanks([1, 2]);
  const job = await rig.produce({
    slots: "1-2",
    source: rig.dir.at("tree"),
    volume: "ARCHIVE_7",
    verify: true,
  });
  assertEquals(job.state, "done", job.words!);
  assertEquals(digestOf(await Deno.readFile(rig.file(1))), digestOf(await Deno.readFile(rig.file(2))));
  assertEquals(rig.volumes.disc(rig.row(job.id, 1).disc!)!.volume, "ARCHIVE_7");
  assert((await Deno.readFile(rig.file(1))).length > rig.bytes.length);
  assertEquals(rig.files("spool"), []);
});

Deno.test("a disc in a drive is copied once, and recorded from there", async () => {
  await using rig = new JobsRig();
  const original = rig.dir.at("original");
  createVirtualDisc(original, { media: "bd-r" });
  await record({ source: rig.source, target: `virtual:${original}` });
  rig.blanks([1, 2]);
  const job = await rig.produce({ slots: "1-2", source: `virtual:${original}`, verify: true });
  assertEquals(job.state, "done", job.words!);
  for (const slot of [1, 2]) rig.assertHolds(slot);
  assertEquals(rig.files("spool"), []);
});

Deno.test("the protocol of a disc is complete, in the row and in files", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([5]);
  const job = await rig.produce({ slots: "5", verify: true, speed: 4 });
  const { protocol } = rig.row(job.id, 5);
  const blocks = Math.ceil(rig.bytes.length / 2048 / 32) * 32;
  const expected = {
    job: job.id,
    ordinal: 1,
    device: "testing",
    slot: 5,
    barcode: "BC0005",
    source: rig.source,
    bytes: rig.bytes.length,
    sha256: sha256Of(rig.bytes),
    medium: "BD-R",
    mediaId: "VIRTUA/BDR",
    drive: 1,
    driveSerial: "SERIAL1",
    recipe: "BD-R sequential",
    speed: 4,
    firstBlock: 0,
    blocks,
    compared: blocks,
    verifyDrive: 1,
    underruns: 0,
    record: `${job.id}-1.record.json`,
    result: "good",
    words: `${blocks} blocks recorded and compared`,
  };
  const found = Object.fromEntries(Object.keys(expected).map((key) => [key, protocol?.[key]]));
  assertEquals(found, expected);
  for (const time of ["startedAt", "recordedAt", "verifiedAt"]) {
    assertMatch(`${protocol?.[time]}`, /^\d{4}-.*Z$/);
  }
  const name = `${job.id}-1`;
  const file = (ending: string) => Deno.readTextFileSync(rig.dir.at(`state/protocols/${name}.${ending}`));
  assertEquals(JSON.parse(file("json")), protocol);
  assertMatch(file("txt"), new RegExp(`SHA-256: +${sha256Of(rig.bytes)}\n`));
  assertMatch(file("txt"), /Result: +good\n/);
  assertEquals(rig.files("protocols").filter((one) => one.endsWith(".part")), []);
  const disc = rig.volumes.disc(rig.row(job.id, 5).disc!)!;
  assertEquals([disc.recordedJob, disc.verifiedJob, disc.verified], [job.id, job.id, "good"]);
});

Deno.test("two jobs at once share the drives, and never take the same blank disc", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2, 3, 4, 5, 6]);
  const other = rig.dir.at("other.iso");
  const bytes = rig.bytes.slice(0, 400_000).reverse();
  await Deno.writeFile(other, bytes);
  const ids = [rig.source, other].map((source) =>
    rig.submit("produce", { copies: 3, source, verify: true }).id
  );
  const jobs = await Promise.all(ids.map((id) => rig.ended(id)));
  assertEquals(jobs.map(({ state }) => state), ["done", "done"]);
  const slots = jobs.map(({ discs }) => discs.map(({ slot }) => slot));
  assertEquals(slots.flat().sort(), [1, 2, 3, 4, 5, 6]);
  for (const slot of slots[0]!) rig.assertHolds(slot);
  for (const slot of slots[1]!) rig.assertHolds(slot, bytes);
});

Deno.test("a source that goes away in the middle ends the job, and no further disc is spoiled", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2, 3]);
  rig.device.onLoad = (slot) => {
    if (slot === 2) Deno.removeSync(rig.source);
  };
  const job = await rig.produce({ slots: "1-3" });
  assertEquals(job.state, "failed");
  assertMatch(job.words!, /^1 of 3 discs recorded, Cannot read .*source\.iso: no such file/);
  assertEquals(rig.steps(job.id), { 1: "good", 2: "skipped", 3: "skipped" });
  for (const slot of [2, 3]) rig.assertUntouched(slot);
});

Deno.test("rows are not written for every piece of progress, but for every step", async () => {
  await using rig = new JobsRig({ drives: [true], bytes: 60_000_000 });
  rig.blanks([1]);
  let writes = 0;
  const { changeJob } = rig.volumes;
  rig.volumes.changeJob = (...change) => {
    writes++;
    changeJob.apply(rig.volumes, change);
  };
  const job = await rig.produce({ slots: "1", verify: true });
  assertEquals(job.state, "done");
  assert(writes < 40, `${writes} writes`);
  const steps = rig.told.flatMap((event) => event.event === "job-disc" ? [event.disc.step] : []);
  assertEquals([...new Set(steps)], ["waiting", "loading", "recording", "verifying", "unloading", "good"]);
});

Deno.test("labels of the good discs are kept, and named in the report", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2]);
  addFault(rig.file(2), { on: "write", block: 10 });
  const job = await rig.produce({ slots: "1-2" });
  assertEquals(job.report?.["labels"], `${job.id}-labels.svg`);
  const svg = await Deno.readTextFile(rig.dir.at(`state/protocols/${job.id}-labels.svg`));
  assert(svg.includes("BC0001") && !svg.includes("BC0002"), svg);
});

Deno.test("that a disc is being recorded is written down before its first block", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1]);
  const seen: unknown[] = [];
  rig.events.listen((event) => {
    if (event.event !== "job-disc" || event.disc.step !== "recording") return;
    seen.push([rig.row(event.job, 1).step, Deno.statSync(rig.file(1)).size]);
  });
  const job = await rig.produce({ slots: "1" });
  assertEquals(seen, [["recording", 0]]);
  assertEquals(job.state, "done");
});

Deno.test("an image that has no room in the spool folder is not begun", async () => {
  await using rig = new JobsRig();
  const folder = rig.dir.make("tree");
  // Sparse: it takes no room itself.
  await Deno.writeFile(`${folder}/huge`, new Uint8Array(1));
  await Deno.truncate(`${folder}/huge`, 4e12);
  rig.blanks([1]);
  const job = await rig.produce({ slots: "1", source: folder });
  assertEquals([job.state, rig.row(job.id, 1).step], ["failed", "skipped"]);
  assertMatch(job.words!, /^Cannot make an image of 40000\d+ bytes in .*spool: \d+ bytes are free$/);
  assertEquals(rig.files("spool"), []);
  rig.assertUntouched(1);
});

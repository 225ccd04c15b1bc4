import type { JobDiscChange } from "../../../lib/jukebox/database/volumes.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { record } from "../../../lib/recorder/record.ts";
import {
  addFault,
  clearFaults,
  createVirtualDisc,
  damageBlock,
  setBehaviour,
} from "../../../lib/virtual/create.ts";
import { assertEquals, assertMatch } from "../../support/assert.ts";
import { digestOf } from "../../support/digest.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { Random } from "../../support/random.ts";
import { JobsRig } from "./jobs_rig.ts";

/** What a killed server may have left of a disc, and what it is to become. */
interface Left {
  readonly change: JobDiscChange;
  /** What was done to the disc itself. */
  readonly made: "blank" | "half" | "whole" | "open" | "damaged";
  readonly becomes: "good" | "bad" | "skipped";
  /** It is not recorded, neither again nor at all. */
  readonly kept: boolean;
}

const LEFT: Readonly<Record<string, Left>> = {
  waiting: { change: {}, made: "blank", becomes: "good", kept: false },
  loading: { change: { step: "loading", drive: 1 }, made: "blank", becomes: "good", kept: false },
  "recording, still blank": {
    change: { step: "recording", drive: 1, protocol: {} },
    made: "blank",
    becomes: "good",
    kept: false,
  },
  "recording, begun": {
    change: { step: "recording", drive: 1, protocol: {} },
    made: "half",
    becomes: "bad",
    kept: true,
  },
  "recording, all of it": {
    change: { step: "recording", drive: 2, protocol: {} },
    made: "whole",
    becomes: "good",
    kept: true,
  },
  "recording, all of it, but not closed": {
    change: { step: "recording", drive: 2, protocol: {} },
    made: "open",
    becomes: "bad",
    kept: true,
  },
  "verifying, equal": {
    change: { step: "verifying", drive: 1, protocol: { drive: 1 } },
    made: "whole",
    becomes: "good",
    kept: true,
  },
  "verifying, different": {
    change: { step: "verifying", drive: 1, protocol: { drive: 1 } },
    made: "damaged",
    becomes: "bad",
    kept: true,
  },
  "unloading, good": {
    change: { step: "unloading", drive: 1, protocol: { result: "good" } },
    made: "whole",
    becomes: "good",
    kept: true,
  },
  "unloading, bad": {
    change: { step: "unloading", drive: 1, protocol: { result: "bad" } },
    made: "half",
    becomes: "bad",
    kept: true,
  },
  "unloading, nobody knows what": {
    change: { step: "unloading", drive: 1, protocol: {} },
    made: "whole",
    becomes: "skipped",
    kept: true,
  },
  "already good": {
    change: { step: "good", drive: 1, protocol: {} },
    made: "whole",
    becomes: "good",
    kept: true,
  },
  "already bad": {
    change: { step: "bad", drive: 1, protocol: {} },
    made: "half",
    becomes: "bad",
    kept: true,
  },
};

/** Brings the disc of a slot into the state. */
async function make(rig: JobsRig, slot: number, { made }: Left): Promise<void> {
  createVirtualDisc(rig.file(slot), { media: "bd-r" });
  rig.device.put(slot, rig.file(slot), "blank");
  const target = `virtual:${rig.file(slot)}`;
  if (made === "half") {
    addFault(rig.file(slot), { on: "write", block: 200 });
    await record({ source: rig.source, target }).catch(() => {});
    clearFaults(rig.file(slot));
  }
  if (made === "open") await record({ source: rig.source, target, multi: true });
  if (made === "whole" || made === "damaged") await record({ source: rig.source, target });
  if (made === "damaged") damageBlock(rig.file(slot), 7);
}

/** A job as a killed server leaves it. */
function leave(rig: JobsRig, request: Record<string, unknown>, discs: ReadonlyMap<number, Left>): number {
  const full = {
    slots: null,
    copies: null,
    source: rig.source,
    verify: true,
    verifyDrive: "same",
    ...request,
  };
  const { id } = rig.volumes.addJob("produce", "testing", full, "test");
  const { size, mtime } = Deno.statSync(rig.source);
  const report = { source: { name: rig.source, kind: "image", bytes: size, modified: mtime!.getTime() } };
  rig.volumes.changeJob(id, { state: "running", startedAt: new Date().toISOString(), report });
  for (const [slot, { change }] of discs) {
    const disc = rig.volumes.discs({ place: { kind: "slot", device: "testing", number: slot } })[0]!;
    const ordinal = rig.volumes.addJobDisc(id, { slot, disc: disc.id, barcode: disc.barcode });
    rig.volumes.changeJobDisc(id, ordinal, change);
  }
  return id;
}

for (const [name, left] of Object.entries(LEFT)) {
  Deno.test(`a disc that a killed server has left at «${name}» becomes what it really is`, async () => {
    await using rig = new JobsRig();
    await make(rig, 3, left);
    const before = digestOf(await Deno.readFile(rig.file(3)));
    const id = leave(rig, { slots: "3" }, new Map([[3, left]]));
    rig.start();
    assertEquals(rig.volumes.job(id)!.state, "interrupted");
    rig.jobs.resume("testing");
    const job = await rig.ended(id);
    assertEquals(rig.row(id, 3).step, left.becomes, job.words!);
    assertEquals(job.state, left.becomes === "good" ? "done" : "failed");
    assertEquals(digestOf(await Deno.readFile(rig.file(3))) === before, left.kept);
    if (left.becomes === "good") rig.assertHolds(3);
  });
}

Deno.test("jobs that were left at any steps of several discs are brought to their end (16 seeds)", async () => {
  for (let seed = 1; seed <= 16; seed++) {
    const random = new Random(seed);
    await using rig = new JobsRig({ bytes: 500_000 });
    const names = Object.keys(LEFT);
    const discs = new Map<number, Left>();
    const count = 1 + random.below(5);
    for (let slot = 1; slot <= count; slot++) discs.set(slot, LEFT[random.one(names)]!);
    for (const [slot, left] of discs) await make(rig, slot, left);
    const blanks = [...Array(6).keys()].map((i) => i + 7);
    rig.blanks(blanks);
    const copies = random.chance(0.5) ? count : null;
    const slots = copies === null ? [...discs.keys()].join(",") : null;
    const before = new Map(
      [...discs.keys()].map((slot) => [slot, digestOf(Deno.readFileSync(rig.file(slot)))]),
    );
    const id = leave(rig, { slots, copies }, discs);
    rig.start();
    rig.jobs.resume("testing");
    const job = await rig.ended(id);
    const good = job.discs.filter(({ step }) => step === "good");
    for (const { slot } of good) rig.assertHolds(slot);
    for (const [slot, { becomes, kept }] of discs) {
      assertEquals(rig.row(id, slot).step, becomes, `seed ${seed}, slot ${slot}: ${job.words}`);
      if (kept) assertEquals(digestOf(await Deno.readFile(rig.file(slot))), before.get(slot));
    }
    if (copies !== null) assertEquals(good.length, copies, `seed ${seed}: ${job.words}`);
  }
});

Deno.test("the words of a job that was interrupted tell of it", async () => {
  await using rig = new JobsRig();
  const left = LEFT["recording, all of it"]!;
  await make(rig, 3, left);
  const id = leave(rig, { slots: "3" }, new Map([[3, left]]));
  rig.start().resume("testing");
  const { words } = await rig.ended(id);
  assertEquals(
    words,
    "1 disc recorded and verified, after an interruption the disc of slot 3 was looked at",
  );
  const lines = rig.volumes.jobLog(id).map(({ text }) => text);
  assertEquals(lines.includes("slot 3: something is on the disc, and is compared with the source"), true);
});

Deno.test("closed in the middle, a job is interrupted, and taken up again it records the rest", async () => {
  await using rig = new JobsRig({ drives: [true], bytes: 20_000_000 });
  rig.blanks([1, 2, 3]);
  setBehaviour(rig.file(2), { speed: 1 });
  const { id } = rig.submit("produce", { slots: "1-3", source: rig.source, verify: true });
  await rig.atStep(id, 2, "recording");
  await rig.jobs.close();
  assertEquals(rig.volumes.job(id)!.state, "interrupted");
  assertEquals(rig.steps(id), { 1: "good", 2: "recording", 3: "waiting" });
  setBehaviour(rig.file(2), { speed: 0 });
  const first = digestOf(await Deno.readFile(rig.file(1)));
  rig.start().resume("testing");
  const job = await rig.ended(id);
  assertEquals([rig.row(id, 1).step, rig.row(id, 3).step], ["good", "good"], job.words!);
  assertEquals(digestOf(await Deno.readFile(rig.file(1))), first);
  rig.assertHolds(3);
  assertEquals(rig.device.drives[0]!.loads.filter((slot) => slot === 1).length, 1);
});

Deno.test("a source that has changed meanwhile ends the job, and nothing is recorded", async () => {
  await using rig = new JobsRig();
  const half = LEFT["recording, begun"]!;
  await make(rig, 1, half);
  rig.blanks([2, 3]);
  const waiting = LEFT["waiting"]!;
  const asked = LEFT["recording, still blank"]!;
  const id = leave(rig, { slots: "1-3" }, new Map([[1, half], [2, waiting], [3, asked]]));
  await Deno.writeFile(rig.source, rig.bytes.slice(0, 1000));
  rig.start().resume("testing");
  const job = await rig.ended(id);
  assertEquals(job.state, "failed");
  assertMatch(job.words!, /^Cannot go on recording .*source\.iso: it has changed since the job began$/);
  assertEquals(rig.steps(id), { 1: "bad", 2: "skipped", 3: "skipped" });
  const disc = rig.volumes.disc(rig.row(id, 1).disc!)!;
  assertEquals(disc.state, "bad");
  assertMatch(disc.remark!, /cannot be compared: Cannot go on recording/);
  for (const slot of [2, 3]) rig.assertUntouched(slot);
});

Deno.test("the image of a folder is kept while its job is interrupted, and then removed", async () => {
  await using rig = new JobsRig({ drives: [true], bytes: 20_000_000 });
  const folder = rig.dir.make("tree");
  await Deno.writeFile(`${folder}/a.bin`, rig.bytes);
  rig.blanks([1, 2]);
  setBehaviour(rig.file(2), { speed: 1 });
  const { id } = rig.submit("produce", { slots: "1-2", source: folder, verify: true });
  await rig.atStep(id, 2, "recording");
  await rig.jobs.close();
  assertEquals(rig.files("spool"), [`job-${id}.iso`]);
  // What is mastered is mastered: the folder may change.
  await Deno.remove(`${folder}/a.bin`);
  await Deno.writeFile(rig.dir.at(`state/spool/job-${id}.iso.part`), new Uint8Array(10));
  await Deno.writeFile(rig.dir.at("state/spool/job-999.iso"), new Uint8Array(10));
  setBehaviour(rig.file(2), { speed: 0 });
  rig.start();
  assertEquals(rig.files("spool"), [`job-${id}.iso`]);
  rig.jobs.resume("testing");
  const job = await rig.ended(id);
  assertEquals(rig.row(id, 1).step, "good", job.words!);
  assertEquals(rig.files("spool"), []);
});

Deno.test("a job that waited when the server ended begins after it has started again", async () => {
  await using rig = new JobsRig();
  rig.blanks([1]);
  const { device } = rig;
  rig.device.drives.forEach((drive) => drive.duty = "job");
  const { id } = rig.submit("produce", { slots: "1", source: rig.source });
  await rig.jobs.close();
  assertEquals(rig.volumes.job(id)!.state, "interrupted");
  device.drives.forEach((drive) => drive.duty = "serving");
  rig.start().resume("testing");
  assertEquals((await rig.ended(id)).state, "done");
});

Deno.test("an interrupted job that is stopped leaves it to a test what its discs have become", async () => {
  await using rig = new JobsRig();
  const whole = LEFT["verifying, equal"]!;
  const discs = new Map([[1, LEFT["recording, begun"]!], [2, LEFT["waiting"]!], [3, whole]]);
  for (const [slot, left] of discs) await make(rig, slot, left);
  const id = leave(rig, { slots: "1-3" }, discs);
  rig.start().stop(id);
  assertEquals(rig.volumes.job(id)!.state, "stopped");
  assertEquals(rig.steps(id), { 1: "skipped", 2: "skipped", 3: "skipped" });
  assertEquals(rig.discStates(id), ["unknown", "blank", "unknown"]);
  assertMatch(
    rig.row(id, 1).words!,
    /^its recording was interrupted, and nobody has looked at the disc since: /,
  );
  assertMatch(rig.row(id, 3).words!, /^recorded, but not compared: /);
});

Deno.test("a full disk under the database spoils no disc: the job is interrupted and goes on later", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  const { changeJobDisc, changeJob, logJob } = rig.volumes;
  let full = false;
  const refuse = <Args extends unknown[]>(body: (...args: Args) => void) => (...args: Args): void => {
    if (full) throw new JukeboxError("space", "Cannot write the volumes database: the disk is full");
    body.apply(rig.volumes, args);
  };
  Object.assign(rig.volumes, { changeJobDisc: refuse(changeJobDisc), logJob: refuse(logJob) });
  rig.volumes.changeJob = refuse(changeJob);
  rig.events.listen((event) => {
    if (event.event === "job-disc" && event.disc.step === "recording") full = true;
  });
  const { id } = rig.submit("produce", { slots: "1-2", source: rig.source, verify: true });
  await rig.atStep(id, 1, "recording");
  await rig.jobs.close();
  full = false;
  assertEquals(rig.steps(id), { 1: "recording", 2: "waiting" });
  rig.start().resume("testing");
  const job = await rig.ended(id);
  assertEquals([job.state, rig.steps(id)], ["done", { 1: "good", 2: "good" }], job.words!);
  for (const slot of [1, 2]) rig.assertHolds(slot);
});

Deno.test("a source that was replaced by one of the same size and time is another source", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  rig.device.onLoad = (slot) => {
    if (slot !== 2) return;
    const { mtime } = Deno.statSync(rig.source);
    const other = rig.dir.at("other.iso");
    Deno.writeFileSync(other, rig.bytes.slice().reverse());
    Deno.utimeSync(other, mtime!, mtime!);
    Deno.renameSync(other, rig.source);
  };
  const job = await rig.produce({ slots: "1-2" });
  assertMatch(
    job.words!,
    /^1 of 2 discs recorded, Cannot go on recording .*: it has changed since the job began$/,
  );
  rig.assertUntouched(2);
});

Deno.test("recorders that share a reading give it back when their recording cannot be written down", async () => {
  const rig = new JobsRig({ drives: [true, true] });
  await leavesNothing(rig.dir.path, async () => {
    rig.blanks([1, 2]);
    const { changeJobDisc } = rig.volumes;
    let asked = 0;
    rig.volumes.changeJobDisc = (job, ordinal, change) => {
      if (change.step === "recording") {
        asked++;
        throw new JukeboxError("space", "Cannot write the volumes database: the disk is full");
      }
      changeJobDisc.call(rig.volumes, job, ordinal, change);
    };
    const { id } = rig.submit("produce", { slots: "1-2", source: rig.source });
    assertEquals((await rig.ended(id)).state, "interrupted");
    assertEquals(asked, 2);
    for (const slot of [1, 2]) rig.assertUntouched(slot);
    await rig[Symbol.asyncDispose]();
  });
});

Deno.test("discs whose recording was interrupted come before those that have not been begun", async () => {
  await using rig = new JobsRig({ drives: [true] });
  const discs = new Map([[1, LEFT["waiting"]!], [2, LEFT["loading"]!], [3, LEFT["recording, all of it"]!]]);
  for (const [slot, left] of discs) await make(rig, slot, left);
  const id = leave(rig, { slots: "1-3" }, discs);
  rig.start().resume("testing");
  assertEquals((await rig.ended(id)).state, "done");
  assertEquals(rig.device.drives[0]!.loads, [3, 1, 2]);
});

Deno.test("a disc recorded whole is not called bad because its source is gone", async () => {
  await using rig = new JobsRig();
  const whole = LEFT["verifying, equal"]!;
  await make(rig, 1, whole);
  const id = leave(rig, { slots: "1" }, new Map([[1, whole]]));
  await Deno.remove(rig.source);
  rig.start().resume("testing");
  assertEquals((await rig.ended(id)).state, "failed");
  assertEquals([rig.steps(id), rig.discStates(id)], [{ 1: "skipped" }, ["unknown"]]);
  assertMatch(rig.row(id, 1).words!, /^recorded, but not compared: Cannot read /);
});

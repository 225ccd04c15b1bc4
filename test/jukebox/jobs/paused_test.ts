import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assertEquals } from "../../support/assert.ts";
import { JobsRig } from "./jobs_rig.ts";

const FULL = "Cannot write the volumes database: the disk is full";

/** The disk is full until the returned function is called. */
function fillDisk({ volumes }: JobsRig): () => void {
  let full = true;
  const { changeJob, changeJobDisc, logJob } = volumes;
  const refuse = <Args extends unknown[]>(body: (...args: Args) => void) => (...args: Args): void => {
    if (full) throw new JukeboxError("space", FULL);
    body.apply(volumes, args);
  };
  Object.assign(volumes, {
    changeJob: refuse(changeJob),
    changeJobDisc: refuse(changeJobDisc),
    logJob: refuse(logJob),
  });
  return () => {
    full = false;
  };
}

/** Waits until a job runs once more. */
function running({ events }: JobsRig, id: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = events.listen((event) => {
      if (event.event !== "job" || event.job.id !== id || event.job.state !== "running") return;
      stop();
      resolve();
    });
  });
}

Deno.test("jobs that cannot be written down wait, say so, and go on by themselves when there is room", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  let makeRoom = () => {};
  const stop = rig.events.listen((event) => {
    if (event.event !== "job-disc" || event.disc.step !== "recording") return;
    stop();
    makeRoom = fillDisk(rig);
  });
  const { id } = rig.submit("produce", { slots: "1", source: rig.source, verify: true });
  const paused = await rig.jobs.wait(id, 60_000);
  assertEquals([paused.state, paused.words], ["interrupted", `${FULL}; it goes on when there is room`]);
  const behind = rig.submit("produce", { slots: "2", source: rig.source, verify: true });
  assertEquals((await rig.jobs.wait(behind.id, 60_000)).state, "interrupted");
  const taken = [id, behind.id].map((job) => running(rig, job));
  makeRoom();
  await Promise.all(taken);
  for (const job of [id, behind.id]) {
    const { state, words } = await rig.jobs.wait(job, 60_000);
    assertEquals(state, "done", `${words}`);
  }
  for (const slot of [1, 2]) rig.assertHolds(slot);
});

Deno.test("a job that is stopped while it waits for room is not taken up again", async () => {
  await using rig = new JobsRig({ drives: [true] });
  rig.blanks([1, 2]);
  const makeRoom = fillDisk(rig);
  const { id } = rig.submit("produce", { slots: "1", source: rig.source });
  assertEquals((await rig.jobs.wait(id, 60_000)).state, "interrupted");
  makeRoom();
  assertEquals(rig.jobs.stop(id).state, "stopped");
  assertEquals((await rig.jobs.wait(id, 60_000)).state, "stopped");
  rig.assertUntouched(1);
});

import { assertEquals, assertThrows } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { drive, slot } from "./rig.ts";

Deno.test("A job is found again after the database was closed, with its discs and its log", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  const now = () => new Date(0);
  let before;
  {
    using volumes = openVolumes(path, { now });
    const { id } = volumes.addJob("produce", "jb", { slots: "7-12", verify: true }, "me@here");
    const disc = volumes.addDisc(slot(7), null, null).id;
    assertEquals(volumes.addJobDisc(id, { slot: 7, disc, barcode: "A7" }), 1);
    assertEquals(volumes.addJobDisc(id, { slot: 8, disc: null, barcode: null }), 2);
    volumes.changeJob(id, { state: "running", progress: 0.25, startedAt: "2026-01-01T00:00:00.000Z" });
    volumes.changeJob(id, { report: { good: 1 }, activity: "recording" });
    volumes.changeJobDisc(id, 1, { step: "verifying", drive: 2, protocol: { blocks: 12 } });
    volumes.logJob(id, 3, "first");
    volumes.logJob(id, 5, "second");
    before = volumes.job(id);
  }
  using volumes = openVolumes(path);
  assertEquals(volumes.job(1), before);
  assertEquals(before, {
    id: 1,
    kind: "produce",
    device: "jb",
    state: "running",
    request: { slots: "7-12", verify: true },
    progress: 0.25,
    activity: "recording",
    words: null,
    report: { good: 1 },
    client: "me@here",
    createdAt: "1970-01-01T00:00:00.000Z",
    startedAt: "2026-01-01T00:00:00.000Z",
    endedAt: null,
    discs: [
      {
        ordinal: 1,
        slot: 7,
        disc: 1,
        barcode: "A7",
        drive: 2,
        step: "verifying",
        words: null,
        protocol: { blocks: 12 },
      },
      {
        ordinal: 2,
        slot: 8,
        disc: null,
        barcode: null,
        drive: null,
        step: "waiting",
        words: null,
        protocol: null,
      },
    ],
  });
  const time = "1970-01-01T00:00:00.000Z";
  assertEquals(volumes.jobLog(1), [{ time, level: 3, text: "first" }, { time, level: 5, text: "second" }]);
  assertEquals(volumes.jobLog(1, 1), [{ time, level: 5, text: "second" }]);
  assertEquals(volumes.jobLog(1, 2), []);
});

Deno.test("Jobs are listed latest first, by state and device", () => {
  using volumes = openVolumes(":memory:");
  for (let i = 0; i < 6; i++) volumes.addJob("test", i % 2 === 0 ? "jb" : "kb", {}, "me");
  volumes.changeJob(3, { state: "done", words: "done" });
  volumes.changeJob(4, { state: "interrupted" });
  const ids = (filter?: Parameters<typeof volumes.jobs>[0]) => volumes.jobs(filter).map(({ id }) => id);
  assertEquals(ids(), [6, 5, 4, 3, 2, 1]);
  assertEquals(ids({ limit: 2 }), [6, 5]);
  assertEquals(ids({ device: "jb" }), [5, 3, 1]);
  assertEquals(ids({ states: ["done", "interrupted"] }), [4, 3]);
  assertEquals(ids({ states: [] }), []);
  assertEquals(volumes.counts().jobs, {
    queued: 4,
    running: 0,
    interrupted: 1,
    done: 1,
    failed: 0,
    stopped: 0,
  });
});

Deno.test("What was told of a job can be taken back", () => {
  using volumes = openVolumes(":memory:");
  const { id } = volumes.addJob("test", "jb", {}, "me");
  volumes.changeJob(id, { activity: "looking", progress: 0.5 });
  volumes.changeJob(id, { activity: null, progress: null });
  volumes.changeJob(id, {});
  assertEquals([volumes.job(id)?.activity, volumes.job(id)?.progress], [null, null]);
});

Deno.test("What names a job that is not there is refused in words", () => {
  using volumes = openVolumes(":memory:");
  const calls = [
    () => volumes.changeJob(9, { state: "done" }),
    () => volumes.addJobDisc(9, { slot: 1, disc: null, barcode: null }),
    () => volumes.changeJobDisc(9, 1, { step: "good" }),
    () => volumes.logJob(9, 1, "text"),
  ];
  for (const call of calls) assertEquals(assertThrows(call, JukeboxError, "job 9").kind, "missing");
  assertEquals(volumes.job(9), undefined);
  assertEquals(volumes.jobLog(9), []);
});

Deno.test("A move is open until it has ended, and then its disc is where it was left", () => {
  using volumes = openVolumes(":memory:", { now: () => new Date(0) });
  const disc = volumes.addDisc(slot(7), slot(7), null).id;
  const first = volumes.beginMove("jb", disc, slot(7), drive(1));
  const second = volumes.beginMove("jb", null, slot(8), drive(2));
  assertEquals(volumes.openMoves("jb"), [
    { id: first, device: "jb", disc, from: slot(7), to: drive(1), startedAt: "1970-01-01T00:00:00.000Z" },
    {
      id: second,
      device: "jb",
      disc: null,
      from: slot(8),
      to: drive(2),
      startedAt: "1970-01-01T00:00:00.000Z",
    },
  ]);
  assertEquals(volumes.openMoves("kb"), []);
  volumes.endMove(first, drive(1));
  volumes.endMove(second, undefined);
  assertEquals(volumes.openMoves("jb"), []);
  assertEquals(volumes.disc(disc)?.place, drive(1));
  assertEquals(volumes.disc(disc)?.home, slot(7));
});

Deno.test("Devices, slots, drives and reservations are kept", () => {
  using volumes = openVolumes(":memory:");
  const device = {
    name: "jb",
    type: "scsi2",
    robot: "/dev/sg3",
    model: "PIONEER DRM-7000",
    serial: "S1",
    attached: true,
    seenAt: null,
  };
  volumes.noteDevice(device);
  volumes.noteDevice({ ...device, attached: false, model: null });
  assertEquals(volumes.devices(), [{ ...device, attached: false, model: null }]);
  volumes.noteSlots("jb", [
    { kind: "mail", number: 1, full: false, barcode: null },
    { kind: "slot", number: 10, full: true, barcode: "A10" },
    { kind: "slot", number: 2, full: false, barcode: null },
  ]);
  assertEquals(volumes.slots("jb").map(({ kind, number }) => `${kind} ${number}`), [
    "slot 2",
    "slot 10",
    "mail 1",
  ]);
  volumes.noteSlots("jb", [{ kind: "slot", number: 2, full: true, barcode: "A2" }]);
  assertEquals(volumes.slots("jb"), [{ kind: "slot", number: 2, full: true, barcode: "A2" }]);
  const holder = {
    who: "me@here",
    host: "here",
    pid: 12,
    pidStarted: 3456,
    since: "2026-01-01T00:00:00.000Z",
  };
  volumes.reserve("jb", 1, holder);
  volumes.noteDrive("jb", { number: 1, path: "/dev/sr0", serial: null, recorder: true });
  assertEquals(volumes.reservations(), [{ device: "jb", drive: 1, holder }]);
  volumes.reserve("jb", 1, undefined);
  assertEquals(volumes.reservations(), []);
});

Deno.test("Parameters are kept, and those that no longer exist are not told", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  {
    using volumes = openVolumes(path);
    volumes.keepParameter("xdelay", 30);
    volumes.keepParameter("xdelay", 20);
    volumes.keepParameter("loglev", 99);
    volumes.keepParameter("gone" as "xdelay", 1);
  }
  using volumes = openVolumes(path);
  assertEquals(volumes.parameters(), { xdelay: 20 });
});

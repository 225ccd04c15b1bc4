import { record } from "../../../lib/recorder/record.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { HOLDER, Rig } from "./rig.ts";

Deno.test("A disc goes into a drive and back to its own slot", async () => {
  await using rig = new Rig({ slots: 6, drives: 2, media: "bd-r", filled: [2, 5] });
  const device = rig.device();
  await device.attach();
  await device.moveToDrive(1, 5);
  assertEquals(rig.places(), { DG000001: "slot 2", DG000002: "drive 1" });
  const [, , , , five] = device.slots();
  assertEquals([five?.full, five?.inDrive, five?.disc?.barcode], [false, 1, "DG000002"]);
  assertEquals(device.status().drives[0]!.slot, 5);
  rig.assertAgreed(device);
  // The drive is emptied first, and a disc that lies in another drive is fetched from there.
  await device.moveToDrive(1, 2);
  await device.moveToDrive(2, 2);
  assertEquals(rig.places(), { DG000001: "drive 2", DG000002: "slot 5" });
  assertEquals(await device.moveBack(2), { kind: "slot", device: "jb", number: 2 });
  rig.assertAgreed(device);
});

Deno.test("Two operators who want each other's disc both get it", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1, 2] });
  const device = rig.device();
  await device.attach();
  await Promise.all([device.moveToDrive(1, 1), device.moveToDrive(2, 2)]);
  await Promise.all([device.moveToDrive(1, 2), device.moveToDrive(2, 1)]);
  rig.assertAgreed(device);
});

Deno.test("What cannot be moved is refused in the classic words", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1] });
  const device = rig.device();
  await assertRejects(() => device.moveToDrive(1, 1), JukeboxError, "Cannot use jb: it is not attached");
  await device.attach();
  await assertRejects(() => device.moveToDrive(1, 55), JukeboxError, "jb.dev no slot 55");
  await assertRejects(() => device.moveToDrive(7, 1), JukeboxError, "Not that many drives");
  await assertRejects(() => device.moveToDrive(1, 3), JukeboxError, "Cannot use slot 3 of jb: it is empty");
  await assertRejects(() => device.moveBack(1), JukeboxError, "it is empty");
});

Deno.test("A reserved drive records like one that stands alone, and then serves again", async () => {
  await using rig = new Rig({ slots: 8, drives: 2, media: "bd-r", filled: [7] });
  const image = await rig.image("REPORTS", { "report-2019.txt": "text" });
  await leavesNothing(rig.dir.path, async () => {
    const device = rig.device();
    await device.attach();
    const [blank] = await device.test([7]);
    await device.detachDrive(1, HOLDER);
    assertEquals(rig.volumes.reservations(), [{ device: "jb", drive: 1, holder: HOLDER }]);
    const { duty, holder } = device.status().drives[0]!;
    assertEquals([duty, holder], ["reserved", HOLDER]);
    await device.moveToDrive(1, 7);
    await assertRejects(() => device.read(rig.volumes.discs()[0]!.id, "/x"), JukeboxError, "has reserved");
    await record({ source: image, target: device.status().drives[0]!.path, verify: true });
    await device.moveBack(1);
    const [tested] = await device.test([7]);
    assertEquals([tested?.disc?.state, tested?.disc?.volume], ["recorded", "REPORTS"]);
    // A closed disc no longer tells how much would have fitted: that is known from before.
    assertEquals(tested?.disc?.capacity, blank?.disc?.capacity);
    assertEquals(await device.attachDrive(1, HOLDER, false), null);
    assertEquals(device.status().drives[0]!.duty, "serving");
    assertEquals(rig.volumes.reservations(), []);
    rig.assertAgreed(device);
    await rig.detach(device);
    rig.volumes.close();
  });
});

Deno.test("What lies in a reserved drive is inspected when the drive is given back", async () => {
  await using rig = new Rig({ slots: 8, drives: 2, media: "bd-r", filled: [7] });
  const image = await rig.image("REPORTS", { "report-2019.txt": "text" });
  const device = rig.device();
  await device.attach();
  await device.detachDrive(1, HOLDER);
  await device.moveToDrive(1, 7);
  await record({ source: image, target: device.status().drives[0]!.path });
  const disc = await device.attachDrive(1, HOLDER, false);
  assertEquals([disc?.state, disc?.volume], ["recorded", "REPORTS"]);
});

Deno.test("Somebody else's reservation is lifted only by force, or when its holder is gone", async () => {
  await using rig = new Rig({ slots: 2, drives: 2 });
  const device = rig.device();
  await device.attach();
  const other = { ...HOLDER, who: "else@host2" };
  await device.detachDrive(1, HOLDER);
  await assertRejects(() => device.detachDrive(1, other), JukeboxError, "archive@host1");
  await assertRejects(() => device.attachDrive(1, other, false), JukeboxError, "archive@host1");
  await device.attachDrive(1, other, true);
  const { hostname } = await import("node:os");
  const gone = { ...HOLDER, host: hostname(), pid: 999_999_999, pidStarted: 1 };
  await device.detachDrive(1, gone);
  assertEquals(device.status().drives[0]!.holderGone, true);
  await device.attachDrive(1, other, false);
  await assertRejects(() => device.attachDrive(1, other, false), JukeboxError, "it is not detached");
});

Deno.test("A reservation outlives the server, and its disc stays where it is", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1, 2] });
  const device = rig.device();
  await device.attach();
  await device.detachDrive(1, HOLDER);
  await device.moveToDrive(1, 1);
  await rig.detach(device);
  const again = rig.device();
  assertEquals(await again.attach(), [2]);
  assertEquals(again.status().drives[0]!.holder, HOLDER);
  assertEquals(rig.places(), { DG000001: "drive 1", DG000002: "slot 2" });
  rig.assertAgreed(again);
});

Deno.test("A job has its drive for itself: loads, looks, records, erases and gives it back", async () => {
  await using rig = new Rig({ slots: 6, drives: 2, media: "bd-re", filled: [3, 4] });
  const image = await rig.image("REPORTS", { "report-2019.txt": "text" });
  const device = rig.device();
  await device.attach();
  const lease = await device.lease({ recorder: true, among: [2] });
  assertEquals([lease.drive, device.status().drives[1]!.duty], [2, "job"]);
  await lease.load(3);
  assertEquals((await lease.examine())?.name, "BD-RE");
  assertEquals((await lease.inspect()).state, "blank");
  lease.activity = "record disc 1";
  assertEquals(device.status().drives[1]!.activity, "record disc 1");
  await record({ source: image, target: lease.path, verify: true });
  assertEquals((await lease.inspect()).volume, "REPORTS");
  await assertRejects(() => device.moveToDrive(1, 3), JukeboxError, "which a job uses");
  await lease.erase();
  assertEquals((await lease.inspect()).state, "blank");
  assertEquals(await lease.unload(), { kind: "slot", device: "jb", number: 3 });
  await lease.load(4);
  await lease.load(3);
  await lease.release();
  await assertRejects(() => lease.load(4), JukeboxError, "given back");
  const { duty, activity } = device.status().drives[1]!;
  assertEquals([duty, activity], ["serving", null]);
  rig.assertAgreed(device);
});

Deno.test("Drives that the description numbers otherwise than the changer are known by their serial numbers", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1] });
  const drives = [2, 1].map((virtual, index) => {
    const path = `virtual:${rig.jukebox}/drives/${virtual}`;
    return { number: index + 1, path, recorder: true, line: index + 2 };
  });
  const device = rig.made(rig.description("scsi2", drives));
  await device.attach();
  await device.moveToDrive(1, 1);
  assertEquals(rig.places(), { DG000001: "drive 2" });
  assert(rig.lines.some((line) => line.includes("drive 1 of the description is drive 2 of the changer")));
});

Deno.test("A drive that is wanted but described nowhere, or as a mere reader, is not waited for", async () => {
  await using rig = new Rig({ slots: 2, drives: 2 });
  const device = rig.device({ recorders: [] });
  await device.attach();
  await assertRejects(() => device.lease({ recorder: true, among: null }), JukeboxError, "has none");
  await assertRejects(() => device.lease({ recorder: false, among: [9] }), JukeboxError, "Not that many");
  const stop = new AbortController();
  const lease = await device.lease({ recorder: false, among: [1] });
  const waiting = device.lease({ recorder: false, among: [1] }, { signal: stop.signal });
  stop.abort();
  const error = await assertRejects(() => waiting);
  assert(error instanceof Error && error.name === "StoppedError");
  await lease.release();
});

import { insertVirtualDisc, takeVirtualDisc } from "../../../lib/virtual/changer/create.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assertEquals, assertRejects } from "../../support/assert.ts";
import { FakeRobot, FakeThread } from "./fakes.ts";
import { Rig } from "./rig.ts";

const MAIL = { kind: "mail", number: 1 } as const;

Deno.test("A disc in the mail slot goes into the first empty slot of the list", async () => {
  await using rig = new Rig({ slots: 6, drives: 2, mailSlots: 1, media: "bd-r", filled: [1, 4] });
  const device = rig.device();
  await device.attach();
  await device.moveToDrive(1, 4);
  insertVirtualDisc(rig.jukebox, MAIL, { media: "dvd+r" }, { barcode: "NEW" });
  // Slot 4 is empty only as long as its disc is in the drive.
  assertEquals(await device.insert([1, 4, 6, 5], false), 6);
  assertEquals(rig.places()["NEW"], "slot 6");
  rig.assertAgreed(device);
  await assertRejects(() => device.insert([1, 4], false), JukeboxError, "No good slot found");
});

Deno.test("The operator is waited for, and the wait ends after the time that is set or by a stop", async () => {
  await using rig = new Rig({ slots: 4, drives: 1, mailSlots: 1 });
  const device = rig.device({ drives: 1 });
  await device.attach();
  const inserted = device.insert(undefined, false);
  insertVirtualDisc(rig.jukebox, MAIL, { media: "bd-r" });
  assertEquals(await inserted, 1);
  rig.parameters.set("trayto", 1);
  await assertRejects(
    () => device.insert(undefined, false),
    JukeboxError,
    "nobody put one into the mail slot of jb within 1 s",
  );
  const stop = new AbortController();
  const waiting = device.insert(undefined, false, { signal: stop.signal });
  stop.abort();
  assertEquals((await waiting.catch((error) => error)).name, "StoppedError");
  rig.assertAgreed(device);
});

Deno.test("A disc that came in after the answer is put away and inspected all the same", async () => {
  await using rig = new Rig({ slots: 4, drives: 1, mailSlots: 1 });
  const device = rig.device({ drives: 1 });
  await device.attach();
  assertEquals(await device.insert([3], true), 3);
  const inspected = new Promise<void>((resolve) => {
    rig.events.listen((event) => {
      if (event.event === "disc" && event.disc.state === "blank") resolve();
    });
  });
  insertVirtualDisc(rig.jukebox, MAIL, { media: "bd-r" });
  await inspected;
  assertEquals(device.slots()[2]?.disc?.state, "blank");
});

Deno.test("A disc is given out through the mail slot, from a drive too, and is on the shelf when it is taken", async () => {
  await using rig = new Rig({ slots: 4, drives: 1, mailSlots: 1, media: "bd-r", filled: [1, 2] });
  const device = rig.device({ drives: 1 });
  await device.attach();
  await device.moveToDrive(1, 2);
  const removed = device.remove(2, false);
  const out = rig.dir.at("out");
  while (!(await Deno.stat(out).then(() => true, () => false))) {
    try {
      takeVirtualDisc(rig.jukebox, MAIL, out);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const disc = await removed;
  assertEquals([disc.barcode, disc.place.kind], ["DG000002", "shelf"]);
  assertEquals(rig.places(), { DG000001: "slot 1" });
  rig.assertAgreed(device);
  const other = await device.remove(1, true);
  assertEquals(other.place, { kind: "mail", device: "jb", number: 1 });
  await assertRejects(() => device.remove(1, false), JukeboxError, "it is empty");
});

Deno.test("A changer without a mail slot stops until a test, with its drives empty", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1, 2]);
  const device = rig.device({ drives: 1, openRobot: () => robot, openThread: () => new FakeThread() });
  await device.attach();
  await device.moveToDrive(1, 1);
  assertEquals(await device.insert(undefined, false), 3);
  assertEquals([device.status().state, robot.inDrive(1)], ["halted", undefined]);
  await assertRejects(() => device.moveToDrive(1, 1), JukeboxError, "changed by hand");
  // The next slot for the next disc, as long as nobody has looked.
  assertEquals(await device.insert(undefined, false), 4);
  const lease = device.lease({ recorder: true, among: null });
  // By hand: a disc into slot 3, and that of slot 2 out.
  robot.at.set(102, "D3");
  robot.at.set(101, undefined);
  const testing = device.test([2, 3]);
  // Clients have merely waited.
  await (await lease).release();
  const tested = await testing;
  assertEquals(tested.map(({ slot, disc }) => [slot, disc?.barcode]), [[2, undefined], [3, "D3"]]);
  assertEquals(device.status().state, "attached");
  assertEquals(rig.volumes.discs({ named: "D2" })[0]?.place.kind, "shelf");
});

Deno.test("A disc that one request gives out is not taken in by another that waits for one", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1], 1);
  const device = rig.device({ drives: 1, openRobot: () => robot, openThread: () => new FakeThread() });
  await device.attach();
  let isOut = () => {};
  const out = new Promise<void>((resolve) => isOut = resolve);
  robot.onMoved = (_, to) => to === 10 ? isOut() : undefined;
  const removed = device.remove(1, false);
  const inserted = device.insert([3], false);
  const second = device.insert([4], false);
  await out;
  robot.at.set(10, undefined);
  assertEquals((await removed).place.kind, "shelf");
  robot.at.set(10, "NEW");
  assertEquals(await inserted, 3);
  robot.at.set(10, "OTHER");
  assertEquals(await second, 4);
  assertEquals([robot.at.get(102), robot.at.get(103)], ["NEW", "OTHER"]);
});

Deno.test("A disc that is taken back before the robot has come is waited for again", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1], 1);
  const device = rig.device({ drives: 1, openRobot: () => robot, openThread: () => new FakeThread() });
  await device.attach();
  robot.at.set(10, "NEW");
  const inserted = device.insert([3], false);
  // The robot has something else to do first, and learns meanwhile that the mail slot is empty.
  let looks = 0;
  robot.told = (inventory) => {
    looks++;
    if (looks === 2) {
      robot.at.set(10, undefined);
      device.rescan();
    } else if (looks === 4) robot.at.set(10, "NEW");
    return inventory;
  };
  assertEquals(await inserted, 3);
  assertEquals(robot.at.get(102), "NEW");
});

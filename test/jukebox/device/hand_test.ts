import { createVirtualDisc } from "../../../lib/virtual/create.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { record } from "../../../lib/recorder/record.ts";
import type { DeviceType } from "../../../lib/jukebox/model.ts";
import type { JukeboxEvent } from "../../../lib/jukebox/events.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { HOLDER, Rig } from "./rig.ts";

function described(rig: Rig, type: DeviceType, paths: readonly string[]) {
  const drives = paths.map((path, index) => {
    return { number: index + 1, path, recorder: type !== "image", line: index + 2 };
  });
  return rig.made(rig.description(type, drives));
}

/** Waits until an event is heard. */
function heard(rig: Rig, is: (event: JukeboxEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const off = rig.events.listen((event) => {
      if (!is(event)) return;
      off();
      resolve();
    });
  });
}

for (const type of ["tower", "single"] as const) {
  Deno.test(`The disc of drive n of a ${type} is slot n, and nothing moves it`, async () => {
    await using rig = new Rig();
    const image = await rig.image("ONE", { "one.txt": "1" });
    createVirtualDisc(rig.dir.at("blank"), { media: "bd-r" });
    const device = described(rig, type, [`virtual:${image}`, `virtual:${rig.dir.at("blank")}`]);
    assertEquals(await device.attach(), [1, 2]);
    const tested = await device.test(undefined);
    assertEquals(tested.map(({ slot, disc }) => [slot, disc?.state]), [[1, "recorded"], [2, "blank"]]);
    const [one] = device.slots();
    assertEquals([one?.inDrive, one?.disc?.home?.number, one?.disc?.place.kind], [1, 1, "drive"]);
    await device.moveToDrive(1, 1);
    await assertRejects(() => device.moveToDrive(1, 2), JukeboxError, "has no robot");
    await assertRejects(() => device.insert(undefined, false), JukeboxError, "has no robot");
    const lease = await device.lease({ recorder: true, among: [2] });
    await lease.load(2);
    await record({ source: image, target: lease.path });
    assertEquals((await lease.inspect()).volume, "ONE");
    assertEquals((await lease.unload()).kind, "drive");
    await lease.release();
  });
}

Deno.test("Files of an image device are discs, and a file that is missing is an empty slot", async () => {
  await using rig = new Rig();
  const image = await rig.image("ONE", { "one.txt": "hello" });
  const device = described(rig, "image", [image, rig.dir.at("missing.iso")]);
  assertEquals(await device.attach(), [1]);
  await device.test(undefined);
  const disc = device.slots()[0]!.disc!;
  assertEquals(disc.volume, "ONE");
  const stream = await device.read(disc.id, "/one.txt");
  assertEquals(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text(), "hello");
  await assertRejects(() => device.read(disc.id, "/none.txt"), JukeboxError, "it is not on the disc");
  assert(device.status().drives.every(({ duty }) => duty === "serving"));
});

Deno.test("A change by hand is noticed and inspected, and a disc that comes back is known again", async () => {
  await using rig = new Rig();
  rig.parameters.set("dcheck", 1);
  const one = await rig.image("ONE", { "one.txt": "1" });
  const two = await rig.image("TWO", { "two.txt": "2" });
  const place = rig.dir.at("drive.iso");
  await Deno.copyFile(one, place);
  const device = described(rig, "tower", [`virtual:${place}`]);
  await device.attach();
  const [first] = await device.test(undefined);
  const isNamed = (name: string) => (event: JukeboxEvent) =>
    event.event === "disc" && event.disc.volume === name && event.disc.place.kind === "drive";
  const changed = heard(rig, isNamed("TWO"));
  await Deno.rename(two, place);
  await changed;
  assertEquals(rig.volumes.disc(first!.disc!.id)?.place.kind, "shelf");
  const back = heard(rig, isNamed("ONE"));
  await Deno.rename(one, place);
  await back;
  assertEquals(device.slots()[0]?.disc?.id, first?.disc?.id);
});

Deno.test("A reserved drive is not looked at, and what was changed meanwhile is found when it serves again", async () => {
  await using rig = new Rig();
  const one = await rig.image("ONE", { "one.txt": "1" });
  const two = await rig.image("TWO", { "two.txt": "2" });
  const device = described(rig, "tower", [`virtual:${one}`]);
  await device.attach();
  await device.test(undefined);
  await device.detachDrive(1, HOLDER);
  await Deno.rename(two, one);
  await device.test(undefined);
  assertEquals(device.slots()[0]?.disc?.volume, "ONE");
  const disc = await device.attachDrive(1, HOLDER, false);
  assertEquals(disc?.volume, "TWO");
});

Deno.test("A drive in use is not disturbed by a rescan, and its disc stays known", async () => {
  await using rig = new Rig();
  const image = await rig.image("ONE", { "one.txt": "x".repeat(3_000_000) });
  createVirtualDisc(rig.dir.at("blank"), { media: "bd-r" });
  const device = described(rig, "tower", [`virtual:${image}`, `virtual:${rig.dir.at("blank")}`]);
  await device.attach();
  const [one, two] = await device.test(undefined);
  const lease = await device.lease({ recorder: true, among: [2] });
  await lease.load(2);
  const reader = (await device.read(one!.disc!.id, "/one.txt")).getReader();
  await reader.read();
  const recording = record({ source: image, target: lease.path });
  await device.rescan();
  await recording;
  assertEquals((await lease.inspect()).id, two!.disc!.id);
  await lease.release();
  await reader.cancel();
  assertEquals(device.slots().map(({ disc }) => disc?.id), [one!.disc!.id, two!.disc!.id]);
});

import { insertVirtualDisc } from "../../../lib/virtual/changer/create.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { Rig } from "./rig.ts";

Deno.test("A fresh jukebox is attached: its discs are known by their bar codes and have to be inspected", async () => {
  await using rig = new Rig({ slots: 6, drives: 2, media: "bd-r", filled: [1, 2, 5] });
  const device = rig.device();
  assertEquals(await device.attach(), [1, 2, 5]);
  const { state, slots, mailSlots, drives, trouble } = device.status();
  assertEquals([state, slots, mailSlots, trouble], ["attached", 6, 2, null]);
  assertEquals(drives.map(({ duty, disc }) => [duty, disc]), [["serving", null], ["serving", null]]);
  assert(drives.every(({ serial }) => serial !== null));
  const full = device.slots().filter(({ full }) => full);
  assertEquals(full.map(({ number, disc }) => [number, disc?.barcode]), [
    [1, "DG000001"],
    [2, "DG000002"],
    [5, "DG000003"],
  ]);
  rig.assertAgreed(device);
});

Deno.test("Discs are inspected by all drives, and the database knows what they hold", async () => {
  await using rig = new Rig({ slots: 6, drives: 2, media: "bd-r", filled: [1, 2] });
  const image = await rig.image("REPORTS", { "report-2019.txt": "a", "other.txt": "bb" });
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 3 }, { image });
  const device = rig.device();
  await device.attach();
  const heard: number[] = [];
  const tested = await device.test(undefined, { onSlot: ({ slot }) => heard.push(slot) });
  assertEquals(tested.map(({ slot, trouble }) => [slot, trouble]), [[1, null], [2, null], [3, null]]);
  assertEquals(tested.map(({ disc }) => disc?.state), ["blank", "blank", "recorded"]);
  assertEquals(heard.sort(), [1, 2, 3]);
  const disc = tested[2]!.disc!;
  assertEquals([disc.volume, disc.name, disc.files], ["REPORTS", "REPORTS", 2]);
  assertEquals(rig.volumes.find("report-2019", { limit: 5 }).map(({ path }) => path), ["/report-2019.txt"]);
  rig.assertAgreed(device);
  await rig.detach(device);
  assertEquals(Object.values(rig.places()).sort(), ["slot 1", "slot 2", "slot 3"]);
  const again = rig.device();
  assertEquals(await again.attach(), []);
});

Deno.test("Only the slots of disks= are used, and without a slot inventory all that are full are inspected", async () => {
  await using rig = new Rig({ slots: 6, drives: 1, media: "bd-r", filled: [1, 2, 5] });
  const path = `virtual:${rig.jukebox}/drives/1`;
  const plain = rig.description("scsi2", [{ number: 1, path, recorder: true, line: 2 }]);
  const device = rig.made({ ...plain, disks: [2, 3], save: undefined });
  assertEquals(await device.attach(), [2]);
  assertEquals(device.slots().filter(({ kind }) => kind === "slot").map(({ number }) => number), [2, 3]);
  await device.test(undefined);
  await assertRejects(() => device.moveToDrive(1, 5), JukeboxError, "jb.dev no slot 5");
  await rig.detach(device);
  const again = rig.made({ ...plain, disks: [2, 3], save: undefined });
  assertEquals(await again.attach(), [2]);
});

Deno.test("A disc of more files than the index takes is known with those that fit", async () => {
  await using rig = new Rig({ slots: 2, drives: 1 });
  const image = await rig.image("MANY", { "a.txt": "", "b.txt": "", "c.txt": "" });
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 1 }, { image });
  const device = rig.device({ drives: 1 });
  rig.parameters.set("files", 2);
  await device.attach();
  const [tested] = await device.test(undefined);
  assertEquals([tested?.disc?.state, tested?.disc?.files], ["recorded", 2]);
});

Deno.test("A drive that is not there is out of order, and the jukebox works with the others", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1] });
  const drives = [1, 2].map((number) => {
    const path = `virtual:${rig.jukebox}/drives/${number === 1 ? 7 : 2}`;
    return { number, path, recorder: true, line: number };
  });
  const device = rig.made(rig.description("scsi2", drives));
  await device.attach();
  assertEquals(device.status().drives.map(({ duty }) => duty), ["failed", "serving"]);
  const [tested] = await device.test(undefined);
  assertEquals([tested?.disc?.state, tested?.trouble], ["blank", null]);
  assertEquals(rig.places(), { DG000001: "drive 2" });
});

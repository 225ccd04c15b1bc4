import { openTransport } from "../../../lib/devices/open.ts";
import { encodePreventAllow } from "../../../lib/scsi/prevent_allow.ts";
import {
  addChangerFault,
  clearChangerFaults,
  insertVirtualDisc,
  takeVirtualDisc,
} from "../../../lib/virtual/changer/create.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { HOLDER, Rig } from "./rig.ts";

/** A disc is carried while nobody looks. */
function carry(from: string, to: string): void {
  for (const { name } of Deno.readDirSync(from)) Deno.renameSync(`${from}/${name}`, `${to}/${name}`);
}

Deno.test("After a power loss in the middle of a move the disc is found in the gripper and put back", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1, 2] });
  const device = rig.device();
  await device.attach();
  addChangerFault(rig.jukebox, { on: "move", kind: "power", times: 1 });
  await assertRejects(() => device.moveToDrive(1, 2));
  assertEquals(rig.places(), { DG000001: "slot 1", DG000002: "slot 2" });
  rig.assertAgreed(device);
  assertEquals(device.status().state, "attached");
  await device.moveToDrive(1, 2);
  rig.assertAgreed(device);
});

Deno.test("A server that starts again finds discs in gripper and drives, and puts them where they belong", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, mailSlots: 0, media: "bd-r", filled: [1, 2, 4] });
  const first = rig.device();
  await first.attach();
  await first.test(undefined);
  await first.moveToDrive(1, 4);
  await first.moveToDrive(2, 1);
  // As a killed server leaves it: a move has begun, the disc hangs in the gripper.
  const disc = rig.volumes.discs({ named: "DG000002" })[0]!;
  const from = { kind: "slot", device: "jb", number: 2 } as const;
  const to = { kind: "drive", device: "jb", number: 2 } as const;
  await rig.detach(first);
  const folder = (kind: string, number: number) => `${rig.jukebox}/${kind}/${number}`;
  rig.volumes.beginMove("jb", disc.id, from, to);
  carry(folder("slots", 2), folder("gripper", 1));
  carry(folder("slots", 4), folder("drives", 1));
  rig.reopen();
  const again = rig.device();
  assertEquals(await again.attach(), []);
  assertEquals(rig.places(), { DG000001: "slot 1", DG000002: "slot 2", DG000003: "slot 4" });
  rig.assertAgreed(again);
});

Deno.test("Without bar codes, too, discs in gripper and drives go home", async () => {
  await using rig = new Rig({
    slots: 4,
    drives: 2,
    mailSlots: 0,
    barcodes: false,
    media: "bd-r",
    filled: [1, 2],
  });
  const image = await rig.image("REPORTS", { "a.txt": "a" });
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 3 }, { image }, { barcode: null });
  const first = rig.device();
  await first.attach();
  await first.test(undefined);
  const homes = () =>
    Object.fromEntries(rig.volumes.discs({ device: "jb" }).map(({ id, home }) => [id, home?.number]));
  await first.moveBack(1);
  await first.moveBack(2);
  const before = homes();
  const reports = rig.volumes.discs({ named: "REPORTS" })[0]!;
  await rig.detach(first);
  const from = { kind: "slot", device: "jb", number: 3 } as const;
  rig.volumes.beginMove("jb", reports.id, from, { kind: "drive", device: "jb", number: 1 });
  carry(`${rig.jukebox}/slots/3`, `${rig.jukebox}/gripper/1`);
  rig.reopen();
  const again = rig.device();
  assertEquals(await again.attach(), []);
  assertEquals(homes(), before);
  assertEquals(again.slots()[2]?.disc?.id, reports.id);
});

Deno.test("Discs that were swapped by hand are known by their bar codes", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1, 2, 3] });
  const first = rig.device();
  await first.attach();
  await first.test(undefined);
  await rig.detach(first);
  const out = rig.dir.at("out");
  takeVirtualDisc(rig.jukebox, { kind: "slot", number: 3 }, out);
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 4 }, { image: out }, { barcode: "DG000003" });
  takeVirtualDisc(rig.jukebox, { kind: "slot", number: 1 }, rig.dir.at("gone"));
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 1 }, { media: "dvd+r" }, { barcode: "NEW" });
  const again = rig.device();
  assertEquals(await again.attach(), [1]);
  rig.assertAgreed(again);
  assertEquals(rig.volumes.discs({ named: "DG000001" })[0]!.place.kind, "shelf");
  assertEquals(rig.volumes.discs({ named: "DG000003" })[0]!.home?.number, 4);
});

Deno.test("Discs without bar codes that were swapped by hand are known when they are looked at", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, barcodes: false });
  const images = [await rig.image("ONE", { "one.txt": "1" }), await rig.image("TWO", { "two.txt": "2" })];
  const put = (order: readonly number[]) => {
    for (const [index, which] of order.entries()) {
      const slot = { kind: "slot", number: index + 1 } as const;
      insertVirtualDisc(rig.jukebox, slot, { image: images[which]! }, { barcode: null });
    }
  };
  put([0, 1]);
  const first = rig.device();
  await first.attach();
  const [one, two] = (await first.test(undefined)).map(({ disc }) => disc!.id);
  await rig.detach(first);
  for (const number of [1, 2]) {
    takeVirtualDisc(rig.jukebox, { kind: "slot", number }, rig.dir.at(`out${number}`));
  }
  put([1, 0]);
  const again = rig.device();
  await again.attach();
  const tested = await again.test([1, 2]);
  assertEquals(tested.map(({ disc }) => disc?.id), [two, one]);
  assertEquals(tested.map(({ disc }) => disc?.home?.number), [1, 2]);
  assertEquals(rig.volumes.discs().length, 2);
});

Deno.test("A disc that comes back from the shelf is known by what it holds", async () => {
  await using rig = new Rig({ slots: 4, drives: 1, barcodes: false });
  const image = await rig.image("ONE", { "one.txt": "1" });
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 1 }, { image }, { barcode: null });
  const device = rig.device({ drives: 1 });
  await device.attach();
  const [first] = await device.test(undefined);
  await device.moveBack(1);
  takeVirtualDisc(rig.jukebox, { kind: "slot", number: 1 }, rig.dir.at("out"));
  await device.rescan();
  assertEquals(rig.volumes.disc(first!.disc!.id)?.place.kind, "shelf");
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 3 }, { image }, { barcode: null });
  await device.rescan();
  const [second] = await device.test([3]);
  assertEquals(second?.disc?.id, first?.disc?.id);
  assertEquals(rig.volumes.discs().length, 1);
});

Deno.test("A move that fails leaves the disc where the changer says it is", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1] });
  const device = rig.device();
  await device.attach();
  addChangerFault(rig.jukebox, { on: "move", sense: "4/15/01", times: 1 });
  await assertRejects(() => device.moveToDrive(1, 1));
  rig.assertAgreed(device);
  clearChangerFaults(rig.jukebox);
  await device.moveToDrive(1, 1);
  rig.assertAgreed(device);
  assert(rig.lines.some((line) => line.startsWith("1%")));
});

Deno.test("A changer that no longer answers fails the device, and attaching it again puts all right", async () => {
  await using rig = new Rig({ slots: 4, drives: 2, media: "bd-r", filled: [1] });
  const device = rig.device();
  await device.attach();
  addChangerFault(rig.jukebox, { on: "command", kind: "gone" });
  await assertRejects(() => device.moveToDrive(1, 1));
  assertEquals(device.status().state, "failed");
  assertEquals(rig.volumes.openMoves("jb").length, 1);
  await rig.detach(device);
  clearChangerFaults(rig.jukebox);
  const again = rig.device();
  await again.attach();
  rig.assertAgreed(again);
});

Deno.test("A drive that a killed program has left locked is unlocked, and its disc goes home", async () => {
  await using rig = new Rig({ slots: 4, drives: 1, media: "bd-r", filled: [3] });
  const first = rig.device({ drives: 1 });
  await first.attach();
  await first.detachDrive(1, HOLDER);
  await first.moveToDrive(1, 3);
  await rig.detach(first);
  const drive = openTransport(`virtual:${rig.jukebox}/drives/1`);
  for (let i = 0; i < 3; i++) {
    // The first commands are answered by what has happened to the disc.
    drive.execute(encodePreventAllow(true), "none", new Uint8Array(0), 1000);
  }
  drive.close();
  rig.volumes.reserve("jb", 1, undefined);
  const again = rig.device({ drives: 1 });
  await again.attach();
  assertEquals(rig.places(), { DG000001: "slot 3" });
  rig.assertAgreed(again);
});

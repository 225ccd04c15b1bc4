import { TransportError } from "../../../lib/scsi/transport_error.ts";
import { insertVirtualDisc, setJukeboxDrives, takeVirtualDisc } from "../../../lib/virtual/changer/create.ts";
import { openVirtualDevice } from "../../../lib/virtual/changer/open.ts";
import { readVirtualDisc } from "../../../lib/virtual/create.ts";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { answerWords, be32, BLOCK, HandClock, numberAt, pattern } from "../host.ts";
import { ask, ChangerHost, DRIVE, got, move, none, ready, SLOT } from "./changer_host.ts";

type Drive = ReturnType<ChangerHost["drive"]>;

const PREVENT = [0x1e, 0, 0, 0, 1, 0];
const ALLOW = [0x1e, 0, 0, 0, 0, 0];
const EJECT = [0x1b, 0, 0, 0, 2, 0];
const LOAD = [0x1b, 0, 0, 0, 3, 0];
const CLOSE_SESSION = [0x5b, 0, 2, 0, 0, 0, 0, 0, 0, 0];

function write(drive: Drive, block: number, count: number): string {
  const cdb = new Uint8Array([0x2a, 0, ...be32(block), 0, 0, count, 0]);
  return answerWords(drive.execute(cdb, "out", pattern(block, count), 10_000));
}

function reads(drive: Drive, block: number, count: number): boolean {
  const data = ask(drive, [0x28, 0, ...be32(block), 0, 0, count, 0], count * BLOCK);
  const wanted = pattern(block, count);
  return typeof data !== "string" && data.every((byte, at) => byte === wanted[at]);
}

Deno.test("An empty drive says who it is, that it is empty, and loads nothing", () => {
  using host = new ChangerHost();
  const drive = host.drive(2);
  assertEquals(ready(drive), "2/3A/00");
  const serial = got(drive, [0x12, 1, 0x80, 0, 99, 0], 99);
  assertEquals(new TextDecoder().decode(serial.subarray(4)), "TESTED02");
  assertEquals(host.status({ type: 4 })[1]!.identifier, "TESTED02");
  assertEquals(numberAt(got(drive, [0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 8), 6, 2), 0, "no profile");
  assertEquals([none(drive, LOAD), none(drive, EJECT), ready(drive)], ["2/3A/00", "good", "2/3A/00"]);
});

Deno.test("A disc comes and goes between the commands of one host, which is told of it", () => {
  using host = new ChangerHost();
  const drive = host.drive(1);
  assertEquals(ready(drive), "2/3A/00");
  move(host.changer, SLOT, DRIVE);
  assertEquals([ready(drive), ready(drive)], ["6/28/00", "good"]);
  assertEquals(got(drive, [0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8, 0], 8)[4], 2, "new media");
  move(host.changer, DRIVE, SLOT + 4);
  assertEquals(ready(drive), "2/3A/00");
  move(host.changer, SLOT + 1, DRIVE);
  move(host.changer, DRIVE, SLOT + 3);
  move(host.changer, SLOT + 1 + 2, DRIVE);
  assertEquals([ready(drive), ready(drive)], ["6/28/00", "good"]);
});

Deno.test("A disc that came while nobody had the drive open is told of to the next host", () => {
  using host = new ChangerHost();
  move(host.changer, SLOT, DRIVE);
  for (const answers of [["6/28/00", "good"], ["good", "good"]]) {
    using drive = openVirtualDevice(`virtual:${host.dir}/drives/1`);
    got(drive, [0x12, 0, 0, 0, 36, 0], 36);
    assertEquals([ready(drive), ready(drive)], answers);
  }
});

Deno.test("What was recorded goes with the disc from drive to drive", () => {
  using host = new ChangerHost();
  const [one, two] = [host.drive(1), host.drive(2)];
  move(host.changer, SLOT, DRIVE);
  ready(one);
  assertEquals([write(one, 0, 64), none(one, CLOSE_SESSION)], ["good", "good"]);
  assertEquals(move(host.changer, DRIVE, DRIVE + 1), "good");
  ready(two);
  assertEquals(reads(two, 0, 64), true);
  assertEquals(ready(one), "2/3A/00");
  // the first one does not write to a disc that it has no longer
  assertEquals([write(one, 64, 32), write(two, 64, 32), none(two, CLOSE_SESSION)], [
    "2/3A/00",
    "good",
    "good",
  ]);
  one.close();
  two.close();
  assertEquals(readVirtualDisc(host.element(DRIVE + 1).disc!.path).tracks.length, 2);
});

Deno.test("A drive that has not noticed how its disc came back does not bring its old state back", () => {
  using host = new ChangerHost();
  const [one, two] = [host.drive(1), host.drive(2)];
  move(host.changer, SLOT, DRIVE);
  ready(one);
  assertEquals(ready(one), "good");
  move(host.changer, DRIVE, DRIVE + 1);
  ready(two);
  assertEquals([write(two, 0, 64), none(two, CLOSE_SESSION)], ["good", "good"]);
  move(host.changer, DRIVE + 1, DRIVE);
  one.close();
  assertEquals(readVirtualDisc(host.element(DRIVE).disc!.path).closedSessions, 1);
});

Deno.test("A drive that records, or whose disc is locked in, keeps it from gripper and hand", () => {
  using host = new ChangerHost();
  const drive = host.drive(1);
  const take = () => takeVirtualDisc(host.dir, { kind: "drive", number: 1 }, host.at("taken"));
  move(host.changer, SLOT, DRIVE);
  ready(drive);
  write(drive, 0, 32);
  assertEquals(move(host.changer, DRIVE, SLOT), "5/53/02");
  assertEquals([none(drive, CLOSE_SESSION), move(host.changer, DRIVE, SLOT)], ["good", "good"]);
  move(host.changer, SLOT, DRIVE);
  ready(drive);
  assertEquals([none(drive, PREVENT), none(drive, EJECT)], ["good", "5/53/02"]);
  drive.close();
  assertEquals(move(host.changer, DRIVE, SLOT), "5/53/02", "the lock outlasts its host");
  assertThrows(take, Error, "the drive is in use");
  assertEquals(host.status({ type: 4 })[0]!.flags & 0x08, 0, "not to be reached");
  const again = host.drive(1);
  assertEquals([none(again, ALLOW), move(host.changer, DRIVE, SLOT)], ["good", "good"]);
});

Deno.test("A recording whose host has died keeps no disc, also if somebody reads", () => {
  using host = new ChangerHost();
  move(host.changer, SLOT, DRIVE);
  {
    using drive = openVirtualDevice(`virtual:${host.dir}/drives/1`);
    ready(drive);
    write(drive, 0, 32);
  }
  const file = `${host.dir}/state/drive-1.json`;
  Deno.writeTextFileSync(
    file,
    JSON.stringify({ ...JSON.parse(Deno.readTextFileSync(file)), recording: true }),
  );
  using _reader = openVirtualDevice(`virtual:${host.dir}/drives/1`, { readOnly: true });
  assertEquals(move(host.changer, DRIVE, SLOT), "good");
});

Deno.test("What a drive ejects waits for the gripper, or is loaded again", () => {
  using host = new ChangerHost({ behaviour: { needsEject: true } });
  move(host.changer, SLOT, DRIVE);
  {
    using drive = openVirtualDevice(`virtual:${host.dir}/drives/1`);
    ready(drive);
    assertEquals(move(host.changer, DRIVE, SLOT), "5/53/02");
    assertEquals([none(drive, EJECT), ready(drive)], ["good", "2/3A/02"]);
  }
  const drive = host.drive(1);
  assertEquals([ready(drive), host.element(DRIVE).ejected], ["2/3A/02", true]);
  assertEquals([none(drive, LOAD), ready(drive), ready(drive)], ["good", "6/28/00", "good"]);
  assertEquals(move(host.changer, DRIVE, SLOT), "5/53/02");
  assertEquals([none(drive, EJECT), move(host.changer, DRIVE, SLOT)], ["good", "good"]);
  assertEquals([ready(drive), host.element(DRIVE).ejected], ["2/3A/00", false]);
});

Deno.test("A drive is for one host, or for several that only read", () => {
  using host = new ChangerHost();
  host.drive(1);
  const name = `virtual:${host.dir}/drives/1`;
  const busy = assertThrows(
    () => openVirtualDevice(name, { readOnly: true }),
    TransportError,
    "another host holds it",
  );
  assertEquals(busy.trouble, "busy");
  const other = `virtual:${host.dir}/drives/2`;
  using one = openVirtualDevice(other, { readOnly: true });
  using two = openVirtualDevice(other, { readOnly: true });
  move(host.changer, SLOT, DRIVE + 1);
  assertEquals(ready(one), "6/28/00");
  ready(two);
  assertEquals([write(one, 0, 32), ready(two)], ["7/27/00", "good"]);
});

Deno.test("Drives behave as their jukebox says, and not as discs say", () => {
  const clock = new HandClock();
  using host = new ChangerHost({ drive: { spinUp: 4000 } }, clock);
  const drive = host.drive(1);
  move(host.changer, SLOT, DRIVE);
  assertEquals([ready(drive), ready(drive)], ["6/28/00", "2/04/01"]);
  clock.time += 4000;
  assertEquals(ready(drive), "good");
  setJukeboxDrives(host.dir, { spinUp: 0 });
  move(host.changer, DRIVE, SLOT);
  move(host.changer, SLOT, DRIVE);
  assertEquals([ready(drive), ready(drive)], ["6/28/00", "good"]);
});

Deno.test("A disc that cannot be used is none to the drive, and can be taken out again", () => {
  using host = new ChangerHost({ behaviour: { needsEject: true } });
  insertVirtualDisc(host.dir, { kind: "slot", number: 5 }, { media: "bd-r" });
  ready(host.changer);
  Deno.writeTextFileSync(`${host.element(SLOT + 4).disc!.path}.state`, "{");
  const drive = host.drive(1);
  assertEquals(move(host.changer, SLOT + 4, DRIVE), "good");
  assertEquals([ready(drive), ready(drive)], ["6/28/00", "2/3A/00"]);
  assertEquals(move(host.changer, DRIVE, SLOT + 4), "good");
});

Deno.test("A drive whose jukebox was taken away says so, and can be closed", () => {
  using host = new ChangerHost();
  const drive = host.drive(1);
  Deno.renameSync(host.dir, host.at("elsewhere"));
  assertEquals(assertThrows(() => ready(drive), TransportError).trouble, "gone");
  drive.close();
  assertEquals(assertThrows(() => ready(drive), TransportError).trouble, "gone");
});

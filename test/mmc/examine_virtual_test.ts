import { BLOCK_BYTES } from "../../lib/mmc/block_range.ts";
import { Drive } from "../../lib/mmc/drive.ts";
import { examineMedium } from "../../lib/mmc/examine.ts";
import { baseSpeed, blockMultiple, isCd, isRewritable } from "../../lib/mmc/families.ts";
import { FORMAT_TYPE } from "../../lib/mmc/format_unit.ts";
import { PROFILE } from "../../lib/mmc/profiles.ts";
import { waitUntilReady } from "../../lib/mmc/wait.ts";
import { createPressedDisc, createVirtualDisc } from "../../lib/virtual/create.ts";
import { VIRTUAL_MEDIA } from "../../lib/virtual/media.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { currentWriteSpeed, FASTEST } from "../../lib/mmc/set_speed.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

for (const kind of VIRTUAL_MEDIA.values()) {
  Deno.test(`examineMedium() sees a new virtual ${kind.id} as it is`, () => {
    using dir = tempFolder();
    const path = `${dir.path}/disc`;
    createVirtualDisc(path, { media: kind.id });
    using drive = new Drive(openVirtualDrive(path));
    const medium = examineMedium(drive)!;
    assertEquals([medium.profile, medium.sessions, medium.tracks], [kind.profile, 0, []]);
    assertEquals([medium.erasable, medium.erasable], [kind.erasable, isRewritable(kind.profile)]);
    assertEquals(medium.baseSpeed, baseSpeed(kind.profile));
    if (medium.state === "blank") {
      assertEquals([medium.nextWritable, medium.free], [0, kind.capacity]);
    } else assertEquals(medium.state, "unformatted");
    assertEquals(medium.capacity, kind.capacity);
    const factors = medium.writeSpeeds.map((speed) => Math.round(speed / medium.baseSpeed * 10) / 10);
    assertEquals(factors, [...kind.speeds]);
    const maker = isCd(kind.profile) ? kind.mediaId.replace(/\D+/g, "") : kind.mediaId.replace(/ +/g, "");
    assertEquals(medium.mediaId?.replace(/[:/ ]/g, ""), kind.profile === PROFILE.dvdRam ? undefined : maker);
    assertEquals(isCd(kind.profile), kind.family === "cd");
    assertEquals(blockMultiple(medium.family, kind.profile), kind.eccBlocks);
  });
}

/** Blocks behind a track-at-once track that no drive tells from data. */
const RUN_OUT = 2;

/** Writes blocks to a new disc of a medium. */
function written(path: string, media: string, blocks: number): Drive {
  createVirtualDisc(path, { media });
  const drive = new Drive(openVirtualDrive(path));
  const multiple = new Uint8Array(32 * BLOCK_BYTES);
  for (let at = 0; at < blocks; at += 32) drive.write(at, multiple);
  drive.synchronizeCache();
  waitUntilReady(drive, { what: "write", timeout: 60_000 });
  return drive;
}

Deno.test("examineMedium() follows a virtual DVD+R and BD-R from the first write to the end", () => {
  for (const media of ["dvd+r", "bd-r"]) {
    using dir = tempFolder();
    using drive = written(`${dir.path}/disc`, media, 64);
    const open = examineMedium(drive)!;
    assertEquals([open.state, open.nextWritable], ["appendable", 64]);
    assertEquals(open.tracks.map(({ first, blocks, kind }) => [first, blocks, kind]), [[0, 64, "data"]]);
    drive.closeTrack(1);
    drive.closeSession(2);
    waitUntilReady(drive, { what: "close", timeout: 60_000 });
    const closedSession = examineMedium(drive)!;
    assertEquals([closedSession.state, closedSession.sessions], ["appendable", 1]);
    assert(closedSession.nextWritable! >= 64);
    assertEquals(closedSession.tracks.map(({ blocks, open }) => [blocks, open]), [[64, false]]);
    drive.closeSession(media === "bd-r" ? 6 : 5);
    waitUntilReady(drive, { what: "close", timeout: 60_000 });
    const closed = examineMedium(drive)!;
    assertEquals([closed.state, closed.nextWritable, closed.free], ["closed", undefined, 0]);
    assertEquals([closed.tracks.length, closed.tracks[0]!.blocks], [1, 64]);
  }
});

Deno.test("examineMedium() tells music from data on a pressed virtual CD", () => {
  using dir = tempFolder();
  createPressedDisc(`${dir.path}/disc`, [{ blocks: 400 }, { blocks: 600, kind: "audio" }]);
  using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
  const medium = examineMedium(drive)!;
  assertEquals([medium.name, medium.state], ["CD-ROM", "closed"]);
  assertEquals(medium.tracks.map(({ first, blocks, kind }) => [first, blocks, kind]), [
    [0, 400, "data"],
    [400, 600, "audio"],
  ]);
});

Deno.test("examineMedium() takes a plain file for a finished disc of its size", () => {
  using dir = tempFolder();
  Deno.writeFileSync(`${dir.path}/image`, new Uint8Array(1000 * BLOCK_BYTES));
  using drive = new Drive(openVirtualDrive(`${dir.path}/image`));
  const medium = examineMedium(drive)!;
  assertEquals([medium.family, medium.state, medium.capacity], ["read-only", "closed", 1000]);
  assertEquals(medium.tracks.map(({ first, blocks }) => [first, blocks]), [[0, 1000]]);
});

Deno.test("a virtual drive answers every question that its medium has", () => {
  for (const kind of VIRTUAL_MEDIA.values()) {
    using dir = tempFolder();
    createVirtualDisc(`${dir.path}/disc`, { media: kind.id });
    using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
    const { removable, vendor } = drive.inquiry();
    assertEquals([removable, vendor.length > 0, drive.ready()], [true, true, undefined]);
    const { profiles, features } = drive.configuration();
    assert(profiles.includes(kind.profile) && features.size > 5);
    assert(drive.discInformation().firstTrack === 1);
    assert(drive.formatCapacities()[0]!.blocks > 0);
    assertEquals(drive.performance().length, kind.speeds.length);
    assert(drive.capabilities().bufferSize > 0);
    const { size, free } = drive.bufferCapacity();
    assert(size > 0 && free <= size);
    drive.events();
    drive.lock(true);
    drive.lock(false);
    drive.setSpeed(FASTEST, Math.floor(kind.speeds.at(-1)! * kind.baseSpeed) + 1);
    const granted = currentWriteSpeed(drive)!;
    assertEquals(Math.round(granted / kind.baseSpeed * 10) / 10, kind.speeds.at(-1));
    if (kind.family === "cd" || kind.family === "dvd-minus") {
      drive.setWriteParameters({ writeType: "session", testWrite: true, underrunFree: true });
      const { writeType, testWrite, underrunFree } = drive.writeParameters();
      assertEquals([writeType, testWrite, underrunFree], ["session", true, true]);
    }
  }
});

Deno.test("examineMedium() sees both sessions of a virtual CD-R, with the run-out blocks that its drive counts", () => {
  using dir = tempFolder();
  createVirtualDisc(`${dir.path}/disc`, { media: "cd-r" });
  using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
  drive.setWriteParameters({
    writeType: "track",
    trackMode: 4,
    dataBlockType: 8,
    multiSession: "next",
    underrunFree: true,
  });
  const expected: [session: number, first: number, blocks: number][] = [];
  for (const session of [1, 2]) {
    const first = examineMedium(drive)!.nextWritable!;
    drive.write(first, new Uint8Array(310 * BLOCK_BYTES));
    drive.synchronizeCache();
    waitUntilReady(drive, { what: "write", timeout: 60_000 });
    drive.closeSession(2);
    waitUntilReady(drive, { what: "close", timeout: 60_000 });
    expected.push([session, first, 310 + RUN_OUT]);
    const medium = examineMedium(drive)!;
    assertEquals([medium.state, medium.sessions], ["appendable", session]);
    assertEquals(medium.tracks.map(({ session, first, blocks }) => [session, first, blocks]), expected);
    assert(medium.nextWritable! > first + 310);
  }
});

Deno.test("examineMedium() sees a virtual DVD+RW and BD-RE formatted after FORMAT UNIT", () => {
  for (
    const [media, type] of [["dvd+rw", FORMAT_TYPE.dvdPlusRw], [
      "bd-re",
      FORMAT_TYPE.bdReNoSpareAreas,
    ]] as const
  ) {
    using dir = tempFolder();
    createVirtualDisc(`${dir.path}/disc`, { media });
    using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
    const offer = drive.formatCapacities().find((each) => each.state === "offered" && each.type === type)!;
    drive.format({ type, blocks: offer.blocks, parameter: offer.parameter }, true);
    waitUntilReady(drive, { what: "format", timeout: 60_000 });
    const medium = examineMedium(drive)!;
    assertEquals([medium.state, medium.nextWritable], ["overwriteable", 0]);
    assertEquals([medium.capacity, medium.free], [offer.blocks, offer.blocks]);
  }
});

Deno.test("examineMedium() sees no medium in a virtual drive after an eject, and again one after a load", () => {
  using dir = tempFolder();
  createVirtualDisc(`${dir.path}/disc`, { media: "bd-r" });
  using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
  drive.eject();
  assertEquals(examineMedium(drive), undefined);
  drive.load();
  assertEquals(examineMedium(drive)?.state, "blank");
});

Deno.test("examineMedium() sees a virtual DVD-R that was written incrementally, open and closed", () => {
  using dir = tempFolder();
  createVirtualDisc(`${dir.path}/disc`, { media: "dvd-r" });
  using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
  drive.setWriteParameters({
    writeType: "packet",
    fixedPacket: false,
    linkSizeValid: true,
    linkSize: 16,
    packetSize: 16,
    trackMode: 5,
    dataBlockType: 8,
    multiSession: "next",
    underrunFree: true,
  });
  drive.write(0, new Uint8Array(64 * BLOCK_BYTES));
  drive.synchronizeCache();
  waitUntilReady(drive, { what: "write", timeout: 60_000 });
  const open = examineMedium(drive)!;
  assertEquals([open.state, open.tracks.length, open.tracks[0]!.blocks], ["appendable", 1, 64]);
  assertEquals(open.capacity, open.nextWritable! + open.free);
  drive.closeTrack(1);
  drive.closeSession(2);
  waitUntilReady(drive, { what: "close", timeout: 60_000 });
  const next = examineMedium(drive)!;
  assertEquals([next.state, next.sessions, next.tracks[0]!.blocks], ["appendable", 1, 64]);
});

Deno.test("examineMedium() waits for a virtual drive that spins up", () => {
  using dir = tempFolder();
  createVirtualDisc(`${dir.path}/disc`, { media: "bd-r", drive: { spinUp: 50 } });
  using drive = new Drive(openVirtualDrive(`${dir.path}/disc`));
  drive.eject();
  drive.load();
  assertEquals(examineMedium(drive)?.state, "blank");
});

import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { DiscglowError, UsageError } from "../../lib/errors.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { createPressedDisc, createVirtualDisc } from "../../lib/virtual/create.ts";
import { VIRTUAL_MEDIA } from "../../lib/virtual/media.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { canMount, mountTmpfs } from "../support/mounts.ts";
import { tempFolder } from "../support/temp.ts";
import { BLOCK, Host, pattern } from "./host.ts";

Deno.test("The data file is the plain image, without anything for what was never recorded", () => {
  using host = new Host("bd-r");
  host.write(0, 64);
  host.close(6);
  host.drive.close();
  assertEquals(Deno.readFileSync(host.path), pattern(0, 64));
});

Deno.test("A disc is as it was when the drive is opened again", () => {
  using host = new Host("dvd+r");
  host.write(0, 32);
  host.reopen();
  assertEquals(host.track(1).next, 32);
  assertEquals(host.write(32, 16), "good");
  host.close(2);
  host.reopen();
  assertEquals(host.disc().sessions, 2);
  assertEquals(host.read(0, 48), "good");
});

Deno.test("Nothing is written to the state file while data is recorded", () => {
  using host = new Host("bd-r");
  host.write(0, 32);
  const before = Deno.readTextFileSync(`${host.path}.state`);
  for (let at = 1; at < 50; at++) host.write(at * 32, 32);
  assertEquals(Deno.readTextFileSync(`${host.path}.state`), before);
  host.flush();
  assertEquals(host.state().tracks[0]!.recorded, 1600);
});

for (const media of ["bd-r", "dvd+r", "dvd-r", "cd-r"]) {
  Deno.test(`After the power was cut a ${media} shows what was recorded, and its track is still open`, () => {
    using host = new Host(media);
    const cd = media === "cd-r";
    host.parameters({ writeType: cd ? 1 : 0, trackMode: cd ? 4 : 5, multi: 3 });
    host.write(0, 32);
    const state = Deno.readTextFileSync(`${host.path}.state`);
    host.write(32, 32);
    host.write(64, 32);
    host.reopen(() => Deno.writeTextFileSync(`${host.path}.state`, state));
    assertEquals(host.track(1).next, 96);
    assertEquals(host.disc().status, 1);
    host.parameters({ writeType: cd ? 1 : 0, trackMode: cd ? 4 : 5, multi: 3 });
    assertEquals(host.write(96, 32), "good");
  });
}

Deno.test("Disc at once cannot be gone on with after the power was cut", () => {
  using host = new Host("dvd-r");
  host.parameters({ writeType: 2, trackMode: 5 });
  host.reserve(64);
  host.write(0, 32);
  host.reopen();
  assertEquals(host.track(1).damaged, true);
  host.parameters({ writeType: 2, trackMode: 5 });
  assertEquals(host.write(32, 32), "5/2C/00");
  assertEquals(host.read(0, 32), "3/11/00");
});

Deno.test("Only one drive can hold a disc, in this program too, but many may read it", () => {
  using host = new Host("bd-r");
  assertEquals(assertThrows(() => openVirtualDrive(host.path), TransportError).trouble, "busy");
  assertThrows(() => openVirtualDrive(host.path, { readOnly: true }), TransportError, "another drive holds");
  host.drive.close();
  {
    using first = openVirtualDrive(host.path, { readOnly: true });
    using second = openVirtualDrive(host.path, { readOnly: true });
    assertEquals(first.execute(new Uint8Array(6), "none", new Uint8Array(0), 100).status, 0);
    const write = second.execute(
      new Uint8Array([0x2a, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
      "out",
      pattern(0, 1),
      100,
    );
    assertEquals([write.sense[2], write.sense[12]], [7, 0x27]);
    assertThrows(() => openVirtualDrive(host.path), TransportError);
  }
  host.reopen();
});

Deno.test("A file without a state file is a finished disc of the kind that fits its size", () => {
  using dir = tempFolder();
  for (const [blocks, profile] of [[100, 0x08], [500_000, 0x10], [5_000_000, 0x40]] as const) {
    const path = dir.at(`image-${profile}`);
    Deno.writeFileSync(path, pattern(0, 50));
    Deno.truncateSync(path, blocks * BLOCK);
    using drive = openVirtualDrive(path);
    const ask = (cdb: number[], length: number) => {
      const data = new Uint8Array(length);
      const answer = drive.execute(new Uint8Array(cdb), "in", data, 100);
      return answer.status === 0 ? data : answer.sense;
    };
    assertEquals(new DataView(ask([0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 8).buffer).getUint16(6), profile);
    assertEquals(new DataView(ask([0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8).buffer).getUint32(0), blocks - 1);
    assertEquals(ask([0x28, 0, 0, 0, 0, 3, 0, 0, 2, 0], 2 * BLOCK), pattern(3, 2));
    assertEquals(ask([0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], 34)[2], 0x0e);
    const write = drive.execute(new Uint8Array([0x2a, 0, 0, 0, 0, 0, 0, 0, 1, 0]), "out", pattern(0, 1), 100);
    assertEquals([write.sense[2], write.sense[12], write.sense[13]], [5, 0x30, 0x05]);
    assertEquals(ask([0x28, 0, 0, 0x7f, 0, 0, 0, 0, 1, 0], BLOCK)[12], 0x21);
  }
});

Deno.test("A pressed CD can have audio tracks, which are no data", () => {
  using dir = tempFolder();
  const path = dir.at("mixed");
  createPressedDisc(path, [{ blocks: 400 }, { blocks: 1000, kind: "audio" }]);
  using drive = openVirtualDrive(`virtual:${path}`);
  const toc = new Uint8Array(28);
  drive.execute(new Uint8Array([0x43, 0, 0, 0, 0, 0, 0, 0, 28, 0]), "in", toc, 100);
  assertEquals([toc[5], toc[13], new DataView(toc.buffer).getUint32(16)], [0x14, 0x10, 400]);
  const read = (block: number) =>
    drive.execute(
      new Uint8Array([0x28, 0, 0, 0, block >> 8, block & 255, 0, 0, 1, 0]),
      "in",
      new Uint8Array(BLOCK),
      9,
    );
  assertEquals(read(399).status, 0);
  assertEquals([read(400).sense[2], read(400).sense[12]], [5, 0x64]);
});

Deno.test("What cannot be opened or made is named", () => {
  using dir = tempFolder();
  assertEquals(assertThrows(() => openVirtualDrive(dir.at("none")), TransportError).trouble, "missing");
  assertEquals(assertThrows(() => openVirtualDrive(dir.path), TransportError).trouble, "failed");
  assertThrows(
    () => createVirtualDisc(dir.at("disc"), { media: "tape" }),
    UsageError,
    "there is no medium tape",
  );
  createVirtualDisc(dir.at("disc"), { media: "bd-r" });
  assertThrows(() => createVirtualDisc(dir.at("disc"), { media: "bd-r" }), DiscglowError, "already exists");
  assertThrows(() => createVirtualDisc(dir.at("no/disc"), { media: "bd-r" }), DiscglowError, "Cannot create");
});

Deno.test("A state file that is damaged is told, and the disc does not stay locked", () => {
  using dir = tempFolder();
  const path = dir.at("disc");
  createVirtualDisc(path, { media: "bd-r" });
  const good = Deno.readTextFileSync(`${path}.state`);
  for (
    const bad of [
      "",
      "{",
      "null",
      '{"version": 2}',
      '{"version": 1, "medium": "tape"}',
      good.replace('"tracks": []', '"tracks": [{}]'),
      good.replace('"tracks": []', '"tracks": 7'),
      good.replace('"finalised": false', '"finalised": "no"'),
      good.replace('"faults": []', '"faults": [{"on": "fire"}]'),
    ]
  ) {
    Deno.writeTextFileSync(`${path}.state`, bad);
    assertThrows(() => openVirtualDrive(path), DiscglowError);
  }
  Deno.writeTextFileSync(`${path}.state`, good);
  openVirtualDrive(path).close();
});

Deno.test("Every medium of the table can be made and says what it is", () => {
  for (const kind of VIRTUAL_MEDIA.values()) {
    using host = new Host(kind.id);
    assertEquals(host.profile(), kind.profile);
    assertEquals(host.disc().status, 0);
    assertEquals(host.disc().erasable, kind.erasable);
    assertEquals(kind.capacity % kind.eccBlocks, 0);
    assertEquals((kind.sparedCapacity ?? 0) % kind.eccBlocks, 0);
  }
});

Deno.test({
  name: "When the file system is full the drive answers a write error, and what the disc tells stays true",
  ignore: !canMount(),
  fn() {
    using dir = tempFolder();
    using small = mountTmpfs(dir.at("small"), 1024 * 1024);
    const path = `${small.path}/disc`;
    createVirtualDisc(path, { media: "bd-r" });
    using drive = openVirtualDrive(path);
    const command = (cdb: number[], direction: "in" | "out" | "none", data: Uint8Array) =>
      drive.execute(new Uint8Array(cdb), direction, data, 1000);
    let block = 0;
    let answer = command([0x2a, 0, 0, 0, 0, 0, 0, 0, 32, 0], "out", pattern(0, 32));
    while (answer.status === 0) {
      block += 32;
      answer = command([0x2a, 0, 0, 0, block >> 8, block & 255, 0, 0, 32, 0], "out", pattern(block, 32));
    }
    assertEquals([answer.sense[2], answer.sense[12], answer.sense[13]], [3, 0x0c, 0x00]);
    const info = new Uint8Array(48);
    command([0x52, 1, 0, 0, 0, 1, 0, 0, 48, 0], "in", info);
    const next = new DataView(info.buffer).getUint32(12);
    assert(next >= block && next < block + 32, `${next} after ${block}`);
    const data = new Uint8Array(next * BLOCK);
    assertEquals(command([0x28, 0, 0, 0, 0, 0, 0, next >> 8, next & 255, 0], "in", data).status, 0);
    assertEquals(data, pattern(0, next));
    drive.close();
    assertEquals([...Deno.readDirSync(small.path)].map(({ name }) => name).sort(), ["disc", "disc.state"]);
    using again = openVirtualDrive(path, { readOnly: true });
    again.execute(new Uint8Array([0x52, 1, 0, 0, 0, 1, 0, 0, 48, 0]), "in", info, 1000);
    assertEquals(new DataView(info.buffer).getUint32(12), Math.ceil(next / 32) * 32);
  },
});

Deno.test("Blocks that the data file has lost cannot be read, and what was never written is zeros", () => {
  for (const media of ["bd-r", "dvd+rw"]) {
    using host = new Host(media);
    if (media === "dvd+rw") host.format(0x26, 0xffffffff);
    host.write(0, 90);
    host.close(6);
    const lost = media === "bd-r" ? "3/11/00" : "other";
    assertEquals(host.ask([0x28, 0, 0, 0, 0, 64, 0, 0, 32, 0], 32 * BLOCK).length, 32 * BLOCK);
    host.reopen(() => Deno.truncateSync(host.path, 40 * BLOCK));
    assertEquals(host.read(0, 40), "good");
    assertEquals(host.read(0, 90), lost);
    assertEquals(host.read(70, 1), lost);
  }
});

Deno.test("What a file held before a track begins is no part of the disc", () => {
  using host = new Host("bd-r");
  host.reopen(() => Deno.writeFileSync(host.path, pattern(0, 640, 9)));
  assertEquals(host.read(0, 1), "5/21/00");
  assertEquals(host.write(0, 32), "good");
  const state = Deno.readTextFileSync(`${host.path}.state`);
  host.reopen(() => Deno.writeTextFileSync(`${host.path}.state`, state));
  assertEquals(host.track(1).next, 32);
});

import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { DiscglowError, UsageError } from "../../lib/errors.ts";
import { realClock } from "../../lib/virtual/clock.ts";
import { addFault, damageBlock } from "../../lib/virtual/create.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { tempFolder } from "../support/temp.ts";
import { answerWords, be32, HandClock, Host, numberAt, pattern } from "./host.ts";

/** A finished disc of so many blocks. */
function pressed(path: string, blocks: number) {
  Deno.writeFileSync(path, pattern(0, blocks));
  const drive = openVirtualDrive(path);
  const none: Uint8Array = new Uint8Array(0);
  return {
    words: (cdb: number[], data = none) =>
      answerWords(drive.execute(new Uint8Array(cdb), data.length > 0 ? "out" : "none", data, 100)),
    [Symbol.dispose]: () => drive.close(),
  };
}

Deno.test("READ TRACK INFORMATION finds tracks by block, by number and by session", () => {
  using host = new Host("dvd+r");
  host.write(0, 32);
  host.close(2);
  host.write(4128, 16);
  const first = (type: number, number: number) => {
    const info = host.ask([0x52, type, ...be32(number), 0, 0, 48, 0], 48);
    return typeof info === "string" ? info : numberAt(info, 8, 4);
  };
  assertEquals([first(0, 31), first(0, 4130), first(0, 100_000)], [0, 4128, 4128]);
  assertEquals([first(1, 1), first(1, 2), first(1, 3)], [0, 4128, "5/24/00"]);
  assertEquals([first(2, 1), first(2, 2), first(2, 3)], [0, 4128, "5/24/00"]);
  assertEquals(first(0, 40), "5/24/00", "between the sessions");
  assertEquals(first(3, 1), "5/24/00");
  assertEquals(first(4, 4130), 4128, "OPEN: the next track that can be written to");
  assertEquals(first(1, 0xff), 4128, "the track that is written next");
});

Deno.test("READ DISC INFORMATION knows only the standard type", () => {
  using host = new Host("bd-r");
  assertEquals(host.ask([0x51, 1, 0, 0, 0, 0, 0, 0, 34, 0], 34), "5/24/00");
});

Deno.test("A CD tells where its lead-in begins and where its lead-out can begin at the latest", () => {
  using host = new Host("cd-r");
  const info = host.in([0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], 34);
  assertEquals([...info.subarray(20, 24)], [0, 79, 59, 69]);
  assertEquals(info[8], 0xff);
});

Deno.test("READ TOC tells of DVD and BD what there is of a table of contents", () => {
  using host = new Host("bd-re");
  const toc = (format: number) => host.ask([0x43, 0, format, 0, 0, 0, 0, 0, 100, 0], 100);
  assertEquals(toc(0), "5/24/00");
  host.format(0x00, 11_826_176, 2048);
  assertEquals(numberAt(toc(0) as Uint8Array, 16, 4), 11_826_176);
  assertEquals((toc(1) as Uint8Array).length, 12);
  for (const format of [2, 3, 4, 5, 6]) assertEquals(toc(format), "5/24/00");
  assertEquals(host.ask([0x43, 0, 0, 0, 0, 0, 2, 0, 100, 0], 100), "5/24/00", "there is no track 2");
});

Deno.test("GET EVENT STATUS NOTIFICATION tells how long the drive is going to be busy", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { longWrite: 3000 }, clock);
  const busy = () => [...host.in([0x4a, 1, 0, 0, 0x40, 0, 0, 0, 8, 0], 8).subarray(2)];
  assertEquals(busy(), [6, 0x54, 0, 0, 0, 0]);
  host.flush(true);
  clock.time += 1000;
  assertEquals(busy(), [6, 0x54, 1, 1, 0, 20]);
  assertEquals([...host.in([0x4a, 1, 0, 0, 0x04, 0, 0, 0, 8, 0], 8).subarray(2)], [2, 0x54, 0, 1, 0, 0]);
});

Deno.test("REQUEST SENSE tells a unit attention once, and nothing when there is nothing", () => {
  using host = new Host("bd-r");
  assertEquals(host.sense().words, "0/00/00");
  host.startStop(2);
  assertEquals(host.sense().words, "2/3A/02");
  host.startStop(3);
  assertEquals(host.sense().words, "6/28/00");
  assertEquals(host.sense().words, "0/00/00");
});

Deno.test("A stopped disc starts by itself, and an open tray has to be shut", () => {
  using host = new Host("bd-r");
  assertEquals(host.startStop(0), "good");
  assertEquals(host.ready(), "good");
  assertEquals(host.startStop(1), "good");
  host.startStop(2);
  assertEquals(host.startStop(2), "good", "it is open already");
  assertEquals(host.startStop(1), "2/3A/02");
  assertEquals(host.in([0xbd, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0], 8)[1], 0x10);
  assertEquals(host.in([0x23, 0, 0, 0, 0, 0, 0, 0, 12, 0], 12)[8]! & 3, 3, "capacity without a disc");
});

Deno.test("SET STREAMING goes back to the fastest speed and refuses what means nothing", () => {
  using host = new Host("dvd+r");
  const set = (fields: [number, number][], flags = 0) => {
    const list = new Uint8Array(28);
    list[0] = flags;
    for (const [at, value] of fields) new DataView(list.buffer).setUint32(at, value);
    return host.out([0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], list);
  };
  const speed = () => numberAt(host.in([0x5a, 8, 0x2a, 0, 0, 0, 0, 0, 80, 0], 80), 8 + 28, 2);
  const wanted = (
    write: number,
  ): [number, number][] => [[8, 100], [12, 5540], [16, 1000], [20, write], [24, 1000]];
  assertEquals(speed(), 22_160);
  assertEquals(set(wanted(5540)), "good");
  assertEquals(speed(), 5540);
  assertEquals(set(wanted(100)), "good");
  assertEquals(speed(), 3324, "the slowest there is");
  assertEquals(set([], 4), "good");
  assertEquals(speed(), 22_160);
  assertEquals(set([[8, 100], [20, 5540]]), "5/26/00", "in no time");
  assertEquals(host.out([0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], new Uint8Array(20)), "5/1A/00");
  assertEquals(host.none(0xbb, 0, 0xff, 0xff, 0x15, 0xa4, 0, 0, 0, 0, 0, 0), "good");
  assertEquals(speed(), 5540);
  const nominal = host.in([0xac, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0], 24);
  assertEquals([numberAt(nominal, 12, 4), numberAt(nominal, 20, 4)], [5540, 5540]);
  assertEquals(host.ask([0xac, 0, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0], 24), "5/24/00");
});

Deno.test("SEND OPC INFORMATION calibrates only by itself, and only where there is something to record", () => {
  using host = new Host("dvd+r");
  assertEquals(host.none(0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0), "good");
  assertEquals(host.none(0x54, 0, 0, 0, 0, 0, 0, 0, 0, 0), "5/24/00");
  host.write(0, 16);
  host.close(6);
  assertEquals(host.none(0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0), "5/30/05");
});

Deno.test("FORMAT UNIT takes one descriptor behind a header without unknown options", () => {
  using host = new Host("bd-re");
  const list = [0, 0x80, 0, 8, ...be32(11_826_176), 0, 0, 8, 0];
  const format = (bytes: number[], byte1 = 0x11) => host.out([4, byte1, 0, 0, 0, 0], bytes);
  assertEquals(format(list, 0x10), "5/24/00");
  assertEquals(format(list.slice(0, 11)), "5/1A/00");
  assertEquals(format(list.with(3, 16)), "5/1A/00");
  assertEquals(format(list.with(1, 0x81)), "5/26/00");
  assertEquals(format(list.with(1, 0x20)), "5/26/00", "an option without FOV");
  assertEquals(format(list), "good");
});

Deno.test("WRITE AND VERIFY is for media that can be rewritten", () => {
  using rewritable = new Host("bd-re");
  rewritable.format(0x00, 11_826_176, 2048);
  assertEquals(rewritable.out([0x2e, 0, 0, 0, 0, 9, 0, 0, 2, 0], pattern(9, 2)), "good");
  assertEquals(rewritable.read(9, 2), "good");
  using once = new Host("bd-r");
  assertEquals(once.out([0x2e, 0, 0, 0, 0, 0, 0, 0, 1, 0], pattern(0, 1)), "5/30/00");
});

Deno.test("BLANK can take back the last track, the last reservation and the last session", () => {
  using host = new Host("dvd-rw");
  host.parameters({ writeType: 0, trackMode: 5, multi: 3 });
  assertEquals(host.blank(2), "5/2C/00");
  host.write(0, 16);
  host.close(1, 1);
  host.close(2);
  host.write(16 + 28_672, 16);
  assertEquals(host.blank(3), "5/2C/00", "it holds data");
  assertEquals(host.blank(5), "5/2C/00", "the next session has been begun");
  assertEquals(host.blank(2), "good");
  assertEquals(host.track(0xff).next, 16 + 28_672);
  host.reserve(64);
  assertEquals(host.blank(3), "good");
  assertEquals(host.blank(6), "good");
  assertEquals(host.disc().status, 0);
  assertEquals(host.state().tracks, []);
});

Deno.test("A DVD-RW offers its formats, and a growing border is found again after the power was cut", () => {
  using host = new Host("dvd-rw");
  const types = () => {
    const told = host.in([0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], 252);
    return Array.from({ length: (told[3]! - 8) / 8 }, (_, index) => told[12 + 8 * index + 4]! >> 2);
  };
  assertEquals(types(), [0x00, 0x10, 0x15]);
  assertEquals(host.format(0x13, 16, 16), "5/26/02", "there is no border yet");
  assertEquals(host.format(0x10, 2_297_889, 16), "5/26/02");
  host.format(0x15, 2_297_888, 16);
  assertEquals(types(), [0x00, 0x10, 0x15, 0x13]);
  host.write(0, 32);
  const state = Deno.readTextFileSync(`${host.path}.state`).replace('"formatted": 32', '"formatted": 0');
  host.write(32, 32);
  host.reopen(() => Deno.writeTextFileSync(`${host.path}.state`, state));
  assertEquals(host.track(1).next, 64);
});

Deno.test("A pressed disc has no structure to change, and a drive for reading only changes none", () => {
  using dir = tempFolder();
  using rom = pressed(dir.at("rom"), 64);
  assertEquals(rom.words([0x5b, 0, 2, 0, 0, 0, 0, 0, 0, 0]), "5/30/00");
  assertEquals(rom.words([0xa1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "5/30/00");
  assertEquals(rom.words([0x2a, 0, 0, 0, 0, 0, 0, 0, 1, 0], pattern(0, 1)), "5/30/05");
  using host = new Host("dvd+r");
  host.write(0, 16);
  host.drive.close();
  using reader = openVirtualDrive(host.path, { readOnly: true });
  const close = reader.execute(
    new Uint8Array([0x5b, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
    "none",
    new Uint8Array(0),
    9,
  );
  assertEquals(answerWords(close), "7/27/00");
});

Deno.test("A file without a state file has no drive to change, and what is not there cannot be damaged", () => {
  using dir = tempFolder();
  Deno.writeFileSync(dir.at("image"), pattern(0, 4));
  const refused = assertThrows(() => addFault(dir.at("image"), { on: "read" }), DiscglowError);
  assertEquals(refused.message, `Cannot change ${dir.at("image")}: it has no state file`);
  assert(!(refused instanceof UsageError), "it is the state of a file, not how it was named");
  assertThrows(() => damageBlock(dir.at("nothing"), 0), DiscglowError, "Cannot damage");
  damageBlock(dir.at("image"), 3);
  using drive = openVirtualDrive(dir.at("image"));
  assertThrows(() => damageBlock(dir.at("image"), 0), DiscglowError, "it is in use");
  assertEquals(drive.name, dir.at("image"));
});

Deno.test("The clock of a drive is that of the computer unless another is given", () => {
  const before = realClock.now();
  realClock.sleep(2);
  assert(realClock.now() >= before + 1);
});

import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { answerWords, BLOCK, Host, numberAt, pattern } from "./host.ts";

Deno.test("A command the drive has not got is refused", () => {
  using host = new Host("bd-r");
  assertEquals(host.none(0x1a, 0, 0x3f, 0, 0, 0), "5/20/00");
  assertEquals(host.none(0xff, 0, 0, 0, 0, 0), "5/20/00");
});

Deno.test("A CDB of the wrong length, with reserved bits or with a control byte is refused", () => {
  using host = new Host("bd-r");
  assertEquals(host.none(0, 0, 0, 0, 0), "5/24/00");
  assertEquals(host.none(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), "5/24/00");
  assertEquals(host.none(0, 0, 0, 1, 0, 0), "5/24/00");
  assertEquals(host.none(0, 0, 0, 0, 0, 0x80), "5/24/00");
  const answer = host.drive.execute(new Uint8Array([0, 0, 0, 1, 0, 0]), "none", new Uint8Array(0), 100);
  assertEquals(
    [answer.sense[15], numberAt(answer.sense, 16, 2)],
    [0xc0, 3],
    "the field pointer shows the byte",
  );
});

Deno.test("Data in the wrong direction is refused", () => {
  using host = new Host("bd-r");
  const inquiry = [0x12, 0, 0, 0, 36, 0];
  assertEquals(host.out(inquiry, new Uint8Array(36)), "5/24/00");
  assertEquals(host.ask([0x2a, 0, 0, 0, 0, 0, 0, 0, 1, 0], BLOCK), "5/24/00");
  assertEquals(host.ask([0, 0, 0, 0, 0, 0], 8), "5/24/00");
});

Deno.test("A write whose data is shorter than it says is refused and changes nothing", () => {
  using host = new Host("bd-r");
  assertEquals(host.out([0x2a, 0, 0, 0, 0, 0, 0, 0, 2, 0], pattern(0, 1)), "5/1A/00");
  assertEquals(host.out([0x2a, 0, 0, 0, 0, 0, 0, 0, 0, 0], []), "good");
  assertEquals(host.disc().status, 0);
});

Deno.test("A write whose data is longer than it says takes what it says, and the rest is the residual", () => {
  using host = new Host("bd-r");
  const cdb = new Uint8Array([0x2a, 0, 0, 0, 0, 0, 0, 0, 32, 0]);
  const { status, residual } = host.drive.execute(cdb, "out", pattern(0, 48), 100);
  assertEquals([status, residual], [0, 16 * BLOCK]);
  assertEquals(host.write(32, 32), "good");
});

Deno.test("An answer is cut where the allocation length or the buffer ends, and the rest is the residual", () => {
  using host = new Host("bd-r");
  const data = new Uint8Array(96);
  const whole = host.drive.execute(new Uint8Array([0x12, 0, 0, 0, 96, 0]), "in", data, 100);
  assertEquals(whole.residual, 60);
  assertEquals(new TextDecoder().decode(data.subarray(8, 16)), "DISCGLOW");
  assertEquals(host.in([0x12, 0, 0, 0, 5, 0], 96).length, 5);
  assertEquals(host.in([0x12, 0, 0, 0, 96, 0], 7).length, 7);
});

Deno.test("INQUIRY tells a serial number", () => {
  using host = new Host("bd-r");
  const page = host.in([0x12, 1, 0x80, 0, 252, 0], 252);
  assertEquals([page[1], page[3], page.length], [0x80, 8, 12]);
  assertEquals([...host.in([0x12, 1, 0, 0, 252, 0], 252)], [5, 0, 0, 2, 0, 0x80]);
  assertEquals(host.ask([0x12, 1, 0x83, 0, 252, 0], 252), "5/24/00");
  assertEquals(host.ask([0x12, 0, 0x80, 0, 252, 0], 252), "5/24/00");
});

Deno.test("A locked disc cannot be ejected, and a lock that is left is seen by the next", () => {
  using host = new Host("bd-r");
  const lock = (on: number) => host.none(0x1e, 0, 0, 0, on, 0);
  assertEquals(lock(1), "good");
  assertEquals(host.state().locked, true, "it is seen at once, should this program be killed");
  assertEquals(host.startStop(2), "5/53/02");
  host.reopen(() => assertEquals(host.state().locked, true));
  assertEquals(host.startStop(2), "5/53/02");
  assertEquals(lock(0), "good");
  assertEquals(host.startStop(2), "good");
  assertEquals(host.profile(), 0);
  host.reopen(() => assertEquals(host.state().locked, false));
});

Deno.test("GET EVENT STATUS NOTIFICATION tells that a disc has come and gone, each once", () => {
  using host = new Host("bd-r");
  const media = () => [...host.in([0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8, 0], 8).subarray(2, 6)];
  assertEquals(media(), [4, 0x54, 2, 2]);
  assertEquals(media(), [4, 0x54, 0, 2]);
  host.startStop(2);
  assertEquals(media(), [4, 0x54, 3, 1]);
  host.startStop(3);
  assertEquals(media(), [4, 0x54, 2, 2]);
  assertEquals(host.ask([0x4a, 0, 0, 0, 0x10, 0, 0, 0, 8, 0], 8), "5/24/00", "only polled");
  assertEquals(host.in([0x4a, 1, 0, 0, 0x02, 0, 0, 0, 8, 0], 8)[2], 0x80);
});

Deno.test("GET CONFIGURATION tells all features, those of use, or one", () => {
  using host = new Host("bd-r");
  const configuration = (rt: number, from: number) =>
    host.in([0x46, rt, from >> 8, from & 255, 0, 0, 0, 8, 0, 0], 2048);
  const codes = (bytes: Uint8Array) => {
    assertEquals(numberAt(bytes, 0, 4), bytes.length - 4);
    const found: number[] = [];
    for (let at = 8; at < bytes.length; at += 4 + bytes[at + 3]!) {
      found.push(numberAt(bytes, at, 2));
      assertEquals(bytes[at + 3]! % 4, 0);
    }
    return found;
  };
  const all = codes(configuration(0, 0));
  assertEquals(all, [...all].sort((a, b) => a - b));
  const current = codes(configuration(1, 0));
  assert(current.includes(0x41) && !current.includes(0x2b) && all.includes(0x2b));
  assertEquals(codes(configuration(0, 0x100))[0], 0x100);
  assertEquals(codes(configuration(2, 0x1e)), [0x1e]);
  assertEquals(codes(configuration(2, 0x33)), []);
  assertEquals(host.ask([0x46, 3, 0, 0, 0, 0, 0, 0, 8, 0], 8), "5/24/00");
});

Deno.test("MODE SENSE tells current, changeable and initial values, and all pages at once", () => {
  using host = new Host("bd-r");
  const sense = (page: number) => host.ask([0x5a, 8, page, 0, 0, 0, 0, 1, 0, 0], 256);
  const all = sense(0x3f) as Uint8Array;
  assertEquals(numberAt(all, 0, 2), all.length - 2);
  assertEquals(all[8], 0x01);
  assertEquals((sense(0x45) as Uint8Array)[8 + 2], 0x7f);
  assertEquals((sense(0x85) as Uint8Array)[8 + 2], 0x01);
  assertEquals(sense(0xc5), "5/39/00");
  assertEquals(sense(0x0e), "5/24/00");
});

Deno.test("MODE SELECT refuses lists that are cut, pages it has not got and bits that cannot change", () => {
  using host = new Host("bd-r");
  const select = (list: number[], length = list.length) =>
    host.out([0x55, 0x10, 0, 0, 0, 0, 0, 0, length, 0], list);
  const header = [0, 0, 0, 0, 0, 0, 0, 0];
  const recovery = [1, 10, 0xc0, 8, 0, 0, 0, 0, 8, 0, 0, 0];
  assertEquals(select([...header, ...recovery]), "good");
  assertEquals(select([...header, ...recovery.with(2, 0xe0)]), "good");
  assertEquals(select([...header, ...recovery.with(2, 0x40)]), "5/26/00");
  assertEquals(select([...header, ...recovery.slice(0, 8)]), "5/1A/00");
  assertEquals(select([...header, ...recovery], 19), "5/1A/00");
  assertEquals(select([...header, 0x0e, 2, 0, 0]), "5/26/01");
  assertEquals(select([...header.with(7, 8), ...recovery]), "5/26/00");
  assertEquals(host.out([0x55, 0, 0, 0, 0, 0, 0, 0, 8, 0], header), "5/24/00");
  assertEquals(host.out([0x55, 0x11, 0, 0, 0, 0, 0, 0, 8, 0], header), "5/24/00");
});

Deno.test("The disc tells who made it", () => {
  const text = (bytes: Uint8Array, from: number, to: number) =>
    new TextDecoder().decode(bytes.subarray(from, to));
  const structure = (host: Host, type: number, format: number) =>
    host.ask([0xad, type, 0, 0, 0, 0, 0, format, 0x10, 0x04, 0, 0], 4100);
  using bd = new Host("bd-r");
  const unit = structure(bd, 1, 0) as Uint8Array;
  assertEquals([unit.length, numberAt(unit, 0, 2), text(unit, 4, 6), text(unit, 12, 15)], [
    4100,
    4098,
    "DI",
    "BDR",
  ]);
  assertEquals(text(unit, 104, 113), "VIRTUABDR");
  assertEquals(structure(bd, 0, 0), "5/24/00");
  using plus = new Host("dvd+r");
  assertEquals(
    text(structure(plus, 0, 0x11) as Uint8Array, 4 + 19, 4 + 30),
    "VIRTUAL R16",
  );
  using minus = new Host("dvd-r");
  const prerecorded = structure(minus, 0, 0x0e) as Uint8Array;
  assertEquals(text(prerecorded, 21, 27) + text(prerecorded, 29, 33), "VIRTUALR16");
  assertEquals(numberAt(structure(minus, 0, 0) as Uint8Array, 4 + 5, 3), 0x30000);
});

Deno.test("Every command of the drive answers to random bytes with a status, never with an error of the program", () => {
  using host = new Host("cd-rw");
  let seed = 42;
  const random = () => (seed = Math.imul(seed, 1_103_515_245) + 12_345 >>> 0) >>> 16 & 255;
  const seen = new Set<string>();
  for (let round = 0; round < 20_000; round++) {
    const length = [6, 10, 12, 16][random() & 3]!;
    const cdb = Uint8Array.from({ length }, () => random() & (random() & 1 ? 0xff : 0));
    if (round % 2 === 0) {
      cdb[0] = [0x51, 0x52, 0x43, 0x46, 0x4a, 0x55, 0x5d, 0xad, 0xac, 0xb6, 0x23][random() % 11]!;
    }
    const data = Uint8Array.from({ length: random() & 1 ? random() : 0 }, random);
    seen.add(
      answerWords(host.drive.execute(cdb, (["in", "out", "none"] as const)[random() % 3]!, data, 100)),
    );
  }
  assert(seen.has("5/24/00") && seen.has("5/20/00"), [...seen].join());
});

Deno.test("A drive that is closed, and data that is too long, are errors of the way", () => {
  using host = new Host("bd-r");
  const large = new Uint8Array(1024 * 1024 + 2048);
  const error = assertThrows(() => host.drive.execute(new Uint8Array(6), "in", large, 100), TransportError);
  assertEquals(error.trouble, "too long");
  host.drive.close();
  host.drive.close();
  assertThrows(() => host.ready(), TransportError, "it has been closed");
});

Deno.test("Data goes from and to shared memory as well", () => {
  using host = new Host("bd-r");
  const shared = new Uint8Array(new SharedArrayBuffer(64 * BLOCK)).subarray(BLOCK, 33 * BLOCK);
  shared.set(pattern(0, 32));
  const cdb = (opcode: number) => new Uint8Array([opcode, 0, 0, 0, 0, 0, 0, 0, 32, 0]);
  assertEquals(host.drive.execute(cdb(0x2a), "out", shared, 100).status, 0);
  shared.fill(0);
  assertEquals(host.drive.execute(cdb(0x28), "in", shared, 100).residual, 0);
  assertEquals(shared.slice(), pattern(0, 32));
  assertEquals(host.out([0xaa, 0, 0, 0, 0, 32, 0, 0, 0, 32, 0x80, 0], pattern(32, 32)), "good", "streaming");
  assertEquals((host.in([0xa8, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0x80, 0], 64 * BLOCK)).length, 64 * BLOCK);
  assertEquals(host.none(0x2f, 0, 0, 0, 0, 0, 0, 0, 64, 0), "good");
  assertEquals(host.none(0x2f, 0, 0, 0, 0, 0, 0, 0, 65, 0), "5/21/00");
});

Deno.test("A read into less room than it asks for is refused", () => {
  using host = new Host("bd-r");
  host.write(0, 32);
  assertEquals(host.ask([0x28, 0, 0, 0, 0, 0, 0, 0, 32, 0], 31 * 2048), "5/24/00");
  assertEquals(host.none(0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0), "5/24/00");
  assertEquals(host.ask([0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0], 4096).length, 2048);
});

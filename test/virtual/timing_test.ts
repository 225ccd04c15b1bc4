import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { BLOCK, HandClock, Host, numberAt } from "./host.ts";

const MIB = 1024 * 1024;

Deno.test("A disc that was put in is not ready before it has spun up", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { spinUp: 5000 }, clock);
  assertEquals(host.ready(), "2/04/01");
  assertEquals(host.write(0, 32), "2/04/01");
  clock.time += 5000;
  assertEquals(host.ready(), "good");
  assertEquals(host.startStop(2), "good");
  assertEquals(host.ready(), "2/3A/02");
  const before = clock.time;
  assertEquals(host.startStop(3), "good");
  assertEquals(clock.time, before + 5000, "the command without IMMED waits");
  assertEquals(host.ready(), "6/28/00");
  assertEquals(host.ready(), "good");
});

Deno.test("Data is taken at once until the buffer is full, and then at recording speed", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { speed: 1, buffer: 2 * MIB }, clock);
  const start = clock.time;
  for (let at = 0; at < 32; at++) assertEquals(host.write(at * 32, 32), "good");
  assertEquals(clock.time, start, "2 MiB went into the buffer");
  for (let at = 32; at < 96; at++) assertEquals(host.write(at * 32, 32), "good");
  const wanted = 4 * MIB / 4495.5;
  assert(Math.abs(clock.time - start - wanted) < 1, `${clock.time - start} ms, not ${wanted}`);
});

Deno.test("READ BUFFER CAPACITY tells what has room", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { speed: 2, buffer: 2 * MIB }, clock);
  const free = () => numberAt(host.in([0x5c, 0, 0, 0, 0, 0, 0, 0, 12, 0], 12), 8, 4);
  assertEquals(free(), 2 * MIB);
  host.write(0, 256);
  assertEquals(free(), 2 * MIB - 256 * BLOCK);
});

Deno.test("A full buffer may be told instead of waited for", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { speed: 1, buffer: MIB, busyWhenFull: true }, clock);
  for (let at = 0; at < 16; at++) assertEquals(host.write(at * 32, 32), "good");
  assertEquals(host.write(512, 32), "2/04/08");
  assertEquals(host.track(1).next, 512);
  clock.time += 20;
  assertEquals(host.write(512, 32), "good");
});

Deno.test("Recording speed is what was set, and never more than the drive's", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { speed: 6 }, clock);
  const descriptors = host.in([0xac, 0, 0, 0, 0, 0, 0, 0, 0, 10, 3, 0], 8 + 160);
  assertEquals((descriptors.length - 8) / 16, 3);
  assertEquals(numberAt(descriptors, 20, 4), 26_973);
  const list = new Uint8Array(28);
  const view = new DataView(list.buffer);
  view.setUint32(8, 1000);
  for (const [at, value] of [[12, 10_000], [16, 1000], [20, 9000], [24, 1000]] as const) {
    view.setUint32(at, value);
  }
  assertEquals(host.out([0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], list), "good");
  const page = host.in([0x5a, 8, 0x2a, 0, 0, 0, 0, 0, 80, 0], 80);
  assertEquals(numberAt(page, 8 + 28, 2), 8991);
  const start = clock.time;
  for (let at = 0; at < 256; at++) host.write(at * 32, 32);
  host.flush();
  const wanted = 16 * MIB / 8991;
  assert(Math.abs(clock.time - start - wanted) < 1, `${clock.time - start} ms, not ${wanted}`);
  view.setUint32(20, 9500);
  list[0] = 2;
  assertEquals(
    host.out([0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], list),
    "5/26/00",
    "exactly this speed there is not",
  );
});

Deno.test("Emptying the buffer with IMMED is told as a long write with its progress", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { longWrite: 4000 }, clock);
  host.write(0, 32);
  assertEquals(host.flush(true), "good");
  assertEquals(host.ready(), "2/04/08");
  clock.time += 1000;
  assertEquals(host.sense(), { words: "2/04/08", progress: 0.25 });
  assertEquals(host.write(32, 32), "2/04/08");
  clock.time += 3000;
  assertEquals(host.write(32, 32), "good");
  const before = clock.time;
  assertEquals(host.flush(), "good");
  assertEquals(clock.time, before + 4000);
});

Deno.test("Closing and blanking take their time, waited for or told", () => {
  const clock = new HandClock();
  using host = new Host("cd-rw", { longClose: 30_000, longBlank: 2000 }, clock);
  host.parameters({ writeType: 1 });
  host.write(0, 300);
  host.flush();
  assertEquals(host.close(2, 0, true), "good");
  assertEquals(host.ask([0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], 34), "2/04/07");
  assertEquals(host.startStop(2), "2/04/07");
  clock.time += 15_000;
  assertEquals(host.sense(), { words: "2/04/07", progress: 0.5 });
  clock.time += 15_000;
  assertEquals(host.disc().status, 2);
  const before = clock.time;
  assertEquals(host.blank(0), "good");
  assertEquals(clock.time, before + 2000);
});

Deno.test("A command that takes longer than its timeout gives no answer, and the drive goes on", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { longClose: 60_000 }, clock);
  host.write(0, 32);
  const error = assertThrows(() => host.close(6), TransportError);
  assertEquals(error.trouble, "timeout");
  assertEquals(host.ready(), "2/04/07");
  clock.time += 50_000;
  assertEquals(host.disc().status, 2);
});

for (const protection of [true, false]) {
  Deno.test(`A CD ${protection ? "survives" : "is spoilt by"} an empty buffer ${protection ? "with" : "without"} BUFE`, () => {
    const clock = new HandClock();
    using host = new Host("cd-r", { speed: 4, buffer: MIB }, clock);
    host.parameters({ writeType: 1, bufe: protection });
    for (let at = 0; at < 16; at++) assertEquals(host.write(at * 32, 32), "good");
    clock.time += 10_000;
    assertEquals(host.write(512, 32), protection ? "good" : "3/0C/09");
    assertEquals(host.track(1).damaged, !protection);
    host.flush();
    assertEquals(host.read(0, 32), protection ? "good" : "3/11/00");
  });
}

Deno.test("A drive without underrun protection does not let BUFE be set", () => {
  using host = new Host("cd-r", { underrunProtection: false });
  assertEquals(host.parameters({ bufe: true }), "5/26/00");
});

Deno.test("An empty buffer after SYNCHRONIZE CACHE is no loss", () => {
  const clock = new HandClock();
  using host = new Host("dvd-r", { speed: 4, buffer: MIB, underrunProtection: false }, clock);
  host.parameters({ writeType: 0, trackMode: 5, dataBlockType: 8, multi: 3 });
  for (let at = 0; at < 16; at++) host.write(at * 32, 32);
  host.flush();
  clock.time += 10_000;
  assertEquals(host.write(512, 32), "good");
});

Deno.test("Reads come at the speed of the drive", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { readSpeed: 2 }, clock);
  host.write(0, 512);
  const start = clock.time;
  for (let at = 0; at < 512; at += 64) assertEquals(host.read(at, 64), "good");
  assert(Math.abs(clock.time - start - MIB / 8991) < 0.01);
});

Deno.test("What was closed can be read at once, or only after a reload where the drive needs it", () => {
  using host = new Host("dvd+r", { needsReload: true });
  host.write(0, 16);
  host.close(6);
  assertEquals(host.read(0, 16), "5/64/00");
  host.startStop(2);
  host.startStop(3);
  assertEquals(host.read(0, 16), "6/28/00");
  assertEquals(host.read(0, 16), "good");
});

import { assertEquals } from "../support/assert.ts";
import { HandClock, Host } from "./host.ts";

Deno.test("A DVD+R is recorded from front to back, session after session, until it is finalised", () => {
  using host = new Host("dvd+r");
  assertEquals(host.profile(), 0x1b);
  assertEquals(host.write(16, 16), "5/21/02");
  assertEquals(host.write(0, 20), "good");
  assertEquals(host.read(0, 20), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.track(1).next, 32);
  assertEquals(host.close(1, 1), "good");
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().sessions, 2);
  assertEquals(host.track(2).next, 32 + 4096);
  assertEquals(host.write(4128, 16), "good");
  assertEquals(host.close(7), "5/24/00");
  assertEquals(host.close(6), "good");
  assertEquals(host.disc().status, 2);
  assertEquals(host.write(4144, 16), "5/30/05");
  assertEquals(host.capacity(), 4144);
});

Deno.test("A track number that a DVD+R has not got cannot be closed, nor one with nothing in it", () => {
  using host = new Host("dvd+r-dl");
  assertEquals(host.close(1, 1), "5/24/00");
  host.write(0, 16);
  assertEquals(host.close(1, 2), "5/24/00");
  assertEquals(host.close(1, 1), "good");
});

Deno.test("The test bit does not keep a DVD+R from being recorded", () => {
  using host = new Host("dvd+r");
  host.parameters({ test: true });
  assertEquals(host.write(0, 16), "good");
  host.parameters({ test: false });
  assertEquals(host.track(1).next, 16);
});

Deno.test("A DVD+RW takes nothing before it is formatted and anything afterwards", () => {
  using host = new Host("dvd+rw");
  assertEquals(host.disc().status, 0);
  assertEquals(host.write(0, 16), "3/31/00");
  assertEquals(host.read(0, 1), "3/31/00");
  assertEquals(host.format(0x26, 0xffffffff), "good");
  assertEquals(host.disc().background, 3);
  assertEquals(host.write(1001, 3), "good");
  assertEquals(host.read(1001, 3), "good");
  assertEquals(host.write(1001, 3, 9), "good");
  assertEquals(host.read(1001, 3, 9), "good");
  assertEquals(host.write(2_295_103, 2), "5/21/00");
  assertEquals(host.capacity(), 2_295_104);
});

Deno.test("A DVD+RW can be used while it is formatted, and the format be stopped and gone on with", () => {
  const clock = new HandClock();
  using host = new Host("dvd+rw", { longFormat: 60_000 }, clock);
  assertEquals(host.format(0x26, 2_295_104), "good");
  clock.time += 15_000;
  assertEquals(host.ready(), "good");
  assertEquals(host.disc().background, 2);
  assertEquals(host.sense(), { words: "0/04/04", progress: 0.25 });
  assertEquals(host.write(0, 16), "good");
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().background, 1);
  assertEquals(host.read(0, 16), "good");
  assertEquals(host.format(0x26, 2_295_104, 1), "good");
  assertEquals(host.read(0, 16), "good", "going on keeps what was recorded");
  clock.time += 60_000;
  assertEquals(host.disc().background, 3);
  assertEquals(host.format(0x26, 2_295_104, 1), "5/26/02", "there is nothing to go on with");
});

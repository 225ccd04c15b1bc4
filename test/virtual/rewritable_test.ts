import { assertEquals } from "../support/assert.ts";
import { HandClock, Host, numberAt } from "./host.ts";

for (
  const { media, profile, spared, bare, bareType } of [
    { media: "dvd-ram", profile: 0x12, spared: 2_236_704, bare: 2_295_072, bareType: 0x00 },
    { media: "bd-re", profile: 0x43, spared: 11_826_176, bare: 12_219_392, bareType: 0x31 },
    { media: "bd-re-dl", profile: 0x43, spared: 23_652_352, bare: 24_438_784, bareType: 0x31 },
    { media: "bd-re-tl", profile: 0x43, spared: 47_305_728, bare: 48_878_592, bareType: 0x31 },
  ]
) {
  Deno.test(`A ${media} takes nothing before it is formatted, and then any block within its format`, () => {
    using host = new Host(media);
    assertEquals(host.profile(), profile);
    assertEquals(host.write(0, 1), "3/31/00");
    assertEquals(host.format(0x00, spared, 2048), "good");
    assertEquals(host.capacity(), spared);
    assertEquals(host.write(spared - 1, 1), "good");
    assertEquals(host.write(7, 3), "good");
    assertEquals(host.write(spared, 1), "5/21/00");
    assertEquals(host.read(7, 3), "good");
    assertEquals(host.format(bareType, bare, bareType === 0 ? 2048 : 0), "good");
    assertEquals(host.capacity(), bare);
    assertEquals(host.read(7, 3), "other", "a format loses the data");
  });
}

Deno.test("Only sizes and types that READ FORMAT CAPACITIES tells can be formatted", () => {
  using host = new Host("bd-re");
  const told = host.in([0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], 252);
  assertEquals(told[3], 32);
  assertEquals([numberAt(told, 4, 4), told[8]! & 3], [12_219_392, 1]);
  assertEquals(host.format(0x00, 12_219_392, 2048), "5/26/02");
  assertEquals(host.format(0x26, 11_826_176), "5/26/02");
  assertEquals(host.format(0x00, 11_826_176, 2048, false, 1), "5/26/02");
  assertEquals(host.format(0x00, 11_826_176, 2048), "good");
  assertEquals(host.in([0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0], 252)[8]! & 3, 2);
});

Deno.test("A format that goes on alone keeps everything else waiting and tells how far it is", () => {
  const clock = new HandClock();
  using host = new Host("bd-re", { longFormat: 8000 }, clock);
  assertEquals(host.format(0x00, 11_826_176, 2048, true), "good");
  assertEquals(host.write(0, 1), "2/04/04");
  clock.time += 6000;
  assertEquals(host.sense(), { words: "2/04/04", progress: 0.75 });
  clock.time += 2000;
  assertEquals(host.write(0, 1), "good");
});

Deno.test("A session cannot be closed on media that have none", () => {
  using host = new Host("bd-re");
  host.format(0x00, 11_826_176, 2048);
  assertEquals(host.close(2), "5/30/00");
  assertEquals(host.reserve(32), "5/30/00");
  assertEquals(host.blank(1), "5/30/00");
});

Deno.test("A BD-R is formatted once, for spare areas, and only while it is blank", () => {
  using host = new Host("bd-r");
  assertEquals(host.format(0x32, 11_826_176), "5/26/02", "pseudo-overwrite");
  assertEquals(host.format(0x32, 11_826_176, 0, false, 1), "good");
  assertEquals(host.track(1).free, 11_826_176);
  assertEquals(host.format(0x32, 11_826_176), "5/30/06");
});

Deno.test("What was never recorded on a formatted disc reads as zeros", () => {
  using host = new Host("bd-re");
  host.format(0x00, 11_826_176, 2048);
  host.write(10, 1);
  const zeros = host.in([0x28, 0, 0, 0, 0, 5, 0, 0, 1, 0], 2048);
  assertEquals(zeros.every((byte) => byte === 0), true);
  assertEquals(host.in([0x28, 0, 0, 1, 0, 0, 0, 0, 1, 0], 2048).every((byte) => byte === 0), true);
});

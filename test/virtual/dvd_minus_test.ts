import { assertEquals } from "../support/assert.ts";
import { Host } from "./host.ts";

const CAPACITY = 2_298_496;
const incremental = { writeType: 0, trackMode: 5, dataBlockType: 8, multi: 3 };
const atOnce = { writeType: 2, trackMode: 5, dataBlockType: 8, multi: 0 };

Deno.test("A DVD-R is recorded incrementally, padded to ECC blocks, and read before it is closed", () => {
  using host = new Host("dvd-r");
  assertEquals(host.profile(), 0x11);
  host.parameters(incremental);
  assertEquals(host.track(0xff).free, CAPACITY);
  assertEquals(host.write(16, 16), "5/21/02");
  assertEquals(host.write(0, 17), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.track(0xff).next, 32);
  assertEquals(host.read(0, 17), "good");
  assertEquals(host.read(32, 1), "5/21/00");
  assertEquals(host.close(2), "5/72/03", "the track is open");
  assertEquals(host.close(1, 1), "good");
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().sessions, 2);
  assertEquals(host.track(0xff).next, 32 + 28_672);
  host.write(32 + 28_672, 16);
  assertEquals(host.read(1000, 1), "3/11/00", "the border is no user data");
});

Deno.test("The multi-session field of a DVD-R decides whether closing the border finalises", () => {
  using host = new Host("dvd-r");
  host.parameters({ ...incremental, multi: 0 });
  host.write(0, 16);
  host.close(1, 1);
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().status, 2);
  assertEquals(host.write(16, 16), "5/30/05");
  assertEquals(host.blank(0), "5/30/00");
});

Deno.test("A DVD-R refuses write parameters of a CD", () => {
  using host = new Host("dvd-r");
  host.parameters({ writeType: 1, trackMode: 4 });
  assertEquals(host.write(0, 16), "5/64/00");
  host.parameters({ writeType: 0, trackMode: 0 });
  assertEquals(host.write(0, 16), "5/64/00");
  host.parameters({ writeType: 0, dataBlockType: 10 });
  assertEquals(host.write(0, 16), "5/64/00");
  assertEquals(host.disc().status, 0);
});

Deno.test("Disc at once needs RESERVE TRACK, takes exactly that much and finalises by itself", () => {
  using host = new Host("dvd-r");
  host.parameters(atOnce);
  assertEquals(host.write(0, 16), "5/2C/00");
  assertEquals(host.reserve(40), "good");
  assertEquals(host.write(16, 16), "5/21/02");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.read(0, 16), "3/11/00", "nothing can be read before it is over");
  assertEquals(host.close(2), "5/72/03");
  assertEquals(host.write(32, 17), "5/63/00");
  assertEquals(host.write(32, 8), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.disc().status, 2);
  assertEquals(host.track(1).size, 48);
  assertEquals(host.read(0, 40), "good");
});

Deno.test("Disc at once needs a blank disc", () => {
  using host = new Host("dvd-rw");
  host.parameters(incremental);
  host.write(0, 16);
  host.parameters(atOnce);
  assertEquals(host.reserve(40), "5/72/05");
  assertEquals(host.write(16, 16), "5/2C/00");
  assertEquals(host.blank(1), "good");
  assertEquals(host.reserve(40), "good");
});

Deno.test("A reserved track of a DVD-R ends where it was said, and the next lies behind it", () => {
  using host = new Host("dvd-r");
  host.parameters(incremental);
  assertEquals(host.reserve(0), "5/24/00");
  assertEquals(host.reserve(CAPACITY + 16), "5/24/00");
  assertEquals(host.reserve(32), "good");
  assertEquals(host.track(0xff).next, 32);
  assertEquals(host.write(32, 16), "good");
  assertEquals(host.read(0, 16), "3/11/00");
  assertEquals(host.close(1, 1), "5/72/04", "nothing is in the reserved track");
  assertEquals(host.write(0, 33), "5/63/00");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.close(1, 1), "good");
  assertEquals(host.close(1, 2), "good");
  assertEquals(host.close(2), "good");
  assertEquals(host.read(0, 48), "good");
});

Deno.test("A test recording leaves a DVD-R blank", () => {
  using host = new Host("dvd-r");
  host.parameters({ ...atOnce, test: true });
  assertEquals(host.reserve(32), "good");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.disc().status, 0);
  assertEquals(Deno.statSync(host.path).size, 0);
});

Deno.test("A DVD-RW becomes restricted overwrite by FORMAT UNIT and sequential by BLANK", () => {
  using host = new Host("dvd-rw");
  assertEquals(host.profile(), 0x14);
  assertEquals(host.format(0x10, 2_297_888, 16), "good");
  assertEquals(host.profile(), 0x13);
  assertEquals(host.write(160, 16), "good");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.write(8, 16), "5/21/02");
  assertEquals(host.write(16, 8), "5/24/00");
  assertEquals(host.write(2_297_888, 16), "5/21/00");
  assertEquals(host.read(160, 16), "good");
  assertEquals(host.blank(0), "good");
  assertEquals(host.profile(), 0x14);
  assertEquals(host.disc().status, 0);
});

Deno.test("A quickly formatted DVD-RW grows with what is recorded, without holes", () => {
  using host = new Host("dvd-rw");
  assertEquals(host.format(0x15, 2_297_888, 16), "good");
  assertEquals(host.track(1).next, 0);
  assertEquals(host.write(16, 16), "5/21/02");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.write(16, 32), "good");
  assertEquals(host.track(1).next, 48);
  assertEquals(host.read(48, 16), "5/21/00");
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().lastSession, 3);
  assertEquals(host.write(48, 16), "5/21/00");
  assertEquals(host.format(0x13, 2_297_888 - 48, 16), "good");
  assertEquals(host.write(48, 16), "good");
});

Deno.test("A DVD-R cannot be formatted", () => {
  using host = new Host("dvd-r-dl");
  assertEquals(host.profile(), 0x15);
  assertEquals(host.format(0x15, 16, 16), "5/30/06");
});

Deno.test("A DVD-RW that was blanked minimally takes disc at once only, and says so, until it is blanked fully", () => {
  using host = new Host("dvd-rw");
  const isIncremental = () => host.in([0x46, 2, 0, 0x21, 0, 0, 0, 0, 16, 0], 16)[8 + 2]! & 1;
  assertEquals(isIncremental(), 1);
  assertEquals(host.blank(1), "good");
  host.reopen();
  assertEquals(isIncremental(), 0);
  host.parameters(incremental);
  assertEquals(host.write(0, 16), "5/64/00");
  assertEquals(host.reserve(64), "5/64/00");
  host.parameters(atOnce);
  assertEquals(host.reserve(32), "good");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.disc().status, 2);
  assertEquals(host.blank(0), "good");
  assertEquals(isIncremental(), 1);
  host.parameters(incremental);
  assertEquals(host.write(0, 16), "good");
});

Deno.test("Addresses below 0 are none of a DVD-RW in restricted overwrite mode", () => {
  using host = new Host("dvd-rw");
  host.format(0x15, 0, 16);
  host.write(0, 32);
  assertEquals(host.write(-16, 16), "5/21/00");
  assertEquals(host.write(-16, 32), "5/21/00");
  assertEquals(host.read(-16, 16), "5/21/00");
  assertEquals(host.read(-1, 2), "5/21/00");
});

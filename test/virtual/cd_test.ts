import { assert, assertEquals } from "../support/assert.ts";
import { cueSheet, msf } from "./cue_sheet.ts";
import { BLOCK, Host, numberAt } from "./host.ts";

const CAPACITY = 359_844;

function sendCueSheet(host: Host, sheet: number[]): string {
  return host.out([0x5d, 0, 0, 0, 0, 0, 0, 0, sheet.length, 0], sheet);
}

Deno.test("A CD-R takes a track at once, closes it with two run-out blocks, and the next begins 150 blocks on", () => {
  using host = new Host("cd-r");
  assertEquals(host.parameters({ writeType: 1, multi: 3 }), "good");
  assertEquals(host.write(1, 10), "5/21/02");
  assertEquals(host.write(0, 10), "good");
  assertEquals(host.read(0, 10), "5/64/00", "an open track cannot be read");
  assertEquals(host.track(0xff).next, 10);
  assertEquals(host.flush(), "good");
  assertEquals(host.write(10, 1), "5/21/02", "the track has ended");
  assertEquals(host.close(1, 1), "good");
  assertEquals(host.track(1).size, 12);
  assertEquals(host.read(0, 10), "good");
  assertEquals(host.read(10, 1), "5/64/00", "run-out blocks hold no data");
  assertEquals(host.track(0xff).next, 162);
});

Deno.test("The session of a CD-R is closed only over closed tracks, and the multi-session field decides what follows", () => {
  using host = new Host("cd-r");
  host.parameters({ writeType: 1, multi: 3 });
  assertEquals(host.close(2), "5/2C/00");
  host.write(0, 300);
  host.flush();
  host.close(1, 1);
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().sessions, 2);
  assertEquals(host.track(0xff).next, 302 + 11_400);
  host.write(11_702, 300);
  host.parameters({ multi: 0 });
  assertEquals(host.close(1, 2), "good");
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().status, 2);
  assertEquals(host.write(20_000, 1), "5/64/00");
  assertEquals(host.capacity(), 11_702 + 302);
});

Deno.test("Write parameters that do not fit a CD are refused when it is written to", () => {
  using host = new Host("cd-r");
  assertEquals(host.parameters({ writeType: 0 }), "good");
  assertEquals(host.write(0, 10), "5/64/00", "packets");
  host.parameters({ writeType: 2 });
  assertEquals(host.write(0, 10), "5/2C/00", "session at once without a cue sheet");
  host.parameters({ writeType: 1, trackMode: 0 });
  assertEquals(host.write(0, 10), "5/64/00", "audio");
  assertEquals(host.disc().status, 0);
});

Deno.test("Values that mode page 05h cannot have are refused by MODE SELECT", () => {
  using host = new Host("cd-r");
  assertEquals(host.parameters({ writeType: 3 }), "5/26/02");
  assertEquals(host.parameters({ multi: 1 }), "5/26/02");
  assertEquals(host.parameters({ dataBlockType: 1 }), "5/26/02");
});

Deno.test("Session at once records what the cue sheet says and closes the session by itself", () => {
  using host = new Host("cd-r");
  host.parameters({ writeType: 2 });
  assertEquals(sendCueSheet(host, cueSheet(0, 400)), "good");
  assertEquals(host.write(0, 300), "good");
  assertEquals(host.close(2), "5/72/03", "it is not complete");
  assertEquals(host.write(300, 101), "5/63/00");
  assertEquals(host.write(300, 100), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.disc().status, 2);
  assertEquals(host.track(1).size, 400);
  assertEquals(host.read(0, 400), "good");
});

Deno.test("The pre-gap comes from the host when the cue sheet says so", () => {
  using host = new Host("cd-r");
  host.parameters({ writeType: 2, multi: 3 });
  assertEquals(sendCueSheet(host, cueSheet(0, 300, 0x10)), "good");
  assertEquals(host.write(0, 10), "5/21/02");
  const gap = new Uint8Array(150 * BLOCK);
  assertEquals(host.out([0x2a, 0, 0xff, 0xff, 0xff, 0x6a, 0, 0, 150, 0], gap), "good");
  assertEquals(host.write(0, 300), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.disc().sessions, 2);
  assertEquals(Deno.statSync(host.path).size, 300 * BLOCK);
});

Deno.test("A cue sheet that is not one session of one data track is refused", () => {
  using host = new Host("cd-r");
  assertEquals(sendCueSheet(host, cueSheet(0, 400)), "5/2C/00", "track at once is set");
  host.parameters({ writeType: 2 });
  assertEquals(sendCueSheet(host, cueSheet(150, 400)), "5/26/02", "it begins elsewhere");
  assertEquals(sendCueSheet(host, cueSheet(0, CAPACITY + 1)), "5/26/02", "it is too long");
  assertEquals(sendCueSheet(host, cueSheet(0, 400).with(11, 0x00)), "5/26/02", "its pre-gap is audio");
  assertEquals(sendCueSheet(host, cueSheet(0, 400).slice(8)), "5/26/02", "it has no lead-in");
  assertEquals(sendCueSheet(host, cueSheet(0, 400).slice(4)), "5/1A/00", "it is cut");
});

Deno.test("A test recording moves the next writable address and leaves nothing", () => {
  using host = new Host("cd-r");
  host.parameters({ writeType: 1, test: true });
  assertEquals(host.write(0, 10), "good");
  assertEquals(host.write(0, 10), "5/21/02");
  assertEquals(host.write(10, 10), "good");
  assertEquals(host.disc().status, 1);
  assertEquals(host.close(1, 1), "good");
  assertEquals(host.disc().status, 0);
  assertEquals(host.state().tracks, []);
  assertEquals(Deno.statSync(host.path).size, 0);
  host.write(0, 10);
  host.parameters({ test: false });
  assertEquals(host.track(0xff).next, 0, "the end of the test mode ends the test");
});

Deno.test("A CD-RW is blank after BLANK, and a CD-R takes none", () => {
  using rewritable = new Host("cd-rw");
  rewritable.parameters({ writeType: 1 });
  rewritable.write(0, 300);
  rewritable.flush();
  rewritable.close(2);
  assertEquals(rewritable.disc().status, 2);
  assertEquals(rewritable.blank(5), "good");
  assertEquals(rewritable.disc().status, 1);
  assertEquals(rewritable.blank(6), "good");
  assertEquals(rewritable.disc().status, 0);
  rewritable.write(0, 300);
  assertEquals(rewritable.blank(1), "good");
  assertEquals(rewritable.disc().status, 0);
  assertEquals(rewritable.track(0xff).next, 0);
  assertEquals(rewritable.blank(7), "5/24/00");
  using once = new Host("cd-r");
  assertEquals(once.blank(1), "5/30/00");
});

Deno.test("The tables of contents of a CD agree with its tracks", () => {
  using host = new Host("cd-r");
  const toc = (format: number, msfForm = false, start = 0) =>
    host.ask([0x43, msfForm ? 2 : 0, format, 0, 0, 0, start, 4, 0, 0], 1024);
  assertEquals(toc(0), "5/24/00", "a blank disc has none");
  const atip = toc(4) as Uint8Array;
  assertEquals([...atip.subarray(12, 15)], msf(CAPACITY));
  host.parameters({ writeType: 1, multi: 3 });
  host.write(0, 300);
  host.flush();
  host.close(2);
  host.write(11_702, 300);
  host.flush();
  host.close(2);
  const plain = toc(0) as Uint8Array;
  assertEquals([plain[2], plain[3], plain.length], [1, 2, 4 + 3 * 8]);
  assertEquals(numberAt(plain, 16, 4), 11_702);
  assertEquals([plain[22], numberAt(plain, 24, 4)], [0xaa, 12_004]);
  assertEquals([...(toc(0, true) as Uint8Array).subarray(17, 20)], msf(11_702));
  assertEquals((toc(0, false, 2) as Uint8Array).length, 4 + 2 * 8);
  const session = toc(1) as Uint8Array;
  assertEquals([session[2], session[3], session[6], numberAt(session, 8, 4)], [1, 2, 2, 11_702]);
  const full = toc(2, true) as Uint8Array;
  assertEquals(full.length, 4 + 8 * 11);
  assert((toc(3, true) as Uint8Array).length === 4 + 2 * 11);
  assertEquals((toc(5) as Uint8Array).length, 4);
});

Deno.test("A CD is full at its last block", () => {
  using host = new Host("cd-rw-74");
  host.parameters({ writeType: 1 });
  host.drive.close();
  Deno.writeTextFileSync(
    `${host.path}.state`,
    JSON.stringify({
      ...JSON.parse(Deno.readTextFileSync(`${host.path}.state`)),
      tracks: [{
        session: 1,
        first: 0,
        recorded: 332_990,
        runOut: 0,
        closed: false,
        kind: "data",
        method: "track-at-once",
      }],
    }),
  );
  host.reopen();
  host.parameters({ writeType: 1 });
  assertEquals(host.write(332_990, 11), "5/21/00");
  assertEquals(host.write(332_990, 10), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.ask([0x52, 1, 0, 0, 0, 0xff, 0, 0, 48, 0], 48), "5/24/00");
});

/** What is left of a disc that was to be recorded in one go, when that broke off. */

import { Drive } from "../../lib/mmc/drive.ts";
import { examineMedium } from "../../lib/mmc/examine.ts";
import { record as recordImage } from "../../lib/recorder/record.ts";
import { RecordError } from "../../lib/recorder/report.ts";
import { readVirtualDisc } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { cueSheet } from "./cue_sheet.ts";
import { Host, pattern } from "./host.ts";

const NEXT_TRACK = [0x52, 1, 0, 0, 0, 0xff, 0, 0, 48, 0];

/** Announces a recording of 400 blocks in one go; the pre-gap of a CD comes from the host. */
function announce(host: Host, media: string, multi = 0): void {
  assertEquals(host.parameters({ writeType: 2, trackMode: media.startsWith("cd") ? 4 : 5, multi }), "good");
  const sheet = cueSheet(0, 400, 0x10);
  const cue = [0x5d, 0, 0, 0, 0, 0, 0, 0, sheet.length, 0];
  assertEquals(media.startsWith("cd") ? host.out(cue, sheet) : host.reserve(400), "good");
}

function record(host: Host, media: string, blocks: number): void {
  if (media.startsWith("cd")) assertEquals(host.write(-150, 150), "good");
  assertEquals(host.write(0, blocks), "good");
}

/** Ends the drive's program at once, so that nothing more is written down. */
function kill(host: Host): void {
  const state = Deno.readTextFileSync(`${host.path}.state`);
  host.reopen(() => Deno.writeTextFileSync(`${host.path}.state`, state));
}

for (const media of ["cd-r", "cd-rw", "dvd-r", "dvd-rw"]) {
  Deno.test(`A ${media} on which a recording in one go broke off says that nothing can follow`, () => {
    for (const end of [kill, (host: Host) => host.reopen(), eject]) {
      using host = new Host(media);
      announce(host, media);
      record(host, media, 64);
      end(host);
      const { damaged, next, blank } = host.track(1);
      assertEquals([damaged, next, blank], [true, undefined, false]);
      assertEquals(host.ask(NEXT_TRACK, 48), "5/24/00", "there is no next track");
      const { status, lastSession, lastTrack } = host.disc();
      assertEquals([status, lastSession, lastTrack], [1, 1, 1], "appendable, and its session is incomplete");
      host.parameters({
        writeType: media.startsWith("cd") ? 1 : 0,
        trackMode: media.startsWith("cd") ? 4 : 5,
      });
      assert(host.write(64, 32) !== "good");
      assert(host.write(550, 32) !== "good");
    }
  });

  Deno.test(`A ${media} of which a recording in one go was only announced is blank`, () => {
    for (const end of [kill, (host: Host) => host.reopen(), eject]) {
      using host = new Host(media);
      announce(host, media);
      assertEquals([host.disc().status, host.disc().lastSession], [0, 0]);
      assertEquals(host.ask([0x52, 1, 0, 0, 0, 2, 0, 0, 48, 0], 48), "5/24/00", "nothing can follow it");
      end(host);
      assertEquals([host.disc().status, host.track(0xff).next], [0, 0]);
      announce(host, media);
      record(host, media, 400);
      assertEquals(host.flush(), "good");
      assertEquals(host.disc().status, 2);
    }
  });

  Deno.test(`Nothing is written to a ${media} that broke off: that it has no room is said before`, async () => {
    using host = new Host(media);
    announce(host, media);
    record(host, media, 64);
    kill(host);
    {
      using drive = new Drive(host.drive);
      const { state, nextWritable, free } = examineMedium(drive)!;
      assertEquals([state, nextWritable, free], ["appendable", undefined, 0]);
    }
    const before = await Deno.readFile(host.path);
    using folder = tempFolder();
    await Deno.writeFile(folder.at("image"), pattern(0, 32));
    const events: string[] = [];
    const job = recordImage({
      source: folder.at("image"),
      target: `virtual:${host.path}`,
      onEvent: ({ event }) => events.push(event),
    });
    const { reasons } = await assertRejects(() => job, RecordError);
    assertEquals(reasons.length, 1);
    assertMatch(reasons[0]!, /^Cannot record /);
    assert(!events.includes("planned"), "it was found out before the job");
    assertEquals(await Deno.readFile(host.path), before);
  });
}

Deno.test("After its session is closed, a CD-R that broke off takes another one", () => {
  using host = new Host("cd-r");
  announce(host, "cd-r", 3);
  record(host, "cd-r", 64);
  kill(host);
  host.parameters({ writeType: 1, trackMode: 4, multi: 3 });
  assertEquals(host.close(2), "good");
  const { next } = host.track(0xff);
  assertEquals(next, 400 + 11_400);
  assertEquals(host.write(next!, 300), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.read(next!, 300), "good");
});

Deno.test("BLANK makes a disc that broke off as good as new", () => {
  for (const media of ["cd-rw", "dvd-rw"]) {
    using host = new Host(media);
    announce(host, media);
    record(host, media, 64);
    kill(host);
    assertEquals(host.blank(0), "good");
    assertEquals([host.disc().status, host.track(0xff).next], [0, 0]);
    announce(host, media);
    record(host, media, 400);
    assertEquals(host.flush(), "good");
    assertEquals(host.read(0, 400), "good");
  }
});

Deno.test("A broken pre-gap is one, though the data file has nothing of it", () => {
  using host = new Host("cd-r");
  announce(host, "cd-r");
  assertEquals(host.write(-150, 10), "good");
  kill(host);
  assertEquals(host.track(1).damaged, true);
  assertEquals(host.ask(NEXT_TRACK, 48), "5/24/00");
});

Deno.test("What is told of a disc whose program was killed is what the next drive finds", () => {
  for (const media of ["cd-r", "dvd-r", "bd-r"]) {
    using host = new Host(media);
    if (media !== "bd-r") announce(host, media);
    if (media === "bd-r") assertEquals(host.write(0, 64), "good");
    else record(host, media, 64);
    const state = Deno.readTextFileSync(`${host.path}.state`);
    host.drive.close();
    Deno.writeTextFileSync(`${host.path}.state`, state);
    const told = readVirtualDisc(host.path);
    assertEquals(Deno.readTextFileSync(`${host.path}.state`), state, "looking changes nothing");
    host.reopen();
    host.drive.close();
    assertEquals(told, host.state());
    assertEquals([told.tracks[0]!.recorded, told.tracks[0]!.spoilt ?? false], [64, media !== "bd-r"]);
  }
});

function eject(host: Host): void {
  assertEquals(host.startStop(2), "good");
  assertEquals(host.startStop(3), "good");
  assertEquals(host.ready(), "6/28/00");
}

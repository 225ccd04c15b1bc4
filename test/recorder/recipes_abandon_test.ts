import { StoppedError } from "../../lib/errors.ts";
import type { AbandonReason } from "../../lib/recorder/recipe.ts";
import type { WriteMode } from "../../lib/recorder/options.ts";
import { addFault } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";
import {
  assertRecorded,
  mediumIn,
  type Order,
  Recording,
  recordOnto,
  type Rig,
  rigOf,
} from "./recipes_rig.ts";

/** Of the source, and how many of them are written before something fails; whole clusters of all media. */
const BLOCKS = 1024;
const WRITTEN = 512;

/** Media that are recorded from front to back without saying how far: closed, they are only shorter. */
const SHORTENED: readonly (readonly [media: string, mode: WriteMode])[] = [
  ["cd-r", "track"],
  ["cd-rw", "track"],
  ["dvd-r", "track"],
  ["dvd-rw", "track"],
  ["dvd-r-dl", "track"],
  ["dvd+r", "auto"],
  ["dvd+r-dl", "auto"],
  ["bd-r", "auto"],
  ["bdxl-ql", "auto"],
];

/** Media whose whole length was announced. */
const ANNOUNCED = ["cd-r", "cd-rw", "dvd-r", "dvd-rw"] as const;

for (const [media, mode] of SHORTENED) {
  for (const why of ["source", "stop"] as const) {
    Deno.test(`After a ${why} a ${media} holds what was written and is closed, mode ${mode}`, () => {
      using rig = rigOf(media);
      const recording = abandoned(rig, { blocks: BLOCKS, mode }, why);
      assertEquals(recording.notices, []);
      rig.reload();
      assertRecorded(rig.drive, recording, { blocks: BLOCKS }, WRITTEN);
      assertEquals(mediumIn(rig.drive).state, "closed");
    });

    Deno.test(`After a ${why} a ${media} stays appendable where that was asked, mode ${mode}`, () => {
      if (media === "dvd-r-dl") return;
      using rig = rigOf(media);
      const recording = abandoned(rig, { blocks: BLOCKS, mode, multi: true }, why);
      rig.reload();
      assertRecorded(rig.drive, recording, { blocks: BLOCKS }, WRITTEN);
      assertEquals(mediumIn(rig.drive).state, "appendable");
    });
  }
}

for (const media of ANNOUNCED) {
  Deno.test(`When the source fails, the announced rest of a ${media} is zeros and it can be read`, () => {
    using rig = rigOf(media);
    const recording = abandoned(rig, { blocks: BLOCKS, mode: "disc" }, "source");
    assertEquals(recording.notices, []);
    rig.reload();
    assertRecorded(rig.drive, recording, { blocks: WRITTEN });
    assertEquals(mediumIn(rig.drive).state, "closed");
  });

  Deno.test(`After a stop a ${media} recorded at once is not filled up, and is not closed`, () => {
    using rig = rigOf(media);
    abandoned(rig, { blocks: BLOCKS, mode: "disc" }, "stop");
    const [track] = mediumIn(rig.drive).tracks;
    assert(track === undefined || track.blocks <= WRITTEN, "the rest was written");
    assert(mediumIn(rig.drive).state !== "closed");
  });
}

for (const media of ["dvd+rw", "dvd-ram", "bd-re"]) {
  for (const why of ["source", "stop", "target"] as const) {
    Deno.test(`After a ${why} a ${media} holds what was written`, () => {
      using rig = rigOf(media, { longFormat: media === "dvd+rw" ? 1e9 : 0 });
      const recording = abandoned(rig, { blocks: BLOCKS }, why);
      rig.reload();
      assertRecorded(rig.drive, recording, { blocks: BLOCKS }, WRITTEN);
    });
  }
}

for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r"]) {
  Deno.test(`A ${media} of which nothing was written stays blank`, () => {
    for (const why of ["source", "stop"] as const) {
      using rig = rigOf(media);
      const recording = new Recording(rig.drive, { blocks: BLOCKS, mode: "track" });
      recording.recipe.abandon(recording.job, recording.write(0), why);
      assertEquals(mediumIn(rig.drive).state, "blank");
    }
  });
}

for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r", "dvd+rw", "bd-re"]) {
  for (const kind of ["sense", "removal", "gone", "hang"] as const) {
    Deno.test(`A ${media} whose drive fails by ${kind} is given up without an error`, () => {
      using rig = rigOf(media);
      rig.drive.close();
      addFault(rig.path, { on: "write", block: WRITTEN, kind });
      rig.reload();
      const recording = new Recording(rig.drive, { blocks: BLOCKS, mode: "track" });
      assertThrows(() => recording.write());
      const written = { firstBlock: recording.firstBlock, blocks: WRITTEN };
      recording.recipe.abandon(recording.job, written, "target");
      assertEquals(recording.events.filter(({ event }) => event === "trouble"), []);
    });
  }
}

for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r"]) {
  Deno.test(`A ${media} that a failure has left open is gone on with, and that is said`, () => {
    using rig = rigOf(media);
    const first = abandoned(rig, { blocks: BLOCKS, mode: "track" }, "target");
    assertEquals(rig.drive.discInformation().lastSession, "incomplete");
    rig.reload();
    const order = { blocks: BLOCKS, mode: "track", seed: 2 } as const;
    const second = recordOnto(rig.drive, order);
    assertMatch(second.notices.join(), /becomes a part of it/);
    assert(second.firstBlock >= WRITTEN);
    assertRecorded(rig.drive, second, order);
    assertRecorded(rig.drive, first, { blocks: BLOCKS }, WRITTEN);
    assertEquals(mediumIn(rig.drive).state, "closed");
  });
}

Deno.test("Filling up an announced length ends when the user stops it", () => {
  using rig = rigOf("dvd-r");
  const recording = new Recording(rig.drive, { blocks: 64 * BLOCKS, mode: "disc" });
  const written = recording.write(WRITTEN);
  let asked = 0;
  const job = { ...recording.job, stopped: () => ++asked > 3 };
  recording.recipe.abandon(job, written, "source");
  const [track] = mediumIn(rig.drive).tracks;
  assert(track !== undefined && track.blocks < 64 * BLOCKS, "everything was written");
  assertEquals(mediumIn(rig.drive).state, "appendable");
});

Deno.test("A stop while a new disc is formatted does not wait for the format", () => {
  using rig = rigOf("dvd-ram", { longFormat: 1e9 });
  const recording = new Recording(rig.drive, { blocks: BLOCKS });
  const job = { ...recording.job, stopped: () => true };
  assertThrows(() => recording.recipe.start(job), StoppedError);
  recording.recipe.abandon(job, { firstBlock: 0, blocks: 0 }, "stop");
  assertEquals(recording.notices, []);
});

Deno.test("A drive that is gone is not asked again", () => {
  using rig = rigOf("dvd+r");
  const recording = new Recording(rig.drive, { blocks: BLOCKS });
  const written = recording.write(WRITTEN);
  rig.drive.close();
  addFault(rig.path, { on: "command", kind: "gone" });
  rig.reload();
  const job = { ...recording.job, drive: rig.drive };
  recording.recipe.abandon(job, written, "source");
  assertEquals(recording.notices.length, 1);
});

Deno.test("Every step that fails after a failure is told", () => {
  using rig = rigOf("bd-r");
  const recording = new Recording(rig.drive, { blocks: BLOCKS });
  const written = recording.write(WRITTEN);
  rig.drive.close();
  addFault(rig.path, { on: "command", opcode: 0x35, sense: "3/0C/00" });
  addFault(rig.path, { on: "command", opcode: 0x5b, sense: "4/09/00" });
  rig.reload();
  recording.recipe.abandon({ ...recording.job, drive: rig.drive }, written, "source");
  assertEquals(recording.notices.length, 3);
  assertMatch(recording.notices[0]!, /write error/);
});

function abandoned(rig: Rig, order: Order, why: AbandonReason): Recording {
  const recording = new Recording(rig.drive, order);
  recording.recipe.abandon(recording.job, recording.write(WRITTEN), why);
  return recording;
}

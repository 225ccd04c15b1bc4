import { BLOCK_BYTES } from "../../lib/mmc/block_range.ts";
import type { WriteMode } from "../../lib/recorder/options.ts";
import { chooseRecipe, type Recipe } from "../../lib/recorder/recipe.ts";
import { cueSheet } from "../../lib/recorder/recipes/steps/cue_sheet.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { assertRecorded, mediumIn, type Order, recordOnto, rigOf } from "./recipes_rig.ts";

/** No multiple of anything. */
const BLOCKS = 341;

/** Medium, mode, whether the size is known, the recipe's name. */
const WAYS: readonly (readonly [media: string, mode: WriteMode, sizeKnown: boolean, recipe: string])[] = [
  ["cd-r", "auto", true, "CD-R session-at-once"],
  ["cd-r", "auto", false, "CD-R track-at-once"],
  ["cd-r", "track", true, "CD-R track-at-once"],
  ["cd-r", "disc", true, "CD-R session-at-once"],
  ["cd-rw", "auto", true, "CD-RW session-at-once"],
  ["cd-rw", "auto", false, "CD-RW track-at-once"],
  ["dvd-r", "auto", true, "DVD-R disc-at-once"],
  ["dvd-r", "auto", false, "DVD-R incremental"],
  ["dvd-r", "track", true, "DVD-R incremental"],
  ["dvd-r-dl", "auto", true, "DVD-R DL disc-at-once"],
  ["dvd-r-dl", "auto", false, "DVD-R DL incremental"],
  ["dvd-rw", "auto", true, "DVD-RW disc-at-once"],
  ["dvd-rw", "auto", false, "DVD-RW incremental"],
  ["dvd+r", "auto", true, "DVD+R sequential"],
  ["dvd+r", "disc", false, "DVD+R sequential"],
  ["dvd+r-dl", "auto", true, "DVD+R DL sequential"],
  ["dvd+rw", "auto", true, "DVD+RW overwrite"],
  ["dvd-ram", "auto", false, "DVD-RAM overwrite"],
  ["bd-r", "auto", true, "BD-R sequential"],
  ["bd-r-dl", "auto", false, "BD-R sequential"],
  ["bdxl-tl", "auto", true, "BD-R sequential"],
  ["bdxl-ql", "auto", true, "BD-R sequential"],
  ["bd-re", "auto", true, "BD-RE overwrite"],
  ["bd-re-dl", "auto", false, "BD-RE overwrite"],
  ["bd-re-tl", "auto", false, "BD-RE overwrite"],
];

/** Media that hold several sessions. */
const APPENDED = ["cd-r", "cd-rw", "dvd-r", "dvd-rw", "dvd+r", "dvd+r-dl", "bd-r", "bd-r-dl", "bdxl-tl"];

for (const [media, mode, sizeKnown, name] of WAYS) {
  Deno.test(`A ${media} of ${sizeKnown ? "known" : "unknown"} size, mode ${mode}, is recorded ${name}`, () => {
    using rig = rigOf(media);
    const order = { blocks: BLOCKS, mode, sizeKnown };
    const recording = recordOnto(rig.drive, order);
    assertEquals(recording.recipe.name, name);
    assertEquals(recording.firstBlock, 0);
    assertRecorded(rig.drive, recording, order);
    rig.reload();
    const medium = mediumIn(rig.drive);
    assertRecorded(rig.drive, recording, order);
    assertEquals(medium.state, name.endsWith("overwrite") ? "overwriteable" : "closed");
  });
}

for (const media of APPENDED) {
  Deno.test(`A second session is put behind the first on ${media}, then the disc is closed`, () => {
    using rig = rigOf(media);
    const first: Order = { blocks: BLOCKS, multi: true, seed: 1 };
    const one = recordOnto(rig.drive, first);
    assertEquals(mediumIn(rig.drive).state, "appendable");
    rig.reload();
    const second: Order = { blocks: 2 * BLOCKS, multi: false, seed: 2 };
    const two = recordOnto(rig.drive, second);
    assert(two.firstBlock >= one.padded, `the second session begins at ${two.firstBlock}`);
    rig.reload();
    assertRecorded(rig.drive, one, first);
    assertRecorded(rig.drive, two, second);
    const medium = mediumIn(rig.drive);
    assertEquals([medium.state, medium.sessions], ["closed", 2]);
  });
}

for (const media of ["dvd+rw", "dvd-ram", "bd-re"]) {
  Deno.test(`A ${media} is recorded again from its first block on`, () => {
    using rig = rigOf(media);
    const long = { blocks: 2 * BLOCKS, seed: 1 };
    const first = recordOnto(rig.drive, long);
    rig.reload();
    const short = { blocks: BLOCKS, seed: 2 };
    const second = recordOnto(rig.drive, short);
    assertEquals(second.firstBlock, 0);
    assertRecorded(rig.drive, second, short);
    const block = new Uint8Array(BLOCK_BYTES);
    rig.drive.read(first.padded - 32, block);
  });
}

for (const [mode, kind] of [["track", "A track"], ["disc", "A session"]] as const) {
  Deno.test(`${kind} of a CD is made as long as CDs want it`, () => {
    using rig = rigOf("cd-r");
    const order = { blocks: 7, mode };
    const recording = recordOnto(rig.drive, order);
    assertRecorded(rig.drive, recording, order);
    const [track] = mediumIn(rig.drive).tracks;
    assert(track !== undefined && track.blocks >= 300, `the track has ${track?.blocks} blocks`);
  });
}

Deno.test("A cue sheet names lead-in, pregap, track and lead-out", () => {
  const lines = [
    [0x41, 0x00, 0, 0x14, 0, 0, 0, 0],
    [0x41, 0x01, 0, 0x10, 0, 0, 0, 0],
    [0x41, 0x01, 1, 0x10, 0, 0, 2, 0],
    [0x41, 0xaa, 1, 0x14, 0, 74, 2, 1], // 333,001 blocks behind 00:02:00
  ];
  assertEquals([...cueSheet(333_001)], lines.flat());
});

Deno.test("A track of a CD that is long enough gets no block more", () => {
  using rig = rigOf("cd-r");
  recordOnto(rig.drive, { blocks: 300, mode: "disc" });
  assertEquals(mediumIn(rig.drive).tracks.map(({ blocks }) => blocks), [300]);
});

const PREVIEWED = [
  ["cd-r", "track"],
  ["cd-r", "disc"],
  ["cd-rw", "disc"],
  ["dvd-r", "track"],
  ["dvd-r", "disc"],
  ["dvd-rw", "disc"],
] as const;

for (const [media, mode] of PREVIEWED) {
  Deno.test(`A preview on ${media}, mode ${mode}, leaves the disc blank and the drive ready to record`, () => {
    using rig = rigOf(media);
    const order = { blocks: BLOCKS, mode };
    const preview = recordOnto(rig.drive, { ...order, preview: true });
    assert(preview.recipe.testWrite);
    assertEquals(mediumIn(rig.drive).state, "blank");
    const recording = recordOnto(rig.drive, order);
    assertRecorded(rig.drive, recording, order);
    rig.reload();
    assertEquals(mediumIn(rig.drive).state, "closed");
  });
}

for (const media of ["dvd+r", "dvd+rw", "dvd-ram", "bd-r", "bd-re"]) {
  Deno.test(`The recipe of ${media} says that its drive has no test mode`, () => {
    using rig = rigOf(media);
    assert(!(chosen(rig.drive, "auto", 1).testWrite));
  });
}

Deno.test("A recipe that announces the size says that it needs it", () => {
  using rig = rigOf("cd-r");
  const recipe = chosen(rig.drive, "disc", undefined);
  const medium = mediumIn(rig.drive);
  const facts = { medium, blocks: undefined, multi: false, preview: false };
  assertMatch(recipe.refuse(facts).join(), /the size of the source is not known/);
  assertEquals(recipe.refuse({ ...facts, blocks: 1 }), []);
});

Deno.test("A closed disc is refused, and one that can be blanked is said to be so", () => {
  for (const [media, words] of [["dvd+r", /closed$/], ["cd-rw", /blanked first$/]] as const) {
    using rig = rigOf(media);
    const { recipe } = recordOnto(rig.drive, { blocks: BLOCKS, mode: "track" });
    const reasons = recipe.refuse({ medium: mediumIn(rig.drive), blocks: 1, multi: false, preview: false });
    assertEquals(reasons.length, 1);
    assertMatch(reasons[0]!, words);
  }
});

Deno.test("What is recorded at once is refused on a disc that is not blank", () => {
  for (const media of ["cd-r", "dvd-r"]) {
    using rig = rigOf(media);
    recordOnto(rig.drive, { blocks: BLOCKS, multi: true, mode: "track" });
    const recipe = chosen(rig.drive, "disc", 1);
    const reasons = recipe.refuse({ medium: mediumIn(rig.drive), blocks: 1, multi: false, preview: false });
    assertMatch(reasons.join(), /at-once: the disc is not blank/);
  }
});

Deno.test("A disc that holds one session is not left appendable", () => {
  for (const mode of ["track", "disc"] as const) {
    using rig = rigOf("dvd-r-dl");
    const recipe = chosen(rig.drive, mode, 16);
    const reasons = recipe.refuse({ medium: mediumIn(rig.drive), blocks: 16, multi: true, preview: false });
    assertMatch(reasons.join(), /Cannot leave the DVD-R DL appendable/);
  }
});

Deno.test("There is no recipe for a medium that is only read", () => {
  using rig = rigOf("cd-r");
  const medium = { ...mediumIn(rig.drive), family: "read-only", profile: 0x10, name: "DVD-ROM" } as const;
  assertEquals(
    chooseRecipe(medium, rig.drive, "auto", 1),
    "Cannot record on the DVD-ROM: it can only be read",
  );
});

function chosen(drive: Parameters<typeof mediumIn>[0], mode: WriteMode, blocks: number | undefined): Recipe {
  const recipe = chooseRecipe(mediumIn(drive), drive, mode, blocks);
  if (typeof recipe === "string") throw new Error(recipe);
  return recipe;
}

/**
 * Recipes with a mistake in each: the strict drive, or a look at the disc, has to find it. Otherwise the tests
 * of the real recipes prove nothing.
 *
 * @module
 */

import type { Recipe, RecipeJob } from "../../lib/recorder/recipe.ts";
import type { WriteMode } from "../../lib/recorder/options.ts";
import type { WriteParametersChange } from "../../lib/mmc/write_parameters.ts";
import { DeviceError } from "../../lib/errors.ts";
import { flush } from "../../lib/recorder/recipes/steps/flush.ts";
import { addFault } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { differences, mediumIn, Recording, recordOnto, rigOf } from "./recipes_rig.ts";

const BLOCKS = 512;

const SEQUENTIAL: readonly (readonly [media: string, mode: WriteMode])[] = [
  ["cd-r", "track"],
  ["cd-r", "disc"],
  ["cd-rw", "track"],
  ["dvd-r", "track"],
  ["dvd-r", "disc"],
  ["dvd-rw", "track"],
  ["dvd+r", "auto"],
  ["dvd+r-dl", "auto"],
  ["bd-r", "auto"],
  ["bd-r-dl", "auto"],
];

const PARAMETERS = SEQUENTIAL.filter(([media]) => !media.startsWith("dvd+") && !media.startsWith("bd"));

for (const [media, mode] of SEQUENTIAL) {
  Deno.test(`A recipe that begins one block off is refused on ${media}, mode ${mode}`, () => {
    using rig = rigOf(media);
    const error = assertThrows(
      () => recordOnto(rig.drive, { blocks: BLOCKS, mode, mutate: oneOff }),
      DeviceError,
    );
    assertEquals(error.answer.key, 5);
  });

  Deno.test(`A recipe that skips the close is seen on ${media}, mode ${mode}`, () => {
    using rig = rigOf(media);
    recordOnto(rig.drive, { blocks: BLOCKS, mode, mutate: withoutClose });
    rig.reload();
    // What is recorded at once ends with the flush; all else stays open.
    assertEquals(mediumIn(rig.drive).state, mode === "disc" ? "closed" : "appendable");
  });

  Deno.test(`A recorder that ignores a failed write is seen on ${media}, mode ${mode}`, () => {
    using rig = rigOf(media);
    rig.drive.close();
    addFault(rig.path, { on: "write", block: 128, times: 1 });
    rig.reload();
    const order = { blocks: BLOCKS, mode };
    const recording = new Recording(rig.drive, order);
    const written = writeBlindly(recording);
    try {
      recording.recipe.finish(recording.job, written);
    } catch (error) {
      assert(error instanceof DeviceError);
    }
    assert(differences(rig.drive, recording, order).length > 0, "nobody noticed");
  });
}

for (const [media, mode] of SEQUENTIAL) {
  if (mode === "disc") continue;
  Deno.test(`A recipe that ignores what a close is answered is seen on ${media}`, () => {
    using rig = rigOf(media);
    rig.drive.close();
    addFault(rig.path, { on: "command", opcode: 0x5b, sense: "5/72/03" });
    rig.reload();
    const mutate = (recipe: Recipe): Recipe => ({ ...recipe, finish: ignoring(recipe) });
    recordOnto(rig.drive, { blocks: BLOCKS, mode, mutate });
    assertEquals(mediumIn(rig.drive).state, "appendable");
  });
}

for (const mode of ["track", "disc"] as const) {
  for (const media of ["cd-r", "dvd-r"]) {
    Deno.test(`A recipe that does not flush is seen on ${media}, mode ${mode}`, () => {
      using rig = rigOf(media);
      recordOnto(rig.drive, {
        blocks: BLOCKS,
        mode,
        mutate: (recipe) => ({ ...recipe, finish() {} }),
      });
      assert(mediumIn(rig.drive).state !== "closed");
    });
  }

  Deno.test(`A recipe that announces a block too few is refused on dvd-r, mode ${mode}`, () => {
    if (mode === "track") return;
    using rig = rigOf("dvd-r");
    const error = assertThrows(
      () => recordOnto(rig.drive, { blocks: BLOCKS, mode, mutate: announcing(-16) }),
      DeviceError,
    );
    assertEquals(error.answer.key, 5);
  });
}

Deno.test("A cue sheet that is a block short is refused when that block comes", () => {
  using rig = rigOf("cd-r");
  const error = assertThrows(
    () => recordOnto(rig.drive, { blocks: BLOCKS, mode: "disc", mutate: announcing(-1) }),
    DeviceError,
  );
  assertEquals(error.answer.key, 5);
});

for (const by of [1, 16]) {
  Deno.test(`What is announced ${by} blocks too long is never complete`, () => {
    using rig = rigOf(by === 1 ? "cd-r" : "dvd-r");
    recordOnto(rig.drive, {
      blocks: BLOCKS,
      mode: "disc",
      mutate: (recipe) => withoutClose(announcing(by)(recipe)),
    });
    assert(mediumIn(rig.drive).state !== "closed");
  });
}

/** A wrong value of one field each. */
const WRONG: readonly WriteParametersChange[] = [
  { dataBlockType: 10, trackMode: 0 },
  { trackMode: 0 },
  { writeType: "session" },
  { writeType: "track" },
  { writeType: "packet" },
];

for (const [media, mode] of PARAMETERS) {
  Deno.test(`A recipe that sets the wrong write parameters is refused on ${media}, mode ${mode}`, () => {
    for (const change of WRONG) {
      if (isRight(media, mode, change)) continue;
      using rig = rigOf(media);
      const mutate = (recipe: Recipe) => withParameters(recipe, change);
      const error = assertThrows(() => recordOnto(rig.drive, { blocks: BLOCKS, mode, mutate }), DeviceError);
      assertEquals(error.answer.key, 5, JSON.stringify(change));
    }
  });
}

for (const media of ["dvd+rw", "dvd-ram", "bd-re"]) {
  Deno.test(`A recipe that does not format a new ${media} is refused`, () => {
    using rig = rigOf(media);
    const mutate = (recipe: Recipe): Recipe => ({ ...recipe, start: () => 0 });
    const error = assertThrows(() => recordOnto(rig.drive, { blocks: BLOCKS, mutate }), DeviceError);
    assert(error.answer.key !== undefined);
  });
}

Deno.test("A recipe that leaves the background format of a DVD+RW running is seen", () => {
  using rig = rigOf("dvd+rw", { longFormat: 10_000_000 });
  recordOnto(rig.drive, { blocks: BLOCKS, mutate: withoutClose });
  assertEquals(rig.drive.discInformation().backgroundFormat, "running");
});

function oneOff(recipe: Recipe): Recipe {
  return { ...recipe, start: (job) => recipe.start(job) + 1 };
}

function withoutClose(recipe: Recipe): Recipe {
  return { ...recipe, finish: (job) => flush(job) };
}

function ignoring(recipe: Recipe): Recipe["finish"] {
  return (job, written) => {
    try {
      recipe.finish(job, written);
    } catch (error) {
      assert(error instanceof DeviceError);
    }
  };
}

function announcing(by: number): (recipe: Recipe) => Recipe {
  return (recipe) => ({
    ...recipe,
    start: (job) => recipe.start({ ...job, blocks: (job.blocks ?? 0) + by }),
  });
}

/** The recipe with a drive that is told something else than it wants. */
function withParameters(recipe: Recipe, change: WriteParametersChange): Recipe {
  return {
    ...recipe,
    start(job: RecipeJob) {
      const setWriteParameters = (given: WriteParametersChange) =>
        job.drive.setWriteParameters({ ...given, ...change });
      const drive = new Proxy(job.drive, {
        get(target, name) {
          if (name === "setWriteParameters") return setWriteParameters;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      return recipe.start({ ...job, drive });
    },
  };
}

function isRight(media: string, mode: WriteMode, { writeType }: WriteParametersChange): boolean {
  const cd = media.startsWith("cd");
  const right = mode === "disc" ? "session" : cd ? "track" : "packet";
  // Recorded session-at-once, a CD has everything else in its cue sheet.
  return writeType === right || (writeType === undefined && right === "session" && cd);
}

function writeBlindly(recording: Recording): ReturnType<Recording["write"]> {
  const { drive } = recording.job;
  const blind = new Proxy(drive, {
    get(target, name) {
      if (name === "write") return (block: number, data: Uint8Array) => void target.tryWrite(block, data);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return recording.writeWith(blind);
}

import { DeviceError } from "../../lib/errors.ts";
import type { WriteMode } from "../../lib/recorder/options.ts";
import { chooseRecipe } from "../../lib/recorder/recipe.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";
import { trackAnswer } from "../mmc/answers.ts";
import { answer, GOOD, lacking, meddled, refusal } from "./recipes_drives.ts";
import { assertRecorded, mediumIn, recordOnto, rigOf } from "./recipes_rig.ts";

const BLOCKS = 512;
const SEND_OPC = 0x54;
const RESERVE_TRACK = 0x53;
const MODE_SELECT = 0x55;
const SYNCHRONIZE_CACHE = 0x35;
const CLOSE = 0x5b;
const TRACK_INFORMATION = 0x52;

const MEDIA: readonly (readonly [media: string, mode: WriteMode])[] = [
  ["cd-r", "track"],
  ["cd-r", "disc"],
  ["dvd-r", "track"],
  ["dvd-r", "disc"],
  ["dvd+r", "auto"],
  ["dvd+rw", "auto"],
  ["dvd-ram", "auto"],
  ["bd-r", "auto"],
  ["bd-re", "auto"],
];

for (const [media, mode] of MEDIA) {
  Deno.test(`A drive that cannot be told to calibrate records ${media}, mode ${mode}`, () => {
    using rig = rigOf(media, {}, lacking(SEND_OPC));
    const recording = recordOnto(rig.drive, { blocks: BLOCKS, mode });
    assertRecorded(rig.drive, recording, { blocks: BLOCKS });
    assertEquals(recording.notices, []);
  });

  Deno.test(`A drive that flushes only while one waits records ${media}, mode ${mode}`, () => {
    const wrap = meddled((cdb) =>
      cdb[0] === SYNCHRONIZE_CACHE && (cdb[1]! & 2) !== 0 ? refusal() : undefined
    );
    using rig = rigOf(media, {}, wrap);
    const recording = recordOnto(rig.drive, { blocks: BLOCKS, mode });
    assertRecorded(rig.drive, recording, { blocks: BLOCKS });
  });

  Deno.test(`A drive that closes only while one waits records ${media}, mode ${mode}`, () => {
    const wrap = meddled((cdb) => cdb[0] === CLOSE && (cdb[1]! & 1) !== 0 ? refusal() : undefined);
    using rig = rigOf(media, { longFormat: media === "dvd+rw" ? 1e9 : 0 }, wrap);
    const recording = recordOnto(rig.drive, { blocks: BLOCKS, mode });
    assertRecorded(rig.drive, recording, { blocks: BLOCKS });
    assertEquals(
      mediumIn(rig.drive).state,
      media.startsWith("dvd+rw") || ["dvd-ram", "bd-re"].includes(media) ? "overwriteable" : "closed",
    );
  });

  Deno.test(`A drive that works on after preparing the disc records ${media}, mode ${mode}`, () => {
    let working = false;
    const wrap = meddled((cdb) => {
      const answered = working ? answer(2, 4, 8) : undefined;
      // It is done by the time it has been asked how it goes.
      working = [SEND_OPC, RESERVE_TRACK].includes(cdb[0]!) && !working;
      return answered;
    });
    using rig = rigOf(media, {}, wrap);
    const recording = recordOnto(rig.drive, { blocks: BLOCKS, mode });
    assertRecorded(rig.drive, recording, { blocks: BLOCKS });
  });

  Deno.test(`A drive that takes its time records ${media}, mode ${mode}, and its waits are told`, () => {
    const slow = { longWrite: 15_000, longClose: 15_000, longFormat: 15_000, spinUp: 5000 };
    using rig = rigOf(media, slow);
    const recording = recordOnto(rig.drive, { blocks: BLOCKS, mode });
    assertRecorded(rig.drive, recording, { blocks: BLOCKS });
    const told = new Set(recording.waits.map(({ what }) => what));
    assert(told.has("write its buffer to the disc"), [...told].join());
  });

  Deno.test(`A drive that says it is busy when its buffer is full records ${media}, mode ${mode}`, () => {
    using rig = rigOf(media, { busyWhenFull: true, speed: 0.1, buffer: 128 * 1024 });
    const recording = recordOnto(rig.drive, { blocks: 7, mode, atOnce: 16 });
    assertRecorded(rig.drive, recording, { blocks: 7 });
  });
}

Deno.test("A calibration that fails ends the job before anything is written", () => {
  const wrap = meddled((cdb) => cdb[0] === SEND_OPC ? answer(3, 0x73, 0x03) : undefined);
  using rig = rigOf("dvd-r", {}, wrap);
  assertThrows(() => recordOnto(rig.drive, { blocks: BLOCKS }), DeviceError, "power calibration area error");
  assertEquals(mediumIn(rig.drive).state, "blank");
});

Deno.test("A calibration that fails for another reason is told, and the drive calibrates as it begins", () => {
  const wrap = meddled((cdb) => cdb[0] === SEND_OPC ? answer(7, 0x27, 0) : undefined);
  using rig = rigOf("dvd+r", {}, wrap);
  const recording = recordOnto(rig.drive, { blocks: BLOCKS });
  assertRecorded(rig.drive, recording, { blocks: BLOCKS });
  assertMatch(recording.notices.join(), /it calibrates when it begins to record/);
});

Deno.test("A drive that does not take the parameters is not left to others of its own", () => {
  for (const mode of ["track", "disc"] as const) {
    using rig = rigOf("cd-r", {}, meddled((cdb) => cdb[0] === MODE_SELECT ? refusal(0x26) : undefined));
    assertThrows(
      () => recordOnto(rig.drive, { blocks: BLOCKS, mode }),
      DeviceError,
      "set the write parameters",
    );
    assertEquals(mediumIn(rig.drive).state, "blank");
  }
});

Deno.test("A disc of which the drive does not say where it goes on is not written to", () => {
  using rig = rigOf("bd-r");
  recordOnto(rig.drive, { blocks: BLOCKS, multi: true });
  const mute = meddled((cdb, data) => {
    if (cdb[0] !== TRACK_INFORMATION) return undefined;
    data.set(trackAnswer({ valid: 0 }).subarray(0, data.length));
    return GOOD;
  });
  rig.reload(mute);
  assertThrows(
    () => recordOnto(rig.drive, { blocks: BLOCKS }),
    DeviceError,
    "Cannot record on the BD-R in",
  );
});

Deno.test("A drive without mode page 05h records in its own way, and says so", () => {
  for (const media of ["cd-r", "dvd-r"]) {
    const wrap = lacking(MODE_SELECT);
    using rig = rigOf(media, {}, wrap);
    try {
      const recording = recordOnto(rig.drive, { blocks: BLOCKS, mode: "track" });
      assertMatch(recording.notices.join(), /it records in its own way/);
    } catch (error) {
      // What its own way is was up to the drive.
      assert(error instanceof DeviceError && error.message.includes("write"));
    }
  }
});

Deno.test("A preview without mode page 05h is no preview", () => {
  using rig = rigOf("dvd-r", {}, lacking(MODE_SELECT));
  const order = { blocks: BLOCKS, mode: "track", preview: true } as const;
  assertThrows(() => recordOnto(rig.drive, order), DeviceError, "set the write parameters");
  assertEquals(mediumIn(rig.drive).state, "blank");
});

Deno.test("A drive that does not know RESERVE TRACK is not told the size, and that is said", () => {
  const reserved: number[] = [];
  const wrap = meddled((cdb) => {
    if (cdb[0] === RESERVE_TRACK) reserved.push(new DataView(cdb.buffer, cdb.byteOffset).getUint32(5));
    return cdb[0] === RESERVE_TRACK || cdb[0] === 0x2a || cdb[0] === 0x54 ? refusal(0x20) : undefined;
  });
  using rig = rigOf("dvd-r", {}, wrap);
  assertThrows(() => recordOnto(rig.drive, { blocks: BLOCKS, mode: "disc" }), DeviceError, "write");
  assertEquals(reserved, [BLOCKS]);
});

Deno.test("A drive that knows only one way to finish a DVD+R is asked for it", () => {
  const functions: number[] = [];
  const wrap = meddled((cdb) => {
    if (cdb[0] !== CLOSE) return undefined;
    if (functions.at(-1) !== cdb[2]) functions.push(cdb[2]!);
    return cdb[2] === 5 ? refusal() : undefined;
  });
  using rig = rigOf("dvd+r", {}, wrap);
  recordOnto(rig.drive, { blocks: BLOCKS });
  assertEquals(functions, [1, 5, 6]);
  assertEquals(mediumIn(rig.drive).state, "closed");
});

Deno.test("A drive that finishes the disc at the first close may refuse the second", () => {
  let closed = false;
  const wrap = meddled((cdb) => {
    if (cdb[0] !== CLOSE) return undefined;
    if (closed) return answer(5, 0x72, 0x01);
    closed = true;
    const finish = Uint8Array.from(cdb);
    finish[2] = 6;
    cdb.set(finish);
    return undefined;
  });
  using rig = rigOf("bd-r", {}, wrap);
  const recording = recordOnto(rig.drive, { blocks: BLOCKS });
  assertRecorded(rig.drive, recording, { blocks: BLOCKS });
  assertEquals(mediumIn(rig.drive).state, "closed");
});

Deno.test("A close that fails is an error, whatever else", () => {
  for (const closeFunction of [1, 2]) {
    const wrap = meddled((cdb) => cdb[0] === CLOSE && cdb[2] === closeFunction ? answer(4, 9, 0) : undefined);
    using rig = rigOf("bd-r", {}, wrap);
    assertThrows(() => recordOnto(rig.drive, { blocks: BLOCKS, multi: true }), DeviceError, "(4/09/00)");
  }
});

Deno.test("A drive that does not name the next track is believed as far as its last", () => {
  const wrap = meddled((cdb) => cdb[0] === TRACK_INFORMATION && cdb[5] === 0xff ? refusal() : undefined);
  using rig = rigOf("cd-r", {}, wrap);
  recordOnto(rig.drive, { blocks: BLOCKS, mode: "track", multi: true });
  const second = { blocks: BLOCKS, mode: "track", seed: 2 } as const;
  const recording = recordOnto(rig.drive, second);
  assert(recording.firstBlock > BLOCKS);
  assertRecorded(rig.drive, recording, second);
});

Deno.test("A drive that flushes without a word, closes by any function and keeps its mode page is enough", () => {
  // As some emulated recorders do.
  const wrap = meddled((cdb) => {
    if ([SEND_OPC, RESERVE_TRACK].includes(cdb[0]!)) return refusal(0x20);
    return cdb[0] === MODE_SELECT ? GOOD : undefined;
  });
  using rig = rigOf("dvd+r", {}, wrap);
  const recording = recordOnto(rig.drive, { blocks: BLOCKS });
  assertRecorded(rig.drive, recording, { blocks: BLOCKS });
});

Deno.test("Underrun protection is on exactly where the drive has it", () => {
  for (const [media, mode] of MEDIA.slice(0, 4)) {
    for (const underrunProtection of [true, false]) {
      using rig = rigOf(media, { underrunProtection });
      recordOnto(rig.drive, { blocks: BLOCKS, mode });
      assertEquals(rig.drive.writeParameters().underrunFree, underrunProtection, `${media} ${mode}`);
    }
  }
});

Deno.test("A way of recording that the drive does not offer is not chosen, and refused when asked for", () => {
  using rig = rigOf("cd-r");
  const medium = mediumIn(rig.drive);
  const drive = withoutFeature(rig.drive, 0x2e);
  const auto = chooseRecipe(medium, drive, "auto", BLOCKS);
  assert(typeof auto !== "string");
  assertEquals(auto.name, "CD-R track-at-once");
  assertEquals(
    chooseRecipe(medium, drive, "disc", BLOCKS),
    "Cannot record the CD-R at once: the drive does not offer it for this medium",
  );
  const other = chooseRecipe(medium, withoutFeature(rig.drive, 0x2d), "track", BLOCKS);
  assertEquals(other, "Cannot record the CD-R track by track: the drive does not offer it for this medium");
  const old = chooseRecipe(medium, withoutFeature(drive, 0x2d), "auto", BLOCKS);
  assert(typeof old !== "string");
  assertEquals(old.name, "CD-R track-at-once");
});

function withoutFeature(drive: Parameters<typeof chooseRecipe>[1], code: number): typeof drive {
  return new Proxy(drive, {
    get(target, name) {
      if (name === "configuration") {
        return () => {
          const found = target.configuration();
          return { ...found, features: new Map([...found.features].filter(([key]) => key !== code)) };
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

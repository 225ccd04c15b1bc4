import { DiscglowError, StoppedError, UsageError } from "../../lib/errors.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import { openDisc } from "../../lib/recorder/disc_access.ts";
import { verifyDisc } from "../../lib/recorder/verify_disc.ts";
import { addFault, createVirtualDisc, damageBlock } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "./virtual_job.ts";

Deno.test("verifyDisc finds no difference between a disc and its image, in any drive and later", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 2_000_001 });
  await rig.record();
  await leavesNothing(dir.path, async () => {
    const events: RecordEvent["event"][] = [];
    const onEvent = ({ event }: RecordEvent) => events.push(event);
    const result = await verifyDisc(rig.target, { against: rig.source, onEvent });
    assertEquals(result, { compared: 977, firstBlock: 0, different: [], unreadable: [] });
    assertEquals(events, ["device", "medium", "readable", "progress", "progress", "compared"]);
  });
});

Deno.test("verifyDisc names the blocks that differ and those that cannot be read", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 2_000_001 });
  await rig.record({ recordFile: dir.at("record.json") });
  for (const block of [0, 500, 501, 976]) damageBlock(rig.disc, block);
  addFault(rig.disc, { on: "read", block: 600 });
  const different = [
    { first: 0, count: 1 },
    { first: 500, count: 2 },
    { first: 600, count: 1 },
    { first: 976, count: 1 },
  ];
  const unreadable = [{ first: 600, count: 1 }];
  for (const against of [rig.source, { record: dir.at("record.json") }]) {
    const result = await verifyDisc(rig.target, { against });
    assertEquals([result.different, result.unreadable], [different, unreadable]);
  }
});

Deno.test("verifyDisc with a record also finds what was written into the padding", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 100_000 });
  const { blocks } = await rig.record({ recordFile: dir.at("record.json") });
  damageBlock(rig.disc, blocks - 1);
  const { different, compared } = await verifyDisc(rig.target, {
    against: { record: dir.at("record.json") },
  });
  assertEquals([different, compared], [[{ first: blocks - 1, count: 1 }], blocks]);
});

Deno.test("verifyDisc with a record finds a session that does not begin at block 0", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { media: "dvd+r", bytes: 300_000 });
  await rig.record({ multi: true });
  const { firstBlock } = await rig.record({ recordFile: dir.at("record.json") });
  assert(firstBlock > 0);
  const against = { record: dir.at("record.json") };
  assertEquals((await verifyDisc(rig.target, { against })).firstBlock, firstBlock);
  damageBlock(rig.disc, firstBlock + 1);
  const { different } = await verifyDisc(rig.target, { against });
  assertEquals(different, [{ first: firstBlock + 1, count: 1 }]);
  const image = await verifyDisc(rig.target, { against: rig.source, firstBlock });
  assertEquals(image.different, [{ first: firstBlock + 1, count: 1 }]);
});

Deno.test("verifyDisc compares two discs, and an image in a file with another", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 300_000 });
  await rig.record();
  const copy = new Rig(dir, { media: "bd-re", bytes: 300_000, name: "2" });
  await copy.record({ source: rig.target });
  assertEquals((await verifyDisc(copy.target, { against: rig.target })).different, []);
  const other = rig.bytes.slice(0, 299_008);
  await Deno.writeFile(dir.at("a"), other);
  other[100_000]! ^= 1;
  await Deno.writeFile(dir.at("b"), other);
  const { different } = await verifyDisc(dir.at("a"), { against: dir.at("b") });
  assertEquals(different, [{ first: 48, count: 1 }]);
});

Deno.test("verifyDisc refuses what it cannot compare", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 300_000 });
  await rig.record();
  const refused = [
    [dir.at("none"), /^Cannot open /],
    [rig.disc, /they are the same$/],
    [{ record: dir.at("none") }, /^Cannot read /],
    [{ record: rig.source }, /it is no record of a recording$/],
  ] as const;
  for (const [against, message] of refused) {
    const error = await assertRejects(() => verifyDisc(rig.target, { against }), DiscglowError);
    assert(message.test(error.message), error.message);
  }
  createVirtualDisc(dir.at("blank"), { media: "dvd-r" });
  await assertRejects(
    () => verifyDisc(`virtual:${dir.at("blank")}`, { against: rig.source }),
    DiscglowError,
    "nothing is recorded on it",
  );
});

Deno.test("verifyDisc refuses options that cannot be meant", async () => {
  for (const options of [{ firstBlock: -1 }, { firstBlock: 2 ** 32 }, { size: 1.5 }, { size: NaN }]) {
    await assertRejects(() => verifyDisc("virtual:b", { against: "a", ...options }), UsageError);
  }
});

Deno.test("verifyDisc is stopped by its signal", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4 << 20, drive: { readSpeed: 1 } });
  await rig.record();
  await leavesNothing(dir.path, async () => {
    const stop = new AbortController();
    const onEvent = ({ event }: RecordEvent) => {
      if (event === "readable") stop.abort();
    };
    await assertRejects(
      () => verifyDisc(rig.target, { against: rig.source, onEvent, signal: stop.signal }),
      StoppedError,
    );
  });
});

Deno.test("openDisc reads a disc at any place, across its own pieces", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { media: "dvd+r", bytes: 1_000_000 });
  const { blocks } = await rig.record();
  using disc = openDisc(rig.target);
  assertEquals(disc.size, blocks * 2048);
  for (const [at, length] of [[0, 10], [2047, 2], [262_143, 300_000], [999_990, 10], [5, 0]] as const) {
    const into = new Uint8Array(length);
    assertEquals(disc.readAt(at, into), length);
    assertEquals(into, rig.bytes.subarray(at, at + length));
  }
  assertEquals(disc.readAt(disc.size - 3, new Uint8Array(10)), 3);
  assertEquals(disc.readAt(disc.size + 5, new Uint8Array(10)), 0);
});

Deno.test("openDisc hides no good block behind a bad one, and names the bad one", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 300_000 });
  await rig.record();
  addFault(rig.disc, { on: "read", block: 20 });
  using disc = openDisc(rig.target);
  const block = new Uint8Array(2048);
  disc.readAt(19 * 2048, block);
  assertEquals(block, rig.bytes.slice(19 * 2048, 20 * 2048));
  assertThrows(() => disc.readAt(20 * 2048, block), DiscglowError, "Cannot read block 20");
  disc.readAt(21 * 2048, block);
  assertEquals(block, rig.bytes.slice(21 * 2048, 22 * 2048));
});

Deno.test("verifyDisc wants no padding of the image that a record tells of", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 40 * 2048 });
  const { blocks } = await rig.record({ recordFile: dir.at("record.json") });
  assertEquals(blocks, 64);
  const against = { record: dir.at("record.json") };
  const result = await verifyDisc(rig.source, { against });
  assertEquals(result, { compared: 40, firstBlock: 0, different: [], unreadable: [] });
  await Deno.truncate(rig.source, 39 * 2048);
  assertEquals((await verifyDisc(rig.source, { against })).unreadable, [{ first: 39, count: 1 }]);
});

Deno.test("verifyDisc leaves a disc locked in that somebody else has locked in", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 100_000 });
  await rig.record();
  const lines: string[] = [];
  const onEvent = (event: RecordEvent) => {
    if (event.event === "trace") lines.push(event.line);
  };
  await verifyDisc(rig.target, { against: rig.source, trace: true, onEvent });
  assert(lines.some((line) => line.includes("READ (10)")));
  assert(!lines.some((line) => line.includes("PREVENT")));
});

Deno.test("verifyDisc passes on what a listener throws, after it has ended its threads", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4 << 20 });
  await rig.record();
  for (const kind of ["medium", "progress", "compared"]) {
    const onEvent = ({ event }: RecordEvent) => {
      if (event === kind) throw new Error("the listener's own");
    };
    await leavesNothing(dir.path, async () => {
      const comparing = () => verifyDisc(rig.target, { against: rig.source, onEvent });
      await assertRejects(comparing, Error, "the listener's own");
    });
  }
});

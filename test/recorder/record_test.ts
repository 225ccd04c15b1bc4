import { DiscglowError, UsageError } from "../../lib/errors.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import { record } from "../../lib/recorder/record.ts";
import { readVirtualDisc } from "../../lib/virtual/create.ts";
import type { Fault } from "../../lib/virtual/faults.ts";
import { VIRTUAL_MEDIA } from "../../lib/virtual/media.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";
import { BLOCK, Rig } from "./virtual_job.ts";

for (const media of VIRTUAL_MEDIA.keys()) {
  Deno.test(`record puts a file on a ${media}, block by block, and proves it`, async () => {
    using dir = tempFolder();
    const rig = new Rig(dir, { media, bytes: 2_000_001 });
    await leavesNothing(dir.path, async () => {
      const report = await rig.record({ verify: true });
      assertEquals(report.bytes, 2_000_001);
      assert(report.blocks >= 977 && report.blocks < 977 + 32, `${report.blocks} blocks`);
      assertEquals([report.compared, report.different], [report.blocks, []]);
      rig.assertHolds(report.firstBlock, report.blocks);
      rig.assertUnlocked();
    });
  });
}

Deno.test("record tells what happens in the order in which it happens", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 5 << 20 });
  await rig.record({ verify: true });
  const order = rig.events.map((event) => event.event === "progress" ? event.phase : event.event);
  const steps = order.filter((step, i) => step !== order[i - 1] && step !== "waiting");
  assertEquals(steps, [
    "device",
    "medium",
    "planned",
    "speed",
    "buffer",
    "recording",
    "recorded",
    "readable",
    "comparing",
    "compared",
    "disc",
  ]);
  assertEquals(rig.told("planned"), [
    {
      event: "planned",
      blocks: 2560,
      bytes: 5 << 20,
      firstBlock: 0,
      recipe: "BD-R sequential",
      preview: false,
    },
  ]);
});

Deno.test("record tells of progress at every multiple it is asked for, and never when it is 0", async () => {
  using dir = tempFolder();
  const bytes = (size: number, rig: Rig) => {
    const told = rig.told("progress").map((event) => event.bytes);
    const multiples = Array.from({ length: Math.floor((3 << 20) / size) }, (_, i) => (i + 1) * size);
    // The end is told as well.
    assertEquals(told, [...new Set([...multiples, 3 << 20])]);
    assert(rig.told("progress").every(({ total }) => total === 3 << 20));
  };
  const rig = new Rig(dir, { bytes: 3 << 20 });
  await rig.record();
  bytes(1 << 20, rig);
  const fine = new Rig(dir, { bytes: 3 << 20, name: "2" });
  await fine.record({ progressBytes: 100_000 });
  bytes(100_000, fine);
  const silent = new Rig(dir, { bytes: 3 << 20, name: "3" });
  await silent.record({ progressBytes: 0 });
  assertEquals(silent.told("progress"), []);
});

Deno.test("record fills the ring to nine tenths before it begins to write", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 8 << 20 });
  await rig.record({ buffer: 10 * 256 * 1024 });
  const [buffer] = rig.told("buffer");
  assert(buffer!.bytes >= 9 * 256 * 1024, `${buffer!.bytes} bytes`);
  assert(buffer!.percent >= 90);
  const [recorded] = rig.told("recorded");
  assert(recorded!.lowestFill !== undefined && recorded!.lowestFill <= 100);
});

Deno.test("record says nothing of the lowest fill when the whole source was in the ring at the start", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 300_000 });
  const report = await rig.record();
  assertEquals([report.lowestFill, report.underruns], [undefined, 0]);
});

Deno.test("record leaves a disc appendable when it is told to, and appends to it", async () => {
  using dir = tempFolder();
  for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r"]) {
    const rig = new Rig(dir, { media, name: media });
    const first = await rig.record({ multi: true });
    assertEquals(first.medium!.state, "appendable", media);
    const second = await rig.record({ verify: true });
    assert(second.firstBlock >= first.blocks, media);
    assertEquals([second.medium!.state, second.different], ["closed", []], media);
    assert(second.compared > 0);
    rig.assertHolds(first.firstBlock, first.blocks);
    rig.assertHolds(second.firstBlock, second.blocks);
  }
});

Deno.test("record records no more than the size it is told, and says that the source goes on", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  const report = await rig.record({ size: 100_000, verify: true });
  assertEquals([report.bytes, report.blocks, report.different], [100_000, 64, []]);
  assert(rig.told("notice").some(({ message }) => message.includes("goes on behind the 100000 bytes")));
});

Deno.test("record ejects the disc at the end when it is told to", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  await rig.record({ eject: true });
  rig.assertUnlocked();
  assertEquals(rig.told("notice"), []);
  const stuck = new Rig(dir, { name: "2", faults: [{ on: "command", opcode: 0x1b, sense: "2/53/00" }] });
  const report = await stuck.record({ eject: true });
  assertEquals(report.medium!.state, "closed");
  assert(stuck.told("notice").some(({ message }) => message.startsWith("Cannot eject the disc")));
});

Deno.test("record reloads the disc where the drive cannot read what it has just written", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { drive: { needsReload: true } });
  const report = await rig.record({ verify: true });
  assertEquals([report.compared, report.different], [report.blocks, []]);
  rig.assertUnlocked();
});

Deno.test("record in preview leaves the disc as it was", async () => {
  using dir = tempFolder();
  for (const media of ["cd-r", "dvd-r", "dvd+r", "bd-r", "bd-re", "dvd+rw"]) {
    const rig = new Rig(dir, { media, name: media });
    const before = JSON.stringify(readVirtualDisc(rig.disc).tracks);
    const report = await rig.record({ preview: true });
    assert(report.preview);
    assertEquals(report.bytes, rig.bytes.length);
    assertEquals(JSON.stringify(readVirtualDisc(rig.disc).tracks), before, media);
    const data = await Deno.readFile(rig.disc);
    assert(data.every((byte) => byte === 0), `${media}: something was written`);
    rig.assertUnlocked();
  }
});

Deno.test("record in preview says so where the drive has no test mode, and keeps to the drive's speed", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 9 << 20, drive: { speed: 2 } });
  const report = await rig.record({ preview: true });
  assert(rig.told("notice").some(({ message }) => message.includes("no test mode for the BD-R")));
  // 2 x 4496 kB/s for 9.4 MB.
  assert(report.seconds > 0.9, `${report.seconds} s`);
});

Deno.test("record in preview says when the source is slower than the recorder", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4 << 20 });
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      controller.enqueue(new Uint8Array(64 << 10));
      if ((sent += 64 << 10) >= 4 << 20) controller.close();
    },
  });
  const error = await rig.fails({ source: { stream, bytes: 4 << 20, name: "the feed" }, preview: true });
  assert(/source gives \d+ kB\/s, and the recorder takes \d+ kB\/s/.test(error.message), error.message);
  assertEquals(error.report, undefined);
});

Deno.test("record takes a stream of which nothing is known but its bytes", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 3_000_001 });
  const stream = new Blob([rig.bytes]).stream();
  const report = await rig.record({ source: { stream }, verify: true });
  assertEquals([report.bytes, report.different], [3_000_001, []]);
  assertEquals(report.compared, report.blocks);
  rig.assertHolds(0, report.blocks);
});

Deno.test("record takes the length of a stream from its first bytes", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { media: "cd-r", bytes: 400_000 });
  let head = 0;
  const report = await rig.record({
    source: { stream: new Blob([rig.bytes]).stream() },
    imageBytes: (bytes) => {
      head = bytes.length;
      return 204_800;
    },
    verify: true,
  });
  assertEquals(head, 65_536);
  assertEquals([report.bytes, report.blocks, report.different], [204_800, 100, []]);
  assert(rig.told("notice").some(({ message }) => message.includes("goes on")));
});

Deno.test("record copies a disc from drive to drive and compares", async () => {
  using dir = tempFolder();
  const first = new Rig(dir, { media: "cd-r", bytes: 1_500_000 });
  await first.record({ mode: "track" });
  const copy = new Rig(dir, { media: "dvd+r", name: "copy" });
  const report = await copy.record({ source: first.target, verify: true });
  // Track-at-once: the two run-out blocks are no part of the copy.
  assertEquals(report.bytes, Math.ceil(1_500_000 / BLOCK) * BLOCK);
  assertEquals(report.different, []);
  assertEquals(copy.told("device").map(({ role }) => role).sort(), ["source", "target"]);
  assertEquals(copy.told("medium").map(({ role }) => role).sort(), ["source", "target"]);
});

Deno.test("record copies a disc of two sessions with every block at its address", async () => {
  using dir = tempFolder();
  for (const media of ["cd-r", "dvd+r", "bd-r"]) {
    const rig = new Rig(dir, { media, bytes: 300_000, name: media });
    const first = await rig.record({ multi: true });
    const second = await rig.record();
    const copy = new Rig(dir, { media: "bd-re", name: `${media}-copy` });
    const report = await copy.record({ source: rig.target, verify: true });
    assertEquals(report.different, [], media);
    const end = second.firstBlock + Math.ceil(300_000 / BLOCK);
    assert(report.bytes >= end * BLOCK, `${media}: ${report.bytes}`);
    const bytes = new Uint8Array(end * BLOCK);
    bytes.set(rig.bytes, first.firstBlock * BLOCK);
    bytes.set(rig.bytes, second.firstBlock * BLOCK);
    copy.bytes = bytes;
    copy.assertHolds(0, end);
  }
});

Deno.test({
  name: "record takes a pipe, and proves its disc block by block",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using dir = tempFolder();
    const rig = new Rig(dir, { media: "dvd-r", bytes: 2_500_001 });
    await new Deno.Command("mkfifo", { args: [dir.at("fifo")] }).output();
    const feed = new Deno.Command("sh", { args: ["-c", `cat '${rig.source}' > '${dir.at("fifo")}'`] })
      .spawn();
    await leavesNothing(dir.path, async () => {
      const report = await rig.record({ source: dir.at("fifo"), verify: true });
      assertEquals([report.bytes, report.compared, report.different], [2_500_001, report.blocks, []]);
      rig.assertHolds(0, report.blocks);
    });
    assert((await feed.status).success);
    const bad = new Rig(dir, { bytes: 2_500_001, name: "2", faults: [{ on: "read", block: 700 }] });
    const again = new Deno.Command("sh", { args: ["-c", `cat '${bad.source}' > '${dir.at("fifo")}'`] })
      .spawn();
    const report = await bad.record({ source: dir.at("fifo"), verify: true });
    assertEquals(report.different, [{ first: 700, count: 1 }]);
    await again.status;
  },
});

Deno.test("record refuses options that cannot be meant", async () => {
  for (const options of [{ size: 0 }, { size: 1.5 }, { buffer: -1 }, { speed: NaN }, { progressBytes: -1 }]) {
    await assertRejects(() => record({ source: "a", target: "virtual:b", ...options }), UsageError);
  }
});

Deno.test("record refuses a ring that the machine has no memory for, before anything is written", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  await assertRejects(() => rig.record({ buffer: 2 ** 52 }), DiscglowError, "Cannot set up a buffer of");
  assertEquals((await Deno.stat(rig.disc)).size, 0);
  rig.assertUnlocked();
});

Deno.test("record passes on what a listener throws, after it has left the drive in order", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 3 << 20 });
  await leavesNothing(dir.path, async () => {
    const onEvent = ({ event }: RecordEvent) => {
      if (event === "progress") throw new Error("the listener's own");
    };
    await assertRejects(() => rig.record({ onEvent, verify: true }), Error, "the listener's own");
  });
  rig.assertUnlocked();
});

Deno.test("record does not eject a disc that differs, so that its files can be named", async () => {
  using dir = tempFolder();
  const faults: Fault[] = [{ on: "read", block: 100 }];
  const rig = new Rig(dir, { faults });
  const lines: string[] = [];
  const report = await rig.record({
    verify: true,
    eject: true,
    trace: true,
    onEvent: (event) => {
      if (event.event === "trace") lines.push(event.line);
    },
  });
  assertEquals(report.different, [{ first: 100, count: 1 }]);
  assert(!lines.some((line) => line.includes("START STOP")));
  assert(rig.told("notice").some(({ message }) => message.startsWith("The disc stays in")));
  rig.assertUnlocked();
});

Deno.test("record leaves no thread behind when it cannot have its stream", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir);
  const stream = new ReadableStream<Uint8Array>();
  const reader = stream.getReader();
  await leavesNothing(dir.path, async () => {
    await assertRejects(() => rig.record({ source: { stream } }), TypeError);
  });
  reader.releaseLock();
});

Deno.test("record tells before it begins that the source has less than it is to give", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { bytes: 4096 });
  const error = await rig.fails({ size: 5000 });
  assertEquals(error.reasons.length, 1);
  assert(error.message.endsWith("it has only 4096"), error.message);
  const missing = await rig.fails({ source: dir.at("none"), size: 200 * 1024 ** 3 });
  assertEquals(missing.reasons.length, 2);
});

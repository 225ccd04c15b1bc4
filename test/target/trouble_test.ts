import { StoppedError } from "../../lib/errors.ts";
import { record } from "../../lib/recorder/record.ts";
import { RecordError } from "../../lib/recorder/report.ts";
import { ScsiDevice } from "../../lib/scsi/device.ts";
import { openIscsi } from "../../lib/scsi/iscsi.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { startTgt, tgtTest } from "../support/tgt.ts";

const BLANK = { units: [{ kind: "drive", disc: "blank" }] } as const;
const MIB = 1 << 20;

/** A stream that goes on and on, calling what is given after so many bytes. */
function endless(after: number, then: () => void): ReadableStream<Uint8Array> {
  const chunk = new Random(11).bytes(MIB);
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(chunk.slice());
      sent += chunk.length;
      if (sent >= after && sent - chunk.length < after) then();
    },
  }, { highWaterMark: 0 });
}

tgtTest("a target that dies is told from both sides, and nothing is left running", async () => {
  using dir = tempFolder();
  await using tgt = await startTgt(BLANK);
  await leavesNothing(dir.path, async () => {
    const said: string[] = [];
    const error = await assertRejects(() =>
      record({
        source: { stream: endless(64 * MIB, () => void tgt.kill()), name: "the stream" },
        target: tgt.url(1),
        buffer: 8 * MIB,
        onEvent: (event) => event.event === "trouble" && said.push(event.side),
      }), RecordError);
    assertEquals(said.toSorted(), ["source", "target"]);
    assertEquals(error.reasons.length, 2, error.reasons.join("\n"));
    assertMatch(error.message, /on iscsi:|to iscsi:/);
    assert(error.message.includes(tgt.url(1)), error.message);
    assertMatch(error.reasons[1]!, /the stream was stopped after \d+ bytes/);
    const { report } = error;
    assert(report !== undefined, "nothing is told of what was written");
    assert(report.blocks > 0, "it says that nothing was written");
    assertEquals(report.medium, undefined);
    assertMatch(report.words, /^The drive does not tell what is on the disc/);
    // Blocks that the target has taken before it died are all in its file.
    assert((await Deno.stat(tgt.backing(1))).size >= report.blocks * 2048);
  });
});

tgtTest("a job that is stopped says what is on the disc, and leaves the drive unlocked", async () => {
  await using tgt = await startTgt(BLANK);
  const stop = new AbortController();
  const left: string[] = [];
  await assertRejects(() =>
    record({
      source: { stream: endless(32 * MIB, () => stop.abort()) },
      target: tgt.url(1),
      buffer: 8 * MIB,
      signal: stop.signal,
      onEvent: (event) => event.event === "disc" && left.push(event.words),
    }), StoppedError);
  assertEquals(left.length, 1);
  using device = new ScsiDevice(openIscsi(tgt.url(1)));
  const blocks = Number(/^(\d+) blocks stand on/.exec(left[0]!)?.[1] ?? 0);
  assertEquals((await Deno.stat(tgt.backing(1))).size, blocks * 2048);
  // START STOP UNIT, eject.
  device.command("eject the disc", Uint8Array.of(0x1b, 0, 0, 0, 2, 0));
});

tgtTest("a source that fails ends the recording with what there is", async () => {
  await using tgt = await startTgt(BLANK);
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < 16) controller.enqueue(new Random(sent).bytes(MIB));
      else controller.error(new Error("the cable came off"));
    },
  }, { highWaterMark: 0 });
  const error = await assertRejects(
    () => record({ source: { stream, name: "the stream" }, target: tgt.url(1), buffer: 4 * MIB }),
    RecordError,
  );
  assertMatch(error.message, /the stream: the cable came off/);
  assertEquals(error.report?.blocks, 16 * 512);
  assertEquals((await Deno.stat(tgt.backing(1))).size, 16 * MIB);
});

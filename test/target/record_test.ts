import type { RecordEvent } from "../../lib/recorder/events.ts";
import { record } from "../../lib/recorder/record.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { leavesNothing } from "../support/left_over.ts";
import { extractWith } from "../support/peer_readers.ts";
import { isInstalled, peerTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { startTgt, tgtTest } from "../support/tgt.ts";
import { makeImage, onDvd } from "./image.ts";

/** A test that needs xorriso too. */
const xorrisoTest: typeof tgtTest = isInstalled("xorriso")
  ? tgtTest
  : (name, body) => peerTest(name, ["xorriso"], body);

const BLANK = { kind: "drive", disc: "blank" } as const;

tgtTest("an image in a file becomes a DVD+R that reads back equal", async () => {
  using dir = tempFolder();
  const { path, bytes } = await makeImage(dir);
  await using tgt = await startTgt({ units: [BLANK] });
  await leavesNothing(dir.path, async () => {
    const events: RecordEvent[] = [];
    const report = await record({
      source: path,
      target: tgt.url(1),
      verify: true,
      onEvent: (event) => events.push(event),
    });
    const blocks = onDvd(bytes).length / 2048;
    assertEquals([report.firstBlock, report.blocks, report.bytes], [0, blocks, bytes.length]);
    assertEquals([report.compared, report.different], [blocks, []]);
    assertEquals(report.medium?.state, "closed");
    const told = events.map(({ event }) => event);
    for (
      const event of ["device", "medium", "planned", "recorded", "readable", "compared", "disc"] as const
    ) {
      assertEquals(told.filter((other) => other === event).length, 1, event);
    }
  });
  assertEquals(await Deno.readFile(tgt.backing(1)), onDvd(bytes));
});

xorrisoTest("xorriso finds the recorded files as they were", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [BLANK] });
  await record({ source: path, target: tgt.url(1) });
  extractWith("xorriso", tgt.backing(1), dir.make("extracted"), "rr");
  for (const name of ["readme.txt", "photos/first.raw", "photos/second.raw"]) {
    assertEquals(
      await Deno.readFile(dir.at(`extracted/${name}`)),
      await Deno.readFile(dir.at(`tree/${name}`)),
    );
  }
});

tgtTest("a stream of unknown length is recorded and compared by its checksums", async () => {
  using dir = tempFolder();
  const { bytes } = await makeImage(dir);
  await using tgt = await startTgt({ units: [BLANK] });
  const stream = new Blob([bytes]).stream();
  const report = await record({ source: { stream }, target: tgt.url(1), verify: true });
  assertEquals([report.bytes, report.compared, report.different], [bytes.length, report.blocks, []]);
  assertEquals(await Deno.readFile(tgt.backing(1)), onDvd(bytes));
});

tgtTest("a disc is copied from drive to drive", async () => {
  using dir = tempFolder();
  const { path, bytes } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: { image: path } }, BLANK] });
  const report = await record({ source: tgt.url(1), target: tgt.url(2), verify: true });
  assertEquals([report.bytes, report.different], [bytes.length, []]);
  assertEquals(await Deno.readFile(tgt.backing(2)), onDvd(bytes));
});

tgtTest("a preview goes the whole way and leaves the disc blank", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [BLANK] });
  const notices: string[] = [];
  const report = await record({
    source: path,
    target: tgt.url(1),
    preview: true,
    onEvent: (event) => event.event === "notice" && notices.push(event.message),
  });
  assertEquals(report.medium?.state, "blank");
  assertMatch(report.words, /preview/);
  assertMatch(notices.join("\n"), /no test mode for the DVD\+R/);
  assertEquals((await Deno.stat(tgt.backing(1))).size, 0);
});

tgtTest("the disc is ejected when that is asked, and the drive is not left locked", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [BLANK] });
  await record({ source: path, target: tgt.url(1), eject: true });
  const { openIscsi } = await import("../../lib/scsi/iscsi.ts");
  const { ScsiDevice } = await import("../../lib/scsi/device.ts");
  using device = new ScsiDevice(openIscsi(tgt.url(1)));
  const { good, sense } = device.try(new Uint8Array(6));
  assert(!good, "the disc is still in the drive");
  assertEquals([sense?.key, sense?.asc], [2, 0x3a]);
});

import { assert, assertEquals, assertMatch, assertRejects } from "../support/assert.ts";
import type { JukeboxClient } from "../../lib/jukebox/client/client.ts";
import { JukeboxError } from "../../lib/jukebox/errors.ts";
import { ScsiDevice } from "../../lib/scsi/device.ts";
import { openIscsi } from "../../lib/scsi/iscsi.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { tgtTest } from "../support/tgt.ts";
import { makeImage, onDvd } from "./image.ts";
import { CHANGER, TargetJukebox } from "./target_jukebox.ts";

const SEVEN = [1, 2, 3, 4, 5, 6, 7].map((number) => `DISC000${number}`);
const BLANKS = ["DISC0001", "DISC0002", "DISC0003"];

tgtTest("three discs are produced in both drives, and are the image byte for byte", async () => {
  using dir = tempFolder();
  const image = await makeImage(dir);
  await using jukebox = await TargetJukebox.start({
    ...Object.fromEntries(BLANKS.map((barcode) => [barcode, "blank" as const])),
    ISO00004: { image: image.bytes },
    DISC0005: "blank",
  });
  const { client } = jukebox;
  const seen = (await client.slots("jb")).map(({ kind, number, disc }) =>
    `${kind} ${number} ${disc === null ? "empty" : `${disc.barcode} ${disc.state} ${disc.medium}`}`
  );
  assertEquals(seen, [
    "slot 1 DISC0001 blank DVD+R",
    "slot 2 DISC0002 blank DVD+R",
    "slot 3 DISC0003 blank DVD+R",
    "slot 4 ISO00004 recorded DVD-ROM",
    "slot 5 DISC0005 blank DVD+R",
    "slot 6 empty",
    "slot 7 empty",
    "mail 1 empty",
  ]);
  assertEquals((await client.find("second")).map(({ disc }) => disc.barcode), ["ISO00004"]);

  const job = await jukebox.produce({ slots: "1-3", source: image.path });
  assertEquals(job.discs.map(({ slot, step }) => `${slot} ${step}`), ["1 good", "2 good", "3 good"]);
  assertEquals(new Set(job.discs.map(({ protocol }) => protocol?.["drive"])), new Set([1, 2]));
  for (const barcode of BLANKS) {
    assertEquals(jukebox.medium(barcode), onDvd(image.bytes), barcode);
    const { state, verified, recordedJob } = await jukebox.disc(barcode);
    assertEquals([state, verified, recordedJob], ["recorded", "good", job.id]);
  }

  const other = await jukebox.produce({ slots: "5", source: image.path, verifyDrive: "other" });
  const [disc] = other.discs;
  assertEquals(disc?.step, "good", `${disc?.words}`);
  const { drive, verifyDrive } = disc!.protocol!;
  assert(drive !== verifyDrive, `recorded and compared in drive ${drive}`);

  // The target takes a disc that holds something for a DVD-ROM as soon as it is loaded anew.
  assertEquals((await jukebox.job("test", { slots: "1" })).state, "done");
  assertEquals((await jukebox.disc("DISC0001")).medium, "DVD-ROM");
  const again = await jukebox.produce({ slots: "1", source: image.path });
  assertEquals([again.state, again.discs[0]?.step], ["failed", "skipped"], again.words ?? "");
});

tgtTest("a disc that changes between its recording and its comparison is not called good", async () => {
  using dir = tempFolder();
  const image = await makeImage(dir);
  await using jukebox = await TargetJukebox.start({ DISC0001: "blank" });
  const { client, tgt } = jukebox;
  const { id } = await jukebox.submit({ slots: "1", source: image.path, verifyDrive: "other" });
  const job = await client.waitForJob(id, {
    onEvent: (event) => {
      if (event.event !== "job-disc" || event.disc.step !== "verifying") return;
      using file = Deno.openSync(tgt.medium(CHANGER, "DISC0001"), { write: true });
      file.seekSync(900_000, Deno.SeekMode.Start);
      file.writeSync(Uint8Array.of(0xff, 0, 0xff, 0));
    },
  });
  assertEquals([job.state, job.discs[0]?.step], ["failed", "bad"]);
  assertMatch(job.discs[0]?.words ?? "", /differ.*\/photos|\/photos.*differ/);
  const { state, verified, remark } = await jukebox.disc("DISC0001");
  assertEquals([state, verified], ["bad", "different"], `${remark}`);
});

tgtTest("discs come in and go out through the mail slot while the operator takes his time", async () => {
  await using jukebox = await TargetJukebox.start({ DISC0001: "blank", DISC0002: "blank" });
  const { client, tgt } = jukebox;
  const waiting = await client.submit("import", "jb", { slots: "7", early: false });
  tgt.fillMail(CHANGER, "DISC0007", "blank");
  const imported = await client.waitForJob(waiting.id);
  assertEquals([imported.state, imported.words], ["done", imported.words]);
  // The last slot of all: of its descriptor the target cuts off the last eight bytes.
  assertEquals((await jukebox.disc("DISC0007")).home, { kind: "slot", device: "jb", number: 7 });
  await client.rescan("jb");
  assertEquals((await jukebox.disc("DISC0007")).home, { kind: "slot", device: "jb", number: 7 });

  const out = await client.submit("export", "jb", { slots: "2", disc: null, all: false, early: true });
  assertEquals((await client.waitForJob(out.id)).state, "done");
  await client.rescan("jb");
  assertEquals((await jukebox.disc("DISC0002")).place.kind, "mail");
  tgt.emptyMail(CHANGER);
  await client.rescan("jb");
  assertEquals((await jukebox.disc("DISC0002")).place.kind, "shelf");
  assertEquals((await client.discs({ device: "jb" })).map(({ barcode }) => barcode), [
    "DISC0001",
    "DISC0007",
  ]);
});

tgtTest("discs are moved by hand, and one that a drive holds fast is told of and stays known", async () => {
  await using jukebox = await TargetJukebox.start({ DISC0001: "blank", DISC0002: "blank" });
  const { client, tgt } = jukebox;
  // After the inspection they are left where they were inspected until someone needs the drive.
  for (const drive of [1, 2]) await client.move("jb", drive, 0);
  await client.detachDrive("jb", 1);
  await client.move("jb", 1, 1);
  assertEquals(await jukebox.places(), ["DISC0001 drive 1", "DISC0002 slot 2"]);
  // There is no EXCHANGE MEDIUM: the disc that is in the way goes home first.
  await client.move("jb", 1, 2);
  assertEquals(await jukebox.places(), ["DISC0001 slot 1", "DISC0002 drive 1"]);
  {
    using other = new ScsiDevice(openIscsi(tgt.url(1)));
    const prevent = (on: number) => other.command("lock the disc in", Uint8Array.of(0x1e, 0, 0, 0, on, 0));
    prevent(1);
    const error = await assertRejects(() => client.move("jb", 1, 0), JukeboxError);
    assertMatch(error.message, /medium removal prevented \(5\/53\/02\)$/);
    assertEquals(error.hint, "another program keeps the drive locked: end it first");
    assertEquals(await jukebox.places(), ["DISC0001 slot 1", "DISC0002 drive 1"]);
    prevent(0);
  }
  assertEquals((await client.move("jb", 1, 0)).place, { kind: "slot", device: "jb", number: 2 });
  // Its profile is still that of the disc before; the drive is empty all the same.
  const { device, disc } = await client.attachDrive("jb", 1);
  assertEquals([disc, device.drives[0]?.disc, device.drives[0]?.duty], [null, null, "serving"]);
});

tgtTest(
  "a server that starts anew takes discs out of the drives, and leaves a reserved drive alone",
  async () => {
    const media = Object.fromEntries(SEVEN.map((barcode) => [barcode, "blank" as const]));
    await using jukebox = await TargetJukebox.start(media);
    const { client } = jukebox;
    for (const drive of [1, 2]) await client.move("jb", drive, 0);
    await client.detachDrive("jb", 1);
    await client.move("jb", 1, 3);
    // The last slot and the last drive: of their descriptors the target cuts off the last eight bytes.
    await client.move("jb", 2, 7);
    await jukebox.kill();
    await jukebox.serve();
    await jukebox.attached();
    await jukebox.idle();
    const home = SEVEN.map((barcode, index) => `${barcode} slot ${index + 1}`);
    // The inspection after the start has left a disc there.
    await jukebox.client.move("jb", 2, 0);
    assertEquals(await jukebox.places(), home.with(2, "DISC0003 drive 1"));
    await jukebox.client.move("jb", 1, 0);
    const { device } = await jukebox.client.attachDrive("jb", 1, true);
    assertEquals(device.drives.map(({ duty }) => duty), ["serving", "serving"]);
    assertEquals(await jukebox.places(), home);
    await jukebox.stop();
  },
);

tgtTest(
  "a target that dies during a production costs the discs in the drives, and nothing else",
  async () => {
    using dir = tempFolder();
    const image = dir.at("image");
    await Deno.writeFile(image, new Random(5).bytes(96 << 20));
    await using jukebox = await TargetJukebox.start(
      Object.fromEntries(SEVEN.slice(0, 4).map((barcode) => [barcode, "blank" as const])),
    );
    const { client, tgt } = jukebox;
    const { id } = await jukebox.submit({ slots: "1-4", source: image });
    await grown(tgt.medium(CHANGER, "DISC0001"), 8 << 20);
    await grown(tgt.medium(CHANGER, "DISC0002"), 1 << 20);
    await tgt.kill();
    const job = await client.waitForJob(id);
    assertEquals([job.state, ...job.discs.map(({ step }) => step)], ["failed", ...Array(4).fill("skipped")]);
    for (const { words } of job.discs.slice(0, 2)) {
      assertMatch(words ?? "", /^its recording was interrupted, .*: the connection to the target was lost$/);
    }
    assertMatch(job.words ?? "", /drive 1 is not used any more: .*nothing listens at/);
    const { devices: [dead] } = await client.status();
    assertEquals([dead?.state, ...dead!.drives.map(({ duty }) => duty)], ["failed", "failed", "failed"]);
    const { message, hint } = await assertRejects(() => client.move("jb", 1, 3), JukeboxError);
    assertMatch(message, /nothing listens at 127\.0\.0\.1:\d+$/);
    assertEquals(hint, "when that is put right: discglow cdadm rescan jb");

    await tgt.revive();
    await client.rescan("jb");
    await assertRejects(
      () => jukebox.submit({ slots: "3-4", source: image }),
      JukeboxError,
      "Cannot produce discs: no recorder of jb serves",
    );
    for (const drive of [1, 2]) await client.attachDrive("jb", drive);
    assertEquals(await statesOf(client), [
      "1 unknown slot",
      "2 unknown slot",
      "3 blank slot",
      "4 blank slot",
    ]);
    const again = await jukebox.produce({ slots: "3-4", source: image });
    assertEquals(again.discs.map(({ step }) => step), ["good", "good"], `${again.words}`);
    // What was being recorded is no longer blank, and is not recorded once more.
    assertEquals((await jukebox.produce({ slots: "1", source: image })).state, "failed");
    assertEquals((await jukebox.job("test", { slots: "1-2" })).state, "done");
    assertEquals((await statesOf(client)).slice(0, 2), ["1 foreign slot", "2 foreign slot"]);
  },
);

async function statesOf(client: JukeboxClient): Promise<string[]> {
  return (await client.discs()).map(({ id, state, home }) => `${id} ${state} ${home?.kind}`).sort();
}

/** Waits until a file has so many bytes. */
async function grown(path: string, bytes: number): Promise<void> {
  using watcher = Deno.watchFs(path);
  if ((await Deno.stat(path)).size >= bytes) return;
  for await (const _ of watcher) if ((await Deno.stat(path)).size >= bytes) return;
}

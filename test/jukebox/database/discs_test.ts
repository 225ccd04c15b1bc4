import { assertEquals, assertThrows } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, BLANK, drive, facts, slot, takeIn } from "./rig.ts";

Deno.test("A disc is found again after the database was closed, with all that was noted of it", () => {
  using dir = tempFolder();
  const path = dir.at("volumes.db");
  let minute = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, minute++));
  let before;
  {
    using volumes = openVolumes(path, { now });
    const { id } = volumes.addDisc(slot(7), slot(7), "A00007L");
    volumes.noteFacts(id, facts({ remark: "a remark" }));
    volumes.noteRecorded(id, 3);
    volumes.noteVerified(id, 4, "different");
    before = volumes.disc(id);
  }
  using volumes = openVolumes(path);
  assertEquals(volumes.disc(1), before);
  assertEquals(volumes.disc(1), {
    id: 1,
    name: "ARCHIVE",
    pcName: "archive",
    hsName: "ARCHIVE",
    barcode: "A00007L",
    state: "recorded",
    medium: "BD-R",
    mediaId: "VERBAT-IM",
    erasable: false,
    volume: "ARCHIVE",
    fingerprint: "f1",
    bytes: 1000,
    capacity: 25_000_000_000,
    files: null,
    place: slot(7),
    home: slot(7),
    seenAt: "2026-01-01T00:00:00.000Z",
    testedAt: "2026-01-01T00:01:00.000Z",
    recordedAt: "2026-01-01T00:02:00.000Z",
    recordedJob: 3,
    verifiedAt: "2026-01-01T00:03:00.000Z",
    verifiedJob: 4,
    verified: "different",
    remark: "a remark",
  });
});

Deno.test("Where a disc is seen no other disc is: the one noted there before goes to the shelf", () => {
  using volumes = openVolumes(":memory:");
  const first = volumes.addDisc(slot(1), slot(1), null).id;
  const second = volumes.addDisc(slot(2), slot(2), null).id;
  volumes.noteSeen(first, slot(2));
  assertEquals(volumes.disc(first)?.place, slot(2));
  assertEquals(volumes.disc(second)?.place, { kind: "shelf", device: null, number: 0 });
  assertEquals(volumes.disc(second)?.home, slot(2));
  volumes.noteSeen(second, slot(1), slot(1), "B2");
  assertEquals(volumes.disc(second)?.place, slot(1));
  assertEquals(volumes.disc(second)?.home, slot(1));
  assertEquals(volumes.disc(second)?.barcode, "B2");
  volumes.noteSeen(second, drive(1), null, null);
  assertEquals(volumes.disc(second)?.home, null);
  assertEquals(volumes.disc(second)?.barcode, null);
});

Deno.test("Many discs may lie on the shelf", () => {
  using volumes = openVolumes(":memory:");
  const shelf = { kind: "shelf", device: null, number: 0 } as const;
  for (let i = 0; i < 3; i++) volumes.addDisc(shelf, null, null);
  assertEquals(volumes.discs({ place: shelf }).length, 3);
});

Deno.test("Discs are listed by device, by place, by number, by any of their names and by bar code", () => {
  using volumes = openVolumes(":memory:");
  const first = addRecorded(volumes, 10, "Betties_body", "f1").id;
  const second = addRecorded(volumes, 9, "OTHER", "f2").id;
  volumes.noteSeen(first, slot(10), undefined, "A1");
  const other = volumes.addDisc({ kind: "slot", device: "kb", number: 9 }, null, null).id;
  const ids = (filter: Parameters<typeof volumes.discs>[0]) => volumes.discs(filter).map(({ id }) => id);
  assertEquals(ids({ device: "jb" }), [second, first]);
  assertEquals(ids({ place: slot(9) }), [second]);
  assertEquals(ids({ device: "kb", place: slot(9) }), []);
  assertEquals(ids({ named: `${other}` }), [other]);
  for (const named of ["Betties_body", "BETTIES_BODY", "betties_.bod", "A1", `${first}`]) {
    assertEquals(ids({ named }), [first], named);
  }
  assertEquals(ids({ named: "' OR 1 --" }), []);
  assertEquals(ids(undefined), [second, first, other]);
});

Deno.test("A disc that was set aside stays bad until it is blanked, recorded anew or found good", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  const state = () => [volumes.disc(id)?.state, volumes.disc(id)?.remark];
  volumes.setAside(id, "differs in 3 blocks");
  volumes.noteFacts(id, facts());
  assertEquals(state(), ["bad", "differs in 3 blocks"]);
  volumes.noteVerified(id, null, "failed");
  assertEquals(state(), ["bad", "differs in 3 blocks"]);
  volumes.noteVerified(id, null, "good");
  assertEquals(state(), ["recorded", null]);
  volumes.setAside(id, "again");
  volumes.noteRecorded(id, 1);
  assertEquals(state(), ["recorded", null]);
  volumes.setAside(id, "again");
  assertEquals(volumes.noteFacts(id, BLANK).state, "blank");
});

Deno.test("A disc that is recorded anew is not good because its last contents were", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  volumes.noteVerified(id, 1, "good");
  volumes.noteRecorded(id, 2);
  const disc = volumes.disc(id);
  assertEquals([disc?.verified, disc?.verifiedAt, disc?.verifiedJob], [null, null, null]);
});

Deno.test("A disc that cannot be read any more keeps its name and its files", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id, "/a");
  const unreadable = facts({ state: "bad", medium: null, volume: null, fingerprint: null, bytes: null });
  const disc = volumes.noteFacts(id, { ...unreadable, remark: "cannot be read" });
  assertEquals([disc.state, disc.name, disc.files, disc.medium], ["bad", "A", 1, "BD-R"]);
});

Deno.test("A disc that was blanked has no name and no files of its own any more", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id, "/a");
  const disc = volumes.noteFacts(id, BLANK);
  assertEquals([disc.name, disc.files, disc.volume], ["x0000001", null, null]);
  assertEquals(volumes.find("a", { limit: 9 }), []);
});

Deno.test("A forgotten disc is gone with its files, and jobs and moves that name it stay", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  takeIn(volumes, id, "/a");
  const job = volumes.addJob("test", "jb", {}, "me").id;
  volumes.addJobDisc(job, { slot: 1, disc: id, barcode: null });
  volumes.beginMove("jb", id, slot(1), drive(1));
  volumes.forget(id);
  assertEquals(volumes.disc(id), undefined);
  assertEquals(volumes.counts().files, 0);
  assertEquals(volumes.job(job)?.discs[0]?.disc, null);
  assertEquals(volumes.openMoves("jb")[0]?.disc, null);
  const next = volumes.addDisc(slot(1), null, null).id;
  assertEquals(next, id + 1, "its number is not given anew");
});

Deno.test("What names a disc that is not there is refused in words", () => {
  using volumes = openVolumes(":memory:");
  const calls = [
    () => volumes.noteFacts(5, facts()),
    () => volumes.noteSeen(5, slot(1)),
    () => volumes.noteRecorded(5, null),
    () => volumes.noteVerified(5, null, "good"),
    () => volumes.setAside(5, "bad"),
    () => volumes.rename(5, "rr", "A"),
    () => volumes.forget(5),
    () => volumes.files(5),
  ];
  for (const call of calls) assertEquals(assertThrows(call, JukeboxError, "disc 5").kind, "missing");
});

import { assertEquals, assertThrows } from "../../support/assert.ts";
import { namesOf, shortName } from "../../../lib/jukebox/database/names.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { addRecorded, facts, takeIn } from "./rig.ts";

const free = () => false;

Deno.test("A disc has its volume's name in full, and in its form of 8 and 3 characters", () => {
  assertEquals(namesOf("betties_body", 1, free), {
    rr: "betties_body",
    pc: "betties_.bod",
    hs: "betties_body",
  });
  assertEquals(namesOf("USR1", 1, free), { rr: "USR1", pc: "usr1", hs: "USR1" });
  for (
    const [full, short] of [
      ["Photos 2019", "photos_2.019"],
      ["a.tar.gz", "a_tar.gz"],
      [".hidden", "_hidden"],
      ["trailing.", "trailing"],
      ["Größe*?", "größe__"],
      ["12345678", "12345678"],
      ["😀😀😀😀😀😀😀😀😀", "________._"],
    ] as const
  ) {
    assertEquals(shortName(full), short);
  }
});

Deno.test("A disc without a name gets x and its number, as the classic did", () => {
  for (const volume of [null, "", "   ", ".", ".."]) {
    assertEquals(namesOf(volume, 327, free).rr, "x0000327", JSON.stringify(volume));
  }
  assertEquals(namesOf("", 12345678, free).rr, "x12345678");
});

Deno.test("What no folder can be called is replaced in a volume's name", () => {
  assertEquals(namesOf("a/b\nc", 1, free).rr, "a_b_c");
  assertEquals(Array.from(namesOf("n".repeat(1000), 1, free).rr).length, 126);
});

Deno.test("A name that another disc with other contents has is not given twice", () => {
  using volumes = openVolumes(":memory:");
  addRecorded(volumes, 1, "BACKUP", "f1");
  const second = addRecorded(volumes, 2, "backup", "f2");
  assertEquals([second.name, second.pcName, second.hsName], ["x0000002", "x0000002", "x0000002"]);
  assertEquals(second.volume, "backup");
  const third = addRecorded(volumes, 3, "Backup_2019", "f3");
  const fourth = addRecorded(volumes, 4, "Backup_2019b", "f4");
  assertEquals([third.pcName, fourth.name, fourth.pcName], ["backup_2.019", "Backup_2019b", "x0000004"]);
});

Deno.test("A generated name gives way to a volume that happens to be called so", () => {
  using volumes = openVolumes(":memory:");
  addRecorded(volumes, 1, "X0000002", "f1");
  assertEquals(addRecorded(volumes, 2, null, "f2").name, "x0000003");
  assertEquals(addRecorded(volumes, 3, null, "f3").name, "x0000004");
});

Deno.test("Copies bear the same names, share one list of files, and are renamed together", () => {
  using volumes = openVolumes(":memory:");
  const first = addRecorded(volumes, 1, "A", "same");
  takeIn(volumes, first.id, "/one", "/two");
  const copy = addRecorded(volumes, 2, "A", "same");
  assertEquals([copy.name, copy.files], ["A", 2]);
  assertEquals(volumes.counts().files, 2);
  assertEquals(volumes.find("one", { limit: 9 }).map(({ disc }) => disc.id), [first.id, copy.id]);
  volumes.rename(first.id, "rr", "B");
  assertEquals(volumes.disc(copy.id)?.name, "B");
  assertEquals(addRecorded(volumes, 3, "A", "same").name, "B", "a later copy bears the name as it is now");
  volumes.forget(first.id);
  assertEquals(volumes.find("one", { limit: 9 }).map(({ disc }) => disc.id), [copy.id, copy.id + 1]);
});

Deno.test("A disc that is inspected again keeps the name that a user has given it", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  volumes.rename(id, "rr", "Accounts of 2019");
  assertEquals(volumes.noteFacts(id, facts({ volume: "A", fingerprint: "f1" })).name, "Accounts of 2019");
  assertEquals(volumes.noteFacts(id, facts({ volume: "A", fingerprint: "f2" })).name, "A");
});

Deno.test("Each of the names can be changed, up to 32 characters", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  volumes.rename(id, "pc", "p");
  volumes.rename(id, "hs", "h");
  const disc = volumes.rename(id, "rr", "ä".repeat(32));
  assertEquals([disc.pcName, disc.hsName, disc.name], ["p", "h", "ä".repeat(32)]);
  assertThrows(() => volumes.rename(id, "rr", "a".repeat(33)), JukeboxError, "at most 32 characters");
  for (const name of ["", ".", "..", "a/b", "a\nb", " a"]) {
    assertThrows(() => volumes.rename(id, "rr", name), JukeboxError, "no folder can have that name");
  }
});

Deno.test("A name in use is refused, whichever of the other disc's names it is", () => {
  using volumes = openVolumes(":memory:");
  addRecorded(volumes, 1, "betties_body", "f1");
  const { id } = addRecorded(volumes, 2, "B", "f2");
  for (const name of ["betties_body", "BETTIES_BODY", "betties_.bod"]) {
    const refused = assertThrows(() => volumes.rename(id, "rr", name), JukeboxError, "name in use");
    assertEquals(refused.kind, "state");
  }
  assertEquals(volumes.disc(id)?.name, "B");
});

import { DiscglowError, UsageError } from "../../../lib/errors.ts";
import {
  createVirtualJukebox,
  insertVirtualDisc,
  readVirtualJukebox,
  takeVirtualDisc,
  type VirtualJukeboxOptions,
} from "../../../lib/virtual/changer/create.ts";
import { createVirtualDisc, readVirtualDisc } from "../../../lib/virtual/create.ts";
import { assertEquals, assertMatch, assertThrows } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";
import { ChangerHost, MAIL, SLOT } from "./changer_host.ts";

Deno.test("A jukebox is made as large as it is said, with discs where they are said", () => {
  using folder = tempFolder();
  createVirtualJukebox(folder.at("a"), {
    slots: 1000,
    drives: 8,
    mailSlots: 0,
    media: "bd-r",
    filled: [3, 999],
  });
  const a = readVirtualJukebox(folder.at("a"));
  assertEquals(a.counts, { gripper: 1, slot: 1000, mail: 0, drive: 8 });
  const full = a.elements.filter(({ disc }) => disc !== undefined);
  assertEquals(full.map(({ kind, number }) => [kind, number]), [["slot", 3], ["slot", 999]]);
  assertEquals(full.map(({ disc }) => disc!.barcode), ["DG000001", "DG000002"]);
  assertMatch(a.serial, /^[0-9A-F]{8}$/);
  assertEquals(new Set(a.elements.map(({ address }) => address)).size, 1009);
  createVirtualJukebox(folder.at("b"), { media: "cd-r" });
  const b = readVirtualJukebox(folder.at("b"));
  assertEquals(b.counts, { gripper: 1, slot: 60, mail: 2, drive: 4 });
  assertEquals(b.elements.filter(({ disc }) => disc !== undefined).length, 60);
});

Deno.test("A jukebox that cannot be meant is not made", () => {
  using folder = tempFolder();
  const refused = (options: VirtualJukeboxOptions, words: string) => {
    assertThrows(() => createVirtualJukebox(folder.at("j"), options), UsageError, words);
  };
  refused({ slots: 0 }, "it cannot have 0 slots");
  refused({ slots: 60_001 }, "it cannot have 60001 slots");
  refused({ drives: 100 }, "it cannot have 100 drives");
  refused({ mailSlots: 1.5 }, "it cannot have 1.5 mail slots");
  refused({ serial: "abc" }, "is not 6 to 32 letters");
  refused({ behaviour: { moveTime: -1 } }, "moveTime cannot be -1");
  refused({ behaviour: { identifiers: "all" as "full" } }, "identifiers cannot be all");
  refused({ drive: { buffer: 1 } }, "a buffer of 1 bytes");
  refused({ slots: 5, media: "bd-r", filled: [6] }, "Cannot use slot 6");
  assertEquals([...Deno.readDirSync(folder.path)], []);
  Deno.writeTextFileSync(`${folder.make("j")}/file`, "");
  assertThrows(() => createVirtualJukebox(folder.at("j")), Error, "it already holds something");
});

Deno.test("A disc taken out is a disc that stands alone, and can be put in again as it is", () => {
  using host = new ChangerHost();
  takeVirtualDisc(host.dir, { kind: "slot", number: 2 }, host.at("disc.bdr"));
  assertEquals(readVirtualDisc(host.at("disc.bdr")).medium, "bd-r");
  createVirtualDisc(host.at("plus"), { media: "dvd+rw" });
  insertVirtualDisc(host.dir, { kind: "mail", number: 1 }, { image: host.at("plus") }, { twoSided: true });
  assertEquals(readVirtualDisc(host.element(MAIL).disc!.path).medium, "dvd+rw");
  takeVirtualDisc(host.dir, { kind: "mail", number: 1 }, host.at("both"));
  for (const path of ["both", "both.reverse"]) assertEquals(readVirtualDisc(host.at(path)).medium, "dvd+rw");
  assertEquals(host.discs(), { [SLOT]: "DG000001", [SLOT + 2]: "DG000003" });
});

Deno.test("A disc that cannot be taken out whole stays where it is, and nothing of it is outside", () => {
  using host = new ChangerHost();
  const take = (to: string) => () => takeVirtualDisc(host.dir, { kind: "slot", number: 2 }, to);
  // the name of the state file is too long for a file, that of the data file is not
  const long = host.at("x".repeat(252));
  for (const to of [host.at("no/such/folder"), long]) {
    assertThrows(take(to), DiscglowError, `Cannot take a disc to ${to}`);
  }
  assertThrows(() => Deno.lstatSync(long), Deno.errors.NotFound);
  assertEquals(readVirtualDisc(host.element(SLOT + 1).disc!.path).medium, "bd-r");
  take(host.at("disc"))();
  assertEquals(host.element(SLOT + 1).disc, undefined);
});

Deno.test("A folder in which something is missing or cannot be written is refused in words", () => {
  using host = new ChangerHost();
  host.changer.close();
  const insert = () => insertVirtualDisc(host.dir, { kind: "slot", number: 5 }, { media: "cd-r" });
  Deno.removeSync(`${host.dir}/slots/5`);
  const words = `Cannot use ${host.dir}: no such file or directory`;
  for (const use of [insert, () => readVirtualJukebox(host.dir)]) {
    assertEquals(assertThrows(use, DiscglowError).message, words);
  }
  Deno.removeSync(`${host.dir}/state`, { recursive: true });
  assertEquals(assertThrows(insert, DiscglowError).message, words);
});

Deno.test("Bar codes are the caller's, made up, or none", () => {
  using host = new ChangerHost();
  const put = (barcode?: string | null) => {
    const options = barcode === undefined ? {} : { barcode };
    insertVirtualDisc(host.dir, { kind: "slot", number: 4 }, { media: "cd-r" }, options);
    const found = host.element(SLOT + 3).disc!.barcode;
    takeVirtualDisc(host.dir, { kind: "slot", number: 4 }, host.at(crypto.randomUUID()));
    return found;
  };
  assertEquals([put("A7-1"), put(null), put(), put()], ["A7-1", null, "DG000004", "DG000005"]);
  assertThrows(() => put("two words"), UsageError, "is not 1 to 32 characters");
  assertThrows(() => put("x".repeat(33)), UsageError, "is not 1 to 32 characters");
  assertEquals(host.element(SLOT + 3).disc, undefined);
  assertEquals([...Deno.readDirSync(`${host.dir}/state`)].filter(({ name }) => name.startsWith("disc-")), []);
});

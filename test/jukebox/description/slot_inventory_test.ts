import {
  type FoundInventory,
  readSlotInventory,
  writeSlotInventory,
} from "../../../lib/jukebox/description/inventory_file.ts";
import {
  formatSlotInventory,
  inventoryOf,
  parseSlotInventory,
} from "../../../lib/jukebox/description/slot_inventory.ts";
import { staleSlots } from "../../../lib/jukebox/description/stale_slots.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";
import { discIn, slotWith } from "./slots.ts";

const SLOTS = [
  slotWith(1, discIn(1, { barcode: "A00001L3", name: "BACKUP 1" })),
  slotWith(2, discIn(2, { state: "blank" })),
  slotWith(3, null),
  slotWith(4, null, true),
  slotWith(5, discIn(5, { name: 'two\nlines\t"and" tabs\u202e', barcode: "- \\" })),
  { ...slotWith(1, null), kind: "mail" } as const,
];

Deno.test("an inventory is a text that people can read", () => {
  assertEquals(formatSlotInventory("jb", inventoryOf(SLOTS.slice(0, 4))).split("\n"), [
    "# discglow slot inventory 1",
    "# The slots of jb; the server writes this file anew whenever they have changed.",
    "# slot\tstate\tbar code\tdisc\tname",
    '1\trecorded\t"A00001L3"\t101\t"BACKUP 1"',
    '2\t-blank-\t-\t102\t"x0000002"',
    "3\t-empty-\t-\t-\t-",
    "4\tunknown\t-\t-\t-",
    "",
  ]);
});

Deno.test("an inventory is read as it was written, whatever the names of discs hold", () => {
  const inventory = inventoryOf(SLOTS);
  assertEquals(inventory.length, 5);
  assertEquals(parseSlotInventory(formatSlotInventory("jb", inventory)), inventory);
});

Deno.test("a damaged inventory, a cut off one and one of another version are none", () => {
  const text = formatSlotInventory("jb", inventoryOf(SLOTS));
  assertEquals(parseSlotInventory(""), undefined);
  assertEquals(parseSlotInventory(text.slice(0, -1)), undefined);
  assertEquals(parseSlotInventory(text.replace("inventory 1", "inventory 2")), undefined);
  assertEquals(parseSlotInventory(text.replace("-blank-", "-blink-")), undefined);
  assertEquals(parseSlotInventory(text.replace("\n4\t", "\nfour\t")), undefined);
  assertEquals(parseSlotInventory(text.replace('"A00001L3"', '"A00001L3')), undefined);
  assertEquals(parseSlotInventory(text.replace("\t102\t", "\t-102\t")), undefined);
});

Deno.test("an inventory is created, and then replaced", () => {
  using dir = tempFolder();
  const path = dir.at("jb.sav");
  assertEquals(readSlotInventory(path), { found: "nothing" });
  writeSlotInventory(path, "jb", inventoryOf(SLOTS.slice(0, 1)));
  writeSlotInventory(path, "jb", inventoryOf(SLOTS));
  assertEquals(readSlotInventory(path), { found: "inventory", slots: inventoryOf(SLOTS) });
  assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name), ["jb.sav"]);
});

Deno.test("the file of another program is never replaced by an inventory", () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("thesis.txt"), "Chapter 1");
  const error = assertThrows(() => writeSlotInventory(dir.at("thesis.txt"), "jb", []), JukeboxError);
  assert(error.message.endsWith("a file that is no slot inventory lies there"), error.message);
  assertEquals(Deno.readTextFileSync(dir.at("thesis.txt")), "Chapter 1");
  assertEquals(readSlotInventory(dir.at("thesis.txt")).found, "other");
  Deno.writeTextFileSync(dir.at("new.sav"), "");
  writeSlotInventory(dir.at("new.sav"), "jb", []);
});

Deno.test("a link in the place of the file that is being written leads nowhere", () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("thesis.txt"), "Chapter 1");
  Deno.symlinkSync(dir.at("thesis.txt"), dir.at("jb.sav.new"));
  writeSlotInventory(dir.at("jb.sav"), "jb", []);
  assertEquals(Deno.readTextFileSync(dir.at("thesis.txt")), "Chapter 1");
  assertEquals(readSlotInventory(dir.at("jb.sav")), { found: "inventory", slots: [] });
});

Deno.test("without save= all used slots are inspected on every attach", () => {
  assertEquals(staleSlots([], SLOTS, undefined), [1, 2, 4, 5]);
});

Deno.test("with an inventory only what is not as it says is inspected, and what the device asks for", () => {
  const told: FoundInventory = { found: "inventory", slots: inventoryOf(SLOTS) };
  assertEquals(staleSlots([], SLOTS, told), [4]);
  assertEquals(staleSlots([2], SLOTS, told), [2, 4]);
  const changed = [slotWith(1, discIn(1, { barcode: "B" })), slotWith(3, discIn(3)), ...SLOTS.slice(4)];
  assertEquals(staleSlots([], changed, told), [1, 3]);
});

Deno.test("without a usable inventory all used slots are inspected", () => {
  assertEquals(staleSlots([], SLOTS, { found: "nothing" }), [1, 2, 4, 5]);
  assertEquals(staleSlots([], SLOTS, { found: "other", words: "damaged" }), [1, 2, 4, 5]);
});

import { createVirtualJukebox, readChanger } from "../../mod.ts";
import { openTransport } from "../../lib/devices/open.ts";
import { DiscglowError } from "../../lib/errors.ts";
import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

Deno.test("readChanger() tells what a changer holds while someone else uses it", () => {
  using folder = tempFolder();
  const dir = folder.at("jukebox");
  createVirtualJukebox(dir, { slots: 3, drives: 1, mailSlots: 0, media: "bd-r", filled: [2] });
  using _other = openTransport(`virtual:${dir}`);
  const { elements, notices } = readChanger(`virtual:${dir}`);
  const full = elements.filter((element) => element.full);
  assertEquals(full.map(({ kind, number, barcode }) => [kind, number, barcode]), [["slot", 2, "DG000001"]]);
  assertEquals([elements.length, notices], [5, []]);
});

Deno.test("readChanger() refuses what is no changer", () => {
  using folder = tempFolder();
  createVirtualDisc(folder.at("disc"), { media: "bd-r" });
  const name = `virtual:${folder.at("disc")}`;
  const { message } = assertThrows(() => readChanger(name), DiscglowError);
  assertEquals(message, `Cannot use ${name} as a changer: it is a device of type 5`);
});

import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../support/assert.ts";
import { code128 } from "../../../lib/jukebox/labels/code128.ts";
import { code39 } from "../../../lib/jukebox/labels/code39.ts";
import { type LabelledDisc, labelSheet } from "../../../lib/jukebox/labels/sheet.ts";
import { widthOf } from "../../../lib/jukebox/labels/symbol.ts";
import { UsageError } from "../../../lib/errors.ts";
import { mustRun, peerTest } from "../../support/peers.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";

function disc(barcode: string | null): LabelledDisc {
  return { name: "Archive", volume: "ARCHIVE_2026", date: "2026-03-04T05:06:07Z", barcode };
}

Deno.test("Code 128 of a text ends with its check character and the stop character", () => {
  assertEquals(code128("Wikipedia")?.slice(-13).join(""), "4212112331112", "its check value is 88");
  assertEquals(widthOf(code128("A")!), 11 * 3 + 13);
});

Deno.test("Digits take half the room in Code 128", () => {
  assertEquals(widthOf(code128("12345678")!), 11 * 6 + 13);
  assertEquals(widthOf(code128("AB123456")!), 11 * (1 + 2 + 1 + 3 + 1) + 13);
  assertEquals(widthOf(code128("AB12CD")!), 11 * 8 + 13, "two digits are not worth a change");
});

Deno.test("A text that a code has no characters for has no symbol in it", () => {
  assertEquals(
    [code39("a"), code39(""), code39("Ä"), code39("*"), code39("toString")],
    Array(5).fill(undefined),
  );
  assertEquals([code128(""), code128("Ä"), code128("a\nb")], [undefined, undefined, undefined]);
});

Deno.test("A sheet has a label for each disc, with its name, volume, day and bar code", () => {
  const sheet = labelSheet([disc("A00001"), disc(null)]);
  assertEquals(sheet.match(/<g /g)?.length, 2);
  assertEquals(sheet.match(/<path /g)?.length, 1);
  for (const text of ["Archive", "ARCHIVE_2026  2026-03-04", ">A00001<"]) assertStringIncludes(sheet, text);
  assertStringIncludes(sheet, 'width="210mm" height="297mm"');
  assertStringIncludes(labelSheet(Array(25).fill(disc("A"))), 'height="594mm"');
  assertStringIncludes(labelSheet([]), "</svg>");
});

Deno.test("Names are texts on a label, whatever they look like", () => {
  const name = "</text><script>&amp;\u0000\ud800";
  const sheet = labelSheet([{ name, volume: null, date: null, barcode: null }]);
  assertStringIncludes(sheet, "&lt;/text&gt;&lt;script&gt;&amp;amp;\ufffd\ufffd");
  assert(!sheet.includes("<script"));
  const long = labelSheet([{ name: "n".repeat(500), volume: null, date: null, barcode: null }]);
  assertStringIncludes(long, "n…<");
  assert(long.length < 1000);
});

Deno.test("A bar code that cannot be made is refused", () => {
  assertThrows(() => labelSheet([disc("Ä")]), UsageError, "not printable ASCII");
  assertThrows(() => labelSheet([disc("")]), UsageError, "not printable ASCII");
  assertThrows(() => labelSheet([disc("A".repeat(100))]), UsageError, "too long for a label");
});

peerTest("A reader of bar codes reads every label as it was meant", ["zbarimg", "rsvg-convert"], () => {
  using dir = tempFolder();
  const random = new Random(128);
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  const classic = Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.$/+%");
  const texts = [
    "A00001L",
    "X-1.$/+%",
    "0123456789",
    "ab",
    "12345",
    "a12345b",
    "a123456b",
    "AB1234567",
    "A0000016",
  ];
  for (let i = 0; i < classic.length; i += 7) texts.push(classic.slice(i, i + 7).join(""));
  for (let i = 1; i < ascii.length; i += 9) texts.push(`a${ascii.slice(i, i + 9).join("")}z`);
  while (texts.length < 48) {
    const from = random.chance(0.5) ? classic.slice(0, 36) : ascii.slice(1);
    texts.push(Array.from({ length: 4 + random.below(8) }, () => random.one(from)).join(""));
  }
  const read = new Set<string>();
  for (const sheet of [texts.slice(0, 24), texts.slice(24)]) {
    Deno.writeTextFileSync(dir.at("sheet.svg"), labelSheet(sheet.map(disc)));
    mustRun("rsvg-convert", ["-d", "300", "-p", "300", "-o", dir.at("sheet.png"), dir.at("sheet.svg")]);
    const codes = ["-Sdisable", "-Scode39.enable", "-Scode128.enable"];
    const output = mustRun("zbarimg", ["-q", "--raw", ...codes, dir.at("sheet.png")]);
    for (const text of new TextDecoder().decode(output).split("\n")) read.add(text);
  }
  assertEquals(texts.filter((text) => !read.has(text)), []);
});

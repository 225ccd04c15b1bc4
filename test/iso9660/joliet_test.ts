import {
  decodeUcs2,
  encodeUcs2,
  isJolietForbidden,
  isUcs2,
  jolietEscapeSequence,
  jolietLevel,
  paddedUcs2,
  unpaddedUcs2,
} from "../../lib/iso9660/joliet.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { hex, table, withstandsNonsense } from "./bytes.ts";

Deno.test("jolietEscapeSequence() gives the three sequences of the Joliet specification", () => {
  assertEquals(hex(jolietEscapeSequence(1)), hex(table("=%/@")));
  assertEquals(hex(jolietEscapeSequence(2)), hex(table("=%/C")));
  assertEquals(hex(jolietEscapeSequence(3)), hex(table("=%/E")));
});

Deno.test("jolietLevel() knows the three sequences and nothing else", () => {
  for (const level of [1, 2, 3] as const) assertEquals(jolietLevel(jolietEscapeSequence(level)), level);
  assertEquals(jolietLevel(table("=%/F")), undefined);
  assertEquals(jolietLevel(table("=%0E")), undefined);
  assertEquals(jolietLevel(new Uint8Array(0)), undefined);
});

Deno.test("encodeUcs2() writes the most significant byte first", () => {
  assertEquals(hex(encodeUcs2("A\u00FC\u20AC")), "00 41 00 fc 20 ac");
  assertThrows(() => encodeUcs2("\u{1F4BF}"), RangeError, "beyond U+FFFF");
});

Deno.test("decodeUcs2() reads back, joins surrogates and ignores a single last byte", () => {
  assertEquals(decodeUcs2(table("00 41 00 fc 20 ac")), "A\u00FC\u20AC");
  assertEquals(decodeUcs2(table("d8 3d dc bf 00 41 00")), "\u{1F4BF}A");
  assertEquals(decodeUcs2(new Uint8Array(0)), "");
});

Deno.test("isUcs2() refuses surrogates, paired or not", () => {
  assert(isUcs2("A\u00FC\u20AC\uFFFD") && !isUcs2("\u{1F4BF}") && !isUcs2("\uDC00"));
});

Deno.test("paddedUcs2() fills with wide spaces and ends an odd field with 00", () => {
  assertEquals(hex(paddedUcs2("A", 7)), "00 41 00 20 00 20 00");
  assertEquals(hex(paddedUcs2(table("00 41"), 4)), "00 41 00 20");
  assertThrows(() => paddedUcs2("AB", 3), RangeError, "takes 4");
});

Deno.test("unpaddedUcs2() removes the filling only", () => {
  assertEquals(hex(unpaddedUcs2(table("00 41 00 20 20 20 00 20 00 00 00"))), "00 41 00 20 20 20");
});

Deno.test("isJolietForbidden() is offered here as well", () => {
  assert(isJolietForbidden(";".charCodeAt(0)) && !isJolietForbidden(".".charCodeAt(0)));
});

Deno.test("decodeUcs2() withstands nonsense", () => {
  withstandsNonsense(table("00 41 00 fc 20 ac"), (bytes) => [
    decodeUcs2(bytes),
    jolietLevel(bytes),
    unpaddedUcs2(bytes),
  ]);
});

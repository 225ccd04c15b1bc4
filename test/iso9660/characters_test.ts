import {
  areACharacters,
  areDCharacters,
  decodeCharacters,
  encodeCharacters,
  isACharacter,
  isDCharacter,
  isJolietForbidden,
  padded,
  unpadded,
} from "../../lib/iso9660/characters.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { ascii, hex, table } from "./bytes.ts";

function codesWith(predicate: (code: number) => boolean): string {
  return Array.from({ length: 300 }, (_, code) => code).filter(predicate).map((code) =>
    String.fromCharCode(code)
  ).join("");
}

Deno.test("isDCharacter() knows the 37 d-characters of annex A", () => {
  assertEquals(codesWith(isDCharacter), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
});

Deno.test("isACharacter() knows the 57 a-characters of annex A", () => {
  assertEquals(codesWith(isACharacter), " !\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
});

Deno.test("isJolietForbidden() knows the controls and six characters", () => {
  assertEquals(codesWith(isJolietForbidden).slice(32), "*/:;?\\");
  assert(isJolietForbidden(0) && isJolietForbidden(31) && !isJolietForbidden(0x2F00));
});

Deno.test("areDCharacters() and areACharacters() judge texts and bytes", () => {
  assert(areDCharacters("USR1_") && areDCharacters(ascii("USR1_")) && areDCharacters(""));
  assert(!areDCharacters("USR 1") && !areDCharacters("usr1") && !areDCharacters("USR\u0141"));
  assert(areACharacters("A + B = C?") && !areACharacters("A@B") && !areACharacters(table("41 C4")));
});

Deno.test("padded() fills a field with spaces and refuses what does not fit", () => {
  assertEquals(hex(padded("AB", 4)), "41 42 20 20");
  assertEquals(hex(padded(ascii("AB"), 2)), "41 42");
  assertThrows(() => padded("ABC", 2), RangeError, "the text takes 3");
  assertThrows(() => padded("\u0141", 2), RangeError, "does not fit into one byte");
});

Deno.test("unpadded() removes spaces and zeros at the end only", () => {
  assertEquals(hex(unpadded(table("20 41 20 42 20 00 20"))), "20 41 20 42");
  assertEquals(unpadded(table("20 00")).length, 0);
});

Deno.test("encodeCharacters() and decodeCharacters() are inverse for all bytes", () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  assertEquals(encodeCharacters(decodeCharacters(all)), all);
});

import {
  decodeName,
  decodeNM,
  lengthNM,
  NM_CONTINUE,
  NM_CURRENT,
  putName,
  putNM,
} from "../../../lib/iso9660/rock_ridge/nm.ts";
import { systemUseEntries } from "../../../lib/iso9660/susp.ts";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { ascii, entry, hex, listener, table, text, withstandsNonsense, written } from "../bytes.ts";

const NM = table(
  "=NM", // BP 1-2
  "0B", // BP 3: 11 bytes
  "01", // BP 4
  "00", // BP 5: flags
  "=a b", // BP 6-: the name, Latin-1
  "FC",
  "=.c",
);
const NAME = table("=a b", "FC", "=.c");
const HALVES = table(
  "=NM", // BP 1-2
  "07 01", // BP 3-4
  "01", // BP 5: goes on
  "=ab", // BP 6-7
  "=NM", // BP 1-2
  "06 01", // BP 3-4
  "00", // BP 5
  "=c", // BP 6
);

Deno.test("putNM() writes RRIP 4.1.4 from a part of many names", () => {
  const names = table("=xx", hex(NAME), "=yy");
  assertEquals(hex(written(11, (into, at) => putNM(into, at, names, 2, 8, 0))), hex(NM));
  assertThrows(() => putNM(new Uint8Array(300), 0, new Uint8Array(251), 0, 251, 0), RangeError, "251 bytes");
});

Deno.test("putName() splits names of more than 250 bytes", () => {
  const name = Uint8Array.from({ length: 255 }, (_, i) => i + 1);
  assertEquals([lengthNM(0), lengthNM(6), lengthNM(250), lengthNM(255)], [5, 11, 255, 265]);
  const area = written(265, (into, at) => putName(into, at, name, 0, 255));
  assertEquals(hex(area.subarray(0, 6)), hex(table("=NM", "FF 01", "01", "01")));
  assertEquals(hex(area.subarray(255)), hex(table("=NM", "0A 01", "00", "FB FC FD FE FF")));
  assertEquals(decodeName([...systemUseEntries(area, 0)]), name);
});

Deno.test("decodeNM() gives the flags and the bytes of one entry", () => {
  const { flags, name } = decodeNM(entry(NM))!;
  assertEquals([flags, hex(name)], [0, hex(NAME)]);
  assertEquals(decodeNM(entry(table("=NM", "05 01 02")))?.flags, NM_CURRENT);
});

Deno.test("decodeName() joins entries and knows . and ..", () => {
  assertEquals(text(decodeName([...systemUseEntries(HALVES, 0)])), "abc");
  assertEquals(decodeName([]), undefined);
  assertEquals(decodeName([entry(table("=NM", "05 01 02"))]), undefined);
});

Deno.test("decodeName() reports a continuation that is missing and an entry too many", () => {
  const { faults, report } = listener();
  assertEquals(text(decodeName([entry(HALVES)], report)), "ab");
  assertEquals(text(decodeName([entry(HALVES, 7), entry(HALVES, 7)], report)), "c");
  assertEquals(decodeName([entry(table("=NM", "04 01"))], report), undefined);
  assertEquals(faults.map((fault) => `${fault.clause}: ${fault.message}`), [
    "RRIP 4.1.4: Name goes on in an entry that is missing",
    "RRIP 4.1.4: Entry follows a name that was complete",
    "RRIP 4.1.4: Entry has 4 bytes, fewer than 5",
  ]);
  assertEquals(NM_CONTINUE, 1);
  assertEquals(text(ascii("abc")), "abc");
});

Deno.test("decodeName() withstands nonsense", () => {
  withstandsNonsense(HALVES, (bytes, report) => decodeName([...systemUseEntries(bytes, 0)], report));
  withstandsNonsense(NM, (bytes, report) => decodeNM({ signature: "NM", version: 1, at: 0, bytes }, report));
});

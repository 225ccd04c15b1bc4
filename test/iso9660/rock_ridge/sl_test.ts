import { decodeSL, encodeSL } from "../../../lib/iso9660/rock_ridge/sl.ts";
import { systemUseEntries } from "../../../lib/iso9660/susp.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { ascii, entry, hex, listener, random, table, text, withstandsNonsense } from "../bytes.ts";

// The link /usr/./../lib
const SL = table(
  "=SL", // BP 1-2
  "15", // BP 3: 21 bytes
  "01", // BP 4
  "00", // BP 5: flags
  "08 00", // BP 6-7: root
  "00 03", // Component BP 1-2
  "=usr", // Component BP 3-5
  "02 00", // the directory itself
  "04 00", // the parent
  "00 03", // Component BP 1-2
  "=lib", // Component BP 3-5
);

function joined(entries: Uint8Array[]): Uint8Array {
  return table(...entries.map(hex));
}

function decoded(area: Uint8Array): string | undefined {
  const { faults, report } = listener();
  const target = decodeSL([...systemUseEntries(area, 0, report)], report);
  assertEquals(faults, []);
  return text(target);
}

Deno.test("encodeSL() writes the components of RRIP 4.1.3.1", () => {
  assertEquals(encodeSL(ascii("/usr/./../lib")).map(hex), [hex(SL)]);
});

Deno.test("decodeSL() reads the components of RRIP 4.1.3.1", () => {
  assertEquals(decoded(SL), "/usr/./../lib");
});

Deno.test("encodeSL() writes empty components as other programs do", () => {
  const expected = table(
    "=SL",
    "14 01 00",
    "00 01",
    "=a",
    "08 00",
    "00 01",
    "=b",
    "04 00",
    "00 01",
    "=c",
    "00 00",
  );
  assertEquals(encodeSL(ascii("a//b/../c/")).map(hex), [hex(expected)]);
});

Deno.test("encodeSL() fills an entry and goes on with the component in the next", () => {
  const entries = encodeSL(ascii("a".repeat(200) + "/" + "b".repeat(60)));
  assertEquals(entries.map((e) => hex(e.subarray(0, 7))), [
    hex(table("=SL", "FF 01", "01", "00 C8")),
    hex(table("=SL", "15 01", "00", "00 0E")),
  ]);
  assertEquals(hex(entries[0]!.subarray(207, 209)), "01 2e");
  assertEquals(decoded(joined(entries)), "a".repeat(200) + "/" + "b".repeat(60));
});

Deno.test("encodeSL() splits a component that no entry can hold", () => {
  const entries = encodeSL(ascii("x/" + "c".repeat(255)));
  assertEquals(entries.map((e) => hex(e.subarray(0, 7))), [
    hex(table("=SL", "FF 01", "01", "00 01")),
    hex(table("=SL", "11 01", "00", "00 0A")),
  ]);
  assertEquals(decoded(joined(entries)), "x/" + "c".repeat(255));
});

Deno.test("encodeSL() ends an entry inside a component even where a whole one would just fit", () => {
  const entries = encodeSL(ascii("a".repeat(248) + "/.."));
  assertEquals(entries.map((e) => hex(e.subarray(0, 7))), [
    hex(table("=SL", "FF 01", "01", "01 F8")),
    hex(table("=SL", "09 01", "00", "00 00")),
  ]);
  assertEquals(hex(entries[1]!.subarray(7)), "04 00");
  assertEquals(decoded(joined(entries)), "a".repeat(248) + "/..");
});

Deno.test("encodeSL() and decodeSL() keep every byte of odd targets", () => {
  const next = random(3);
  const targets = [
    "",
    "/",
    "//",
    "a",
    "a//b",
    "a/",
    "/a/",
    "./",
    "../..",
    "...",
    ".",
    "..",
    "//..//.",
    "a/./b",
  ];
  for (let i = 0; i < 500; i++) {
    targets.push(Array.from({ length: next(1200) }, () => "/./ab\xFC"[next(next(4) + 3)]).join(""));
  }
  for (let length = 230; length < 1030; length += 3) {
    targets.push("d".repeat(length), "d/".repeat(length), "dd/".repeat(length), "/".repeat(length));
  }
  for (const target of targets) {
    const entries = encodeSL(ascii(target));
    for (const e of entries) assert(e.length <= 255 && e[2] === e.length);
    assertEquals(decoded(joined(entries)), target);
  }
});

Deno.test("decodeSL() joins components that go on within an entry, as other programs write them", () => {
  assertEquals(decoded(table("=SL", "0E 01", "00", "01 02", "=ab", "00 03", "=cde")), "abcde");
});

Deno.test("decodeSL() reports faults and gives what came before", () => {
  const faultsOf = (...fields: string[]) => {
    const { faults, report } = listener();
    const target = decodeSL([...systemUseEntries(table(...fields), 0)], report);
    return [text(target), ...faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`)];
  };
  assertEquals(faultsOf("=SL", "0A 01", "00", "00 01", "=a", "00 09"), [
    "a",
    "8 RRIP 4.1.3: Component runs past the end of its entry",
  ]);
  assertEquals(faultsOf("=SL", "08 01", "01", "00 01", "=a"), [
    "a",
    "0 RRIP 4.1.3: Target goes on in an entry that is missing",
  ]);
  assertEquals(faultsOf("=SL", "08 01", "00", "00 01", "=a", "=SL", "08 01", "00", "00 01", "=b"), [
    "a",
    "8 RRIP 4.1.3: Entry follows a target that was complete",
  ]);
  assertEquals(faultsOf("=SL", "08 01", "00", "10 01", "=a"), ["a", "5 RRIP 4.1.3: Component flags are 16"]);
  assertEquals(faultsOf("=SL", "04 01"), [undefined, "0 RRIP 4.1.3: Entry has 4 bytes, fewer than 5"]);
  assertEquals(decodeSL([]), undefined);
  assertEquals(text(decodeSL([entry(table("=SL", "05 01 00"))])), "");
});

Deno.test("decodeSL() withstands nonsense", () => {
  withstandsNonsense(
    SL,
    (bytes, report) => decodeSL([{ signature: "SL", version: 1, at: 0, bytes }], report),
  );
  const two = joined(encodeSL(ascii("/..".repeat(100) + "/end")));
  withstandsNonsense(two, (bytes, report) => decodeSL([...systemUseEntries(bytes, 0)], report));
});

import {
  parseBytes,
  parseDate,
  parseDecimal,
  parseGraft,
  parseNumber,
  parseOctal,
  parseValue,
} from "../../lib/cli/values.ts";
import { UsageError } from "../../lib/errors.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";

Deno.test("parseNumber() reads decimal and hexadecimal numbers and nothing else", () => {
  assertEquals(parseNumber("maxsize", "681984000"), 681984000);
  assertEquals(parseNumber("maxsize", "0x1000"), 4096);
  assertEquals(parseNumber("maxsize", "0X1f"), 31);
  for (const text of ["", " 1", "1.5", "-1", "650M", "1e3", "0b1", "0x", "9007199254740993"]) {
    assertThrows(() => parseNumber("maxsize", text), UsageError, `Cannot use maxsize=${text}`);
  }
});

Deno.test("parseValue() holds owners to 32 bits", () => {
  const uid = { kind: "number", max: 2 ** 32 - 1, help: "" } as const;
  assertEquals(parseValue("uid", uid, "4294967295"), 4294967295);
  assertThrows(() => parseValue("uid", uid, "4294967296"), UsageError, "between 0 and 4294967295");
});

Deno.test("parseValue() names only the limits that there are", () => {
  const buffer = { kind: "bytes", min: 2 ** 20, help: "" } as const;
  assertEquals(parseValue("-b", buffer, "1M"), 2 ** 20);
  assertThrows(() => parseValue("-b", buffer, "1k"), UsageError, "it must be at least 1048576");
});

Deno.test("parseOctal() reads modes with and without a leading 0 or 0o", () => {
  assertEquals(parseOctal("filemode", "444"), 0o444);
  assertEquals(parseOctal("filemode", "04755"), 0o4755);
  assertEquals(parseOctal("filemode", "0o555"), 0o555);
  for (const text of ["", "8", "0x1ff", "10000", "-1", "u+x"]) {
    assertThrows(() => parseOctal("filemode", text), UsageError, "not an octal mode");
  }
});

Deno.test("parseDate() reads ISO 8601, in UTC where no zone is given", () => {
  const day = Date.UTC(2024, 1, 29) / 1000;
  assertEquals(parseDate("date", "2024-02-29"), day);
  assertEquals(parseDate("date", "2024-02-29T12:30"), day + 45000);
  assertEquals(parseDate("date", "2024-02-29 12:30:15"), day + 45015);
  assertEquals(parseDate("date", "2024-02-29T12:30:15Z"), day + 45015);
  assertEquals(parseDate("date", "2024-02-29T12:30:15.25Z"), day + 45015.25);
  assertEquals(parseDate("date", "2024-02-29T12:30:15+02:00"), day + 45015 - 7200);
  assertEquals(parseDate("date", "2024-02-29T12:30:15-0530"), day + 45015 + 19800);
});

Deno.test("parseDate() reads seconds since 1970, with and without @", () => {
  assertEquals(parseDate("date", "@1700000000"), 1700000000);
  assertEquals(parseDate("date", "1700000000"), 1700000000);
  assertEquals(parseDate("date", "@-86400"), -86400);
  assertEquals(parseDate("date", "0"), 0);
  assertEquals(parseDate("date", "@2024"), 2024);
});

Deno.test("parseDate() refuses what is no date, a bare year too, or what does not fit an image", () => {
  for (
    const text of ["", "now", "2024", "2024-02-30x", "2024-02-30", "2023-02-29", "2024-13-01", "24:00", "@"]
  ) {
    assertThrows(() => parseDate("date", text), UsageError, "it is not a date");
  }
  for (const text of ["1899-12-31", "2156-01-01", "@99999999999"]) {
    assertThrows(() => parseDate("date", text), UsageError, "from 1900 to 2155");
  }
});

Deno.test("parseGraft() parts the place from the path at the first equals sign that is not escaped", () => {
  assertEquals(parseGraft("graft", "/docs=/home/a"), { to: "/docs", from: "/home/a" });
  assertEquals(parseGraft("graft", "/docs=a=b"), { to: "/docs", from: "a=b" });
  assertEquals(parseGraft("graft", "/a\\=b=c"), { to: "/a=b", from: "c" });
  assertEquals(parseGraft("graft", "/a\\\\=c\\d"), { to: "/a\\", from: "c\\d" });
});

Deno.test("parseGraft() refuses what has no place, no path or a place that is not absolute", () => {
  for (const text of ["", "/docs", "/docs=", "=x", "docs=/x"]) {
    assertThrows(() => parseGraft("graft", text), UsageError, "/IN/IMAGE=PATH");
  }
});

Deno.test("parseBytes() reads numbers of bytes, with and without a unit", () => {
  for (
    const [text, bytes] of [
      ["2048", 2048],
      ["0x100000", 2 ** 20],
      ["64k", 2 ** 16],
      ["64M", 2 ** 26],
      ["4g", 2 ** 32],
      ["4GiB", 2 ** 32],
      ["1T", 2 ** 40],
    ] as const
  ) assertEquals(parseBytes("b", text), bytes);
  for (const text of ["", "M", "1.5G", "-1M", "0x10k", "64X", "64 M", "9999999999G"]) {
    assertThrows(() => parseBytes("b", text), UsageError, `Cannot use b=${text}`);
  }
});

Deno.test("parseDecimal() reads speeds, as numbers and as they are printed on discs", () => {
  assertEquals([parseDecimal("speed", "4"), parseDecimal("speed", "2.4"), parseDecimal("speed", "16x")], [
    4,
    2.4,
    16,
  ]);
  for (const text of ["", "x", "-1", ".5", "1e3", "4 x", "Infinity"]) {
    assertThrows(() => parseDecimal("speed", text), UsageError, "it is not a number");
  }
});

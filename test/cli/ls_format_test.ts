import {
  compareNames,
  entryRecord,
  longLines,
  modeString,
  shortLine,
  showDate,
} from "../../lib/cli/ls_format.ts";
import type { ImageEntry } from "../../lib/image/open.ts";
import { assertEquals } from "../support/assert.ts";

const encoder = new TextEncoder();

function entry(name: Uint8Array<ArrayBuffer> | string, fields: Partial<ImageEntry> = {}): ImageEntry {
  return {
    path: `/${name}`,
    name: typeof name === "string" ? encoder.encode(name) : name,
    parent: undefined,
    kind: "file",
    size: 0,
    mode: 0o644,
    uid: 0,
    gid: 0,
    links: 1,
    serial: undefined,
    mtime: undefined,
    posix: true,
    target: undefined,
    device: undefined,
    extents: [],
    block: 0,
    ...fields,
  };
}

function text(lines: Iterable<Uint8Array>): string {
  return [...lines].map((line) => new TextDecoder().decode(line)).join("");
}

Deno.test("modeString() shows kind, permissions and the special bits", () => {
  assertEquals(modeString({ kind: "directory", mode: 0o1777 }), "drwxrwxrwt");
  assertEquals(modeString({ kind: "file", mode: 0o4755 }), "-rwsr-xr-x");
  assertEquals(modeString({ kind: "file", mode: 0o6644 }), "-rwSr-Sr--");
  assertEquals(modeString({ kind: "directory", mode: 0o1770 }), "drwxrwx--T");
  assertEquals(modeString({ kind: "symlink", mode: 0o777 }), "lrwxrwxrwx");
});

Deno.test("longLines() makes columns as wide as they need to be", () => {
  const entries = [
    entry("a", { size: 7, mtime: 0 }),
    entry("b", { size: 1234, links: 12, uid: 1000, gid: 100, mtime: 1.5e9 }),
    entry("c", { kind: "block", mode: 0o660, device: { major: 8, minor: 1 } }),
    entry("d", { kind: "symlink", mode: 0o777, size: 3, target: encoder.encode("a\x1b") }),
  ];
  assertEquals(
    text(longLines(entries, true)),
    [
      "-rw-r--r--  1    0   0    7 1970-01-01 00:00 a",
      "-rw-r--r-- 12 1000 100 1234 2017-07-14 02:40 b",
      "brw-rw----  1    0   0 8, 1 -                c",
      "lrwxrwxrwx  1    0   0    3 -                d -> a\\x1b",
      "",
    ].join("\n"),
  );
});

Deno.test("shortLine() gives a pipe the bytes of the name and a terminal an escaped one", () => {
  const name = new Uint8Array([0x61, 0xe9, 0x07]);
  assertEquals(shortLine(entry(name), false), new Uint8Array([0x61, 0xe9, 0x07, 0x0a]));
  assertEquals(text([shortLine(entry(name), true)]), "a\\xe9\\x07\n");
});

Deno.test("compareNames() orders by bytes, the shorter name first", () => {
  const names = ["b", "a b", "a", "B", "é"].map((name) => entry(name));
  assertEquals(names.sort(compareNames).map(({ path }) => path), ["/B", "/a", "/a b", "/b", "/é"]);
});

Deno.test("showDate() shows UTC, before 1970 as well", () => {
  assertEquals(showDate(-1), "1969-12-31 23:59");
});

Deno.test("entryRecord() adds the bytes of a name that is not UTF-8", () => {
  const plain = JSON.parse(JSON.stringify(entryRecord(entry("a", { mtime: 0, mode: 0o4755 }))));
  assertEquals([plain.event, plain.mode, plain.mtime, "nameBytes" in plain], [
    "entry",
    "4755",
    "1970-01-01T00:00:00.000Z",
    false,
  ]);
  const odd = JSON.parse(JSON.stringify(entryRecord(entry(new Uint8Array([0xe9])))));
  assertEquals(odd.nameBytes, "6Q==");
});

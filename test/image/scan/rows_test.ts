import { noFacts } from "../../../lib/image/host_files.ts";
import { Rows } from "../../../lib/image/scan/rows.ts";
import { assertEquals } from "../../support/assert.ts";
import { bytesOf, byteString } from "../../support/bytes.ts";
import { Random } from "../../support/random.ts";

Deno.test("Rows sort by bytes, a name before those that begin with it", () => {
  const names = [
    "b",
    "a\xff",
    "a",
    "a\x01",
    "ab",
    "\x80",
    "\x7f",
    "aa",
    "A".repeat(255),
    "A".repeat(254) + "B",
  ];
  const rows = new Rows();
  for (const round of [1, 2, 3]) {
    rows.clear();
    for (const name of new Random(round).shuffled(names)) {
      const bytes = bytesOf(`..${name}..`);
      rows.add(bytes, 2, bytes.length - 2, noFacts());
    }
    const sorted = Array.from(
      rows.sorted(),
      (row) => byteString(rows.names.subarray(rows.from(row), rows.to(row))),
    );
    assertEquals(sorted, [...names].sort());
  }
});

Deno.test("Rows keep facts and places apart while they grow", () => {
  const rows = new Rows();
  const facts = noFacts();
  for (let i = 0; i < 3000; i++) {
    Object.assign(facts, { mode: i, size: i * 2 ** 33, mtime: i / 8, minor: i + 1, serial: 2 ** 53 - i });
    const bytes = bytesOf(String(i).padStart(20, "0"));
    rows.add(bytes, 0, bytes.length, facts, i % 7 === 0 ? bytesOf(`place ${i}`) : undefined);
  }
  for (const i of [0, 7, 511, 512, 1024, 2999]) {
    rows.facts(i, facts);
    assertEquals([facts.mode, facts.size, facts.mtime, facts.minor, facts.serial], [
      i,
      i * 2 ** 33,
      i / 8,
      i + 1,
      2 ** 53 - i,
    ]);
    assertEquals(rows.places[i] && byteString(rows.places[i]), i % 7 === 0 ? `place ${i}` : undefined);
  }
  rows.clear();
  assertEquals([rows.count, rows.places.length], [0, 0]);
});

import { createHash } from "node:crypto";
import { DiscglowError } from "../../lib/errors.ts";
import { foldChecksums } from "../../lib/recorder/block_checksum.ts";
import { ChecksumList } from "../../lib/recorder/checksum_list.ts";
import {
  decodeRecord,
  type DiscRecord,
  encodeRecord,
  foldedForFile,
  readRecord,
} from "../../lib/recorder/record_file.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { Rig } from "./virtual_job.ts";

function listOf(count: number): ChecksumList {
  const list = new ChecksumList();
  for (let i = 0; i < count; i++) list.add(Math.imul(i, 0x9e3779b1));
  return list;
}

const RECORD: DiscRecord = {
  date: "2026-01-02T03:04:05.000Z",
  source: "archive.iso",
  medium: "BD-R",
  mediaId: "VERBAT/IMe",
  drive: "/dev/sr0",
  firstBlock: 7,
  blocks: 32,
  bytes: 5000,
  sha256: "ab",
  blocksPerChecksum: 1,
  checksums: listOf(3),
};

Deno.test("A record is read as it was written", () => {
  for (const record of [RECORD, { ...RECORD, mediaId: undefined }]) {
    const read = decodeRecord("r.json", encodeRecord(record));
    assertEquals(
      { ...read, checksums: 0 },
      { ...record, checksums: 0 } as unknown as typeof read & { checksums: 0 },
    );
    assertEquals([0, 1, 2].map((i) => read.checksums.at(i)), [0, 1, 2].map((i) => record.checksums.at(i)));
  }
});

Deno.test("A record that cannot be meant is refused by the name of what is wrong", () => {
  const json = JSON.parse(encodeRecord(RECORD)) as Record<string, unknown>;
  const changes: readonly [string, unknown, string][] = [
    ["format", "else", "no record"],
    ["version", 2, "version 2"],
    ["date", 5, "date"],
    ["firstBlock", -1, "firstBlock"],
    ["blocks", 2, "blocks"],
    ["bytes", 1.5, "bytes"],
    ["bytes", 9000, "checksums"],
    ["bytes", 0, "bytes"],
    ["blocks", 2 ** 50, "blocks"],
    ["firstBlock", 2 ** 32, "firstBlock"],
    ["blocksPerChecksum", 0, "blocksPerChecksum"],
    ["blocksPerChecksum", 2 ** 50, "blocksPerChecksum"],
    ["checksums", "!", "checksums"],
    ["checksums", "AAA=", "checksums"],
    ["sha256", undefined, "sha256"],
  ];
  for (const [name, value, words] of changes) {
    const text = JSON.stringify({ ...json, [name]: value });
    assertThrows(() => decodeRecord("r.json", text), DiscglowError, words);
  }
  for (const text of ["", "[]", "null", "7"]) assertThrows(() => decodeRecord("r.json", text), DiscglowError);
});

Deno.test("foldedForFile leaves a file's worth of checksums alone, and folds more of them in groups", () => {
  const few = listOf(1 << 19);
  assertEquals(foldedForFile(few), { blocksPerChecksum: 1, checksums: few });
  const many = listOf((1 << 19) + 3);
  const { blocksPerChecksum, checksums } = foldedForFile(many);
  assertEquals([blocksPerChecksum, checksums.length], [2, (1 << 18) + 2]);
  assertEquals(checksums.at(0), foldChecksums(Int32Array.of(many.at(0), many.at(1))));
  assertEquals(checksums.at((1 << 18) + 1), foldChecksums(Int32Array.of(many.at((1 << 19) + 2))));
});

function recordsIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.includes("record"));
}

Deno.test("record keeps a record with the SHA-256 of the source, and nothing beside it", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { media: "dvd-r", bytes: 1_234_567 });
  const report = await rig.record({ recordFile: dir.at("record.json") });
  const record = await readRecord(dir.at("record.json"));
  assertEquals(record.sha256, createHash("sha256").update(rig.bytes).digest("hex"));
  assertEquals(report.sha256, record.sha256);
  assertEquals([record.bytes, record.blocks, record.medium], [1_234_567, report.blocks, "DVD-R"]);
  assertEquals([record.drive, record.source], [rig.target, rig.source]);
  assert(Date.parse(record.date) > 0);
  assertEquals(recordsIn(dir.path), ["record.json"]);
});

Deno.test("record keeps no record of a recording that failed, nor of a preview", async () => {
  using dir = tempFolder();
  const rig = new Rig(dir, { faults: [{ on: "write", block: 100 }] });
  await rig.fails({ recordFile: dir.at("record.json") });
  const preview = new Rig(dir, { name: "2" });
  await preview.record({ preview: true, recordFile: dir.at("record.json") });
  assertEquals(recordsIn(dir.path), []);
});

Deno.test("readRecord reads no more than a record can be, and nothing but files", async () => {
  using dir = tempFolder();
  const file = await Deno.create(dir.at("large"));
  await file.truncate(2 ** 40);
  file.close();
  await assertRejects(() => readRecord(dir.at("large")), DiscglowError, "too many for a record");
  await assertRejects(() => readRecord(dir.path), DiscglowError, "it is no regular file");
});

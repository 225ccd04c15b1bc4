// deno-lint-ignore-file no-sync-fn-in-async-fn
/**
 * The image of one small tree, worked out by hand from ECMA-119, RRIP 1.12 and SUSP 1.12.
 *
 * @module
 */

import { table } from "../../iso9660/bytes.ts";
import type { PlanOptions } from "../../../lib/image/options.ts";
import { assertEquals } from "../../support/assert.ts";
import { hex, imageOf, type MadeImage } from "../../support/image_of.ts";
import { tempFolder } from "../../support/temp.ts";

/** `/A/B.TXT` and `/R.TXT`, everything of 2000-02-29 00:00:00 UTC. */
async function image(options: PlanOptions): Promise<MadeImage> {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${dir.make("A")}/B.TXT`, "in A\n");
  Deno.writeTextFileSync(dir.at("R.TXT"), "root");
  return await imageOf({
    source: dir.path,
    volumeId: "SMALL",
    uid: 1,
    gid: 2,
    fileMode: 0o444,
    directoryMode: 0o555,
    date: 951782400,
    ...options,
  });
}

const DATE = "64 02 1d 00 00 00 00";
const VOLUME_DATE = ["=2000022900000000", "00"];
const VOLUME_1 = "01 00 00 01";
const BLOCK = "00 08 00 00 00 00 08 00"; // 2048

function spaces(count: number): string {
  return "=" + " ".repeat(count);
}

function zeros(count: number): string {
  return Array(count).fill("00").join(" ");
}

/** A number below 256 as 32 bits in both orders. */
function both(number: number): string {
  const digits = number.toString(16).padStart(2, "0");
  return `${digits} 00 00 00 00 00 00 ${digits}`;
}

function assertBytes(image: Uint8Array, at: number, ...fields: string[]): void {
  const expected = table(...fields);
  assertEquals(hex(image.subarray(at, at + expected.length)), hex(expected));
}

Deno.test("a small image: primary volume descriptor in block 16", async () => {
  const { bytes } = await image({ system: "LINUX", publisher: "WE", copyright: "R.TXT" });
  assertBytes(
    bytes,
    16 * 2048,
    "01", // BP 1, primary
    "=CD001", // 2-6
    "01 00", // 7, 8
    "=LINUX", // 9-40
    spaces(27),
    "=SMALL", // 41-72
    spaces(27),
    zeros(8), // 73-80
    both(174), // 81-88, volume space size: 24 blocks and 150 of padding
    zeros(32), // 89-120
    "01 00 00 01", // 121-124, set size
    "01 00 00 01", // 125-128, sequence number
    "00 08 08 00", // 129-132, block size
    both(20), // 133-140, path table size: 10 and 10
    "12 00 00 00", // 141-144, L path table in block 18
    zeros(4), // 145-148
    "00 00 00 13", // 149-152, M path table in block 19
    zeros(4), // 153-156
    "22 00", // 157-190, root directory in block 20
    both(20),
    BLOCK,
    DATE,
    "02 00 00",
    VOLUME_1,
    "01 00",
    spaces(128), // 191-318, volume set
    "=WE", // 319-446, publisher
    spaces(126),
    spaces(128), // 447-574, preparer
    "=DISCGLOW", // 575-702, application
    spaces(120),
    "=R.TXT;1", // 703-739, copyright
    spaces(30),
    spaces(37), // 740-776
    spaces(37), // 777-813
    ...VOLUME_DATE, // 814-830, creation
    ...VOLUME_DATE, // 831-847, modification
    "=0000000000000000", // 848-864, expiration: none
    "00",
    ...VOLUME_DATE, // 865-881, effective
    "01 00", // 882, 883
    zeros(1165), // 884-2048
  );
});

Deno.test("a small image: system area, terminator and path tables", async () => {
  const { bytes, plan } = await image({});
  assertEquals([plan.blocks, plan.size, bytes.length], [174, 174 * 2048, 174 * 2048]);
  assertBytes(bytes, 0, zeros(16 * 2048));
  assertBytes(bytes, 17 * 2048, "ff", "=CD001", "01", zeros(2041));
  assertBytes(
    bytes,
    18 * 2048,
    "01 00 14 00 00 00 01 00 00 00",
    "01 00 15 00 00 00 01 00",
    "=A",
    "00",
    zeros(2028),
  );
  assertBytes(
    bytes,
    19 * 2048,
    "01 00 00 00 00 14 00 01 00 00",
    "01 00 00 00 00 15 00 01",
    "=A",
    "00",
    zeros(2028),
  );
});

Deno.test("a small image: the records of its directories", async () => {
  const { bytes } = await image({});
  const self = (
    block: number,
    name: string,
  ) => ["22 00", both(block), BLOCK, DATE, "02 00 00", VOLUME_1, `01 ${name}`];
  assertBytes(
    bytes,
    20 * 2048,
    ...self(20, "00"),
    ...self(20, "01"),
    ...self(21, "41"),
    "28 00",
    both(22),
    both(4),
    DATE,
    "00 00 00",
    VOLUME_1,
    "07",
    "=R.TXT;1",
    zeros(2048 - 3 * 34 - 40),
  );
  assertBytes(
    bytes,
    21 * 2048,
    ...self(21, "00"),
    ...self(20, "01"),
    "28 00",
    both(23),
    both(5),
    DATE,
    "00 00 00",
    VOLUME_1,
    "07",
    "=B.TXT;1",
    zeros(2048 - 2 * 34 - 40),
  );
  assertBytes(bytes, 22 * 2048, "=root", zeros(2044), "=in A\n", zeros(2043 + 150 * 2048));
});

Deno.test("a small image with Rock Ridge: a file's record, byte by byte", async () => {
  const { bytes } = await image({ rockRidge: true });
  // The root directory in block 20, its continuation area in 21, A in 22, R.TXT in 23, B.TXT in 24.
  const root = 20 * 2048;
  const first = bytes[root]!;
  const second = bytes[root + first]!;
  const a = bytes[root + first + second]!;
  assertBytes(
    bytes,
    root + first + second + a,
    "6a 00", // 40 and 66
    both(23),
    both(4),
    DATE,
    "00 00 00",
    VOLUME_1,
    "07",
    "=R.TXT;1",
    "=PX", // RRIP 4.1.1
    "2c 01",
    "24 81 00 00 00 00 81 24", // 0100444
    both(1), // links
    both(1), // uid
    both(2), // gid
    both(3), // serial number
    "=TF", // RRIP 4.1.6
    "0c 01 02", // modification
    DATE,
    "=NM", // RRIP 4.1.4
    "0a 01 00",
    "=R.TXT",
  );
});

Deno.test("a small image with Rock Ridge: the root's first record with SP, and ER behind its CE", async () => {
  const { bytes, plan } = await image({ rockRidge: true });
  assertEquals(plan.blocks, 175);
  const er = 8 + 10 + 73 + 94;
  assertBytes(
    bytes,
    20 * 2048,
    "7e 00", // 34 and 7, 44, 12, 28, one byte of padding
    both(20),
    BLOCK,
    DATE,
    "02 00 00",
    VOLUME_1,
    "01 00",
    "=SP", // SUSP 5.3
    "07 01 be ef 00",
    "=PX",
    "2c 01",
    "6d 41 00 00 00 00 41 6d", // 040555
    both(3), // links: its name, its "." and the ".." of A
    both(1),
    both(2),
    both(1),
    "=TF",
    "0c 01 02",
    DATE,
    "=CE", // SUSP 5.1
    "1c 01",
    both(21),
    both(0),
    both(er),
    "00",
  );
  assertBytes(
    bytes,
    21 * 2048,
    "=ER", // SUSP 5.5, RRIP 4.3
    `${er.toString(16)} 01 0a 49 5e 01`,
    "=IEEE_P1282",
    "=THE IEEE P1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS.",
    "=PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE P1282 SPECIFICATION.",
    zeros(2048 - er),
  );
});

Deno.test("a small image with Joliet: its descriptor, path table and records", async () => {
  const { bytes, plan } = await image({ joliet: true });
  // 16 and 17 descriptors, 18 terminator, 19 to 22 path tables, 23 and 24 primary, 25 and 26 Joliet, 27 and 28 files.
  assertEquals(plan.blocks, 29 + 150);
  const ucs2 = (text: string) =>
    [...text].map((c) => `00 ${c.charCodeAt(0).toString(16).padStart(2, "0")}`).join(" ");
  const blank = (count: number) => Array(count).fill("00 20").join(" ");
  assertBytes(
    bytes,
    17 * 2048,
    "02", // BP 1, supplementary
    "=CD001",
    "01 00",
    blank(16),
    ucs2("SMALL"),
    blank(11),
    zeros(8),
    both(179),
    "25 2f 45", // %/E
    zeros(29),
    "01 00 00 01 01 00 00 01 00 08 08 00",
    both(20), // path table: 10 for the root, 8 and 2 for A
    "15 00 00 00", // L in block 21
    zeros(4),
    "00 00 00 16", // M in block 22
    zeros(4),
    "22 00",
    both(25),
    BLOCK,
    DATE,
    "02 00 00",
    VOLUME_1,
    "01 00",
  );
  assertBytes(
    bytes,
    21 * 2048,
    "01 00 19 00 00 00 01 00 00 00",
    "02 00 1a 00 00 00 01 00 00 41",
    zeros(2028),
    "01 00 00 00 00 19 00 01 00 00",
    "02 00 00 00 00 1a 00 01 00 41",
  );
  const self = (
    block: number,
    name: string,
  ) => ["22 00", both(block), BLOCK, DATE, "02 00 00", VOLUME_1, `01 ${name}`];
  assertBytes(
    bytes,
    25 * 2048,
    ...self(25, "00"),
    ...self(25, "01"),
    "24 00", // 33 and 2, one byte of padding
    both(26),
    BLOCK,
    DATE,
    "02 00 00",
    VOLUME_1,
    "02 00 41 00",
    "30 00", // 33 and 14, one byte of padding
    both(27), // the same extent as in the primary tree
    both(4),
    DATE,
    "00 00 00",
    VOLUME_1,
    "0e",
    ucs2("R.TXT;1"),
    "00",
    zeros(100),
  );
});

Deno.test("a small image of level 4: its enhanced descriptor and names without versions", async () => {
  const { bytes } = await image({ level: 4 });
  assertBytes(bytes, 17 * 2048, "02", "=CD001", "02 00", spaces(32), "=SMALL", spaces(27), zeros(8));
  assertBytes(bytes, 17 * 2048 + 88, zeros(32)); // no escape sequences
  assertEquals(bytes[17 * 2048 + 881], 2); // BP 882, file structure version
  // 19 to 22 path tables, 23 and 24 primary, 25 and 26 enhanced.
  const at = 25 * 2048 + 3 * 34;
  assertBytes(bytes, at, "26 00", both(27), both(4), DATE, "00 00 00", VOLUME_1, "05", "=R.TXT");
});

Deno.test("a small image without padding ends with its last file", async () => {
  const { bytes, plan } = await image({ noPad: true });
  assertEquals([plan.blocks, bytes.length], [24, 24 * 2048]);
  assertBytes(bytes, 16 * 2048 + 80, both(24));
});

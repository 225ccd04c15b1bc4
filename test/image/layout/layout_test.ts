// deno-lint-ignore-file no-sync-fn-in-async-fn
import { UsageError } from "../../../lib/errors.ts";
import { ImageBytes } from "../../../lib/image/image_bytes.ts";
import { layOut } from "../../../lib/image/layout/layout.ts";
import type { Notice, PlanOptions } from "../../../lib/image/options.ts";
import { layoutOf, planImage } from "../../../lib/image/plan.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../../support/assert.ts";
import { ByteFolder, hasByteNames } from "../../support/byte_folder.ts";
import { byteString } from "../../support/bytes.ts";
import {
  contentOf,
  entryOf,
  fromUcs2,
  hex,
  imageOf,
  namesOf,
  posixName,
  type RawRecord,
  recordNamed,
  recordsAt,
  recordsIn,
  rootRecords,
  systemUseOf,
  u16,
  u32,
  ucs2,
} from "../../support/image_of.ts";
import { flatTree } from "../../support/made_tree.ts";
import { tempFolder } from "../../support/temp.ts";

const byteNames = { ignore: !hasByteNames() };

Deno.test("layOut() sorts files of a directory as ECMA-119 9.3 asks, whatever their names on the host", async () => {
  using dir = tempFolder();
  for (const name of ["b.a", "B1", "b", "b.c", "a_b", "a-", "a.z", "a", "A0.A", "0"]) {
    Deno.writeTextFileSync(dir.at(name), name);
  }
  dir.make("aa");
  const { bytes } = await imageOf({ source: dir.path, joliet: true, level: 4 });
  // Names filled with spaces, then extensions: "A" before "A0" before "AA", "A.Z" before "A0.A".
  assertEquals(namesOf(rootRecords(bytes)), [
    "0.;1",
    "A.;1",
    "A.Z;1",
    "A0.A;1",
    "AA",
    "A_.;1",
    "A_B.;1",
    "B.;1",
    "B.A;1",
    "B.C;1",
    "B1.;1",
  ]);
  const joliet = namesOf(rootRecords(bytes, 17)).map((name) => fromUcs2(name).replace(/;1$/, ""));
  assertEquals(joliet, [...joliet].sort());
  const enhanced = namesOf(rootRecords(bytes, 18));
  assertEquals(enhanced, [...enhanced].sort());
});

Deno.test("layOut() orders path tables by level, by the parent's number, by identifier", async () => {
  using dir = tempFolder();
  for (const path of ["b/a", "b/c", "a/z", "a/b/y", "a/b/x", "b/c/w"]) dir.make(path);
  const { bytes } = await imageOf({ source: dir.path });
  const at = 16 * 2048;
  const records: [string, number, number][] = [];
  for (
    const [order, block] of [["L", u32(bytes, at + 140)], [
      "M",
      new DataView(bytes.buffer).getUint32(at + 148),
    ]] as const
  ) {
    records.length = 0;
    const view = new DataView(bytes.buffer, block * 2048);
    for (let k = 0; k < u32(bytes, at + 132);) {
      const length = view.getUint8(k);
      const name = byteString(bytes.subarray(block * 2048 + k + 8, block * 2048 + k + 8 + length));
      records.push([name, view.getUint32(k + 2, order === "L"), view.getUint16(k + 6, order === "L")]);
      k += 8 + length + length % 2;
    }
    assertEquals(records.map(([name, , parent]) => `${name} ${parent}`), [
      "\0 1",
      "A 1",
      "B 1",
      "B 2",
      "Z 2",
      "A 3",
      "C 3",
      "X 4",
      "Y 4",
      "W 7",
    ]);
    // Each number leads to the directory whose ".." leads to the parent's number.
    for (const [, extent, parent] of records) {
      const [self, above] = recordsAt(bytes, extent, 2048);
      assertEquals([self!.extent, above!.extent], [extent, records[parent - 1]![1]]);
    }
  }
});

Deno.test("layOut() lets no record cross a block", async () => {
  using dir = tempFolder();
  for (let i = 0; i < 300; i++) {
    Deno.writeTextFileSync(dir.at(`${i}`.padStart(3, "0") + "n".repeat(i % 97)), "");
  }
  const { bytes } = await imageOf({ source: dir.path, rockRidge: true, joliet: true, level: 4 });
  for (const descriptor of [16, 17, 18]) {
    const records = rootRecords(bytes, descriptor);
    assertEquals(records.length, 302);
    for (const { at, length } of records) {
      assert(at % 2048 + length <= 2048, `a record of ${length} bytes at ${at % 2048}`);
      assertEquals(length % 2, 0);
    }
    const size = u32(bytes, descriptor * 2048 + 166);
    assertEquals(size % 2048, 0);
    const last = records.at(-1)!;
    assert(
      last.at + last.length > u32(bytes, descriptor * 2048 + 158) * 2048 + size - 2048,
      "an empty last block",
    );
  }
});

Deno.test("layOut() continues a name of 255 bytes behind the record", byteNames, async () => {
  using dir = tempFolder();
  const name = Array.from({ length: 255 }, (_, i) => String.fromCharCode(i % 200 + 48)).join("");
  {
    using folder = ByteFolder.open(dir.path);
    folder.file(name, "long");
  }
  const { bytes } = await imageOf({ source: dir.path, rockRidge: true });
  const file = rootRecords(bytes)[2]!;
  assertEquals(systemUseOf(bytes, file).map((entry) => `${entry.signature} ${entry.bytes.length}`), [
    "PX 44",
    "TF 12",
    "CE 28",
    "NM 255",
    "NM 10",
  ]);
  assertEquals(systemUseOf(bytes, file).slice(3).map((entry) => entry.bytes[4]), [1, 0]);
  assertEquals(posixName(bytes, file), name);
});

Deno.test(
  "layOut() continues a link of 4,000 bytes over blocks of the continuation area",
  byteNames,
  async () => {
    using dir = tempFolder();
    const target = "/" +
      Array.from({ length: 40 }, (_, i) => "abcdefghij".repeat(10).slice(String(i).length) + i).join("/")
        .slice(0, 3999);
    {
      using folder = ByteFolder.open(dir.path);
      folder.symlink("link", target);
      for (let i = 0; i < 5; i++) folder.symlink(`x${i}`, target);
    }
    const { bytes } = await imageOf({ source: dir.path, rockRidge: true });
    for (const link of rootRecords(bytes).slice(2)) {
      const entries = systemUseOf(bytes, link).filter((entry) => entry.signature === "SL");
      let text = "";
      for (const [i, { bytes: entry }] of entries.entries()) {
        assertEquals(entry[4], i < entries.length - 1 ? 1 : 0);
        for (let at = 5; at < entry.length; at += 2 + entry[at + 1]!) {
          if (entry[at] === 8) text += "/";
          else {text += byteString(entry.subarray(at + 2, at + 2 + entry[at + 1]!)) +
              (entry[at] === 0 ? "/" : "");}
        }
      }
      assertEquals(text.replace(/\/$/, ""), target);
      assert(entries.length > 15);
      assertEquals(link.size, 0);
    }
  },
);

Deno.test("layOut() gives hard links one extent, one serial number and their count", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("a"), "shared");
  Deno.linkSync(dir.at("a"), dir.at("b"));
  Deno.writeTextFileSync(dir.at("c"), "other");
  const { bytes } = await imageOf({ source: dir.path, rockRidge: true, joliet: true });
  const [a, b, c] = rootRecords(bytes).slice(2);
  assertEquals(a!.extent, b!.extent);
  const links = (record: RawRecord) => u32(entryOf(bytes, record, "PX"), 12);
  const serial = (record: RawRecord) => u32(entryOf(bytes, record, "PX"), 36);
  assertEquals([links(a!), links(b!), links(c!)], [2, 2, 1]);
  assertEquals(serial(a!), serial(b!));
  assert(serial(a!) !== serial(c!));
  assertEquals(rootRecords(bytes, 17).slice(2).map((record) => record.extent), [
    a!.extent,
    b!.extent,
    c!.extent,
  ]);
});

Deno.test("layOut() gives files without content no extent", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("empty"), "");
  Deno.symlinkSync("x", dir.at("link"));
  const { bytes, plan } = await imageOf({ source: dir.path, rockRidge: true, noPad: true });
  assertEquals(rootRecords(bytes).slice(2).map(({ extent, size }) => [extent, size]), [[0, 0], [0, 0]]);
  assertEquals(plan.blocks, 22); // 16 to 19, the root, its continuation area
});

Deno.test("layOut() leaves out of trees without Rock Ridge what only that can record, and says so", async () => {
  using dir = tempFolder();
  Deno.symlinkSync("x", dir.at("link"));
  Deno.writeTextFileSync(dir.at("file"), "x");
  const plain = await imageOf({ source: dir.path, joliet: true });
  assertEquals(namesOf(rootRecords(plain.bytes)), ["FILE.;1"]);
  assertEquals(plain.notices.map(({ kind, path }) => `${kind} ${path}`), ["skipped /link"]);
  const rockRidge = await imageOf({ source: dir.path, joliet: true, rockRidge: true });
  assertEquals(namesOf(rootRecords(rockRidge.bytes, 17)).map(fromUcs2), ["file;1"]);
});

Deno.test("layOut() lists the names that Joliet cannot hold", byteNames, async () => {
  using dir = tempFolder();
  {
    using folder = ByteFolder.open(dir.path);
    for (const name of ["fine", "co:lon", "caf\xe9", "n".repeat(104), "\xf0\x9f\x98\x80"]) folder.file(name);
  }
  const { bytes, notices } = await imageOf({ source: dir.path, joliet: true });
  assertEquals(namesOf(rootRecords(bytes, 17)).map(fromUcs2).sort(), [
    "_;1",
    "café;1",
    "co_lon;1",
    "fine;1",
    "n".repeat(103) + ";1",
  ]);
  const mapped = notices.filter(({ kind }) => kind === "mapped").map(({ path }) => path);
  assertEquals(
    mapped.includes("/co:lon") && mapped.includes(`/${"n".repeat(104)}`) && mapped.includes("/😀"),
    true,
  );
  assertEquals(mapped.includes("/fine"), false);
});

/** `/1/2/…` down to a level, the root being 1. */
function deep(root: string, level: number, name = (n: number) => `${n}`): string {
  let path = root;
  for (let n = 2; n <= level; n++) Deno.mkdirSync(path += `/${name(n)}`);
  return path;
}

Deno.test("layOut() takes eight levels as they are and refuses the ninth without Rock Ridge", async () => {
  using dir = tempFolder();
  const eighth = deep(dir.path, 8);
  await planImage({ source: dir.path });
  Deno.mkdirSync(`${eighth}/ninth`);
  const error = await assertRejects(() => planImage({ source: dir.path }), UsageError);
  assertEquals(error.message, "Cannot record /2/3/4/5/6/7/8/ninth: it lies on level 9, ISO 9660 ends at 8");
  await planImage({ source: dir.path, noRelocation: true });
});

Deno.test("layOut() relocates deeper directories, also of one name, and CL, PL and RE agree", async () => {
  using dir = tempFolder();
  for (const side of ["a", "b"]) {
    const bottom = deep(dir.make(side), 8, (n) => `d${n}`);
    Deno.writeTextFileSync(`${bottom}/file`, `below ${side}`);
  }
  const { bytes, plan } = await imageOf({ source: dir.path, rockRidge: true });
  const root = rootRecords(bytes);
  const home = root.find((record) => posixName(bytes, record) === "rr_moved")!;
  assert(home, "no home");
  entryOf(bytes, home, "RE");
  const moved = recordsIn(bytes, root, home.name).slice(2);
  assertEquals(moved.map((record) => posixName(bytes, record)), ["d8", "d8"]);
  assertEquals(new Set(moved.map((record) => record.name)).size, 2);
  for (const side of ["A", "B"]) {
    let records = recordsIn(bytes, root, side);
    for (let n = 2; n <= 6; n++) records = recordsIn(bytes, records, `D${n}`);
    const parent = recordNamed(records, "D7");
    const placeholder = recordsIn(bytes, records, "D7")[2]!;
    assertEquals([placeholder.flags, placeholder.size, posixName(bytes, placeholder)], [0, 0, "d8"]);
    assert(placeholder.name.endsWith(";1"));
    const child = u32(entryOf(bytes, placeholder, "CL"), 4);
    const stored = moved.find((record) => record.extent === child)!;
    assert(stored, "CL leads nowhere");
    entryOf(bytes, stored, "RE");
    const inside = recordsAt(bytes, child, stored.size);
    assertEquals(u32(entryOf(bytes, inside[1]!, "PL"), 4), parent.extent);
    assertEquals(inside[1]!.extent, home.extent);
    assertEquals(new TextDecoder().decode(contentOf(bytes, inside[2]!)), `below ${side.toLowerCase()}`);
    // The parent still counts the folder that was taken from it.
    assertEquals(u32(entryOf(bytes, parent, "PX"), 12), 3);
  }
  assertEquals(
    [...plan.list()].filter((entry) => entry.path === "/a/d2/d3/d4/d5/d6/d7/d8").map((e) => e.kind),
    ["directory"],
  );
});

Deno.test("layOut() relocates again below what it has relocated", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${deep(dir.path, 22)}/bottom`, "deep");
  const { bytes } = await imageOf({ source: dir.path, rockRidge: true });
  const at = 16 * 2048;
  const table = u32(bytes, at + 140) * 2048;
  const levels: number[] = [];
  for (let k = table; k < table + u32(bytes, at + 132); k += 8 + bytes[k]! + bytes[k]! % 2) {
    levels.push(levels.length === 0 ? 1 : levels[u16(bytes, k + 6) - 1]! + 1);
  }
  assertEquals([levels.length, Math.max(...levels)], [23, 8]);
});

Deno.test("layOut() keeps deep directories in place with noRelocation, and Joliet always", async () => {
  using dir = tempFolder();
  deep(dir.path, 12);
  const kept = await imageOf({ source: dir.path, rockRidge: true, noRelocation: true });
  assertEquals(namesOf(rootRecords(kept.bytes)), ["2"]);
  const { bytes } = await imageOf({ source: dir.path, rockRidge: true, joliet: true });
  assertEquals(namesOf(rootRecords(bytes, 17)).map(fromUcs2), ["2"]);
});

Deno.test("layOut() leaves a folder of the user's that is called rr_moved alone", async () => {
  using dir = tempFolder();
  deep(dir.path, 9);
  Deno.writeTextFileSync(`${dir.make("rr_moved")}/mine`, "mine");
  const { bytes } = await imageOf({ source: dir.path, rockRidge: true });
  // The home of relocated directories, whatever it is called, is marked as no part of the tree.
  const own = rootRecords(bytes).filter((record) =>
    posixName(bytes, record) === "rr_moved" &&
    !systemUseOf(bytes, record).some((entry) => entry.signature === "RE")
  );
  assertEquals(own.map((record) => namesOf(recordsAt(bytes, record.extent, 2048))), [["MINE.;1"]]);
});

Deno.test("layOut() records a file of 4 GiB and more in several extents", byteNames, async () => {
  using dir = tempFolder();
  const most = 0xfffff800;
  const sizes = { exact: most, one_more: most + 1, large: 5 * 2 ** 30 + 7 };
  {
    using folder = ByteFolder.open(dir.path);
    for (const [name, size] of Object.entries(sizes)) {
      folder.sparse(name, size, [
        [0, "begin"],
        [size - 3, "end"],
        ...size > most ? [[most - 4, "edge"] as const] : [],
      ]);
    }
    folder.file("zz", "behind");
  }
  const notices: Notice[] = [];
  const plan = await planImage({
    source: dir.path,
    rockRidge: true,
    onNotice: (notice) => notices.push(notice),
  });
  using bytes = new ImageBytes(layoutOf(plan), () => {});
  const read = (at: number, length: number) => {
    const into = new Uint8Array(length);
    bytes.read(at, into);
    return into;
  };
  const head = read(0, 40 * 2048);
  const records = rootRecords(head).slice(2);
  assertEquals(records.map(({ name, flags, size }) => [name, flags, size]), [
    ["EXACT.;1", 0, most],
    ["LARGE.;1", 128, most],
    ["LARGE.;1", 0, sizes.large - most],
    ["ONE_MORE.;1", 128, most],
    ["ONE_MORE.;1", 0, 1],
    ["ZZ.;1", 0, 6],
  ]);
  for (const [first, second] of [[1, 2], [3, 4]] as const) {
    assertEquals(records[second]!.extent, records[first]!.extent + most / 2048);
  }
  const text = (at: number, length: number) => byteString(read(at, length));
  const large = records[1]!.extent * 2048;
  assertEquals(text(large, 6), "begin\0");
  assertEquals(text(large + most - 5, 5), "\0edge");
  // The last byte of "end", most of which "edge" covers, is all that the second extent of ONE_MORE holds.
  assertEquals(text(records[4]!.extent * 2048 - 3, 6), "dged\0\0");
  assertEquals(text(records[5]!.extent * 2048, 7), "behind\0");
  assertEquals(notices.filter(({ kind }) => kind === "note").length, 1);
  for (const level of [1, 2] as const) {
    const error = await assertRejects(() => planImage({ source: dir.path, level }), UsageError);
    assert(error.message.includes("/large") && error.message.includes("/one_more"), error.message);
    assert(!error.message.includes("/exact"), error.message);
  }
});

Deno.test("layOut() refuses 65,536 directories and takes one less", () => {
  const names = Array.from({ length: 65_535 }, (_, i) => `d${i}`);
  assertThrows(() => layOut(flatTree(names, "folders"), {}), UsageError, "65536 directories");
  const { hierarchies } = layOut(flatTree(names.slice(1), "folders"), {});
  assertEquals(hierarchies[0]!.directories.length, 65_535);
});

/** Milliseconds that this thread has computed, where the system tells: other work on the machine does not count. */
function computed(): number {
  try {
    return Number(Deno.readTextFileSync("/proc/thread-self/schedstat").split(" ")[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

Deno.test("layOut() lays out 100,000 entries of one folder without quadratic cost", () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `a member of the crowd, number ${i}`).sort();
  const time = (count: number) => {
    const tree = flatTree(names.slice(0, count), "files", 1);
    const from = computed();
    layOut(tree, { rockRidge: true, joliet: true });
    return computed() - from;
  };
  time(5_000);
  // A quadratic cost makes 16 of four times the entries; the best of three rounds is the least disturbed.
  const ratio = Math.min(...[1, 2, 3].map(() => time(100_000))) /
    Math.min(...[1, 2, 3].map(() => time(25_000)));
  assert(ratio < 9, `four times the entries take ${ratio.toFixed(2)} times as long`);
});

Deno.test("layOut() refuses identifiers that are too long or forbidden, with the allowed set", () => {
  const tree = () => flatTree(["x"], "files");
  const table: [options: PlanOptions, message: string][] = [
    [{ volumeId: "lower" }, "Cannot use name=lower: only these characters are allowed: A-Z 0-9 _"],
    [
      { volumeId: "X".repeat(33) },
      `Cannot use name=${"X".repeat(33)}: it has 33 characters, the field holds 32`,
    ],
    [{ volumeId: "Ä" }, "Cannot use name=Ä: only these characters are allowed: A-Z 0-9 _"],
    [{ system: "a" }, "A-Z 0-9 _ space ! \" % & ' ( ) * + , - . / : ; < = > ?"],
    [{ publisher: "#" }, "Cannot use publisher=#"],
    [{ publisher: "P".repeat(129) }, "it has 129 characters, the field holds 128"],
    [{ preparer: "é" }, "Cannot use preparer=é"],
    [{ application: "x" }, "Cannot use application=x"],
    [{ volumeSet: "A B" }, "Cannot use volumeset=A B"],
    [{ copyright: "a.txt" }, "Cannot use copyright=a.txt"],
    [{ abstract: "A.B.C" }, "Cannot use abstract=A.B.C"],
    [{ bibliographic: "B".repeat(38) }, "the field holds 37"],
    [{ copyright: "C".repeat(36) }, "the field holds 37"],
  ];
  for (const [options, message] of table) {
    const error = assertThrows(() => layOut(tree(), options), UsageError);
    assert(error.message.includes(message), error.message);
  }
});

Deno.test("layOut() makes a volume identifier of the source's name", async () => {
  using dir = tempFolder();
  for (
    const [name, id] of [["My Data-2024", "MY_DATA_2024"], ["é", "_"], [
      "x".repeat(40),
      "X".repeat(32),
    ]] as const
  ) {
    assertEquals((await planImage({ source: dir.make(name) + "/" })).volumeId, id);
  }
  assertEquals((await planImage({ source: "/", exclude: ["*"] })).volumeId, "DISCGLOW");
});

const DAY = 86400;

Deno.test("layOut() records dates from 1900 to 2155, and others at the nearest end", () => {
  const table: [seconds: number, record: string][] = [
    [0, "46 01 01 00 00 00 00"],
    [-1, "45 0c 1f 17 3b 3b 00"],
    [-0.25, "45 0c 1f 17 3b 3b 00"],
    [951782400 + 0.999, "64 02 1d 00 00 00 00"],
    [-2208988800, "00 01 01 00 00 00 00"], // 1900
    [-2208988800 - 1, "00 01 01 00 00 00 00"], // 1899
    [5869583999, "ff 0c 1f 17 3b 3b 00"], // 2155
    [5869584000, "ff 0c 1f 17 3b 3b 00"], // 2156
    [5869584000 + 300 * 365 * DAY, "ff 0c 1f 17 3b 3b 00"],
  ];
  for (const [seconds, expected] of table) {
    const tree = flatTree(["file"], "files");
    tree.mtime[1] = seconds;
    using bytes = new ImageBytes(layOut(tree, { noPad: true }), () => {});
    const image = new Uint8Array(bytes.size);
    bytes.read(0, image);
    assertEquals([seconds, hex(rootRecords(image)[2]!.date)], [seconds, expected]);
  }
});

Deno.test("layOut() records in Rock Ridge what the record's date cannot hold, and hundredths when asked", () => {
  const table: [seconds: number, fine: boolean, date: string][] = [
    [-2208988801, false, "1899123123595900"],
    [5869584000, false, "2156010100000000"],
    [951782400.25, true, "2000022900000025"],
    [-0.5, true, "1969123123595950"],
  ];
  for (const [seconds, fineTimes, date] of table) {
    const tree = flatTree(["file"], "files");
    tree.mtime[1] = seconds;
    using bytes = new ImageBytes(layOut(tree, { rockRidge: true, fineTimes, noPad: true }), () => {});
    const image = new Uint8Array(bytes.size);
    bytes.read(0, image);
    const entry = entryOf(image, rootRecords(image)[2]!, "TF");
    assertEquals([entry.length, entry[4], byteString(entry.subarray(5, 21)), entry[21]], [22, 0x82, date, 0]);
  }
});

Deno.test("layOut() dates the volume by its newest entry, by latestDate or by date", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("x"), "");
  Deno.utimeSync(dir.at("x"), 1577934245, 1577934245);
  Deno.utimeSync(dir.path, 1000, 1000);
  const created = async (options: PlanOptions) => {
    const { bytes } = await imageOf({ source: dir.path, ...options });
    return byteString(bytes.subarray(16 * 2048 + 813, 16 * 2048 + 829));
  };
  assertEquals(await created({}), "2020010203040500");
  assertEquals(await created({ latestDate: 86400 }), "1970010200000000");
  assertEquals(await created({ latestDate: 1893456000 }), "2030010100000000");
  assertEquals(await created({ date: 951782400.5 }), "2000022900000050");
});

Deno.test("layOut() writes an El Torito catalog and a boot information table", async () => {
  using dir = tempFolder();
  const boot = Uint8Array.from({ length: 3001 }, (_, i) => i * 7 + (i >> 8));
  Deno.writeFileSync(dir.at("boot.img"), boot);
  Deno.writeFileSync(dir.at("efi.img"), new Uint8Array(5000).fill(0xe5));
  const { bytes } = await imageOf({
    source: dir.path,
    boot: "/boot.img",
    efi: "efi.img",
    bootInfo: true,
    joliet: true,
  });
  const record = 17 * 2048;
  assertEquals(
    byteString(bytes.subarray(record, record + 39)),
    "\0CD001\x01EL TORITO SPECIFICATION" + "\0".repeat(9),
  );
  const catalog = u32(bytes, record + 71) * 2048;
  let sum = 0;
  for (let i = 0; i < 32; i += 2) sum = sum + u16(bytes, catalog + i) & 0xffff;
  assertEquals([sum, bytes[catalog], bytes[catalog + 30], bytes[catalog + 31]], [0, 1, 0x55, 0xaa]);
  const [bios, efi] = rootRecords(bytes).slice(2);
  assertEquals(hex(bytes.subarray(catalog + 32, catalog + 40)), "88 00 00 00 00 00 04 00");
  assertEquals(u32(bytes, catalog + 40), bios!.extent);
  assertEquals(hex(bytes.subarray(catalog + 64, catalog + 68)), "91 ef 01 00");
  assertEquals(hex(bytes.subarray(catalog + 96, catalog + 104)), "88 00 00 00 00 00 0a 00");
  assertEquals(u32(bytes, catalog + 104), efi!.extent);
  const patched = contentOf(bytes, bios!);
  const padded = new Uint8Array(3004);
  padded.set(boot);
  let checksum = 0;
  for (let at = 64; at < 3004; at += 4) checksum = checksum + u32(padded, at) >>> 0;
  assertEquals([u32(patched, 8), u32(patched, 12), u32(patched, 16), u32(patched, 20)], [
    16,
    bios!.extent,
    3001,
    checksum,
  ]);
  assertEquals(hex(patched.subarray(24, 64)), Array(40).fill("00").join(" "));
  assertEquals(hex(patched.subarray(0, 8)), hex(boot.subarray(0, 8)));
  assertEquals(hex(patched.subarray(64)), hex(boot.subarray(64)));
  assertEquals(recordNamed(rootRecords(bytes, 18), ucs2("boot.img;1")).extent, bios!.extent);
});

Deno.test("layOut() refuses boot images that are none", async () => {
  using dir = tempFolder();
  dir.make("folder");
  Deno.writeTextFileSync(dir.at("empty"), "");
  Deno.writeTextFileSync(dir.at("short"), "x");
  const refused = async (options: PlanOptions, message: string) => {
    const error = await assertRejects(() => planImage({ source: dir.path, ...options }), UsageError);
    assertEquals(error.message, message);
  };
  await refused({ boot: "/x" }, "Cannot boot from boot=/x: the image holds no such file");
  await refused({ efi: "/short/x" }, "Cannot boot from efi=/short/x: the image holds no such file");
  await refused({ boot: "folder" }, "Cannot boot from boot=folder: it is no regular file with content");
  await refused({ efi: "empty" }, "Cannot boot from efi=empty: it is no regular file with content");
  await refused({ bootInfo: true }, "Cannot write a boot information table: no boot image is named");
  await refused(
    { boot: "short", bootInfo: true },
    "Cannot write a boot information table into /short: it has 1 bytes, not 64 to 4 GiB",
  );
});

Deno.test("layOut() begins large files at 4096 bytes, so that their blocks can be shared", () => {
  const { files, block } = layOut(flatTree(["a", "b", "c"], "files", (1 << 20) + 1), {});
  assertEquals([...files].map((entry) => block[entry]! % 2), [0, 0, 0]);
});

Deno.test("layOut() refuses more than 2^32 blocks", () => {
  const tree = flatTree(["a", "b", "c"], "files", 2 ** 42);
  assertThrows(() => layOut(tree, {}), Error, "more blocks than ECMA-119 can number");
});

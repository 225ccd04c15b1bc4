// deno-lint-ignore-file no-sync-fn-in-async-fn
import { C } from "../../ffi/libc.ts";
import { SourceError, StoppedError, UsageError } from "../../lib/errors.ts";
import type { Notice, ScanOptions } from "../../lib/image/options.ts";
import { scanTree } from "../../lib/image/scan.ts";
import { ROOT, type SourceTree } from "../../lib/image/source_tree.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../support/assert.ts";
import { ByteFolder } from "../support/byte_folder.ts";
import { byteString } from "../support/bytes.ts";
import { canMount, mountTmpfs } from "../support/mounts.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { asNobody, canBeNobody, type Thrown } from "../support/without_rights.ts";

const linuxOnly = Deno.build.os !== "linux";

/** Paths with a letter for the kind behind a colon, in the order of the tree's numbers. */
function listing(tree: SourceTree): string[] {
  const listed: string[] = [];
  for (let entry = 1; entry < tree.count; entry++) {
    if (tree.mode[entry] === 0) continue;
    const kind = tree.kind(entry);
    const letter = kind === "symlink" ? "l" : kind === "fifo" ? "p" : kind[0]!;
    listed.push(`${byteString(tree.path(entry))}:${letter}`);
  }
  return listed;
}

function entryAt(tree: SourceTree, path: string): number {
  for (let entry = 0; entry < tree.count; entry++) {
    if (tree.mode[entry] !== 0 && byteString(tree.path(entry)) === path) return entry;
  }
  throw new Error(`no ${path}`);
}

function host(tree: SourceTree, path: string): string {
  return byteString(tree.hostPath(entryAt(tree, path)).slice(0, -1));
}

async function scanned(options: ScanOptions): Promise<{ tree: SourceTree; notices: Notice[] }> {
  const notices: Notice[] = [];
  const tree = await scanTree({ onNotice: (notice) => notices.push(notice), ...options });
  return { tree, notices };
}

Deno.test("scanTree() numbers entries by the bytes of their names, whatever the order the folder was filled in", async () => {
  using dir = tempFolder();
  const names = ["a", "B", "a.b", "a b", "Z", "ä", "_", "0", "a0", "aa", "~", "-"];
  const expected = [...names].map((name) => byteString(new TextEncoder().encode(name))).sort();
  for (const seed of [1, 2, 3]) {
    const folder = dir.make(`${seed}`);
    for (const name of new Random(seed).shuffled(names)) Deno.writeTextFileSync(`${folder}/${name}`, name);
    const { tree } = await scanned({ source: folder });
    assertEquals(listing(tree), expected.map((name) => `/${name}:f`));
  }
});

Deno.test({
  name: "scanTree() keeps names as the bytes they are",
  ignore: linuxOnly,
  async fn() {
    using dir = tempFolder();
    const names = ["\xff\xfe", "caf\xe9", "\x01\n\x7f", "x".repeat(255), "\xef\xbb\xbfbom", "\xed\xa0\x80"];
    {
      using folder = ByteFolder.open(dir.path);
      for (const name of names) folder.file(name, "x");
      folder.symlink("link", "\xff target\n");
    }
    const { tree } = await scanned({ source: dir.path });
    const found = [...tree.children(ROOT)].map((entry) => byteString(tree.name(entry)));
    assertEquals(found, [...names, "link"].sort());
    assertEquals(byteString(tree.target(entryAt(tree, "/link"))), "\xff target\n");
  },
});

Deno.test("scanTree() merges several sources, folder by folder", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${dir.make("one/both/deep")}/1`, "1");
  Deno.writeTextFileSync(`${dir.make("two/both/deep")}/2`, "2");
  Deno.writeTextFileSync(`${dir.make("two/only")}/3`, "3");
  Deno.writeTextFileSync(`${dir.make("three/both")}/4`, "4");
  const { tree } = await scanned({ source: [dir.at("one"), dir.at("two/"), dir.at("three")] });
  assertEquals(listing(tree), [
    "/both:d",
    "/only:d",
    "/both/4:f",
    "/both/deep:d",
    "/only/3:f",
    "/both/deep/1:f",
    "/both/deep/2:f",
  ]);
  assertEquals(host(tree, "/both/deep/2"), `${dir.path}/two//both/deep/2`);
  assertEquals(tree.links[entryAt(tree, "/both")], 3);
});

Deno.test("scanTree() refuses paths that come from two sources, and lists all of them", async () => {
  using dir = tempFolder();
  for (const source of ["one", "two"]) {
    for (const name of ["x", "d/y", "alone-" + source]) {
      dir.make(`${source}/d`);
      Deno.writeTextFileSync(dir.at(`${source}/${name}`), source);
    }
  }
  dir.make("one/mixed");
  Deno.writeTextFileSync(dir.at("two/mixed"), "a file here, a folder there");
  const error = await assertRejects(() => scanTree({ source: [dir.at("one"), dir.at("two")] }), UsageError);
  assertEquals(error.message, "Cannot merge the sources: more than one of them holds /mixed, /x, /d/y");
});

Deno.test("scanTree() refuses one source named twice, also with a slash behind it", async () => {
  using dir = tempFolder();
  await assertRejects(() => scanTree({ source: [dir.path, `${dir.path}/`] }), UsageError, "named twice");
});

Deno.test("scanTree() takes a single file as source", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("a file"), "12345");
  const { tree } = await scanned({ source: dir.at("a file") });
  assertEquals(listing(tree), ["/a file:f"]);
  assertEquals(tree.size[1], 5);
  assertEquals(tree.mode[ROOT], 0o040755);
});

Deno.test("scanTree() refuses two single files of one name", async () => {
  using dir = tempFolder();
  for (const folder of ["a", "b"]) Deno.writeTextFileSync(`${dir.make(folder)}/same`, folder);
  const source = [dir.at("a/same"), dir.at("b/same")];
  await assertRejects(() => scanTree({ source }), UsageError, "more than one of them holds /same");
});

Deno.test("scanTree() refuses a single file and a graft of one name", async () => {
  using dir = tempFolder();
  for (const folder of ["a", "b"]) Deno.writeTextFileSync(`${dir.make(folder)}/same`, folder);
  const refused = (to: string) =>
    assertRejects(
      () => scanTree({ source: dir.at("a/same"), graft: [{ to, from: dir.at("b/same") }] }),
      UsageError,
      "more than one of them holds /same",
    );
  await refused("/same");
  await refused("/same/inside");
});

Deno.test("scanTree() tells of a source that is not there", async () => {
  const error = await assertRejects(() => scanTree({ source: "/nowhere/at all" }), SourceError);
  assertEquals(error.message, "Cannot read the source /nowhere/at all: no such file or directory");
  assertEquals(error.path, "/nowhere/at all");
});

Deno.test("scanTree() grafts files and trees into what is there and into what is not", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${dir.make("source/old")}/first`, "1");
  Deno.writeTextFileSync(`${dir.make("tree/inner")}/second`, "2");
  Deno.writeTextFileSync(dir.at("file"), "3");
  const { tree } = await scanned({
    source: dir.at("source"),
    graft: [
      { to: "/old/renamed", from: dir.at("file") },
      { to: "/old", from: dir.at("tree") },
      { to: "/new/very//deep/", from: dir.at("tree") },
      { to: "/new/beside", from: dir.at("file") },
    ],
  });
  assertEquals(listing(tree), [
    "/new:d",
    "/old:d",
    "/new/beside:f",
    "/new/very:d",
    "/old/first:f",
    "/old/inner:d",
    "/old/renamed:f",
    "/new/very/deep:d",
    "/old/inner/second:f",
    "/new/very/deep/inner:d",
    "/new/very/deep/inner/second:f",
  ]);
  assertEquals(host(tree, "/old/renamed"), dir.at("file"));
  assertEquals(host(tree, "/old/first"), dir.at("source/old/first"));
  assertEquals(host(tree, "/old/inner/second"), dir.at("tree/inner/second"));
  assertEquals(host(tree, "/new/very/deep/inner/second"), dir.at("tree/inner/second"));
  assertEquals(tree.mode[entryAt(tree, "/new")], 0o040755);
  assertEquals(tree.links[entryAt(tree, "/new")], 3);
});

Deno.test("scanTree() refuses a graft onto a file, and one of a file onto a folder", async () => {
  using dir = tempFolder();
  dir.make("source/folder");
  Deno.writeTextFileSync(dir.at("source/file"), "1");
  Deno.writeTextFileSync(dir.at("other"), "2");
  for (const to of ["/file", "/folder", "/file/below"]) {
    const graft = [{ to, from: dir.at("other") }];
    const refused = to === "/file/below" ? "/file" : to;
    const error = await assertRejects(() => scanTree({ source: dir.at("source"), graft }), UsageError);
    assertEquals(error.message, `Cannot merge the sources: more than one of them holds ${refused}`);
  }
});

Deno.test("scanTree() refuses a graft to a place that is no absolute path", async () => {
  for (const to of ["docs", "", "/a/../b", "/./x"]) {
    await assertRejects(() => scanTree({ graft: [{ to, from: "/" }] }), UsageError, "no absolute path");
  }
});

Deno.test("scanTree() takes a graft to / as a source, and needs no other", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("x"), "1");
  const { tree } = await scanned({ source: [], graft: [{ to: "/", from: dir.path }] });
  assertEquals(listing(tree), ["/x:f"]);
});

Deno.test("scanTree() leaves out by name, by path, by sets and across folders", async () => {
  using dir = tempFolder();
  dir.make("src/build/x");
  dir.make("build/deep/er");
  for (
    const name of [
      "a.o",
      "a.c",
      "[x]",
      "src/b.o",
      "src/build/keep",
      "build/gone",
      "build/deep/er/gone2",
      "f1",
      "f2",
      "f9",
    ]
  ) Deno.writeTextFileSync(dir.at(name), "");
  const left = async (...exclude: string[]) =>
    listing((await scanned({ source: dir.path, exclude })).tree).map((path) => path.slice(0, -2));
  const all = await left();
  const without = (...paths: string[]) =>
    all.filter((path) => !paths.some((p) => path === p || path.startsWith(p + "/")));
  assertEquals(await left("*.o"), without("/a.o", "/src/b.o"));
  assertEquals(await left("/build"), without("/build"));
  assertEquals(await left("build"), without("/build", "/src/build"));
  assertEquals(await left("/build/*"), without("/build/gone", "/build/deep"));
  assertEquals(await left("/**/gone2"), without("/build/deep/er/gone2"));
  assertEquals(await left("/*/gone2"), all);
  assertEquals(await left("f[12]"), without("/f1", "/f2"));
  assertEquals(await left("f[!12]"), without("/f9"));
  assertEquals(await left("f[0-2]"), without("/f1", "/f2"));
  assertEquals(await left("f?", "a.?"), without("/f1", "/f2", "/f9", "/a.o", "/a.c"));
  assertEquals(await left("a[.]c"), without("/a.c"));
  assertEquals(await left("axc", "A.C", "a", ".c"), all);
  assertEquals(await left("[[]x]"), without("/[x]"));
  assertEquals(await left("src/b.o"), without("/src/b.o"));
});

Deno.test("scanTree() leaves out nothing that was excluded from among merged sources", async () => {
  using dir = tempFolder();
  for (const source of ["one", "two"]) Deno.writeTextFileSync(`${dir.make(source)}/same`, source);
  const { tree } = await scanned({ source: [dir.at("one"), dir.at("two")], exclude: ["/same"] });
  assertEquals(listing(tree), []);
});

Deno.test("scanTree() refuses a pattern that is none", async () => {
  using dir = tempFolder();
  await assertRejects(() => scanTree({ source: dir.path, exclude: ["[z-a]"] }), UsageError, "[z-a]");
});

Deno.test({
  name: "scanTree() does not go into another file system when it shall not, and says so",
  ignore: !canMount(),
  async fn() {
    using dir = tempFolder();
    Deno.writeTextFileSync(`${dir.make("source/plain")}/in`, "1");
    using mounted = mountTmpfs(dir.at("source/other"), 1 << 20);
    Deno.writeTextFileSync(`${mounted.path}/out`, "2");
    const source = dir.at("source");
    const { tree, notices } = await scanned({ source, oneFileSystem: true });
    assertEquals(listing(tree), ["/other:d", "/plain:d", "/plain/in:f"]);
    assertEquals(notices.map(({ kind, path }) => [kind, path]), [["skipped", "/other"]]);
    assertEquals(listing((await scanned({ source })).tree).includes("/other/out:f"), true);
    // What is named itself is meant.
    const graft = [{ to: "/grafted", from: mounted.path }];
    const grafted = listing((await scanned({ source, oneFileSystem: true, graft, exclude: ["other"] })).tree);
    assertEquals(grafted.includes("/grafted/out:f"), true);
  },
});

Deno.test("scanTree() stores symbolic links as they are unless it shall follow them", async () => {
  using dir = tempFolder();
  Deno.symlinkSync("nowhere", dir.at("dangling"));
  Deno.symlinkSync("/", dir.at("root"));
  const { tree } = await scanned({ source: dir.path });
  assertEquals(listing(tree), ["/dangling:l", "/root:l"]);
  assertEquals(tree.size[1], 7);
});

Deno.test("scanTree() follows links to files and folders, and stores a folder twice when two links lead to it", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${dir.make("outside/inner")}/file`, "content");
  dir.make("source");
  Deno.symlinkSync("../outside/inner/file", dir.at("source/to file"));
  Deno.symlinkSync(dir.at("outside"), dir.at("source/first"));
  Deno.symlinkSync("first", dir.at("source/second"));
  const { tree } = await scanned({ source: dir.at("source"), followLinks: true });
  assertEquals(listing(tree), [
    "/first:d",
    "/second:d",
    "/to file:f",
    "/first/inner:d",
    "/second/inner:d",
    "/first/inner/file:f",
    "/second/inner/file:f",
  ]);
  const first = entryAt(tree, "/to file");
  for (const path of ["/first/inner/file", "/second/inner/file"]) {
    assertEquals(tree.first[entryAt(tree, path)], first);
    assertEquals(tree.links[entryAt(tree, path)], 3);
  }
});

Deno.test("scanTree() names loops and dangling links, all of them", async () => {
  using dir = tempFolder();
  dir.make("a/b");
  Deno.symlinkSync("../..", dir.at("a/b/up"));
  Deno.symlinkSync(".", dir.at("self"));
  Deno.symlinkSync("nowhere", dir.at("dangling"));
  Deno.symlinkSync("round", dir.at("round"));
  const error = await assertRejects(() => scanTree({ source: dir.path, followLinks: true }), SourceError);
  assertMatch(error.message, /^Cannot read 4 entries of the source: /);
  for (
    const part of [
      "/dangling (no such file or directory)",
      "/round (too many levels of symbolic links)",
      "/self (it leads back to /)",
      "/a/b/up (it leads back to /)",
    ]
  ) assert(error.message.includes(part), `${part} is not in: ${error.message}`);
  const { tree, notices } = await scanned({ source: dir.path, followLinks: true, unreadable: "empty" });
  assertEquals(listing(tree), ["/a:d", "/self:d", "/a/b:d", "/a/b/up:d"]);
  assertEquals(notices.length, 4);
});

Deno.test("scanTree() ends when sources that are merged lead back to each other", async () => {
  using dir = tempFolder();
  dir.make("one");
  dir.make("two/x");
  Deno.symlinkSync(dir.at("one"), dir.at("one/x"));
  Deno.symlinkSync(dir.at("two"), dir.at("two/y"));
  const source = [dir.at("one"), dir.at("two")];
  const { tree } = await scanned({ source, followLinks: true, unreadable: "empty" });
  assert(tree.count < 20, `${tree.count} entries`);
});

Deno.test("scanTree() gives hard links one entry's content and the count of their names in the tree", async () => {
  using dir = tempFolder();
  dir.make("tree/sub");
  Deno.writeTextFileSync(dir.at("tree/z"), "shared");
  Deno.linkSync(dir.at("tree/z"), dir.at("tree/a"));
  Deno.linkSync(dir.at("tree/z"), dir.at("tree/sub/m"));
  Deno.linkSync(dir.at("tree/z"), dir.at("outside"));
  const { tree } = await scanned({ source: dir.at("tree") });
  const first = entryAt(tree, "/a");
  for (const path of ["/a", "/z", "/sub/m"]) {
    const entry = entryAt(tree, path);
    assertEquals([path, tree.first[entry], tree.links[entry], tree.size[entry]], [path, first, 3, 6]);
  }
});

Deno.test({
  name: "scanTree() notices holes, and does not look for them in small files",
  ignore: linuxOnly,
  async fn() {
    using dir = tempFolder();
    {
      using folder = ByteFolder.open(dir.path);
      folder.sparse("holes", 1 << 20, [[5000, "x"]]);
      folder.sparse("small", 1 << 15, []);
      folder.file("full", new Uint8Array(1 << 18).fill(1));
    }
    const { tree } = await scanned({ source: dir.path });
    const holes = (path: string) => tree.hasHoles(entryAt(tree, path));
    assertEquals([holes("/holes"), holes("/small"), holes("/full")], [true, false, false]);
  },
});

Deno.test({
  name: "scanTree() records FIFOs, sockets and devices and opens none of them",
  ignore: !canMount(),
  async fn() {
    using dir = tempFolder();
    {
      using folder = ByteFolder.open(dir.path);
      folder.node("fifo", C.S_IFIFO);
      folder.node("socket", C.S_IFSOCK);
      folder.node("block", C.S_IFBLK, 259, 70000);
      folder.node("character", C.S_IFCHR, 1, 3);
      folder.mode("fifo", 0o200);
    }
    const { tree } = await scanned({ source: dir.path });
    assertEquals(
      [...tree.children(ROOT)].map((
        entry,
      ) => [tree.kind(entry), tree.size[entry], tree.detail[entry], tree.detail2[entry]]),
      [["block", 0, 259, 70000], ["character", 0, 1, 3], ["fifo", 0, 0, 0], ["socket", 0, 0, 0]],
    );
  },
});

Deno.test("scanTree() gives everything the owner, modes and date that were asked for", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${dir.make("d")}/f`, "x");
  Deno.symlinkSync("f", dir.at("d/l"));
  Deno.chmodSync(dir.at("d/f"), 0o751);
  const { tree } = await scanned({
    source: dir.path,
    uid: 7,
    gid: 8,
    fileMode: 0o4440,
    directoryMode: 0o1500,
    date: 1234567890.5,
  });
  for (let entry = 0; entry < tree.count; entry++) {
    assertEquals([tree.uid[entry], tree.gid[entry], tree.mtime[entry]], [7, 8, 1234567890.5]);
  }
  const mode = (path: string) => tree.mode[entryAt(tree, path)]!.toString(8);
  assertEquals([mode("/"), mode("/d"), mode("/d/f"), mode("/d/l")], ["41500", "41500", "104440", "120777"]);
});

Deno.test("scanTree() lowers later dates only with latestDate", async () => {
  using dir = tempFolder();
  for (const [name, date] of [["old", 1000], ["new", 2_000_000_000]] as const) {
    Deno.writeTextFileSync(dir.at(name), "");
    Deno.utimeSync(dir.at(name), date, date);
  }
  const { tree } = await scanned({ source: dir.path, latestDate: 1_500_000_000 });
  assertEquals([tree.mtime[0], tree.mtime[1], tree.mtime[2]], [1_500_000_000, 1_500_000_000, 1000]);
});

Deno.test({
  name: "scanTree() keeps dates before 1970 and their fractions",
  ignore: linuxOnly,
  async fn() {
    using dir = tempFolder();
    {
      using folder = ByteFolder.open(dir.path);
      folder.file("f");
      folder.time("f", -100, 250_000_000);
    }
    const { tree } = await scanned({ source: dir.path });
    assertEquals(tree.mtime[1], -99.75);
  },
});

Deno.test({
  name: "scanTree() takes dates that no image can hold to the nearest one that it can",
  ignore: !canMount(),
  async fn() {
    using dir = tempFolder();
    using mounted = mountTmpfs(dir.at("far"), 1 << 20);
    {
      using folder = ByteFolder.open(mounted.path);
      folder.file("future");
      folder.time("future", 1e12);
      folder.file("past");
      folder.time("past", -1e12);
    }
    const { tree } = await scanned({ source: mounted.path });
    const year = (entry: number) => new Date(tree.mtime[entry]! * 1000).getUTCFullYear();
    assertEquals([year(1), year(2)], [9999, 1]);
  },
});

Deno.test("scanTree() with a signal that is aborted does not begin", async () => {
  using dir = tempFolder();
  await assertRejects(() => scanTree({ source: dir.path, signal: AbortSignal.abort() }), StoppedError);
});

Deno.test("scanTree() stops when its signal says so", async () => {
  const controller = new AbortController();
  const scan = scanTree({
    source: "/usr",
    followLinks: false,
    unreadable: "omit",
    signal: controller.signal,
  });
  setTimeout(() => controller.abort());
  await assertRejects(() => scan, StoppedError, "Stopped while scanning the source");
});

const nobody = { ignore: !canBeNobody() };

/** A tree of which nobody may read some. */
function guarded(root: string): void {
  Deno.chmodSync(root, 0o755);
  for (const name of ["closed folder", "merged", "open"]) Deno.mkdirSync(`${root}/${name}`);
  for (const name of ["closed file", "closed folder/in", "open/also closed", "open/fine", "merged/in"]) {
    Deno.writeTextFileSync(`${root}/${name}`, name);
  }
  for (const name of ["closed file", "open/also closed", "closed folder"]) {
    Deno.chmodSync(`${root}/${name}`, 0);
  }
}

const ENTRIES = `
  const notices = [];
  const tree = await scanTree({ ...input, onNotice: (notice) => notices.push(notice) });
  const entries = {};
  for (let entry = 1; entry < tree.count; entry++) {
    if (tree.mode[entry] !== 0) {
      entries[new TextDecoder().decode(tree.path(entry))] = [tree.size[entry], tree.links[entry]];
    }
  }
  return { entries, notices, rootLinks: tree.links[0] };
`;

interface Entries {
  readonly entries: Record<string, [size: number, links: number]>;
  readonly notices: Notice[];
  readonly rootLinks: number;
}

Deno.test("scanTree() lists everything that cannot be read, in one error", nobody, async () => {
  using dir = tempFolder();
  guarded(dir.path);
  const { thrown } = await asNobody(ENTRIES, { source: dir.path }) as Thrown;
  assertEquals(thrown, {
    name: "SourceError",
    message: "Cannot read 3 entries of the source: /closed file (permission denied), " +
      "/closed folder (permission denied), /open/also closed (permission denied)",
  });
});

Deno.test("scanTree() stores what cannot be read as empty when asked, and says so", nobody, async () => {
  using dir = tempFolder();
  guarded(dir.path);
  const { entries, notices } = await asNobody<Entries>(ENTRIES, {
    source: dir.path,
    unreadable: "empty",
  }) as Entries;
  assertEquals(entries, {
    "/closed file": [0, 1],
    "/closed folder": [0, 2],
    "/merged": [0, 2],
    "/open": [0, 2],
    "/merged/in": [9, 1],
    "/open/also closed": [0, 1],
    "/open/fine": [9, 1],
  });
  assertEquals(notices.map((notice) => `${notice.kind} ${notice.message}`), [
    "emptied Cannot read /closed file: permission denied; stored as an empty file",
    "emptied Cannot read /closed folder: permission denied; stored as an empty directory",
    "emptied Cannot read /open/also closed: permission denied; stored as an empty file",
  ]);
});

Deno.test(
  "scanTree() leaves out what cannot be read when asked, and counts its links no more",
  nobody,
  async () => {
    using dir = tempFolder();
    guarded(dir.path);
    const { entries, notices, rootLinks } = await asNobody<Entries>(ENTRIES, {
      source: dir.path,
      unreadable: "omit",
    }) as Entries;
    assertEquals(Object.keys(entries), ["/merged", "/open", "/merged/in", "/open/fine"]);
    assertEquals(notices.map((notice) => `${notice.kind} ${notice.path}`), [
      "omitted /closed file",
      "omitted /closed folder",
      "omitted /open/also closed",
    ]);
    assertEquals(rootLinks, 4);
  },
);

Deno.test(
  "scanTree() keeps what can be read of a merged folder when a part of it cannot",
  nobody,
  async () => {
    using dir = tempFolder();
    Deno.chmodSync(dir.path, 0o755);
    for (const source of ["one", "two"]) {
      Deno.writeTextFileSync(
        `${dir.make(source + "/d")}/from ${source}`,
        source,
      );
    }
    for (const closed of ["one", "two"]) {
      Deno.chmodSync(dir.at(`${closed}/d`), 0);
      const source = [dir.at("one"), dir.at("two")];
      const { entries } = await asNobody<Entries>(ENTRIES, { source, unreadable: "omit" }) as Entries;
      assertEquals(Object.keys(entries), ["/d", `/d/from ${closed === "one" ? "two" : "one"}`]);
      Deno.chmodSync(dir.at(`${closed}/d`), 0o755);
    }
  },
);

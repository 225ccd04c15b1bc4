// deno-lint-ignore-file no-sync-fn-in-async-fn
import { DiscglowError, ImageError, UsageError } from "../../lib/errors.ts";
import { checkImage } from "../../lib/image/check.ts";
import { type Image, type ImageEntry, openImage, type TreeKind } from "../../lib/image/open.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { putName } from "../../lib/iso9660/rock_ridge/nm.ts";
import { encodeSL } from "../../lib/iso9660/rock_ridge/sl.ts";
import { putCE } from "../../lib/iso9660/susp.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../support/assert.ts";
import { mustRun, peerTest } from "../support/peers.ts";
import { makeImage, type Maker } from "../support/peer_makers.ts";
import { tempFolder } from "../support/temp.ts";
import { continuation, entryBytes, latin1, TIME, tinyImage } from "./tiny_image.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const data = latin1("content\n");

function open(bytes: Uint8Array, options?: Parameters<typeof openImage>[1]): Promise<Image> {
  return openImage(randomAccessOf(bytes), options);
}

/** All bytes of a file. */
function contentOf(image: Image, entry: ImageEntry): string {
  let content = "";
  for (const chunk of image.read(entry)) content += text(chunk);
  return content;
}

function paths(image: Image): string[] {
  return [...image.walk()].map((entry) => entry.path).sort();
}

/** As long as genisoimage and bsdtar can record targets without loss. */
const TARGET = "../".repeat(10) + "part/".repeat(15) + "end";

/** A tree that needs continuation areas and relocation. */
function makeTree(root: string): void {
  const deep = `${root}/1/2/3/4/5/6/7/8/9/10`;
  Deno.mkdirSync(deep, { recursive: true });
  Deno.writeTextFileSync(`${deep}/deep.txt`, "deep\n");
  Deno.writeTextFileSync(`${root}/${"n".repeat(255)}`, "long\n");
  Deno.symlinkSync(TARGET, `${root}/link`);
  Deno.writeTextFileSync(`${root}/one`, "one\n");
  Deno.linkSync(`${root}/one`, `${root}/two`);
  Deno.chmodSync(`${root}/one`, 0o640);
  Deno.writeTextFileSync(`${root}/empty`, "");
  Deno.utimeSync(`${root}/empty`, TIME, TIME);
}

for (const maker of ["genisoimage", "xorriso", "bsdtar"] as const satisfies readonly Maker[]) {
  peerTest(`openImage() reads Rock Ridge, Joliet and plain names of ${maker}`, [maker], async () => {
    using folder = tempFolder();
    const root = folder.make("tree");
    makeTree(root);
    makeImage(maker, root, folder.at("image"), { rockRidge: true, joliet: true });
    const faults: ImageError[] = [];
    using image = await openImage(folder.at("image"), { onFault: (fault) => faults.push(fault) });
    assertEquals(image.tree, "rock-ridge");
    assert(image.trees.includes("joliet") && image.trees.includes("plain"));
    const deep = "/1/2/3/4/5/6/7/8/9/10/deep.txt";
    const found = paths(image);
    assertEquals(found.filter((path) => path.startsWith("/1")).at(-1), deep);
    assertEquals(found.length, 17);
    assert(!found.some((path) => path.includes("rr_moved")));
    assertEquals(contentOf(image, image.find(deep)!), "deep\n");
    assertEquals(contentOf(image, image.find("n".repeat(255))!), "long\n");
    const link = image.find("/link")!;
    assertEquals(link.kind, "symlink");
    assertEquals(text(link.target!), TARGET);
    assertEquals(image.find("/one")!.links, 2);
    if (maker === "xorriso") assertEquals(image.find("/one")!.mode, 0o640);
    const empty = image.find("/empty")!;
    assertEquals([empty.size, empty.extents.length, empty.mtime], [0, 0, TIME]);
    assertEquals(faults.map((fault) => fault.message), []);

    using joliet = await openImage(folder.at("image"), { tree: "joliet" });
    assertEquals(contentOf(joliet, joliet.find("/1/2/3/4/5/6/7/8/9/10/deep.txt")!), "deep\n");
    assertEquals(joliet.find("/one")!.kind, "file");
    using plain = await openImage(folder.at("image"), { tree: "plain" });
    assertEquals(contentOf(plain, plain.find("/ONE")!), "one\n");
  });
}

peerTest("openImage() reads an enhanced tree", ["xorriso"], async () => {
  using folder = tempFolder();
  Deno.writeTextFileSync(`${folder.make("tree")}/Some Name`, "x");
  mustRun("genisoimage", ["-quiet", "-iso-level", "4", "-o", folder.at("image"), folder.at("tree")]);
  using image = await openImage(folder.at("image"));
  assertEquals(image.trees, ["enhanced", "plain"]);
  assertEquals(paths(image), ["/", "/Some Name"]);
});

peerTest("openImage() reads an image without Rock Ridge and with upper directories read-only", [
  "genisoimage",
], async () => {
  using folder = tempFolder();
  Deno.writeTextFileSync(`${folder.make("tree")}/readme.txt`, "x");
  makeImage("genisoimage", folder.at("tree"), folder.at("image"), { rockRidge: false, joliet: false });
  using image = await openImage(folder.at("image"));
  assertEquals(image.trees, ["plain"]);
  assertEquals(image.volumeId, "PEER");
  const entry = image.find("/README.TXT")!;
  assertEquals([entry.posix, entry.mode, entry.links, entry.serial], [false, 0o444, 1, undefined]);
});

Deno.test("openImage() refuses a tree that is not there", async () => {
  const bytes = tinyImage([]);
  const error = await assertRejects(() => open(bytes, { tree: "joliet" }), UsageError);
  assertEquals(error.message, "Cannot read the joliet tree: the image has only rock-ridge, plain");
  using plain = await open(bytes, { tree: "plain" });
  assertEquals(plain.tree, "plain" satisfies TreeKind);
});

Deno.test("openImage() and checkImage() name the path that is no image", async () => {
  using folder = tempFolder();
  const file = folder.at("notes.txt");
  Deno.writeTextFileSync(file, "no image".repeat(10_000));
  await assertRejects(
    () => openImage(file),
    ImageError,
    `Cannot open ${file}: there is no primary volume descriptor, so it is no ISO 9660 image`,
  );
  for (const read of [openImage, checkImage]) {
    await assertRejects(
      () => read(folder.path),
      DiscglowError,
      `Cannot open ${folder.path}: it is a directory`,
    );
  }
});

Deno.test("openImage() and checkImage() count the blocks of a truncated image alike", async () => {
  const bytes = tinyImage([{ name: "x", data }]);
  const cut = randomAccessOf(bytes.subarray(0, bytes.length - 2048 - 100));
  const blocks = bytes.length / 2048 - 1;
  const faults: string[] = [];
  using _image = await openImage(cut, { onFault: (fault) => faults.push(fault.message) });
  assert(faults.some((fault) => fault.endsWith(`, the image has ${blocks}`)), faults.join("; "));
  const report = await checkImage(cut);
  assertEquals(report.blocks, blocks);
  const truncated = report.findings.find(({ id }) => id === "image-truncated");
  assertStringIncludes(truncated?.message ?? "", `the image has ${blocks} blocks, the last one incomplete`);
});

Deno.test("openImage() finds names that are not UTF-8, by bytes and by their escapes", async () => {
  using image = await open(tinyImage([{ name: "d\xff", children: [{ name: "caf\xe9", data }] }]));
  const entry = image.find(latin1("d\xff/caf\xe9"))!;
  assertEquals(entry.path, "/d\\xff/caf\\xe9");
  assertEquals(image.find("/d\\xff/caf\\xe9"), entry);
  assertEquals(image.child(entry.parent!, latin1("caf\xe9")), entry);
  assertEquals(image.find("/d\\xff/other"), undefined);
  assertEquals(image.find("/d\\xff/caf\\xe9/below"), undefined);
});

Deno.test("openImage() skips the bytes that SP tells", async () => {
  using image = await open(tinyImage([{ name: "file name", data }], { skip: 5 }));
  assertEquals(paths(image), ["/", "/file name"]);
});

Deno.test("openImage() reads PX of 36 bytes, and entries without PX", async () => {
  using image = await open(tinyImage([
    { name: "short", data, px: "short", mode: 0o100600 },
    { name: "none", data, px: "none" },
    { name: "long", data, serial: 77 },
  ]));
  const { mode, posix, serial } = image.find("short")!;
  assertEquals([mode, posix, serial], [0o600, true, undefined]);
  assertEquals([image.find("none")!.mode, image.find("none")!.posix], [0o444, false]);
  assertEquals(image.find("long")!.serial, 77);
  assertEquals(image.find("long")!.mtime, TIME);
});

Deno.test("openImage() reads device numbers, FIFOs and sockets", async () => {
  using image = await open(tinyImage([
    { name: "b", mode: 0o060600, device: [8, 1] },
    { name: "c", mode: 0o020600, device: [1, 3] },
    { name: "f", mode: 0o010600 },
    { name: "s", mode: 0o140600 },
  ]));
  assertEquals(image.children(image.root).map((e) => e.kind), ["block", "character", "fifo", "socket"]);
  assertEquals(image.find("b")!.device, { major: 8, minor: 1 });
  assertEquals(image.find("f")!.device, undefined);
});

Deno.test("openImage() follows continuation areas for long names and targets", async () => {
  const name = "n".repeat(255);
  const target = "component/".repeat(400) + "..//.";
  // The entries are the content of a file, which the record then calls its continuation areas.
  const parts = [
    entryBytes(300, (into, at) => putName(into, at, latin1(name), 0, 255)),
    ...encodeSL(latin1(target)),
  ];
  const area = new Uint8Array(3 * 2048);
  let at = 0;
  for (const part of parts) {
    if (at % 2048 + part.length + 28 > 2048) {
      at = putCE(area, at, 19 + Math.ceil(at / 2048), 0, 2048) && Math.ceil(at / 2048) * 2048;
    }
    area.set(part, at);
    at += part.length;
  }
  using image = await open(tinyImage([
    { name: "area", data: area },
    { name: "", bare: true, mode: 0o120777, extra: continuation(19, 0, 2048) },
  ]));
  const link = image.find(name)!;
  assertEquals(link.kind, "symlink");
  assertEquals(text(link.target!), target);
  assertEquals(link.size, target.length);
});

Deno.test("openImage() joins the extents of one file", async () => {
  const first = new Uint8Array(2048).fill(0x61);
  using image = await open(tinyImage([
    { name: "big", id: "BIG.;1", data: first, flags: 128 },
    { name: "big", id: "BIG.;1", data: latin1("end") },
    { name: "next", id: "NEXT.;1", data },
  ]));
  assertEquals(paths(image), ["/", "/big", "/next"]);
  const big = image.find("big")!;
  assertEquals([big.size, big.extents.length], [2051, 2]);
  assertEquals(contentOf(image, big), "a".repeat(2048) + "end");
});

Deno.test("openImage() puts relocated directories back and hides where they were", async () => {
  using image = await open(tinyImage([
    { name: "a", children: [{ name: "moved", child: 21 }] }, // block 19
    { name: "rr_moved", children: [{ name: "moved", moved: true, children: [{ name: "x", data }] }] }, // 20, 21
  ]));
  assertEquals(paths(image), ["/", "/a", "/a/moved", "/a/moved/x"]);
  assertEquals(image.find("/a/moved")!.kind, "directory");
});

Deno.test("openImage() shows a folder named rr_moved that holds something else, or nothing", async () => {
  using image = await open(tinyImage([{ name: "rr_moved", children: [] }]));
  assertEquals(paths(image), ["/", "/rr_moved"]);
  using other = await open(tinyImage([
    { name: "a", children: [{ name: "moved", child: 21 }] },
    { name: "rr_moved", children: [{ name: "moved", moved: true, children: [] }, { name: "own", data }] },
  ]));
  assertEquals(paths(other), ["/", "/a", "/a/moved", "/rr_moved", "/rr_moved/own"]);
});

Deno.test("read() refuses files it cannot read as they are recorded", async () => {
  using image = await open(tinyImage([
    { name: "interleaved", data, unit: 1 },
    {
      name: "zisofs",
      data,
      extra: Uint8Array.of(0x5a, 0x46, 16, 1, 0x70, 0x7a, 4, 15, 8, 0, 0, 0, 0, 0, 0, 8),
    },
    { name: "outside", data, extent: 4_000_000 },
    { name: "folder", children: [] },
  ]));
  const refusal = (name: string) =>
    assertRejects(() => Promise.resolve().then(() => contentOf(image, image.find(name)!)));
  assertEquals(
    (await refusal("interleaved")).message,
    "Cannot read /interleaved (block 18): it is recorded in interleaved mode, which is not supported",
  );
  assert((await refusal("zisofs")).message.includes("compressed by zisofs"));
  assertEquals(
    (await refusal("outside")).message,
    "Cannot read /outside (block 18): its 8 bytes from block 4000000 end outside the image",
  );
  assert(await refusal("folder") instanceof UsageError);
});

Deno.test("read() gives every reader its own bytes, and stream() the same ones", async () => {
  using image = await open(
    tinyImage([{ name: "a", data: latin1("aaaa") }, { name: "b", data: latin1("bbbb") }]),
  );
  const a = image.read(image.find("a")!)[Symbol.iterator]();
  const chunk = a.next().value!;
  for (const other of image.read(image.find("b")!)) assertEquals(text(other), "bbbb");
  assertEquals(text(chunk), "aaaa");
  a.return?.();
  assertEquals(await new Response(image.stream(image.find("b")!)).text(), "bbbb");
  await image.stream(image.find("b")!).cancel();
});

Deno.test("openImage() lists many entries quickly and with bounded memory", async () => {
  const folders = Array.from({ length: 14 }, (_, i) => ({
    name: `d${i}`,
    children: Array.from({ length: 14 }, (_, k) => ({ name: `f${k}`, data })),
  }));
  using image = await open(tinyImage(folders));
  assertEquals(paths(image).length, 1 + 14 + 14 * 14);
});

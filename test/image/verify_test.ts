// deno-lint-ignore-file no-sync-fn-in-async-fn
import { extractImage } from "../../lib/image/extract.ts";
import { openImage, type TreeKind } from "../../lib/image/open.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { planImage } from "../../lib/image/plan.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { verifyImage, type VerifyOptions, type VerifyResult } from "../../lib/image/verify.ts";
import { firstDifference } from "../../lib/image/verify/contents.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { makeImage } from "../support/peer_makers.ts";
import { peerTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";

const TIME = 1_000_000_000;
const onLinux = Deno.build.os === "linux";

async function master(options: PlanOptions): Promise<Uint8Array> {
  const plan = await planImage({ noPad: true, volumeId: "TEST", ...options });
  return new Uint8Array(await new Response(plan.stream()).arrayBuffer());
}

async function verify(bytes: Uint8Array, options: VerifyOptions, tree?: TreeKind): Promise<VerifyResult> {
  using image = await openImage(randomAccessOf(bytes), tree === undefined ? {} : { tree });
  return await verifyImage(image, options);
}

/** What differs, as lines. */
async function differences(bytes: Uint8Array, options: VerifyOptions, tree?: TreeKind): Promise<string[]> {
  const { differences, different } = await verify(bytes, options, tree);
  assertEquals(differences.length, different);
  return differences.map(({ path, what }) => `${path}: ${what}`).sort();
}

function makeTree(root: string): void {
  Deno.mkdirSync(`${root}/d/e`, { recursive: true });
  Deno.writeTextFileSync(`${root}/d/file`, "content\n");
  Deno.writeFileSync(`${root}/d/large`, new Uint8Array(3_000_000).fill(7));
  Deno.writeTextFileSync(`${root}/d/Ünïcode näme.text`, "x");
  Deno.writeTextFileSync(`${root}/d/Collision one`, "1");
  Deno.writeTextFileSync(`${root}/d/Collision two`, "2");
  Deno.linkSync(`${root}/d/file`, `${root}/linked`);
  Deno.symlinkSync("d/file", `${root}/symlink`);
  Deno.writeTextFileSync(`${root}/empty`, "");
  for (const path of ["d/file", "d/large", "empty", "d/e"]) Deno.utimeSync(`${root}/${path}`, TIME, TIME);
}

for (const tree of ["rock-ridge", "joliet", "enhanced", "plain"] as const) {
  Deno.test(`verifyImage() finds no difference in the ${tree} tree of our own image`, async () => {
    using folder = tempFolder();
    const source = folder.make("tree");
    makeTree(source);
    const bytes = await master({ source, rockRidge: true, joliet: true, level: 4 });
    assertEquals(await differences(bytes, { source }, tree), []);
    const { compared, bytes: read } = await verify(bytes, { source }, tree);
    assertEquals([compared, read >= 3_000_000], [tree === "joliet" || tree === "enhanced" ? 10 : 11, true]);
  });
}

Deno.test("verifyImage() finds no difference in what was extracted", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  makeTree(source);
  using image = await openImage(randomAccessOf(await master({ source, rockRidge: true })));
  await extractImage(image, { to: folder.at("out") });
  const { differences } = await verifyImage(image, { source: folder.at("out") });
  assertEquals(differences, []);
});

Deno.test("verifyImage() tells everything that differs", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  makeTree(source);
  const bytes = await master({ source, rockRidge: true });
  const keepTime = (path: string) => Deno.utimeSync(`${source}/${path}`, TIME, TIME);
  const large = new Uint8Array(3_000_000).fill(7);
  large[2_500_001] = 8;
  Deno.writeFileSync(`${source}/d/large`, large);
  keepTime("d/large");
  Deno.chmodSync(`${source}/d/e`, 0o701);
  Deno.writeTextFileSync(`${source}/d/Collision one`, "longer");
  Deno.removeSync(`${source}/symlink`);
  Deno.symlinkSync("elsewhere", `${source}/symlink`);
  Deno.removeSync(`${source}/linked`);
  Deno.writeTextFileSync(`${source}/linked`, "content\n");
  Deno.utimeSync(`${source}/empty`, TIME + 60, TIME + 60);
  Deno.writeTextFileSync(`${source}/new`, "");
  Deno.removeSync(`${source}/d/Collision two`);
  using image = await openImage(randomAccessOf(bytes));
  const block = image.find("/d/large")!.extents[0]!.block + Math.floor(2_500_001 / 2048);
  const found = (await differences(bytes, { source })).filter((line) =>
    !/: time \S+ in|^\/(d|)?: /.test(line)
  );
  assertEquals(found, [
    "/d/Collision one: size 1 in the image, 6 in the source",
    "/d/Collision two: not in the source",
    "/d/e: mode 0755 in the image, 0701 in the source",
    "/d/file: the same file as /linked in the image, not in the source",
    `/d/large: content differs at byte 2500001 (block ${block})`,
    "/new: missing in the image",
    "/symlink: link target d/file in the image, elsewhere in the source",
  ]);
  const times = (await differences(bytes, { source })).filter((line) => line.startsWith("/empty"));
  assertEquals(times, ["/empty: time 2001-09-09T01:46:40Z in the image, 2001-09-09T01:47:40Z in the source"]);
  // Owners and modes that are fixed by words differ for everything, root and links' owners included.
  const owners = await differences(bytes, { source, uid: 77, gid: 78 });
  assert(owners.includes(`/empty: owner ${Deno.uid()} in the image, 77 in the source`));
  assert(owners.includes(`/empty: group ${Deno.gid()} in the image, 78 in the source`));
});

Deno.test("verifyImage() tells of other kinds, and of hard links that the image has not", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  Deno.writeTextFileSync(`${source}/a`, "x");
  Deno.writeTextFileSync(`${source}/b`, "x");
  Deno.mkdirSync(`${source}/c`);
  const bytes = await master({ source, rockRidge: true, date: TIME });
  Deno.removeSync(`${source}/b`);
  Deno.linkSync(`${source}/a`, `${source}/b`);
  Deno.removeSync(`${source}/c`);
  Deno.writeTextFileSync(`${source}/c`, "");
  assertEquals(await differences(bytes, { source, date: TIME }), [
    "/b: the same file as /a in the source, not in the image",
    "/c: kind directory in the image, file in the source",
  ]);
});

Deno.test("verifyImage() checks the list of checksums in the image", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  makeTree(source);
  const bytes = await master({ source, rockRidge: true, joliet: true, checksums: true });
  assertEquals(await differences(bytes, { source }), []);
  assertEquals(await differences(bytes, { source }, "joliet"), []);
  using image = await openImage(randomAccessOf(bytes));
  const { extents: [extent] } = image.find("/d/large")!;
  bytes[extent!.block * 2048 + 5]! ^= 1;
  assertEquals(await differences(bytes, { source }), [
    "/d/large: content differs at byte 5 (block " + extent!.block + ")",
    "/d/large: its content has not the checksum that sha256sums.txt tells",
  ]);
});

Deno.test("verifyImage() passes over the boot information table of a boot image", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  Deno.writeFileSync(`${source}/boot.img`, new Uint8Array(4096).fill(0x90));
  const bytes = await master({ source, rockRidge: true, boot: "/boot.img", bootInfo: true });
  const found = await differences(bytes, { source });
  assertEquals(found.filter((line) => line.startsWith("/boot.img")), []);
});

Deno.test("verifyImage() keeps 1,000 differences and counts all", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  const bytes = await master({ source, rockRidge: true, date: TIME });
  for (let i = 0; i < 1200; i++) Deno.writeTextFileSync(`${source}/${i}`, "");
  let told = 0;
  const result = await verify(bytes, { source, date: TIME, onDifference: () => told++ });
  assertEquals([result.different, result.differences.length, told, result.compared], [
    1200,
    1000,
    1200,
    1201,
  ]);
});

Deno.test(
  "verifyImage() compares grafts with what stands at their places",
  { ignore: !onLinux },
  async () => {
    using folder = tempFolder();
    const source = folder.make("tree");
    makeTree(source);
    const graft = [{ to: "/put/here", from: `${source}/d/file` }, { to: "/put/tree", from: `${source}/d` }];
    const words = { source, graft, date: TIME };
    const bytes = await master({ ...words, rockRidge: true });
    assertEquals(await differences(bytes, words), []);
    Deno.writeTextFileSync(`${source}/d/file`, "Content\n");
    assertEquals(await differences(bytes, words), [
      `/linked: content differs at byte 0 (block ${await blockOf(bytes, "/d/file")})`,
    ]);
  },
);

async function blockOf(bytes: Uint8Array, path: string): Promise<number> {
  using image = await openImage(randomAccessOf(bytes));
  return image.find(path)!.extents[0]!.block;
}

peerTest("verifyImage() verifies an image of xorriso", ["xorriso"], async () => {
  using folder = tempFolder();
  makeTree(folder.make("tree"));
  makeImage("xorriso", folder.at("tree"), folder.at("image"), { rockRidge: true, joliet: true });
  using image = await openImage(folder.at("image"));
  const { differences } = await verifyImage(image, { source: folder.at("tree") });
  assertEquals(differences, []);
});

Deno.test("firstDifference() finds the first byte that differs at any alignment", () => {
  const bytes = new Uint8Array(64);
  for (let at = 0; at < 60; at++) {
    for (const from of [0, 1, 4]) {
      const other = bytes.slice();
      other[from + at] = 1;
      const expected = from + at < 63 ? at : -1;
      assertEquals(firstDifference(bytes.subarray(from, 63), other.subarray(from, 63)), expected);
    }
  }
});

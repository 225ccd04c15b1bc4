import { BlockOwners, type BlockRun } from "../../lib/image/block_owners.ts";
import { filesOfBlocks } from "../../lib/image/files_of_blocks.ts";
import { openImage } from "../../lib/image/open.ts";
import { planImage } from "../../lib/image/plan.ts";
import { type RandomAccess, randomAccessOf } from "../../lib/image/random_access.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { byteString } from "../support/bytes.ts";
import { BLOCK, soundImage } from "../support/plant.ts";
import { tempFolder } from "../support/temp.ts";

async function master(fill: (root: string) => void, joliet = true): Promise<Uint8Array> {
  using folder = tempFolder();
  const source = folder.make("tree");
  fill(source);
  const plan = await planImage({ source, rockRidge: true, joliet, volumeId: "TEST" });
  return new Uint8Array(await new Response(plan.stream()).arrayBuffer());
}

const sample = (): Promise<Uint8Array> =>
  master((root) => {
    Deno.mkdirSync(`${root}/reports/old`, { recursive: true });
    Deno.writeFileSync(`${root}/a`, new Uint8Array(3 * BLOCK).fill(1));
    Deno.writeTextFileSync(`${root}/reports/b`, "b");
    Deno.linkSync(`${root}/reports/b`, `${root}/second name`);
  });

async function ownersOf(
  image: RandomAccess | Uint8Array,
  ...ranges: BlockRun[]
): Promise<(readonly [string, string])[]> {
  const access = image instanceof Uint8Array ? randomAccessOf(image) : image;
  const found = await filesOfBlocks(access, ranges);
  assertEquals(found?.map(({ range }) => range), ranges);
  return found!.map(({ files, structures }) => [files.join(" "), structures.join(", ")] as const);
}

async function blockOf(image: Uint8Array, path: string): Promise<number> {
  using opened = await openImage(randomAccessOf(image));
  return opened.find(path)!.extents[0]!.block;
}

const one = (first: number): BlockRun => ({ first, count: 1 });

Deno.test("filesOfBlocks() names the file of a block, its last block and the names of a hard link", async () => {
  const image = await sample();
  const a = await blockOf(image, "/a");
  const b = await blockOf(image, "/reports/b");
  const found = await ownersOf(image, ...[a, a + 2, b].sort((x, y) => x - y).map(one));
  assertEquals(found, [["/a", ""], ["/a", ""], ["/reports/b /second name", ""]]);
});

Deno.test("filesOfBlocks() names the files of a run in the order of their blocks, each once", async () => {
  const image = await sample();
  const first = Math.min(await blockOf(image, "/a"), await blockOf(image, "/reports/b"));
  const [[files]] = await ownersOf(image, { first, count: 4 }) as [readonly [string, string]];
  assertEquals(files, "/a /reports/b /second name");
});

Deno.test("filesOfBlocks() names descriptors, directories of each tree, path tables, padding and what is behind", async () => {
  const image = await sample();
  const blocks = image.length / BLOCK;
  const joliet = await openImage(randomAccessOf(image), { tree: "joliet" });
  const view = new DataView(image.buffer);
  const pathTable = view.getUint32(16 * BLOCK + 140, true);
  const reports = await blockOf(image, "/reports");
  const jolietReports = joliet.find("/reports")!.extents[0]!.block;
  const runs = [
    one(0),
    one(16),
    one(pathTable),
    one(reports),
    one(jolietReports),
    one(blocks - 1),
    one(blocks),
  ]
    .sort((x, y) => x.first - y.first);
  const found = await ownersOf(image, ...runs);
  const wanted = new Map([
    [0, "system area"],
    [16, "volume descriptors"],
    [pathTable, "path tables"],
    [reports, "directory /reports"],
    [jolietReports, "directory /reports of the Joliet tree"],
    [blocks - 1, "padding"],
    [blocks, "behind the volume"],
  ]);
  assertEquals(found, runs.map(({ first }) => ["", wanted.get(first)!] as const));
});

Deno.test("filesOfBlocks() names the boot catalog", async () => {
  const image = await soundImage();
  const record = [...Array(8).keys()].map((i) => 16 + i)
    .find((block) => byteString(image.subarray(block * BLOCK + 7, block * BLOCK + 15)) === "EL TORIT")!;
  const catalog = new DataView(image.buffer, image.byteOffset).getUint32(record * BLOCK + 0x47, true);
  assertEquals((await ownersOf(image, one(catalog)))[0]![1], "boot catalog");
});

Deno.test("filesOfBlocks() knows nothing of what is no image", async () => {
  assertEquals(await filesOfBlocks(randomAccessOf(new Uint8Array(100 * BLOCK)), [one(20)]), undefined);
});

Deno.test("filesOfBlocks() names what it can when blocks of the image cannot be read", async () => {
  const image = await sample();
  const broken = await blockOf(image, "/reports");
  const whole = randomAccessOf(image);
  const damaged: RandomAccess = {
    ...whole,
    readAt(position, into) {
      if (position < (broken + 1) * BLOCK && position + into.length > broken * BLOCK) {
        throw new Error("it is scratched");
      }
      return whole.readAt(position, into);
    },
  };
  const a = await blockOf(image, "/a");
  const b = await blockOf(image, "/reports/b");
  const found = await ownersOf(damaged, ...[broken, a, b].sort((x, y) => x - y).map(one));
  assertEquals(found, [["", "directory /reports"], ["/a", ""], ["/second name", ""]]);
});

Deno.test("filesOfBlocks() finds its way among 20,000 files without listing them", async () => {
  const files = 20_000;
  const image = await master((root) => {
    for (let i = 0; i < files; i++) Deno.writeTextFileSync(`${root}/${i}`, `${i}`);
  });
  const block = await blockOf(image, "/12345");
  assertEquals(await ownersOf(image, one(block)), [["/12345", ""]]);
  const [[all]] = await ownersOf(image, { first: 0, count: image.length / BLOCK }) as [
    readonly [string, string],
  ];
  assertEquals(all.split(" ").length, files);
});

Deno.test("BlockOwners parts runs into what has an owner and what has none", () => {
  const owners = new BlockOwners([{ first: 10, count: 10 }, { first: 30, count: 5 }]);
  const never = (): string => {
    throw new Error("nobody asked for it");
  };
  assert(!owners.file(0, 10, never));
  assert(!owners.file(20, 10, never));
  assert(owners.file(12, 3, () => "inside"));
  assert(owners.file(18, 14, () => "over both"));
  assertEquals(owners.filesOf(0), ["inside", "over both"]);
  assertEquals(owners.filesOf(1), ["over both"]);
  assertEquals(owners.unowned(0), [{ first: 10, count: 2 }, { first: 15, count: 3 }]);
  assertEquals(owners.unowned(1), [{ first: 32, count: 3 }]);
  assertEquals(owners.end, 32);
});

Deno.test("filesOfBlocks() does not take a file for padding when its directory is lost", async () => {
  const image = await master((root) => {
    Deno.mkdirSync(`${root}/reports`);
    Deno.writeFileSync(`${root}/reports/x`, new Uint8Array(3 * BLOCK).fill(1));
  }, false);
  const x = await blockOf(image, "/reports/x");
  const reports = await blockOf(image, "/reports");
  image.fill(0, reports * BLOCK, (reports + 1) * BLOCK);
  const found = await ownersOf(image, one(reports), one(x));
  assertEquals(found, [["", "directory /reports"], ["", "what no readable directory names"]]);
});

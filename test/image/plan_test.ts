// deno-lint-ignore-file no-sync-fn-in-async-fn
import { Buffer } from "node:buffer";
import { checkImage } from "../../lib/image/check.ts";
import { DiscglowError, StoppedError, UsageError } from "../../lib/errors.ts";
import { ImageBytes } from "../../lib/image/image_bytes.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { layoutOf, planImage } from "../../lib/image/plan.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { busyTree } from "../support/busy_tree.ts";
import { collect, imageOf } from "../support/image_of.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";

const COMBINATIONS: PlanOptions[] = [
  {},
  { rockRidge: true },
  { joliet: true, level: 2 },
  { rockRidge: true, joliet: true, checksums: true },
  { rockRidge: true, joliet: true, level: 4, fineTimes: true, noPad: true },
  { level: 3, boot: "/a/size-4097", bootInfo: true, efi: "/a/size-100001", checksums: true },
  { joliet: true, noRelocation: true, fileMode: 0o444, uid: 0, date: 0 },
  { checksums: true, noPad: true },
  { exclude: ["*"], rockRidge: true, joliet: true },
  { exclude: ["*"], checksums: true, noPad: true },
];

Deno.test("ImagePlan.size is the length of the stream, and two runs give equal bytes that are sound", async () => {
  using dir = tempFolder();
  busyTree(dir.path);
  for (const options of COMBINATIONS) {
    const about = JSON.stringify(options);
    const first = await imageOf({ source: dir.path, ...options });
    const second = await imageOf({ source: dir.path, ...options });
    assertEquals(first.bytes.length, first.plan.size, about);
    assertEquals(first.plan.size, first.plan.blocks * 2048, about);
    assert(equal(first.bytes, second.bytes), about);
    const { findings } = await checkImage(randomAccessOf(first.bytes));
    const errors = findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
    assertEquals([about, ...errors], [about]);
  }
});

Deno.test("ImagePlan.stream() can be asked for more than once", async () => {
  using dir = tempFolder();
  busyTree(dir.path);
  const plan = await planImage({ source: dir.path, rockRidge: true, checksums: true });
  assert(equal(await collect(plan), await collect(plan)));
});

Deno.test("ImageBytes.read() gives any stretch in any order as the stream does", async () => {
  using dir = tempFolder();
  busyTree(dir.path);
  const options = { source: dir.path, rockRidge: true, joliet: true, boot: "/a/size-4097", bootInfo: true };
  const { plan, bytes } = await imageOf(options);
  using image = new ImageBytes(layoutOf(plan), (notice) => {
    throw new Error(notice.message);
  });
  const random = new Random(7);
  for (let i = 0; i < 3000; i++) {
    const from = random.below(plan.size);
    const length = Math.min(plan.size - from, random.below(random.chance(0.1) ? 300_000 : 5000));
    const into = new Uint8Array(length).fill(0xaa);
    image.read(from, into);
    if (!equal(into, bytes.subarray(from, from + length))) {
      throw new Error(`${length} bytes from ${from} on differ`);
    }
  }
});

Deno.test("planImage() refuses an image that is too large before anything is written, and one that fits not", async () => {
  using dir = tempFolder();
  Deno.writeFileSync(dir.at("file"), new Uint8Array(10_000));
  const { blocks, size } = await planImage({ source: dir.path });
  await planImage({ source: dir.path, maxBlocks: blocks });
  const error = await assertRejects(
    () => planImage({ source: dir.path, maxBlocks: blocks - 2 }),
    DiscglowError,
  );
  assertEquals(
    error.message,
    `Cannot fit the image: it has ${blocks} blocks (${size} bytes), 2 more than the ${blocks - 2} allowed`,
  );
});

Deno.test("planImage() refuses an output inside a source", async () => {
  using dir = tempFolder();
  const source = dir.make("source/deep/er");
  Deno.writeTextFileSync(dir.at("source/file"), "x");
  Deno.symlinkSync(dir.at("source"), dir.at("way in"));
  const top = dir.at("source");
  for (
    const output of [
      `${top}/a.iso`,
      `${source}/a.iso`,
      `${dir.path}/way in/a.iso`,
      `${dir.path}/x/../source/a.iso`,
    ]
  ) {
    dir.make("x");
    await assertRejects(() => planImage({ source: top, output }), UsageError, "it lies inside the source");
  }
  await assertRejects(
    () => planImage({ source: `${top}/file`, output: `${top}/file` }),
    UsageError,
    "inside",
  );
  await assertRejects(
    () => planImage({ source: [], graft: [{ to: "/g", from: top }], output: `${top}/a.iso` }),
    UsageError,
    "it lies inside the source",
  );
  await planImage({ source: top, output: `${top}.iso` });
  await planImage({ source: `${top}/file`, output: `${top}/beside.iso` });
});

Deno.test("planImage() stops at a signal that is aborted", async () => {
  using dir = tempFolder();
  await assertRejects(() => planImage({ source: dir.path, signal: AbortSignal.abort() }), StoppedError);
});

Deno.test("ImagePlan.list() names every entry in every tree with its extent", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(`${dir.make("Folder")}/a file.text`, "12");
  Deno.symlinkSync("x", dir.at("link"));
  const plan = await planImage({ source: dir.path, rockRidge: true, joliet: true, level: 4 });
  assertEquals([...plan.list()], [
    {
      path: "/",
      kind: "directory",
      size: 0,
      extent: 0,
      primary: undefined,
      joliet: undefined,
      enhanced: undefined,
    },
    {
      path: "/Folder",
      kind: "directory",
      size: 0,
      extent: 0,
      primary: "FOLDER",
      joliet: "Folder",
      enhanced: "Folder",
    },
    {
      path: "/link",
      kind: "symlink",
      size: 0,
      extent: 0,
      primary: "LINK.;1",
      joliet: undefined,
      enhanced: undefined,
    },
    {
      path: "/Folder/a file.text",
      kind: "file",
      size: 2,
      extent: plan.blocks - 151,
      primary: "A_FILE.TEXT;1",
      joliet: "a file.text;1",
      enhanced: "a file.text",
    },
  ]);
  assertEquals(plan.entries, 4);
});

Deno.test("planImage() with checksums refuses a source with a list of its own", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("sha256sums.txt"), "mine");
  await assertRejects(() => planImage({ source: dir.path, checksums: true }), UsageError, "of its own");
});

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

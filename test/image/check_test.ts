import { checkImage, type CheckReport, type Finding } from "../../lib/image/check.ts";
import { StoppedError } from "../../lib/errors.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { planImage } from "../../lib/image/plan.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { type Formats, makeImage, type Maker } from "../support/peer_makers.ts";
import { peerTest, skipTest } from "../support/peers.ts";
import { BLOCK, fillSource, Plant, soundImage } from "../support/plant.ts";
import { tempFolder } from "../support/temp.ts";
import { obstacle, type TreeName, trees } from "../support/trees.ts";

/** Findings in one line each. */
function lines(findings: readonly Finding[]): string[] {
  return findings.map((finding) =>
    `${finding.severity} ${finding.id} at ${finding.offset}: ${finding.message}`
  );
}

/** Makes an image of our own of a tree and checks it. */
async function checkOwn(tree: TreeName, options: PlanOptions): Promise<CheckReport> {
  using folder = tempFolder();
  const source = folder.make("source");
  trees[tree].make(source);
  const plan = await planImage({ source, ...options });
  return await checkImage(
    randomAccessOf(new Uint8Array(await new Response(plan.stream()).arrayBuffer())),
  );
}

const OWN: [TreeName, string, PlanOptions][] = [
  ["unicode names", "Rock Ridge and Joliet", { rockRidge: true, joliet: true, checksums: true }],
  ["Latin-1 names", "Rock Ridge and Joliet", { rockRidge: true, joliet: true, checksums: true }],
  ["255-byte names", "Rock Ridge and Joliet", { rockRidge: true, joliet: true, checksums: true }],
  ["odd names", "Rock Ridge and level 4", { rockRidge: true, level: 4 }],
  ["8.3 collisions", "nothing more", {}],
  ["8.3 collisions", "level 4", { level: 4 }],
  ["names that differ in case", "Joliet", { joliet: true }],
  ["depth 8 and 9", "Rock Ridge and Joliet", { rockRidge: true, joliet: true }],
  ["depth 20", "Rock Ridge and fine times", { rockRidge: true, fineTimes: true, checksums: true }],
  ["long symbolic links", "Rock Ridge", { rockRidge: true, joliet: true }],
  ["hard links to symbolic links", "Rock Ridge", { rockRidge: true, joliet: true }],
];

for (const [tree, words, options] of OWN) {
  const name = `checkImage() finds nothing in our image of ${tree} with ${words}`;
  const reason = obstacle(tree);
  if (reason !== null) {
    skipTest(name, reason);
  } else {
    Deno.test(name, async () => {
      assertEquals(lines((await checkOwn(tree, options)).findings), []);
    });
  }
}

Deno.test("checkImage() only warns of directories that were left too deep", async () => {
  using folder = tempFolder();
  fillSource(folder.path);
  const plan = await planImage({ source: folder.path, rockRidge: true, noRelocation: true });
  const image = new Uint8Array(await new Response(plan.stream()).arrayBuffer());
  const { findings } = await checkImage(randomAccessOf(image));
  assert(findings.length > 0);
  for (const { id, severity } of findings) assertEquals([severity, id], ["warning", "directory-depth"]);
});

Deno.test("checkImage() counts entries and blocks and names the trees", async () => {
  const image = await soundImage();
  const report = await checkImage(randomAccessOf(image));
  assertEquals(report.blocks, image.length / BLOCK);
  assertEquals(report.trees, ["iso9660", "rockridge", "joliet"]);
  assertEquals(report.entries, 88);
  assertEquals(report.counts, {});
});

Deno.test("checkImage() reads an image in a file", async () => {
  using folder = tempFolder();
  await Deno.writeFile(folder.at("image"), await soundImage());
  assertEquals((await checkImage(folder.at("image"))).findings, []);
});

Deno.test("checkImage() tells each finding as soon as it is made", async () => {
  const image = new Plant(await soundImage());
  image.bytes[image.record("first.txt") + 19] = 13;
  const told: Finding[] = [];
  const { findings } = await checkImage(randomAccessOf(image.bytes), {
    onFinding: (one) => void told.push(one),
  });
  assertEquals(told, findings);
  assertEquals(told.map(({ id, offset, clause }) => [id, offset, clause]), [
    ["record-date", image.record("first.txt") + 18, "ECMA-119 9.1.5"],
  ]);
});

Deno.test("checkImage() keeps a thousand findings of a kind and counts the others", async () => {
  const image = await soundImage();
  // The same directory, in as many records as fit into its blocks.
  const plant = new Plant(image);
  const size = 40 * BLOCK;
  const larger = new Plant(new Uint8Array(image.length + size));
  larger.bytes.set(image);
  const root = plant.descriptor(1) + 156;
  const record = image.slice(root, root + 34);
  for (let at = image.length; at < larger.bytes.length; at += BLOCK) {
    for (let k = 0; k + 34 <= BLOCK; k += 34) larger.bytes.set(record, at + k);
  }
  larger.both32(root + 2, image.length / BLOCK);
  larger.both32(root + 10, size);
  const report = await checkImage(randomAccessOf(larger.bytes));
  const id = "special-record-misplaced";
  assertEquals(report.findings.filter((finding) => finding.id === id).length, 1000);
  assert((report.counts[id] ?? 0) > 2000);
});

Deno.test("checkImage() ends when it is to stop", async () => {
  const controller = new AbortController();
  controller.abort();
  const image = randomAccessOf(await soundImage());
  await assertRejects(() => checkImage(image, { signal: controller.signal }), StoppedError);
});

Deno.test("checkImage() does not follow directories that overlap for longer than the image is", async () => {
  const blocks = 2000;
  const image = new Plant(new Uint8Array((blocks + 100) * BLOCK));
  const sound = await soundImage();
  image.bytes.set(sound.subarray(0, 19 * BLOCK));
  const root = image.descriptor(1) + 156;
  const record = image.bytes.slice(root, root + 34);
  image.both32(root + 2, 100);
  image.both32(root + 10, blocks * BLOCK);
  for (let i = 0; i < blocks; i++) {
    const at = (100 + i) * BLOCK;
    image.bytes.set(record, at);
    image.bytes[at + 33] = 0x41;
    image.both32(at + 2, 100 + i);
    image.both32(at + 10, (blocks - i) * BLOCK);
  }
  const begin = performance.now();
  const { findings } = await checkImage(randomAccessOf(image.bytes));
  assert(findings.some(({ id }) => id === "directory-limit"));
  assert(performance.now() - begin < 5000);
});

Deno.test("checkImage() has an answer to an image cut off at any block", async () => {
  const image = await soundImage();
  for (let length = 0; length < image.length; length += BLOCK) {
    const { findings } = await checkImage(randomAccessOf(image.slice(0, length + 1)));
    assert(findings.some(({ severity }) => severity === "error"), `Cut off at byte ${length}`);
  }
});

Deno.test("checkImage() has an answer to 500 images with random bytes in them", async () => {
  const image = await soundImage();
  let state = 19970612;
  const random = (limit: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  for (let i = 0; i < 500; i++) {
    const bytes = image.slice();
    for (let k = random(20); k >= 0; k--) {
      const at = 16 * BLOCK + random(bytes.length - 16 * BLOCK);
      if (random(2) === 0) bytes[at] = random(256);
      else bytes.copyWithin(at, 16 * BLOCK + random(40 * BLOCK), 16 * BLOCK + random(60 * BLOCK));
    }
    const begin = performance.now();
    await checkImage(randomAccessOf(bytes));
    assert(performance.now() - begin < 5000, `Image ${i} took too long`);
  }
});

const FORMATS: [string, Formats][] = [
  ["Rock Ridge and Joliet", { rockRidge: true, joliet: true }],
  ["Rock Ridge", { rockRidge: true, joliet: false }],
  ["nothing more", { rockRidge: false, joliet: false }],
];

/** What each peer can do right: long links and deep trees are beyond some of them. */
const PEERS: [Maker, TreeName[]][] = [
  ["genisoimage", ["8.3 collisions", "hard links to symbolic links"]],
  ["xorriso", [
    "unicode names",
    "255-byte names",
    "8.3 collisions",
    "depth 20",
    "hard links to symbolic links",
  ]],
  ["bsdtar", ["unicode names", "255-byte names", "8.3 collisions", "hard links to symbolic links"]],
];

for (const [maker, names] of PEERS) {
  for (const [words, formats] of FORMATS) {
    peerTest(`checkImage() finds no errors in images of ${maker} with ${words}`, [maker], async () => {
      for (const tree of names) {
        if (obstacle(tree) !== null) continue;
        using folder = tempFolder();
        trees[tree].make(folder.make("source"));
        makeImage(maker, folder.at("source"), folder.at("image"), formats);
        const { findings } = await checkImage(folder.at("image"));
        assertEquals(lines(findings.filter(({ severity }) => severity === "error")), [], tree);
      }
    });
  }
}

/** What holds for every tree: tried on random ones, each from its own seed. */

import { openImage } from "../../lib/image/open.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { assertEquals } from "../support/assert.ts";
import { hasByteNames } from "../support/byte_folder.ts";
import { assertSameTree } from "../support/compare.ts";
import { observe } from "../support/observe.ts";
import { assertSound, differences, extractAll, makeOurs } from "../support/ours.ts";
import { makeRandomTree, randomTree } from "../support/random_trees.ts";
import { tempFolder } from "../support/temp.ts";

const SEEDS = 60;
const OPTIONS: readonly PlanOptions[] = [
  { rockRidge: true },
  { rockRidge: true, joliet: true },
  { rockRidge: true, noRelocation: true },
  { rockRidge: true, joliet: true, level: 4 },
];

for (let seed = 1; seed <= SEEDS; seed++) {
  const options = OPTIONS[seed % OPTIONS.length]!;
  const words = Object.keys(options).join(", ");
  Deno.test({
    name: `Random tree ${seed} comes back exactly, and its image is the same each time (${words})`,
    ignore: !hasByteNames(),
    fn: () => comesBack(seed, options),
  });
}

async function comesBack(seed: number, options: PlanOptions): Promise<void> {
  using dir = tempFolder();
  const tree = randomTree(seed);
  const source = dir.make("source");
  makeRandomTree(source, tree, seed);
  await makeOurs(source, dir.at("image.iso"), options);

  using image = await openImage(dir.at("image.iso"));
  assertEquals(await differences(image, source), []);
  assertEquals(await extractAll(image, dir.at("out")), []);
  // the extraction's own root was there before
  assertSameTree(observe(source), observe(dir.at("out")), { timed: (path) => path !== "" });
  assertEquals(await differences(image, dir.at("out")), []);
  await assertSound(dir.at("image.iso"));

  await makeOurs(source, dir.at("again.iso"), options);
  await assertSameBytes(dir.at("again.iso"), dir.at("image.iso"));
  makeRandomTree(dir.make("elsewhere"), tree, seed + 1000);
  await makeOurs(dir.at("elsewhere"), dir.at("elsewhere.iso"), options);
  await assertSameBytes(dir.at("elsewhere.iso"), dir.at("image.iso"));
}

async function assertSameBytes(one: string, other: string): Promise<void> {
  const [a, b] = await Promise.all([Deno.readFile(one), Deno.readFile(other)]);
  assertEquals(a.length, b.length, "the images have different lengths");
  const at = a.findIndex((byte, i) => byte !== b[i]);
  assertEquals(at, -1, `the images differ from byte ${at} on, block ${Math.floor(at / 2048)}`);
}

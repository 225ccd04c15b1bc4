/**
 * Tests in which a peer makes images and we list, extract, verify and check them.
 *
 * @module
 */

import { openImage } from "../../lib/image/open.ts";
import { assertEquals } from "../support/assert.ts";
import { assertSameTree, type CompareOptions } from "../support/compare.ts";
import { fitsJoliet } from "../support/joliet_names.ts";
import { observe } from "../support/observe.ts";
import { assertSound, differences, extractAll } from "../support/ours.ts";
import { jolietCompare, type Limits, makerLimits } from "../support/peer_limits.ts";
import { makeImage, type Maker } from "../support/peer_makers.ts";
import { peerTest, skipTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { obstacle, smallTrees, type TreeName, trees } from "../support/trees.ts";

/** Trees of whose names Joliet holds every one. */
const JOLIET_TREES: TreeName[] = [
  "empty tree",
  "one file",
  "empty files",
  "source code",
  "sizes around a block",
  "folders around a sector",
  "8.3 collisions",
  "names that differ in case",
];

/** Registers a test for every small tree: the peer masters it, we read it. */
export function weRead(maker: Maker): void {
  const limits: Limits = makerLimits[maker];
  for (const name of smallTrees) {
    if (limits.cannot[name] !== undefined) continue;
    const test = `We read “${name}” mastered by ${maker} with Rock Ridge`;
    const hindered = obstacle(name);
    if (hindered !== null) skipTest(test, `“${name}” ${hindered}`);
    else peerTest(test, [maker], () => reading(maker, name, limits.compare));
  }
  for (const name of JOLIET_TREES) {
    const test = `We read “${name}” mastered by ${maker} with Joliet`;
    peerTest(test, [maker], () => readingJoliet(maker, name));
  }
}

async function reading(maker: Maker, name: TreeName, options: CompareOptions): Promise<void> {
  using dir = tempFolder();
  const source = dir.make("source");
  trees[name].make(source);
  makeImage(maker, source, dir.at("image.iso"), { rockRidge: true, joliet: false });
  using image = await openImage(dir.at("image.iso"));
  assertEquals(image.tree, "rock-ridge");
  const notices = await extractAll(image, dir.at("out"));
  const wanted = observe(source);
  // genisoimage shows the folder that relocated ones were moved to
  const only = maker === "genisoimage" ? (path: string) => path !== "rr_moved" : () => true;
  assertSameTree(wanted, observe(dir.at("out")), { ...options, only });
  assertEquals(notices, []);
  if (options.mode !== "none" && maker !== "genisoimage" && options.without === undefined) {
    assertEquals(await differences(image, source), []);
  }
  if (makerLimits[maker].unsound?.[name] === undefined) await assertSound(dir.at("image.iso"));
}

async function readingJoliet(maker: Maker, name: TreeName): Promise<void> {
  using dir = tempFolder();
  const source = dir.make("source");
  trees[name].make(source);
  makeImage(maker, source, dir.at("image.iso"), { rockRidge: false, joliet: true });
  // xorriso always adds Rock Ridge, which we would prefer
  using image = await openImage(dir.at("image.iso"), { tree: "joliet" });
  assertEquals(await extractAll(image, dir.at("out")), []);
  const wanted = observe(source);
  assertSameTree(wanted, observe(dir.at("out")), { ...jolietCompare, only: fitsJoliet });
  await assertSound(dir.at("image.iso"));
}

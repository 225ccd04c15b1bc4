/** Trees of very many files: one job each. */

import { openImage } from "../../lib/image/open.ts";
import { assertEquals } from "../support/assert.ts";
import { assertSameTree } from "../support/compare.ts";
import { observe } from "../support/observe.ts";
import { assertSound, differences, makeOurs } from "../support/ours.ts";
import { extractorLimits } from "../support/peer_limits.ts";
import { makeImage } from "../support/peer_makers.ts";
import { extractWith } from "../support/peer_readers.ts";
import { peerTest } from "../support/peers.ts";
import { memoryFolder, tempFolder } from "../support/temp.ts";
import { trees } from "../support/trees.ts";

peerTest("bsdtar extracts 300,000 tiny files mastered by us, and we verify them", ["bsdtar"], async () => {
  using dir = memoryFolder();
  const source = dir.make("source");
  trees["300,000 tiny files"].make(source);
  await makeOurs(source, dir.at("image.iso"), { rockRidge: true, joliet: true });
  await assertSound(dir.at("image.iso"));
  using image = await openImage(dir.at("image.iso"));
  assertEquals(await differences(image, source), []);
  extractWith("bsdtar", dir.at("image.iso"), dir.make("out"), "rr");
  // our verification has read all contents: a part of them is enough here
  const contents = (path: string) => path.endsWith("7.json");
  assertSameTree(observe(source), observe(dir.at("out")), { ...extractorLimits.bsdtar.compare, contents });
});

peerTest("xorriso extracts 20,000 files in one folder mastered by us", ["xorriso"], async () => {
  using dir = tempFolder();
  const source = dir.make("source");
  trees["20,000 files in a folder"].make(source);
  await makeOurs(source, dir.at("image.iso"), { rockRidge: true, joliet: true });
  await assertSound(dir.at("image.iso"));
  extractWith("xorriso", dir.at("image.iso"), dir.make("out"), "rr");
  assertSameTree(observe(source), observe(dir.at("out")), extractorLimits.xorriso.compare);
});

peerTest("We verify 20,000 files in one folder mastered by genisoimage", ["genisoimage"], async () => {
  using dir = memoryFolder();
  const source = dir.make("source");
  trees["20,000 files in a folder"].make(source);
  makeImage("genisoimage", source, dir.at("image.iso"), { rockRidge: true, joliet: true });
  using image = await openImage(dir.at("image.iso"));
  assertEquals(await differences(image, source), []);
});

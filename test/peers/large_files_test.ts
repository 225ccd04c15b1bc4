/** Files of 4 GiB and more, which need several extents: one job each. */

import { openImage } from "../../lib/image/open.ts";
import { assertEquals } from "../support/assert.ts";
import { assertSameTree } from "../support/compare.ts";
import { observe } from "../support/observe.ts";
import { differences, makeOurs } from "../support/ours.ts";
import { extractorLimits } from "../support/peer_limits.ts";
import { makeImage } from "../support/peer_makers.ts";
import { extractWith } from "../support/peer_readers.ts";
import { peerTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { trees } from "../support/trees.ts";

peerTest(
  "bsdtar extracts a file of more than 4 GiB mastered by us, and we verify it",
  ["bsdtar"],
  async () => {
    using dir = tempFolder();
    const source = dir.make("source");
    trees["a file of more than 4 GiB"].make(source);
    await makeOurs(source, dir.at("image.iso"), { rockRidge: true, joliet: true });
    using image = await openImage(dir.at("image.iso"));
    assertEquals(await differences(image, source), []);
    extractWith("bsdtar", dir.at("image.iso"), dir.make("out"), "rr");
    assertSameTree(observe(source), observe(dir.at("out")), extractorLimits.bsdtar.compare);
  },
);

peerTest("xorriso extracts a file of one whole extent mastered by us", ["xorriso"], async () => {
  using dir = tempFolder();
  const source = dir.make("source");
  trees["a file of one whole extent"].make(source);
  await makeOurs(source, dir.at("image.iso"), { rockRidge: true });
  extractWith("xorriso", dir.at("image.iso"), dir.make("out"), "rr");
  assertSameTree(observe(source), observe(dir.at("out")), extractorLimits.xorriso.compare);
});

peerTest("We verify a file of more than 4 GiB mastered by xorriso", ["xorriso"], async () => {
  using dir = tempFolder();
  const source = dir.make("source");
  trees["a file of more than 4 GiB"].make(source);
  makeImage("xorriso", source, dir.at("image.iso"), { rockRidge: true, joliet: false });
  using image = await openImage(dir.at("image.iso"));
  const found = await differences(image, source);
  assertEquals(found.filter((words) => !words.startsWith("/:")), []);
});

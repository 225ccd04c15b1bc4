/**
 * Tests in which we master trees and a peer extracts what we made.
 *
 * @module
 */

import type { PlanOptions } from "../../lib/image/options.ts";
import { assertEquals } from "../support/assert.ts";
import { assertSameContents, assertSameTree, type CompareOptions } from "../support/compare.ts";
import { fitsJoliet } from "../support/joliet_names.ts";
import { observe } from "../support/observe.ts";
import { assertSound, makeOurs } from "../support/ours.ts";
import { extractorLimits, jolietCompare, type Limits } from "../support/peer_limits.ts";
import { type Extractor, extractWith, type ImageTree } from "../support/peer_readers.ts";
import { peerTest, skipTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { obstacle, smallTrees, type TreeName, trees } from "../support/trees.ts";

interface Variant {
  readonly options: PlanOptions;
  /** The tree that is extracted. */
  readonly read: ImageTree;
}

/** What we are asked to make, by the words that name it in a test. */
export const variants = {
  "Rock Ridge": { options: { rockRidge: true }, read: "rr" },
  "Rock Ridge without relocation": { options: { rockRidge: true, noRelocation: true }, read: "rr" },
  "Rock Ridge beside Joliet": { options: { rockRidge: true, joliet: true }, read: "rr" },
  "Rock Ridge at level 4": { options: { rockRidge: true, level: 4 }, read: "rr" },
  "Joliet beside Rock Ridge": { options: { rockRidge: true, joliet: true }, read: "joliet" },
  "Joliet": { options: { joliet: true, noRelocation: true }, read: "joliet" },
  "level 1": { options: { level: 1, noRelocation: true }, read: "plain" },
  "level 2": { options: { level: 2, noRelocation: true }, read: "plain" },
  "level 3": { options: { level: 3, noRelocation: true }, read: "plain" },
  "level 4": { options: { level: 4, noRelocation: true }, read: "plain" },
} satisfies Record<string, Variant>;

/** The name of a variant. */
export type VariantName = keyof typeof variants;

/** Registers tests for these variants of every small tree: we master it, the peer extracts it. */
export function judgedBy(extractor: Extractor, names: readonly VariantName[]): void {
  const limits: Limits = extractorLimits[extractor];
  const cannot = { rr: limits.cannot, joliet: limits.cannotJoliet, plain: limits.cannotPlain };
  for (const variant of names) {
    for (const tree of smallTrees) {
      if (cannot[variants[variant].read]?.[tree] !== undefined) continue;
      const test = `${extractor} extracts “${tree}” mastered by us with ${variant}`;
      const hindered = obstacle(tree);
      if (hindered !== null) skipTest(test, `“${tree}” ${hindered}`);
      else peerTest(test, [extractor], () => judge(extractor, variant, tree, limits.compare));
    }
  }
}

async function judge(
  extractor: Extractor,
  variant: VariantName,
  tree: TreeName,
  options: CompareOptions,
): Promise<void> {
  using dir = tempFolder();
  const { options: planOptions, read }: Variant = variants[variant];
  const source = dir.make("source");
  trees[tree].make(source);
  const wanted = observe(source);
  const said = await makeOurs(source, dir.at("image.iso"), planOptions);
  extractWith(extractor, dir.at("image.iso"), dir.make("out"), read);
  const found = observe(dir.at("out"));
  if (read === "rr") {
    assertSameTree(wanted, found, options);
    assertEquals(said.filter((words) => !words.startsWith("mapped")), []);
  } else {
    if (read === "joliet") {
      assertSameTree(wanted, found, { ...jolietCompare, only: fitsJoliet, extra: false });
    }
    assertSameContents(wanted, found);
  }
  await assertSound(dir.at("image.iso"), planOptions.noRelocation ? DEEP : []);
}

/** Findings about a tree that was to stay as deep as it was. */
const DEEP = ["directory-depth", "path-length"];

/**
 * What tests ask of the code under test: an image of a tree, its extraction, verification and check.
 *
 * @module
 */

import { checkImage } from "../../lib/image/check.ts";
import { extractImage } from "../../lib/image/extract.ts";
import type { Image } from "../../lib/image/open.ts";
import type { Notice, PlanOptions } from "../../lib/image/options.ts";
import { planImage } from "../../lib/image/plan.ts";
import { verifyImage } from "../../lib/image/verify.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assert, assertEquals } from "./assert.ts";

/** Writes an image of a tree into a file; returns what was said about it. */
export async function makeOurs(source: string, image: string, options: PlanOptions): Promise<string[]> {
  const said: string[] = [];
  const onNotice = (notice: Notice) => said.push(`${notice.kind} ${notice.path}: ${notice.message}`);
  const plan = await planImage({ source, volumeId: "OURS", onNotice, ...options });
  await writeImage(plan, { path: image }, {});
  assertEquals((await Deno.stat(image)).size, plan.size);
  return said;
}

/** Extracts everything; returns what was said about it. */
export async function extractAll(image: Image, to: string): Promise<string[]> {
  const said: string[] = [];
  const onNotice = (notice: Notice) => said.push(`${notice.kind} ${notice.path}: ${notice.message}`);
  await extractImage(image, { to, outsideLinks: true, onNotice });
  return said;
}

/** What our verification finds different between an image and a tree. */
export async function differences(image: Image, source: string): Promise<string[]> {
  const said: string[] = [];
  const { compared } = await verifyImage(image, {
    source,
    onDifference: ({ path, what }) => said.push(`${path}: ${what}`),
  });
  assert(compared > 0, "nothing was compared");
  return said;
}

/** Throws when our check finds an error in an image, but for those of some ids. */
export async function assertSound(image: string, expected: readonly string[] = []): Promise<void> {
  const { findings } = await checkImage(image);
  const errors = findings.filter((finding) => finding.severity === "error" && !expected.includes(finding.id));
  assertEquals(errors.map(({ block, message }) => `block ${block}: ${message}`).slice(0, 5), []);
}

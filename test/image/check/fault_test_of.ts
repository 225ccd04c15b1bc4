/**
 * One test for each planted fault.
 *
 * @module
 */

import { checkImage, type CheckReport } from "../../../lib/image/check.ts";
import { randomAccessOf } from "../../../lib/image/random_access.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { BLOCK, Plant, soundImage } from "../../support/plant.ts";

/** A planted fault. */
export interface Fault {
  /** What was done to the image, as the second half of a sentence. */
  readonly name: string;
  /** The finding that must come. */
  readonly id: string;
  /** Plants the fault, and returns the byte of the image in whose block it is to be found. */
  plant(image: Plant): number;
}

let untouched: Promise<CheckReport> | undefined;

/** Makes the tests of a table of faults. */
export function testFaults(faults: readonly Fault[]): void {
  for (const { name, id, plant } of faults) {
    Deno.test(`checkImage() finds ${name} (${id})`, async () => {
      const sound = await soundImage();
      untouched ??= checkImage(randomAccessOf(sound));
      assertEquals((await untouched).findings, []);
      const image = new Plant(sound);
      const place = plant(image);
      const { findings } = await checkImage(randomAccessOf(image.bytes));
      const block = Math.floor(place / BLOCK);
      assert(
        findings.some((finding) => finding.id === id && finding.block === block),
        `No ${id} at block ${block}, but ${
          findings.map((f) => `${f.id} at block ${f.block} (${f.message})`).join("; ") || "nothing at all"
        }`,
      );
    });
  }
}

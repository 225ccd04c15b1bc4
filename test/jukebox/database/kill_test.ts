import { assert } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { killedAfter } from "../../support/killed_after.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";
import { Model, viewOf } from "./model.ts";

const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** Changes the database without end and says so after each change. */
function writer(path: string, seed: number): string {
  return `
    import { openVolumes } from ${at("../../../lib/jukebox/database/open.ts")};
    import { Random } from ${at("../../support/random.ts")};
    import { applyTo, Model } from ${at("./model.ts")};
    const random = new Random(${seed});
    const model = new Model();
    const volumes = openVolumes(${JSON.stringify(path)});
    for (;;) {
      const change = model.draw(random);
      model.apply(change);
      applyTo(volumes, change);
      Deno.stdout.writeSync(new TextEncoder().encode("C\\n"));
    }`;
}

/** The changes after which the model is as the database is: as many as were told of, or one more. */
function changesIn(held: unknown, seed: number, told: number): number | undefined {
  const random = new Random(seed);
  const model = new Model();
  for (let made = 0; made <= told + 1; made++) {
    if (made >= told && JSON.stringify(model.view()) === JSON.stringify(held)) return made;
    model.apply(model.draw(random));
  }
  return undefined;
}

Deno.test("A writer that is killed at any moment loses nothing of what it was told was written", async () => {
  using dir = tempFolder();
  const random = new Random(20_035);
  for (let round = 0; round < 12; round++) {
    const seed = 500 + round;
    const path = dir.at(`${round}.db`);
    const { length: told } = await killedAfter(writer(path, seed), 1 + random.below(150), random.below(3000));
    using volumes = openVolumes(path);
    const held = viewOf(volumes);
    assert(changesIn(held, seed, told) !== undefined, `seed ${seed}, after ${told}: ${JSON.stringify(held)}`);
  }
});

import { assert, assertEquals } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import type { Volumes } from "../../../lib/jukebox/database/volumes.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";
import { applyTo, Model, viewOf } from "./model.ts";

/** No two discs with different contents share a name; copies share all. */
function assertNames(volumes: Volumes, words: string): void {
  const discs = volumes.discs();
  for (const one of discs) {
    const mine = [one.name, one.pcName, one.hsName].map((name) => name.toLowerCase());
    assert(mine.every((name) => name !== ""), words);
    for (const other of discs) {
      if (other.id === one.id) continue;
      const theirs = [other.name, other.pcName, other.hsName].map((name) => name.toLowerCase());
      const areCopies = one.fingerprint !== null && one.fingerprint === other.fingerprint;
      if (!areCopies) assert(!mine.some((name) => theirs.includes(name)), `${words}: ${mine} and ${theirs}`);
    }
  }
}

Deno.test("After any changes in any order the database holds what a plain model of it holds", () => {
  using dir = tempFolder();
  for (let seed = 1; seed <= 6; seed++) {
    const random = new Random(seed);
    const model = new Model();
    const path = dir.at(`${seed}.db`);
    let volumes = openVolumes(path);
    try {
      for (let step = 0; step < 250; step++) {
        const change = model.draw(random);
        model.apply(change);
        applyTo(volumes, change);
        const words = `seed ${seed}, step ${step}: ${JSON.stringify(change)}`;
        assertEquals(viewOf(volumes), model.view(), words);
        assertNames(volumes, words);
        if (!random.chance(0.03)) continue;
        volumes.close();
        volumes = openVolumes(path);
      }
    } finally {
      volumes.close();
    }
  }
});

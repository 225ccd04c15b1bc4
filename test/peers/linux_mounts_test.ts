/**
 * The file system of this host's kernel reads what we master, where it has one and we may mount: the quick way
 * beside `test/guest/linux_mounts_test.ts`.
 *
 * @module
 */

import { assertSameMounted, isofsCannot } from "../guest/isofs_limits.ts";
import { observe } from "../support/observe.ts";
import { makeOurs } from "../support/ours.ts";
import { mustRun, skipTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { smallTrees, trees } from "../support/trees.ts";

const hindered = obstacleToMounting();

for (const name of smallTrees) {
  const test = `Linux mounts “${name}” mastered by us with Rock Ridge`;
  if (isofsCannot.rr[name] !== undefined) continue;
  if (hindered !== null) {
    skipTest(test, hindered);
    continue;
  }
  Deno.test(test, async () => {
    using dir = tempFolder();
    const source = dir.make("source");
    const mounted = dir.make("mounted");
    trees[name].make(source);
    const wanted = observe(source);
    await makeOurs(source, dir.at("image.iso"), { rockRidge: true });
    mustRun("mount", ["-t", "iso9660", "-o", "loop,ro,check=strict", dir.at("image.iso"), mounted]);
    try {
      assertSameMounted(name, "rr", wanted, observe(mounted));
    } finally {
      mustRun("umount", [mounted]);
    }
  });
}

/** Why nothing can be mounted here, or `null` when it can. */
function obstacleToMounting(): string | null {
  if (Deno.build.os !== "linux") return "mounting needs Linux";
  if (Deno.uid() !== 0) return "mounting needs the superuser";
  try {
    if (/\biso9660$/m.test(Deno.readTextFileSync("/proc/filesystems"))) return null;
  } catch {
    // told below
  }
  return "this kernel has no isofs loaded (modprobe isofs)";
}

/** The file system of the Linux kernel reads what we master, where it has one and we may mount. */

import { assertSameTree } from "../support/compare.ts";
import { observe } from "../support/observe.ts";
import { makeOurs } from "../support/ours.ts";
import { mustRun, skipTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { smallTrees, type TreeName, trees } from "../support/trees.ts";

const hindered = obstacleToMounting();
// isofs stops at 8 KiB of a path and maps a target of more than a block to nothing
const cannot: TreeName[] = ["depth 20 beyond PATH_MAX", "long symbolic links"];

for (const name of smallTrees) {
  const test = `Linux mounts “${name}” mastered by us with Rock Ridge`;
  if (cannot.includes(name)) continue;
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
    mustRun("mount", ["-t", "iso9660", "-o", "loop,ro", dir.at("image.iso"), mounted]);
    try {
      assertSameTree(wanted, observe(mounted), {
        hardLinks: ({ kind, size }) => kind === "file" && size > 0,
      });
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

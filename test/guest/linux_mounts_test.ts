/** The file system of Linux, in a guest with the kernel of Debian, reads what we master. */

import { display } from "../../lib/image/display.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { planImage, type PlannedEntry } from "../../lib/image/plan.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { bytesOf, shown, utf8 } from "../support/bytes.ts";
import { assertSameTree } from "../support/compare.ts";
import { digestOf } from "../support/digest.ts";
import { observe, type Seen, type Tree } from "../support/observe.ts";
import type { ImageTree } from "../support/peer_readers.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { obstacle, smallTrees, type TreeName, trees } from "../support/trees.ts";
import { makeGuest } from "./guest.ts";
import { isofsCannot, isofsCompare } from "./isofs_limits.ts";
import { ISOFS_MODULES, type Mount, mountInGuest } from "./mounted_images.ts";
import { guestTest } from "./programs.ts";

/** Options of `mount` by the tree that is to be seen, names as they are recorded. */
const seenBy: Record<ImageTree, string> = {
  rr: "check=strict",
  joliet: "norock,check=strict,iocharset=utf8",
  plain: "norock,nojoliet,check=strict,map=off",
};

/** What we master of every tree, and which trees of it are looked at. */
const variants: Record<string, { options: PlanOptions; seen: ImageTree[]; large?: boolean }> = {
  "Rock Ridge": { options: { rockRidge: true }, seen: ["rr"] },
  "Rock Ridge and Joliet, nothing relocated": {
    options: { rockRidge: true, joliet: true, noRelocation: true },
    seen: ["rr", "joliet", "plain"],
    large: true,
  },
  "Rock Ridge at level 4": { options: { rockRidge: true, level: 4 }, seen: ["rr"] },
  "level 2": { options: { level: 2, noRelocation: true }, seen: ["plain"] },
  "level 3": { options: { level: 3, noRelocation: true }, seen: ["plain"] },
};

const treeNames: TreeName[] = [...smallTrees, "a file of more than 4 GiB", "a file of one whole extent"];

interface Judged extends Mount {
  readonly title: string;
  readonly seen: ImageTree;
  readonly wanted: Tree;
}

guestTest("Linux in a guest mounts what we master", async (t) => {
  using sources = tempFolder();
  using share = tempFolder();
  const guestMade = makeGuest(ISOFS_MODULES);
  const [made, judged] = await Promise.allSettled([guestMade, masterAll(sources, share)]);
  using guest = made.status === "fulfilled" ? made.value : undefined;
  if (guest === undefined) throw (made as PromiseRejectedResult).reason;
  if (judged.status === "rejected") throw judged.reason;
  const results = await mountInGuest(guest, share.path, judged.value);
  for (const { name, title, seen, wanted } of judged.value) {
    await t.step(title, () => {
      const result = results.get(name)!;
      assertEquals(result.complaints, []);
      if (seen === "rr") assertSameWithRockRidge(wanted, result.tree());
      else assertSameTree(wanted, result.tree(), { owner: "none", mode: "none", hardLinks: false });
    });
  }
});

async function masterAll(sources: TempFolder, share: TempFolder): Promise<Judged[]> {
  const judged: Judged[] = [];
  let count = 0;
  for (const tree of treeNames) {
    if (obstacle(tree) !== null || tree in isofsCannot) continue;
    const source = sources.make(`${count}`);
    trees[tree].make(source);
    const original = observe(source);
    for (const [variant, { options, seen, large = false }] of Object.entries(variants)) {
      if (!large && tree.startsWith("a file of")) continue;
      const image = `${count++}.iso`;
      const plan = await planImage({ source, volumeId: "OURS", ...options });
      await writeImage(plan, { path: share.at(image) }, {});
      const list = [...plan.list()];
      for (const one of seen) {
        judged.push({
          image,
          name: `${count}-${one}`,
          options: seenBy[one],
          title: `“${tree}” with ${variant}, seen as ${one}`,
          seen: one,
          wanted: one === "rr" ? original : renamed(original, list, one),
        });
      }
    }
  }
  return judged;
}

/** Besides what a comparison looks at: how many names there are. */
function assertSameWithRockRidge(wanted: Tree, found: Tree): void {
  assertSameTree(wanted, found, isofsCompare);
  const counts = (tree: Tree) =>
    [...tree].filter(([, seen]) => seen.kind !== "folder")
      .map(([path, seen]) => `${shown(path)} has ${seen.links} names`).sort();
  assertEquals(counts(found), counts(wanted));
}

/** A tree by the names of its Joliet or primary tree, which holds nothing but files and folders. */
function renamed(original: Tree, list: readonly PlannedEntry[], seen: "joliet" | "plain"): Tree {
  const byShown = new Map([...original].map(([path, one]) => [`/${display(bytesOf(path))}`, one]));
  const paths = new Map([["/", ""]]);
  const tree: Tree = new Map();
  for (const { path, primary, joliet } of list) {
    const one = byShown.get(path);
    assert(one !== undefined, `${path} is not in the source`);
    const identifier = seen === "joliet" ? joliet : primary;
    if (path === "/") tree.set("", one);
    else if (identifier !== undefined) {
      const above = paths.get(path.slice(0, path.lastIndexOf("/")) || "/")!;
      const name = seen === "joliet" ? asLinuxShows(identifier) : identifier;
      const inside = above === "" ? name : `${above}/${name}`;
      paths.set(path, inside);
      tree.set(inside, one.kind === "folder" || one.kind === "file" ? one : asEmptyFile(one));
    }
  }
  return tree;
}

/** A Joliet name without its version and without dots at its end, in UTF-8. */
function asLinuxShows(identifier: string): string {
  return utf8(identifier.replace(/;1$/, "").replace(/(?<=.)\.+$/, ""));
}

function asEmptyFile(seen: Seen): Seen {
  const { target: _target, device: _device, ...rest } = seen;
  return { ...rest, kind: "file", size: 0, digest: () => digestOf(new Uint8Array(0)) };
}

/** The file system of Linux, in a guest with the kernel of Debian, reads what we master. */

import type { PlanOptions } from "../../lib/image/options.ts";
import { planImage } from "../../lib/image/plan.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assertEquals } from "../support/assert.ts";
import type { Tree } from "../support/observe.ts";
import type { ImageTree } from "../support/peer_readers.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { obstacle, smallTrees, type TreeName, trees } from "../support/trees.ts";
import { makeGuest } from "./guest.ts";
import { assertSameMounted, isofsCannot } from "./isofs_limits.ts";
import { ISOFS_MODULES, type Mount, mountInGuest } from "./mounted_images.ts";
import { guestTest } from "./programs.ts";
import { renamed } from "./renamed.ts";
import { observeSampled } from "./seen.ts";

/** Options of `mount` by the tree that is to be seen, names as they are recorded. */
const optionsOf: Record<ImageTree, string> = {
  rr: "check=strict",
  joliet: "norock,check=strict,iocharset=utf8",
  plain: "norock,nojoliet,check=strict,map=off",
};

/** Trees of so many entries or bytes that they are not looked at in every variant. */
const wide: TreeName[] = ["source code", "folders around a sector", "8.3 collisions", "sparse files"];
const narrow = smallTrees.filter((name) => !wide.includes(name));

/** What we master of many trees in folders of one image, which trees of the image are looked at, and where. */
const together: { readonly [variant: string]: Together } = {
  "Rock Ridge": { options: { rockRidge: true }, looks: { rr: smallTrees } },
  "Rock Ridge and Joliet, nothing relocated": {
    options: { rockRidge: true, joliet: true, noRelocation: true },
    looks: { rr: narrow, joliet: narrow, plain: [...narrow, "8.3 collisions"] },
  },
  "Rock Ridge at level 4": { options: { rockRidge: true, level: 4 }, looks: { rr: narrow } },
  "level 2": { options: { level: 2, noRelocation: true }, looks: { plain: narrow } },
};

/** Trees that are images of their own, because something is in their roots, or because they are large. */
const alone: readonly Alone[] = [
  { tree: "empty tree", options: { rockRidge: true }, looks: ["rr"] },
  { tree: "one file", options: { rockRidge: true, joliet: true }, looks: ["rr", "joliet", "plain"] },
  { tree: "odd times", options: { rockRidge: true }, looks: ["rr"] },
  { tree: "depth 8 and 9", options: { rockRidge: true }, looks: ["rr"] },
  { tree: "depth 20", options: { rockRidge: true, joliet: true }, looks: ["rr"] },
  { tree: "a file of one whole extent", options: { rockRidge: true }, looks: ["rr"] },
  { tree: "a file of more than 4 GiB", options: { rockRidge: true }, looks: ["rr"] },
];

interface Together {
  readonly options: PlanOptions;
  readonly looks: Partial<Record<ImageTree, readonly TreeName[]>>;
}

interface Alone {
  readonly tree: TreeName;
  readonly options: PlanOptions;
  readonly looks: readonly ImageTree[];
}

/** One tree in one mount, and what ought to be there. */
interface Look {
  readonly title: string;
  readonly mount: Mount;
  readonly folder: string;
  readonly name: TreeName;
  readonly tree: ImageTree;
  readonly wanted: Tree;
}

guestTest("Linux in a guest mounts what we master", async (t) => {
  using sources = tempFolder();
  using share = tempFolder();
  const [made, mastered] = await Promise.allSettled([
    makeGuest(ISOFS_MODULES),
    masterAll(sources, share.path),
  ]);
  if (made.status === "rejected") throw made.reason;
  using guest = made.value;
  if (mastered.status === "rejected") throw mastered.reason;
  const looks = mastered.value;
  const mounts = [...new Set(looks.map(({ mount }) => mount))];
  const seen = await mountInGuest(guest, share.path, mounts);
  for (const mount of mounts) {
    await t.step(`mounting ${mount.name}`, () => assertEquals(seen.complaints(mount), []));
  }
  for (const { title, mount, folder, name, tree, wanted } of looks) {
    await t.step(title, () => {
      const found = seen.tree(mount, folder);
      assertSameMounted(name, tree, wanted, found);
      assertEquals(seen.complaints(mount, folder), []);
    });
  }
});

/** Makes all trees in one folder, and all images in another. */
async function masterAll(sources: TempFolder, share: string): Promise<Look[]> {
  const looks: Look[] = [];
  const forest = sources.make("together");
  const originals = new Map<TreeName, Tree>();
  const folderOf = (tree: TreeName) => `T${smallTrees.indexOf(tree)}`;
  for (const tree of smallTrees.filter((tree) => obstacle(tree) === null)) {
    const folder = sources.make(`together/${folderOf(tree)}`);
    trees[tree].make(folder);
    originals.set(tree, observeSampled(folder));
  }
  let count = 0;
  for (const [variant, { options, looks: wanted }] of Object.entries(together)) {
    const image = `${count++}.iso`;
    const plan = await planImage({ source: forest, volumeId: "OURS", ...options });
    await writeImage(plan, { path: `${share}/${image}` }, {});
    const list = [...plan.list()];
    for (const [one, names] of Object.entries(wanted) as [ImageTree, TreeName[]][]) {
      const shown = names.filter((tree) => originals.has(tree) && isofsCannot[one][tree] === undefined);
      const mount = {
        image,
        name: `${count}-${one}`,
        options: optionsOf[one],
        folders: shown.map(folderOf),
      };
      for (const tree of shown) {
        const folder = folderOf(tree);
        const original = originals.get(tree)!;
        looks.push({
          title: `${one} tree of “${tree}” in an image with ${variant}`,
          mount,
          folder,
          name: tree,
          tree: one,
          wanted: one === "rr"
            ? original
            : renamed(original, list, one === "joliet" ? one : "primary", folder),
        });
      }
    }
  }
  for (const { tree, options, looks: wanted } of alone) {
    if (obstacle(tree) !== null) continue;
    const image = `${count++}.iso`;
    const source = sources.make(image);
    trees[tree].make(source);
    const original = observeSampled(source);
    const plan = await planImage({ source, volumeId: "OURS", ...options });
    await writeImage(plan, { path: `${share}/${image}` }, {});
    const list = [...plan.list()];
    for (const one of wanted) {
      looks.push({
        title: `${one} tree of “${tree}” in an image of its own`,
        mount: { image, name: `${count}-${one}`, options: optionsOf[one], folders: [""] },
        folder: "",
        name: tree,
        tree: one,
        wanted: one === "rr" ? original : renamed(original, list, one === "joliet" ? one : "primary", ""),
      });
    }
  }
  return looks;
}

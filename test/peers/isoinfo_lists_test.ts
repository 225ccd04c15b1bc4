/** isoinfo, which reads block by block what is written, lists what we master. */

import { assert, assertEquals } from "../support/assert.ts";
import { byteString } from "../support/bytes.ts";
import { fitsJoliet } from "../support/joliet_names.ts";
import { observe, type Tree } from "../support/observe.ts";
import { makeOurs } from "../support/ours.ts";
import { mustRun, peerTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { obstacle, smallTrees, type TreeName, trees } from "../support/trees.ts";

// isoinfo stops at 1024 bytes of a path, prints names with line breaks as they are, and shows relocated folders
// where they are recorded
const cannot: Partial<Record<TreeName, true>> = {
  "control characters": true,
  "depth 8 and 9": true,
  "depth 20": true,
  "depth 20 with long names": true,
  "depth 20 beyond PATH_MAX": true,
  "long symbolic links": true, // it crashes
};

for (const name of smallTrees) {
  if (cannot[name] || obstacle(name) !== null) continue;
  peerTest(`isoinfo lists “${name}” by its Rock Ridge names`, ["isoinfo"], async () => {
    using dir = tempFolder();
    const [wanted, image] = await mastered(name, dir.path);
    assertEquals(listed(image, "-R"), paths(wanted));
  });
  peerTest(`isoinfo lists “${name}” by its Joliet names`, ["isoinfo"], async () => {
    using dir = tempFolder();
    const [wanted, image] = await mastered(name, dir.path);
    // it shows the version of files, and letters beyond ASCII in no character set that we could name
    const lines = listed(image, "-J");
    const found = new Set(lines.map((path) => path.replace(/;1$/, "")));
    const files = [...wanted].filter(([, { kind }]) => kind === "file" || kind === "folder");
    for (const [path] of files) {
      if (fitsJoliet(path) && /^[ -~]*$/.test(path)) {
        assert(path === "" || found.has(path), `${path} is missing`);
      }
    }
    assertEquals(lines.length, files.length - 1);
  });
  peerTest(`isoinfo lists “${name}” by names of level 1`, ["isoinfo"], async () => {
    using dir = tempFolder();
    const [, image] = await mastered(name, dir.path);
    const found = listed(image);
    assertEquals(new Set(found).size, found.length);
    for (const path of found) {
      for (const part of path.split("/")) {
        assert(/^[A-Z0-9_]{0,8}(\.[A-Z0-9_]{0,3})?(;1)?$/.test(part), `${path} is no name of level 1`);
      }
    }
  });
}

peerTest("isoinfo shows modes, owners, sizes and links, and reads the contents", ["isoinfo"], async () => {
  using dir = tempFolder();
  const source = dir.make("source");
  await Deno.writeTextFile(`${source}/readme.text`, "read me\n".repeat(1000));
  await Deno.chmod(`${source}/readme.text`, 0o640);
  await Deno.symlink("readme.text", `${source}/link`);
  await makeOurs(source, dir.at("image.iso"), { rockRidge: true, joliet: true, uid: 12, gid: 34 });
  // isoinfo prints owners in octal
  const long = new TextDecoder().decode(mustRun("isoinfo", ["-i", dir.at("image.iso"), "-l", "-R"]));
  assert(/^-rw-r-----\s+1\s+14\s+42\s+8000 .* readme\.text\s*$/m.test(long), long);
  assert(/^lrwxrwxrwx\s+1\s+14\s+42\s+0 .* link -> readme\.text\s*$/m.test(long), long);
  for (
    const [words, path] of [[["-R"], "/readme.text"], [["-J"], "/readme.text;1"], [
      [],
      "/README.TEX;1",
    ]] as const
  ) {
    const contents = mustRun("isoinfo", ["-i", dir.at("image.iso"), ...words, "-x", path]);
    assertEquals(new TextDecoder().decode(contents), "read me\n".repeat(1000));
  }
});

async function mastered(name: TreeName, folder: string): Promise<[Tree, string]> {
  await Deno.mkdir(`${folder}/source`);
  trees[name].make(`${folder}/source`);
  await makeOurs(`${folder}/source`, `${folder}/image.iso`, { rockRidge: true, joliet: true });
  return [observe(`${folder}/source`), `${folder}/image.iso`];
}

function listed(image: string, ...words: string[]): string[] {
  const lines = byteString(mustRun("isoinfo", ["-i", image, "-f", ...words])).split("\n");
  return lines.filter((line) => line !== "").map((line) => line.slice(1)).sort();
}

function paths(tree: Tree): string[] {
  return [...tree.keys()].filter((path) => path !== "").sort();
}

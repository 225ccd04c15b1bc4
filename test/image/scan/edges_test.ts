// deno-lint-ignore-file no-sync-fn-in-async-fn
import { SourceError, UsageError } from "../../../lib/errors.ts";
import { scanTree } from "../../../lib/image/scan.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../support/assert.ts";
import { byteString } from "../../support/bytes.ts";
import { canMount, mountTmpfs } from "../../support/mounts.ts";
import { tempFolder } from "../../support/temp.ts";

function paths(tree: Awaited<ReturnType<typeof scanTree>>): string[] {
  return Array.from({ length: tree.count }, (_, entry) => entry)
    .filter((entry) => tree.mode[entry] !== 0)
    .map((entry) => byteString(tree.path(entry)));
}

Deno.test("scanTree() finds the loops in folders that are merged of several sources", async () => {
  using dir = tempFolder();
  for (const source of ["a", "b"]) {
    dir.make(`${source}/d`);
    for (const link of ["x", "y", "z"]) Deno.symlinkSync(".", dir.at(`${source}/d/${source}${link}`));
  }
  const source = [dir.at("a"), dir.at("b")];
  const error = await assertRejects(() => scanTree({ source, followLinks: true }), SourceError);
  assertStringIncludes(error.message, "/d/ax (it leads back to /d)");
  const tree = await scanTree({ source, followLinks: true, unreadable: "omit" });
  assertEquals(paths(tree), ["/", "/d"]);
});

Deno.test("scanTree() takes a graft of a source into itself for no loop", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("file"), "x");
  const graft = [{ to: "/copy", from: dir.path }];
  const tree = await scanTree({ source: dir.path, graft, followLinks: true });
  assertEquals(paths(tree), ["/", "/copy", "/file", "/copy/file"]);
});

Deno.test({
  name: "scanTree() leaves out what is on another file system in every source of a merged folder",
  ignore: !canMount(),
  async fn() {
    using dir = tempFolder();
    dir.make("a/m");
    dir.make("b/m");
    Deno.writeTextFileSync(dir.at("b/m/here"), "x");
    using _mount = mountTmpfs(dir.at("a/m"), 1 << 20);
    Deno.writeTextFileSync(dir.at("a/m/elsewhere"), "x");
    for (const source of [[dir.at("a"), dir.at("b")], [dir.at("b"), dir.at("a")]]) {
      const told: string[] = [];
      const onNotice = (notice: { message: string }) => void told.push(notice.message);
      const tree = await scanTree({ source, oneFileSystem: true, onNotice });
      assertEquals(paths(tree), ["/", "/m", "/m/here"]);
      assertEquals(told, ["Stored /m without what is on another file system"]);
    }
  },
});

Deno.test("scanTree() refuses grafts whose names no tree can hold", async () => {
  for (const to of [`/${"n".repeat(256)}`, "/a\0b"]) {
    await assertRejects(() => scanTree({ graft: [{ to, from: "deno.json" }] }), UsageError, "255 bytes");
  }
});

import { FileLister } from "../../../lib/jukebox/device/file_lister.ts";
import type { Image, ImageEntry } from "../../../lib/image/open.ts";
import { assert, assertEquals } from "../../support/assert.ts";

function listing(walk: () => Generator<Partial<ImageEntry>>): FileLister {
  return new FileLister({ walk } as unknown as Image);
}

Deno.test("Directories without end do not keep the thread from answering", () => {
  const lister = listing(function* () {
    for (;;) yield { kind: "directory", path: "/d" };
  });
  for (let i = 0; i < 3; i++) assertEquals(lister.next(5000), { files: [], done: false, trouble: undefined });
  let listed = lister.next(5000);
  for (let i = 0; i < 10_000 && !listed.done; i++) listed = lister.next(5000);
  assertEquals(listed.trouble, "there are too many entries");
});

Deno.test("What was found before a fault counts, and the fault is told", () => {
  const lister = listing(function* () {
    yield { kind: "file", path: "/a", size: 1, mtime: 0 };
    yield { kind: "file", path: `/${"x".repeat(5000)}`, size: 1, mtime: undefined };
    yield { kind: "file", path: "/b", size: 2, mtime: 1e300 };
    throw new Error("The record is broken");
  });
  const { files, done, trouble } = lister.next(10);
  assert(done);
  assertEquals(trouble, "the record is broken");
  assertEquals(files, [
    { path: "/a", size: 1, modified: "1970-01-01T00:00:00.000Z" },
    { path: "/b", size: 2, modified: null },
  ]);
});

Deno.test("A portion of long paths is a short one, and none is lost", () => {
  const lister = listing(function* () {
    for (let i = 0; i < 100; i++) yield { kind: "file", path: `/${"x".repeat(4000)}${i}`, size: 1, mtime: 0 };
  });
  const sizes: number[] = [];
  for (let done = false; !done;) {
    const listed = lister.next(1000);
    sizes.push(listed.files.length);
    done = listed.done;
  }
  assertEquals(sizes.reduce((sum, size) => sum + size), 100);
  assertEquals(Math.max(...sizes), 17);
});

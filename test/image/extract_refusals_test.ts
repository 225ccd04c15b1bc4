// deno-lint-ignore-file no-sync-fn-in-async-fn
import { DiscglowError, StoppedError } from "../../lib/errors.ts";
import { denoTarget } from "../../lib/image/extract/deno_target.ts";
import { Extraction } from "../../lib/image/extract/extraction.ts";
import { openImage } from "../../lib/image/open.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { run } from "../support/peers.ts";
import { removeTree, tempFolder } from "../support/temp.ts";
import { data, isRoot, onLinux, plant } from "./extracted.ts";
import { type Planted, TIME, tinyImage } from "./tiny_image.ts";

Deno.test("extractImage() extracts through Deno's own calls where there is no C library", async () => {
  using folder = tempFolder();
  const bytes = tinyImage([
    { name: "d", mode: 0o040555, children: [{ name: "f", data, mode: 0o100640 }] },
    { name: "one", data, links: 2, serial: 5, extent: 20 },
    { name: "two", data, links: 2, serial: 5, extent: 20 },
    { name: "l", target: "d/f" },
    { name: "out", target: "/etc" },
    { name: "caf\xe9", data },
    { name: "fifo", mode: 0o010644 },
  ]);
  using image = await openImage(randomAccessOf(bytes));
  const messages: string[] = [];
  const options = {
    to: folder.at("out"),
    owner: false,
    onNotice: (n: { message: string }) => messages.push(n.message),
  };
  const result = await new Extraction(image, options).run(denoTarget);
  assertEquals([result.entries, result.refused], [6, 3]);
  assertEquals(messages, [
    "Cannot extract /caf\\xe9 (block 18): its name is not UTF-8",
    "Cannot extract /fifo (block 18): a fifo cannot be made on this system",
    'Cannot extract /out (block 18): its target "/etc" leads out of the target folder',
  ]);
  assertEquals(Deno.statSync(folder.at("out/d/f")).mode! & 0o777, 0o640);
  assertEquals(Deno.statSync(folder.at("out/d")).mtime!.getTime(), TIME * 1000);
  assertEquals(Deno.statSync(folder.at("out/one")).ino, Deno.statSync(folder.at("out/two")).ino);
  // The same again: nothing is replaced, and no planted link is followed.
  removeTree(folder.at("out/d"));
  Deno.symlinkSync(folder.make("elsewhere"), folder.at("out/d"));
  const again = await new Extraction(image, options).run(denoTarget);
  assertEquals([again.entries, again.refused], [1, 8]);
  assertEquals([...Deno.readDirSync(folder.at("elsewhere"))], []);
});

Deno.test("extractImage() writes nothing through links that were planted in the target folder", async () => {
  using folder = tempFolder();
  const outside = folder.make("outside");
  Deno.writeTextFileSync(`${outside}/file`, "untouched");
  const to = folder.make("out");
  Deno.symlinkSync(outside, `${to}/d`);
  Deno.symlinkSync(`${outside}/file`, `${to}/f`);
  Deno.symlinkSync(`${outside}/new`, `${to}/dangling`);
  const { refused, messages } = await plant([
    { name: "d", children: [{ name: "in", data }, { name: "deeper", children: [{ name: "in", data }] }] },
    { name: "f", data },
    { name: "dangling", data },
    { name: "good", data },
  ], { to });
  assertEquals(refused, 6);
  assertEquals(messages, [
    "Cannot extract /d (block 18): something that is no directory is already there",
    "Cannot extract /f (block 18): something of that name is already there",
    "Cannot extract /dangling (block 18): something of that name is already there",
  ]);
  assertEquals([...Deno.readDirSync(outside)].map((entry) => entry.name), ["file"]);
  assertEquals(Deno.readTextFileSync(`${outside}/file`), "untouched");
  assertEquals(Deno.readTextFileSync(`${to}/good`), "content\n");
});

Deno.test("extractImage() does not write through a link and a folder of the same name", async () => {
  using folder = tempFolder();
  const outside = folder.make("outside");
  for (const outsideLinks of [false, true]) {
    const { refused } = await plant([
      { name: "x", target: outside },
      { name: "x", children: [{ name: "evil", data }] },
      { name: "y", target: outside },
      { name: "y", data },
    ], { to: folder.at(`out-${outsideLinks}`), outsideLinks });
    assertEquals(refused, 2);
  }
  assertEquals([...Deno.readDirSync(outside)], []);
});

Deno.test("extractImage() refuses links that lead out, by every way", async () => {
  using folder = tempFolder();
  const children: Planted[] = [
    { name: "absolute", target: "/etc/passwd" },
    { name: "up", target: "../x" },
    { name: "winding", target: "d/../../x" },
    { name: "inside", target: "d/../d/f" },
    { name: "dangling", target: "nowhere/at/all" },
    { name: "loop", target: "loop" },
    {
      name: "d",
      children: [
        { name: "f", data },
        { name: "e", children: [] },
        { name: "toroot", target: ".." },
        { name: "through", target: "toroot/../x" },
        { name: "chain", target: "../absolute/more" },
        { name: "fine", target: "toroot/d/f" },
      ],
    },
    { name: "same", target: "d/e" },
    { name: "same", children: [] },
    { name: "tricky", target: "same/../../x" },
  ];
  const { messages, refused } = await plant(children, { to: folder.at("out") });
  const names = messages.map((message) =>
    /extract (\S+) .*leads out of the target folder/.exec(message)?.[1]
  );
  assertEquals(names.filter((name) => name !== undefined).sort(), [
    "/absolute",
    "/d/chain",
    "/d/through",
    "/tricky",
    "/up",
    "/winding",
  ]);
  assertEquals(refused, 7); // and "same", which a directory of that name has taken
  assertEquals(
    messages[0],
    'Cannot extract /absolute (block 18): its target "/etc/passwd" leads out of the target folder',
  );
  assertEquals(Deno.readLinkSync(folder.at("out/inside")), "d/../d/f");
  assertEquals(Deno.readTextFileSync(folder.at("out/d/fine")), "content\n");
  assertEquals(Deno.readLinkSync(folder.at("out/loop")), "loop");

  const { refused: still } = await plant(children, { to: folder.at("all"), outsideLinks: true });
  assertEquals(still, 1);
  assertEquals(Deno.readLinkSync(folder.at("all/absolute")), "/etc/passwd");
});

Deno.test("extractImage() leaves existing files and the attributes of existing folders alone", async () => {
  using folder = tempFolder();
  const to = folder.make("out");
  Deno.mkdirSync(`${to}/d`, { mode: 0o700 });
  Deno.writeTextFileSync(`${to}/d/f`, "mine");
  const children: Planted[] = [
    { name: "d", children: [{ name: "f", data, links: 2, serial: 9, extent: 20 }, { name: "g", data }] },
    { name: "h", data, links: 2, serial: 9, extent: 20 },
  ];
  const { messages, entries, refused } = await plant(children, { to });
  assertEquals([entries, refused], [4, 1]);
  assertEquals(messages, ["Cannot extract /d/f (block 19): something of that name is already there"]);
  assertEquals(Deno.readTextFileSync(`${to}/d/f`), "mine");
  assertEquals(Deno.readTextFileSync(`${to}/h`), "content\n");
  assertEquals(Deno.statSync(`${to}/d`).mode! & 0o777, 0o700);
  assert(Deno.statSync(`${to}/d/f`).ino !== Deno.statSync(`${to}/h`).ino);
});

Deno.test("extractImage() does not leave a set-user-ID file to another owner", async () => {
  using folder = tempFolder();
  await plant([{ name: "su", data, mode: 0o104755 }], { to: folder.at("out"), owner: false });
  assertEquals(Deno.statSync(folder.at("out/su")).mode! & 0o7777, 0o755);
});

Deno.test("extractImage() skips what cannot be read and leaves nothing of it", async () => {
  using folder = tempFolder();
  const { entries, refused, messages } = await plant([
    { name: "far", data, extent: 70000 },
    { name: "interleaved", data, unit: 2 },
    { name: "good", data },
  ], { to: folder.at("out") });
  assertEquals([entries, refused], [2, 2]);
  assertEquals(
    messages[0],
    "Cannot read /far (block 18): its 8 bytes from block 70000 end outside the image",
  );
  assertEquals([...Deno.readDirSync(folder.at("out"))].map((entry) => entry.name), ["good"]);
});

Deno.test("extractImage() skips a directory that cannot be listed", async () => {
  using folder = tempFolder();
  const { refused, messages, entries } = await plant([
    { name: "bad", children: [{ name: "..", data }] },
    { name: "good", data },
  ], { to: folder.at("out") });
  assertEquals([entries, refused], [3, 1]);
  assertEquals(messages, ['Cannot use an entry of /bad (block 19): it is named ".."']);
});

Deno.test("extractImage() stops, and removes the file it was at", async () => {
  using folder = tempFolder();
  const stop = new AbortController();
  stop.abort();
  await assertRejects(
    () => plant([{ name: "f", data }], { to: folder.at("out"), signal: stop.signal }),
    StoppedError,
  );
  assertEquals([...Deno.readDirSync(folder.at("out"))], []);
});

Deno.test("extractImage() refuses a target that is a file", async () => {
  using folder = tempFolder();
  Deno.writeTextFileSync(folder.at("file"), "");
  const error = await assertRejects(() => plant([], { to: folder.at("file") }), DiscglowError);
  assertEquals(error.message, `Cannot extract to ${folder.at("file")}: it is no directory`);
});

Deno.test(
  "extractImage() ends with one sentence when the disk is full",
  { ignore: !onLinux || !isRoot },
  async () => {
    using folder = tempFolder();
    const to = folder.make("small");
    if (run("mount", ["-t", "tmpfs", "-o", "size=256k", "none", to]).code !== 0) return; // no right to mount
    try {
      const large = new Uint8Array(2 ** 20).fill(1);
      const error = await assertRejects(
        () => plant([{ name: "a", data }, { name: "large", data: large }], { to }),
        DiscglowError,
      );
      assertEquals(error.message, "Cannot extract /large: no space left on device");
      assertEquals([...Deno.readDirSync(to)].map((entry) => entry.name), ["a"]);
    } finally {
      run("umount", [to]);
    }
  },
);

// deno-lint-ignore-file no-sync-fn-in-async-fn
import { UsageError } from "../../lib/errors.ts";
import { extractImage } from "../../lib/image/extract.ts";
import { openImage } from "../../lib/image/open.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../support/assert.ts";
import { peerTest, run } from "../support/peers.ts";
import { makeImage, type Maker } from "../support/peer_makers.ts";
import { tempFolder } from "../support/temp.ts";
import { data, extract, isRoot, onLinux, plant } from "./extracted.ts";
import { type Planted, TIME, tinyImage } from "./tiny_image.ts";

/** Every path below a folder, with what matters of each entry. */
function seen(root: string): string[] {
  const lines: string[] = [];
  const look = (path: string, shown: string) => {
    const status = Deno.lstatSync(path);
    const time = status.mtime!.getTime() / 1000;
    if (status.isSymlink) lines.push(`${shown} -> ${Deno.readLinkSync(path)} ${Math.floor(time)}`);
    else if (status.isDirectory) {
      lines.push(`${shown}/ ${(status.mode! & 0o7777).toString(8)} ${status.uid} ${Math.floor(time)}`);
      for (const { name } of [...Deno.readDirSync(path)].sort((a, b) => a.name < b.name ? -1 : 1)) {
        look(`${path}/${name}`, `${shown}/${name}`);
      }
    } else {
      const links = status.nlink! > 1 ? " linked" : "";
      const content = Deno.readTextFileSync(path);
      lines.push(
        `${shown} ${(status.mode! & 0o7777).toString(8)} ${status.uid} ${
          Math.floor(time)
        }${links} ${content}`,
      );
    }
  };
  look(root, "");
  return lines;
}

function makeTree(root: string): void {
  Deno.mkdirSync(`${root}/1/2/3/4/5/6/7/8/9/10`, { recursive: true });
  Deno.writeTextFileSync(`${root}/1/2/3/4/5/6/7/8/9/10/deep.txt`, "deep\n");
  Deno.writeTextFileSync(`${root}/${"n".repeat(255)}`, "long\n");
  Deno.writeTextFileSync(`${root}/one`, "one\n");
  Deno.linkSync(`${root}/one`, `${root}/two`);
  Deno.symlinkSync("1/2/../../one", `${root}/link`);
  Deno.writeTextFileSync(`${root}/script`, "#!\n");
  Deno.chmodSync(`${root}/script`, 0o4751);
  Deno.mkdirSync(`${root}/closed`);
  Deno.writeTextFileSync(`${root}/closed/in`, "in\n");
  Deno.chmodSync(`${root}/closed`, 0o555);
  for (const name of ["one", "script", "closed", "1"]) Deno.utimeSync(`${root}/${name}`, TIME, TIME);
}

for (const maker of ["xorriso", "genisoimage", "bsdtar"] as const satisfies readonly Maker[]) {
  peerTest(`extractImage() restores what ${maker} recorded`, [maker], async () => {
    using folder = tempFolder();
    makeTree(folder.make("tree"));
    makeImage(maker, folder.at("tree"), folder.at("image"), { rockRidge: true, joliet: false });
    using image = await openImage(folder.at("image"));
    const messages: string[] = [];
    const result = await extractImage(image, {
      to: folder.at("out"),
      owner: isRoot,
      onNotice: (notice) => messages.push(notice.message),
    });
    assertEquals(messages, []);
    assertEquals([result.refused, result.entries], [0, 19]);
    // genisoimage and bsdtar give all files the same modes.
    const strip = (line: string) => line.replace(/ \d+ (\d+ \d{9,})/, " $1");
    const both = [seen(folder.at("tree")), seen(folder.at("out"))];
    const [expected, actual] = maker === "xorriso" && isRoot ? both : both.map((lines) => lines.map(strip));
    assertEquals(actual, expected);
  });
}

Deno.test("extractImage() extracts only what is asked for, under its full path", async () => {
  using folder = tempFolder();
  const bytes = tinyImage([
    {
      name: "a",
      children: [{ name: "b", mode: 0o040711, children: [{ name: "f", data }] }, { name: "c", data }],
    },
    { name: "z", data },
  ]);
  const result = await extract(bytes, { to: folder.at("out"), paths: ["/a/b", "a/b/f", "/a/b"] });
  assertEquals([result.entries, result.refused, result.bytes], [4, 0, 8]);
  assertEquals(seen(folder.at("out")).map((line) => line.split(" ")[0]), ["/", "/a/", "/a/b/", "/a/b/f"]);
  assertEquals(Deno.statSync(folder.at("out/a/b")).mode! & 0o777, 0o711);
  const error = await assertRejects(
    () => extract(bytes, { to: folder.at("no"), paths: ["x", "z", "y"] }),
    UsageError,
  );
  assertEquals(error.message, "Cannot extract x, y: they are not in the image");
  await assertRejects(() => Deno.stat(folder.at("no")), Deno.errors.NotFound);
});

Deno.test({
  name: "extractImage() writes names of 255 bytes that are not UTF-8, on paths longer than PATH_MAX",
  ignore: !onLinux,
  fn: async () => {
    using folder = tempFolder();
    const steps = 30;
    let children: Planted[] = [{ name: "end", data }];
    for (let i = 0; i < steps; i++) children = [{ name: "\xff".repeat(255), children }];
    const { entries, refused, messages } = await plant(children, { to: folder.at("out") });
    assertEquals(messages, []);
    assertEquals([entries, refused], [steps + 2, 0]);
    assertEquals(run("find", [folder.at("out"), "-name", "end"]).stdout.length > steps * 256, true);
    assertEquals(run("rm", ["-rf", folder.at("out")]).code, 0);
  },
});

Deno.test("extractImage() keeps zeros of large files as holes", async () => {
  using folder = tempFolder();
  const large = new Uint8Array(3 * 2 ** 20 + 5);
  large.set(data, 2 ** 20 + 100);
  large[large.length - 1] = 7;
  const { bytes } = await plant([{ name: "large", data: large }, {
    name: "zeros",
    data: new Uint8Array(2 ** 20),
  }], {
    to: folder.at("out"),
  });
  assertEquals(bytes, large.length + 2 ** 20);
  assertEquals(Deno.readFileSync(folder.at("out/large")), large);
  assertEquals(Deno.readFileSync(folder.at("out/zeros")), new Uint8Array(2 ** 20));
  assert(Deno.statSync(folder.at("out/large")).blocks! * 512 <= 64 * 1024);
  assertEquals(Deno.statSync(folder.at("out/zeros")).blocks, 0);
});

Deno.test(
  "extractImage() makes hard links of files, links and FIFOs that are one",
  { ignore: !onLinux },
  async () => {
    using folder = tempFolder();
    const shared = { links: 2, serial: 3 };
    const { messages } = await plant([
      { name: "p", mode: 0o010600, links: 2, serial: 4 },
      { name: "q", mode: 0o010600, links: 2, serial: 4 },
      { name: "l", target: "x", links: 2, serial: 6 },
      { name: "m", target: "x", links: 2, serial: 6 },
      { name: "a", data, ...shared, extent: 19 },
      { name: "b", data, ...shared, extent: 19 },
      { name: "other", data, ...shared, extent: 18 }, // the same serial number, another file
      { name: "single", data, serial: 3, extent: 19 },
    ], { to: folder.at("out") });
    assertEquals(messages, []);
    const ino = (name: string) => Deno.lstatSync(folder.at(`out/${name}`)).ino;
    assertEquals(ino("a"), ino("b"));
    assertEquals(ino("p"), ino("q"));
    assertEquals(ino("l"), ino("m"));
    assert(ino("other") !== ino("a") && ino("single") !== ino("a"));
  },
);

Deno.test("extractImage() makes device nodes as root only", { ignore: !onLinux }, async () => {
  using folder = tempFolder();
  const { messages, refused } = await plant([{ name: "null", mode: 0o020640, device: [1, 3] }], {
    to: folder.at("out"),
  });
  if (!isRoot) {
    assertEquals(refused, 1);
    assertStringIncludes(messages[0]!, "only root can make device nodes");
    return;
  }
  assertEquals(messages, []);
  const status = Deno.lstatSync(folder.at("out/null"));
  assert(status.isCharDevice);
  assertEquals([status.rdev, status.mode! & 0o7777], [0x103, 0o640]);
});

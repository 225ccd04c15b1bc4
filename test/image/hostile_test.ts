import { ImageError } from "../../lib/errors.ts";
import { type Image, openImage } from "../../lib/image/open.ts";
import { type RandomAccess, randomAccessOf } from "../../lib/image/random_access.ts";
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../support/assert.ts";
import { continuation, latin1, type Planted, ROOT_BLOCK, tinyImage } from "./tiny_image.ts";

// Begins with a zero, so that it holds no record where it is taken for a directory.
const data = latin1("\0content");

/** Lists everything; the paths found and the faults told. */
async function listed(bytes: Uint8Array | RandomAccess): Promise<{ paths: string[]; faults: ImageError[] }> {
  const faults: ImageError[] = [];
  const source = bytes instanceof Uint8Array ? randomAccessOf(bytes) : bytes;
  using image = await openImage(source, { onFault: (fault) => faults.push(fault) });
  return { paths: [...image.walk()].map((entry) => entry.path), faults };
}

async function opened(children: readonly Planted[]): Promise<Image> {
  return await openImage(randomAccessOf(tinyImage(children)));
}

/** One planted fault: what is still found, and what the sentence must hold. */
async function expectFault(
  children: readonly Planted[],
  paths: readonly string[],
  sentence: string,
  severe = true,
): Promise<void> {
  const { paths: found, faults } = await listed(tinyImage(children));
  assertEquals(found, ["/", ...paths]);
  assertEquals(faults.map((fault) => fault.message), [sentence]);
  const [fault] = faults;
  assert(fault instanceof ImageError);
  assertStringIncludes(sentence, `(block ${Math.floor(fault.offset / 2048)})`);
  assert(/^(ECMA-119|SUSP|RRIP) \d/.test(fault.clause), fault.clause);
  using image = await opened(children);
  if (severe) {
    assertThrows(() => [...image.walk()], ImageError, sentence);
  } else {
    assertEquals([...image.walk()].length, paths.length + 1);
  }
}

Deno.test("walk() leaves out a directory that is its own ancestor", () =>
  expectFault(
    [{ name: "a", children: [{ name: "loop", children: [], extent: ROOT_BLOCK }] }, { name: "b", data }],
    ["/a", "/b"],
    "Cannot list /a/loop (block 19): it stands at block 18, where / above it stands",
  ));

Deno.test("walk() leaves out a directory where another one stands", () =>
  expectFault(
    [{ name: "a", children: [{ name: "x", data }] }, { name: "b", children: [], extent: 19 }],
    ["/a", "/a/x"],
    "Cannot list /b (block 18): it stands at block 19, where another directory stands",
  ));

Deno.test("walk() leaves out a directory that begins outside the image", () =>
  expectFault(
    [{ name: "far", children: [], extent: 0xfffffff0 }, { name: "b", data }],
    ["/b"],
    "Cannot list /far (block 18): it begins at block 4294967280, outside the image",
  ));

Deno.test("walk() lists what there is of a directory that claims 4 GiB", () =>
  expectFault(
    [{ name: "big", children: [{ name: "x", data }], size: 0xffffffff }],
    ["/big", "/big/x"],
    "Cannot list all of /big (block 18): its 4294967295 bytes from block 19 end outside the image",
  ));

Deno.test("walk() tells of a directory that is none", async () => {
  const children = [{ name: "not", children: [], extent: 20 }, { name: "text", data: latin1("content\n") }];
  const { paths, faults } = await listed(tinyImage(children));
  assertEquals(paths, ["/", "/not", "/text"]);
  const sentence =
    "Cannot list /not (block 20): what stands there is no directory: its first record is not for itself";
  assertEquals(faults.at(-1)!.message, sentence);
  using image = await opened(children);
  assertThrows(() => [...image.walk()], ImageError, sentence);
});

for (
  const [name, finding] of [
    [".", 'it is named "."'],
    ["..", 'it is named ".."'],
    ["a/b", 'its name holds "/"'],
    ["a\0b", "its name holds a NUL byte"],
  ] as const
) {
  Deno.test(`walk() leaves out an entry: ${finding}`, () =>
    expectFault(
      [{ name, data }, { name: "good", data }],
      ["/good"],
      `Cannot use an entry of / (block 18): ${finding}`,
    ));
}

Deno.test("walk() tells of continuation areas that lead back to themselves", () => {
  const loop = new Uint8Array(2048);
  loop.set(continuation(19, 0, 28));
  return expectFault(
    [{ name: "area", data: loop }, { name: "looping", data, extra: continuation(19, 0, 28) }],
    ["/area", "/looping"],
    "Cannot follow a continuation area (block 19): the area at block 19, byte 0 leads back to itself",
  );
});

Deno.test("walk() tells of continuation areas that are outside or gigantic", async () => {
  await expectFault(
    [{ name: "x", data, extra: continuation(999, 0, 28) }],
    ["/x"],
    "Cannot follow a continuation area (block 18): the area at block 999, byte 0 ends outside the image",
  );
  await expectFault(
    [{ name: "x", data, extra: continuation(18, 0, 0x7fffffff) }],
    ["/x"],
    "Cannot follow a continuation area (block 18): the area at block 18, byte 0 claims 2147483647 bytes",
  );
});

Deno.test("walk() leaves out a child link to something that is no directory", () =>
  expectFault(
    [{ name: "away", child: 19 }, { name: "x", data }],
    ["/x"],
    "Cannot list /away (block 18): there is no directory at block 19 that its child link names",
  ));

Deno.test("walk() tells of child links in a circle", () =>
  expectFault(
    [{ name: "a", children: [{ name: "again", child: 19 }] }],
    ["/a"],
    "Cannot list /a/again (block 19): it stands at block 19, where /a above it stands",
  ));

Deno.test("walk() lists a file that is outside the image, and tells of it", () =>
  expectFault(
    [{ name: "far", data, extent: 5000 }],
    ["/far"],
    "Cannot read all of /far (block 18): its 8 bytes from block 5000 end outside the image",
    false,
  ));

Deno.test("read() refuses a file whose extents claim more than the image has", async () => {
  const extents = Array.from({ length: 12 }, (_, i): Planted => ({
    name: "bomb",
    id: "BOMB.;1",
    extent: 0,
    size: 19 * 2048,
    flags: i < 11 ? 128 : 0,
  }));
  using image = await opened(extents);
  const bomb = image.find("bomb")!;
  assertEquals(bomb.extents.length, 12);
  assertThrows(() => [...image.read(bomb)], ImageError, "its 12 extents claim 466944 bytes");
});

Deno.test("walk() ends a file whose last extent is missing", () =>
  expectFault(
    [{ name: "open", id: "OPEN.;1", data, flags: 128 }, { name: "x", data }],
    ["/open", "/x"],
    "Cannot read all of /open (block 18): the record of its last extent is missing",
    false,
  ));

Deno.test("walk() goes on behind a broken record in the next block", async () => {
  const bytes = tinyImage([{ name: "a", data }]);
  bytes[18 * 2048 + 0x100] = 0;
  // The length of the first record that is not "." or ".." becomes 3.
  const view = bytes.subarray(18 * 2048, 19 * 2048);
  view[view[0]! + view[view[0]!]!] = 3;
  const { paths, faults } = await listed(bytes);
  assertEquals(paths, ["/"]);
  assertEquals(
    faults.at(-1)?.message.replace(/\(.*\)/, ""),
    "Cannot list all of / : a directory record cannot stand where it claims to",
  );
});

Deno.test("walk() gives up a directory of gigabytes without records", async () => {
  const bytes = tinyImage([{ name: "empty", children: [], size: 0xfffff800 }]);
  // An image of 5 GiB, zeros behind what is there.
  const image: RandomAccess = {
    ...randomAccessOf(bytes),
    size: 5 * 2 ** 30,
    readAt(position, into) {
      into.fill(0).set(bytes.subarray(position, position + into.length));
      return into.length;
    },
  };
  const before = performance.now();
  const { faults } = await listed(image);
  assert(performance.now() - before < 1000);
  assertStringIncludes(faults.at(-1)!.message, "512 of its blocks in a row hold no record");
});

Deno.test("walk() ends where directories claim each other's blocks", async () => {
  // Each of 40 directories claims to reach over all that follow.
  const children = Array.from({ length: 20 }, (_, i): Planted => ({
    name: `d${i}`,
    size: 2048 * (20 - i),
    children: [{ name: "x", data }],
  }));
  const { paths, faults } = await listed(tinyImage(children));
  assert(paths.length < 20 * 22, `${paths.length} paths`);
  assert(faults.length < 1000);
});

Deno.test("walk() does not follow directories beyond the depth that can be shown", async () => {
  const blocks = 4200;
  const bytes = new Uint8Array((ROOT_BLOCK + blocks) * 2048);
  const one = tinyImage([{ name: "d", children: [] }]);
  bytes.set(one.subarray(0, 19 * 2048));
  const directory = one.slice(18 * 2048, 19 * 2048);
  const child = directory[0]! + directory[directory[0]!]!;
  for (let i = 0; i < blocks - 1; i++) {
    const view = new DataView(directory.buffer);
    view.setUint32(2, ROOT_BLOCK + i, true);
    view.setUint32(child + 2, ROOT_BLOCK + i + 1, true);
    bytes.set(directory, (ROOT_BLOCK + i) * 2048);
  }
  const { paths, faults } = await listed(bytes);
  assertEquals(paths.length, 4097);
  assertStringIncludes(faults.at(-1)!.message, "it is more than 4096 levels deep");
});

Deno.test("openImage() refuses what is no image", async () => {
  for (
    const bytes of [
      new Uint8Array(0),
      new Uint8Array(100),
      new Uint8Array(40 * 2048),
      latin1("CD001".repeat(9000)),
    ]
  ) {
    const error = await assertRejects(() => openImage(randomAccessOf(bytes)), ImageError);
    assertEquals(
      error.message,
      "Cannot open the image: there is no primary volume descriptor, so it is no ISO 9660 image",
    );
  }
});

Deno.test("openImage() refuses blocks of another size", async () => {
  const bytes = tinyImage([]);
  bytes.set([0, 4, 4, 0], 16 * 2048 + 128);
  await assertRejects(
    () => openImage(randomAccessOf(bytes)),
    ImageError,
    "its logical blocks have 1024 bytes",
  );
});

Deno.test("openImage() tells of a volume that is longer than the image", async () => {
  const bytes = tinyImage([{ name: "x", data }]);
  const { faults, paths } = await listed(bytes.subarray(0, 19 * 2048));
  assertEquals(paths, ["/", "/x"]);
  assertEquals(faults.map((fault) => fault.message), [
    "Cannot trust the size of the volume (block 16): it claims 20 blocks, the image has 19",
    "Cannot read all of /x (block 18): its 8 bytes from block 19 end outside the image",
  ]);
});

// deno-lint-ignore-file no-sync-fn-in-async-fn
import { Buffer } from "node:buffer";
import { C, cString } from "../../ffi/libc.ts";
import { DiscglowError, StoppedError } from "../../lib/errors.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { planImage } from "../../lib/image/plan.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { busyTree } from "../support/busy_tree.ts";
import { ByteFolder, hasByteNames, theLibc } from "../support/byte_folder.ts";
import { collect } from "../support/image_of.ts";
import { leavesNothing } from "../support/left_over.ts";
import { mountImage } from "../support/mounts.ts";
import { tempFolder } from "../support/temp.ts";

const withLibc = { ignore: !hasByteNames() };

function assertSame(actual: Uint8Array, expected: Uint8Array): void {
  assertEquals(actual.length, expected.length);
  assertEquals(Buffer.compare(actual, expected), 0, "the bytes differ");
}

/** Runs a body with the writing end of a pipe; resolves to what came out of the other. */
async function throughPipe(body: (descriptor: number) => Promise<unknown>): Promise<Uint8Array> {
  using dir = tempFolder();
  using folder = ByteFolder.open(dir.path);
  folder.node("fifo", C.S_IFIFO);
  const reading = Deno.readFile(dir.at("fifo"));
  // The reader opens first, then opening for writing does not wait.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const descriptor = theLibc().open(cString(dir.at("fifo")), C.O_WRONLY | C.O_CLOEXEC, 0);
  try {
    await body(descriptor);
  } finally {
    theLibc().close(descriptor);
  }
  return await reading;
}

for (const megabytes of [0, 7]) {
  const how = megabytes === 0 ? "small" : "large";

  Deno.test(`writeImage() writes a ${how} image to a file as the stream gives it`, async () => {
    using dir = tempFolder();
    busyTree(dir.make("source"), megabytes);
    for (const options of [{ rockRidge: true, joliet: true }, { checksums: true }, { noPad: true }]) {
      const plan = await planImage({ source: dir.at("source"), ...options });
      const expected = await collect(plan);
      const progress: number[] = [];
      await leavesNothing(dir.path, async () => {
        const report = await writeImage(plan, { path: dir.at("image") }, {
          onProgress: (n) => progress.push(n),
        });
        assertEquals(report, { bytes: plan.size, changed: 0 });
      });
      assertSame(Deno.readFileSync(dir.at("image")), expected);
      assertEquals(progress.at(-1), plan.size);
      assert(progress.every((n, i) => i === 0 || n >= progress[i - 1]!), "progress goes back");
    }
  });

  Deno.test(`writeImage() overwrites a longer file with a ${how} image`, async () => {
    using dir = tempFolder();
    busyTree(dir.make("source"), megabytes);
    const plan = await planImage({ source: dir.at("source") });
    Deno.writeFileSync(dir.at("image"), new Uint8Array(plan.size + 5000).fill(0xee));
    await writeImage(plan, { path: dir.at("image") });
    assertSame(Deno.readFileSync(dir.at("image")), await collect(plan));
  });

  Deno.test(`writeImage() leaves a file alone that a ${how} image was to replace when it is stopped before`, async () => {
    using dir = tempFolder();
    busyTree(dir.make("source"), megabytes);
    const plan = await planImage({ source: dir.at("source") });
    Deno.writeTextFileSync(dir.at("image"), "precious");
    await assertRejects(
      () => writeImage(plan, { path: dir.at("image") }, { signal: AbortSignal.abort() }),
      StoppedError,
    );
    assertEquals(Deno.readTextFileSync(dir.at("image")), "precious");
  });

  Deno.test(`writeImage() tells why it cannot create a ${how} image`, async () => {
    using dir = tempFolder();
    busyTree(dir.make("source"), megabytes);
    const plan = await planImage({ source: dir.at("source") });
    const error = await assertRejects(() => writeImage(plan, { path: dir.at("no/image") }), DiscglowError);
    assertEquals(error.message, `Cannot create ${dir.at("no/image")}: no such file or directory`);
  });
}

Deno.test(
  "writeImage() by threads gives the same bytes to a pipe, a FIFO's path and a file",
  withLibc,
  async () => {
    using dir = tempFolder();
    busyTree(dir.make("source"), 7);
    Deno.writeFileSync(dir.at("source/multiple of 4096"), new Uint8Array(3 << 20).fill(7));
    for (
      const options of [{ rockRidge: true, joliet: true }, { checksums: true, noPad: true }] as PlanOptions[]
    ) {
      const plan = await planImage({ source: dir.at("source"), ...options });
      const expected = await collect(plan);
      assertSame(await throughPipe((descriptor) => writeImage(plan, { descriptor })), expected);
      await writeImage(plan, { path: dir.at("file") });
      assertSame(Deno.readFileSync(dir.at("file")), expected);
    }
    using folder = ByteFolder.open(dir.path);
    folder.node("fifo", C.S_IFIFO);
    const plan = await planImage({ source: dir.at("source") });
    const reading = Deno.readFile(dir.at("fifo"));
    await writeImage(plan, { path: dir.at("fifo") });
    assertSame(await reading, await collect(plan));
  },
);

for (const system of ["btrfs", "xfs"] as const) {
  Deno.test(`writeImage() gives the same bytes on ${system}, where files can share blocks`, async () => {
    using mounted = mountImage(system, 320 << 20);
    if (mounted === undefined) {
      // deno-lint-ignore no-console
      console.log(`(not tried: mkfs.${system} or a loop device is missing here)`);
      return;
    }
    Deno.mkdirSync(`${mounted.path}/source`);
    busyTree(`${mounted.path}/source`, 7);
    Deno.writeFileSync(`${mounted.path}/source/shared`, new Uint8Array((8 << 20) + 123).fill(7));
    for (const options of [{ rockRidge: true, joliet: true }, { checksums: true }, { noPad: true }]) {
      const plan = await planImage({ source: `${mounted.path}/source`, ...options });
      await writeImage(plan, { path: `${mounted.path}/image` });
      assertSame(Deno.readFileSync(`${mounted.path}/image`), await collect(plan));
    }
  });
}

Deno.test("writeImage() keeps holes as holes in a file", withLibc, async () => {
  using dir = tempFolder();
  dir.make("source");
  {
    using folder = ByteFolder.open(dir.at("source"));
    folder.sparse("holes", 64 << 20, [[0, "begin"], [33 << 20, "middle"], [(64 << 20) - 3, "end"]]);
  }
  const plan = await planImage({ source: dir.at("source") });
  await writeImage(plan, { path: dir.at("image") });
  assertSame(Deno.readFileSync(dir.at("image")), await collect(plan));
  const { blocks } = Deno.statSync(dir.at("image"));
  assert(blocks! * 512 < 4 << 20, `the image takes ${blocks! * 512} bytes`);
});

Deno.test("writeImage() gives an image its full length although it ends with a hole", withLibc, async () => {
  using dir = tempFolder();
  dir.make("source");
  {
    using folder = ByteFolder.open(dir.at("source"));
    folder.sparse("holes", 8 << 20, [[5, "x"]]);
  }
  const plan = await planImage({ source: dir.at("source"), noPad: true });
  await writeImage(plan, { path: dir.at("image") });
  assertSame(Deno.readFileSync(dir.at("image")), await collect(plan));
});

for (
  const [how, flags, before] of [["is appended to", 0o2000, 5000], ["is not empty", 0, 20 << 20]] as const
) {
  Deno.test(`writeImage() leaves no holes in a file that ${how}`, withLibc, async () => {
    using dir = tempFolder();
    dir.make("source");
    {
      using folder = ByteFolder.open(dir.at("source"));
      folder.sparse("holes", 8 << 20, [[5, "x"], [5 << 20, "y"]]);
    }
    const plan = await planImage({ source: dir.at("source") });
    Deno.writeFileSync(dir.at("image"), new Uint8Array(before).fill(0xee));
    const descriptor = theLibc().open(cString(dir.at("image")), C.O_WRONLY | flags, 0);
    try {
      await writeImage(plan, { descriptor });
    } finally {
      theLibc().close(descriptor);
    }
    const written = Deno.readFileSync(dir.at("image"));
    const from = flags === 0 ? 0 : before;
    assertSame(written.subarray(from, from + plan.size), await collect(plan));
  });
}

Deno.test("writeImage() writes behind what a descriptor has written before", withLibc, async () => {
  using dir = tempFolder();
  busyTree(dir.make("source"), 7);
  const plan = await planImage({ source: dir.at("source") });
  const descriptor = theLibc().open(cString(dir.at("image")), C.O_WRONLY | C.O_CREAT, 0o600);
  try {
    theLibc().write(descriptor, new Uint8Array(100).fill(1), 100);
    await writeImage(plan, { descriptor });
  } finally {
    theLibc().close(descriptor);
  }
  assertSame(Deno.readFileSync(dir.at("image")).subarray(100), await collect(plan));
});

// deno-lint-ignore-file no-sync-fn-in-async-fn
import { C, cString } from "../../ffi/libc.ts";
import { BrokenPipeError, DiscglowError, StoppedError } from "../../lib/errors.ts";
import { checkImage } from "../../lib/image/check.ts";
import { planImage } from "../../lib/image/plan.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { ByteFolder, hasByteNames, theLibc } from "../support/byte_folder.ts";
import { leavesNothing } from "../support/left_over.ts";
import { canMount, mountTmpfs } from "../support/mounts.ts";
import { tempFolder } from "../support/temp.ts";

const MIB = 1 << 20;
const withLibc = { ignore: !hasByteNames() };

/** A folder `source` with a file of so many bytes, or with so many small ones. */
function sourceIn(path: string, bytes: number, files = 1): string {
  Deno.mkdirSync(`${path}/source`);
  for (let i = 0; i < files; i++) {
    Deno.writeFileSync(
      `${path}/source/file-${i}`,
      new Uint8Array(Math.floor(bytes / files)).fill(1 + i % 250),
    );
  }
  return `${path}/source`;
}

/** Both ends of a FIFO, opened without waiting. */
function openFifo(path: string): { readonly reader: Deno.FsFile; readonly writer: number; close(): void } {
  {
    using folder = ByteFolder.open(path);
    folder.node("fifo", C.S_IFIFO);
  }
  const both = theLibc().open(cString(`${path}/fifo`), C.O_RDWR | C.O_CLOEXEC, 0);
  const reader = Deno.openSync(`${path}/fifo`);
  const writer = theLibc().open(cString(`${path}/fifo`), C.O_WRONLY | C.O_CLOEXEC, 0);
  theLibc().close(both);
  return {
    reader,
    writer,
    close: () => void theLibc().close(writer),
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function drain(reader: Deno.FsFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const buffer = new Uint8Array(MIB);
  for (let got = await reader.read(buffer); got !== null; got = await reader.read(buffer)) {
    parts.push(buffer.slice(0, got));
  }
  reader.close();
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

for (
  const [how, size, files] of [["one large file", 40 * MIB, 1], ["many files", 12 * MIB, 600], [
    "little",
    3 * MIB,
    3,
  ]] as const
) {
  Deno.test({
    name: `a disc that is full with an image of ${how} gives one sentence, and the file is removed`,
    ignore: !canMount(),
    async fn() {
      using dir = tempFolder();
      const plan = await planImage({ source: sourceIn(dir.path, size, files) });
      using full = mountTmpfs(dir.at("full"), 2 * MIB);
      const path = `${full.path}/image`;
      await leavesNothing(dir.path, async () => {
        const error = await assertRejects(() => writeImage(plan, { path }), DiscglowError);
        assertEquals(error.message, `Cannot write the image to ${path}: no space left on device`);
        assertEquals(error.hint, "make room, or let fit= tell beforehand");
      });
      assertEquals([...Deno.readDirSync(full.path)], []);
    },
  });
}

Deno.test("a reader of a pipe that goes away ends the work with BrokenPipeError", withLibc, async () => {
  for (const files of [1, 600]) {
    using dir = tempFolder();
    const plan = await planImage({ source: sourceIn(dir.path, 20 * MIB, files) });
    const { reader, writer, close } = openFifo(dir.path);
    await leavesNothing(dir.path, async () => {
      const writing = assertRejects(() => writeImage(plan, { descriptor: writer }), BrokenPipeError);
      await reader.read(new Uint8Array(100_000));
      reader.close();
      const error = await writing;
      assertEquals(error.message, "Cannot write to standard output: its reader has gone away");
    });
    close();
  }
});

Deno.test(
  "a pipe that nobody reads holds the work, and lets it go on when it is read",
  withLibc,
  async () => {
    for (const files of [1, 40]) {
      using dir = tempFolder();
      const plan = await planImage({ source: sourceIn(dir.path, 80 * MIB, files) });
      const { reader, writer, close } = openFifo(dir.path);
      let progress = 0;
      const writing = writeImage(plan, { descriptor: writer }, { onProgress: (bytes) => progress = bytes });
      await sleep(700);
      const held = progress;
      assert(held <= 2 * MIB, `${held} bytes went into a pipe that nobody reads`);
      await sleep(400);
      assertEquals(progress, held);
      const read = drain(reader);
      await writing;
      close();
      assertEquals((await read).length, plan.size);
    }
  },
);

Deno.test("a signal ends the work although nobody reads the pipe", withLibc, async () => {
  for (const files of [1, 600]) {
    using dir = tempFolder();
    const plan = await planImage({ source: sourceIn(dir.path, 20 * MIB, files) });
    const { reader, writer, close } = openFifo(dir.path);
    const controller = new AbortController();
    const writing = writeImage(plan, { descriptor: writer }, { signal: controller.signal });
    await sleep(400);
    const outcome = writing.then(() => "finished", (error) => error);
    controller.abort();
    const first = await Promise.race([outcome, sleep(3000).then(() => "hangs")]);
    reader.close();
    await outcome;
    close();
    assert(first instanceof StoppedError, `${first}`);
  }
});

Deno.test("a signal ends the work on a file, which is removed, and no thread is left", async () => {
  for (const size of [3 * MIB, 200 * MIB]) {
    using dir = tempFolder();
    const plan = await planImage({ source: sourceIn(dir.path, size, 4) });
    await leavesNothing(dir.path, async () => {
      const controller = new AbortController();
      const writing = writeImage(plan, { path: dir.at("image") }, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      await assertRejects(() => writing, StoppedError, "Stopped while");
    });
    assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name), ["source"]);
  }
});

Deno.test(
  "a large file that is cut in the middle of its way through a pipe is filled, named and valid",
  withLibc,
  async () => {
    using dir = tempFolder();
    const source = sourceIn(dir.path, 30 * MIB);
    const plan = await planImage({ source });
    const { reader, writer, close } = openFifo(dir.path);
    const named: string[] = [];
    const writing = writeImage(plan, { descriptor: writer }, { onNotice: ({ path }) => named.push(path) });
    const first = new Uint8Array(MIB);
    const got = (await reader.read(first))!;
    await sleep(100);
    Deno.truncateSync(`${source}/file-0`, 12 * MIB + 321);
    const rest = drain(reader);
    assertEquals((await writing).changed, 1);
    close();
    const image = new Uint8Array(plan.size);
    image.set(first.subarray(0, got));
    const tail = await rest;
    assertEquals(got + tail.length, plan.size);
    image.set(tail, got);
    assertEquals(named, ["/file-0"]);
    const from = [...plan.list()].find(({ path }) => path === "/file-0")!.extent * 2048;
    const cut = from + 12 * MIB + 321;
    assert(image.subarray(from, cut).every((byte) => byte === 1), "what was there is lost");
    assert(image.subarray(cut).every((byte) => byte === 0), "what is missing is not zeros");
  },
);

Deno.test("a large file that is cut while it is written to a file leaves a valid image of full length", async () => {
  using dir = tempFolder();
  const source = sourceIn(dir.path, 64 * MIB);
  const plan = await planImage({ source });
  const writing = writeImage(plan, { path: dir.at("image") });
  await sleep(60);
  Deno.truncateSync(`${source}/file-0`, 5 * MIB);
  await writing;
  assertEquals(Deno.statSync(dir.at("image")).size, plan.size);
  const { findings } = await checkImage(dir.at("image"));
  assertEquals(findings.filter(({ severity }) => severity === "error"), []);
});

Deno.test("an unfinished file that somebody has removed already does not hide what ended the work", async () => {
  using dir = tempFolder();
  const plan = await planImage({ source: sourceIn(dir.path, 3 * MIB, 3) });
  const controller = new AbortController();
  const onProgress = () => {
    if (!controller.signal.aborted) Deno.removeSync(dir.at("image"));
    controller.abort();
  };
  const { signal } = controller;
  await assertRejects(
    () => writeImage(plan, { path: dir.at("image") }, { signal, onProgress }),
    StoppedError,
  );
});

Deno.test({
  name: "a device node that cannot take the image is not removed",
  ignore: !canMount(),
  async fn() {
    using dir = tempFolder();
    const plan = await planImage({ source: sourceIn(dir.path, 6 * MIB) });
    using folder = ByteFolder.open(dir.path);
    folder.node("full", C.S_IFCHR, 1, 7);
    const error = await assertRejects(() => writeImage(plan, { path: dir.at("full") }), DiscglowError);
    assertEquals(error.message, `Cannot write the image to ${dir.at("full")}: no space left on device`);
    assert(Deno.statSync(dir.at("full")).isCharDevice);
  },
});

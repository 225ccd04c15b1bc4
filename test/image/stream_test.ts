// deno-lint-ignore-file no-sync-fn-in-async-fn
import { Buffer } from "node:buffer";
import { DiscglowError, StoppedError } from "../../lib/errors.ts";
import { ImageBytes } from "../../lib/image/image_bytes.ts";
import type { ImageLayout } from "../../lib/image/layout/layout.ts";
import { layoutOf, planImage } from "../../lib/image/plan.ts";
import { imageStream } from "../../lib/image/stream.ts";
import { WORTH_THREADS } from "../../lib/image/threads/readers.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { busyTree } from "../support/busy_tree.ts";
import { collect, imageOf, recordNamed, recordsIn, rootRecords } from "../support/image_of.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";

Deno.test("imageStream() by reader threads gives the bytes that one thread gives", async () => {
  using dir = tempFolder();
  busyTree(dir.path, 7);
  for (const options of [{ rockRidge: true, joliet: true }, { checksums: true, noPad: true }]) {
    const plan = await planImage({ source: dir.path, ...options });
    assert(plan.size > WORTH_THREADS, "the image is too small for threads");
    const streamed = await collect(plan);
    using bytes = new ImageBytes(layoutOf(plan), () => {});
    const own = new Uint8Array(plan.size);
    bytes.read(0, own);
    if (options.checksums) {
      const list = recordNamed(rootRecords(streamed), "SHA256SU.TXT;1");
      assert(own.subarray(list.extent * 2048, list.extent * 2048 + list.size).every((byte) => byte === 0));
      own.set(streamed.subarray(list.extent * 2048, list.extent * 2048 + list.size), list.extent * 2048);
    }
    assertEquals(Buffer.compare(own, streamed), 0);
  }
});

for (const megabytes of [0, 7]) {
  const how = megabytes === 0 ? "one thread" : "threads";

  Deno.test(`imageStream() by ${how} fills sha256sums.txt with the SHA-256 of what is in the image`, async () => {
    using dir = tempFolder();
    busyTree(dir.path, megabytes);
    Deno.writeTextFileSync(dir.at("b/back\\slash\nand line"), "odd name");
    const { bytes } = await imageOf({ source: dir.path, rockRidge: true, level: 4, checksums: true });
    const root = rootRecords(bytes, 17);
    const list = recordNamed(root, "sha256sums.txt");
    const content = bytes.subarray(list.extent * 2048, list.extent * 2048 + list.size);
    const lines = Array.from(content, (byte) => String.fromCharCode(byte)).join("").trimEnd().split("\n");
    let files = 0;
    for (const line of lines) {
      const escaped = line.startsWith("\\");
      const [, sum, name] = /^\\?([0-9a-f]{64}) {2}(.*)$/.exec(line)!;
      const path = escaped
        ? name!.replace(/\\(.)/g, (_, c) => c === "n" ? "\n" : c === "r" ? "\r" : "\\")
        : name!;
      let records = root;
      const parts = path.split("/");
      for (const folder of parts.slice(0, -1)) records = recordsIn(bytes, records, folder);
      // The tree of ISO 9660:1999 holds 207 bytes of a name.
      const { extent, size } = recordNamed(records, parts.at(-1)!.slice(0, 207));
      const digest = await crypto.subtle.digest("SHA-256", bytes.slice(extent * 2048, extent * 2048 + size));
      const expected = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
        "",
      );
      assertEquals([path, sum], [path, expected]);
      files++;
    }
    assertEquals(files, 70 + 2 + megabytes + (Deno.build.os === "linux" ? 3 : 0));
  });

  Deno.test(`imageStream() by ${how} stops at its signal and leaves nothing behind`, async () => {
    using dir = tempFolder();
    busyTree(dir.path, megabytes);
    const plan = await planImage({ source: dir.path });
    await leavesNothing(dir.path, async () => {
      const controller = new AbortController();
      const reader = plan.stream({ signal: controller.signal }).getReader();
      await reader.read();
      controller.abort();
      await assertRejects(async () => {
        while (!(await reader.read()).done);
      }, StoppedError);
    });
  });

  Deno.test(`imageStream() by ${how} lets go of everything at its signal although nobody reads on`, async () => {
    using dir = tempFolder();
    busyTree(dir.path, megabytes);
    const plan = await planImage({ source: dir.path });
    await leavesNothing(dir.path, async () => {
      const controller = new AbortController();
      const reader = plan.stream({ signal: controller.signal }).getReader();
      await reader.read();
      controller.abort();
    });
  });

  Deno.test(`imageStream() by ${how} that is aborted beforehand gives no byte`, async () => {
    using dir = tempFolder();
    busyTree(dir.path, megabytes);
    const plan = await planImage({ source: dir.path });
    await leavesNothing(dir.path, async () => {
      const reader = plan.stream({ signal: AbortSignal.abort() }).getReader();
      await assertRejects(() => reader.read(), StoppedError);
    });
  });

  Deno.test(`imageStream() by ${how} is cancelled at once and leaves nothing behind`, async () => {
    using dir = tempFolder();
    busyTree(dir.path, megabytes);
    const plan = await planImage({ source: dir.path });
    for (const chunks of [0, 1, 3]) {
      await leavesNothing(dir.path, async () => {
        const reader = plan.stream().getReader();
        for (let i = 0; i < chunks; i++) await reader.read();
        await reader.cancel();
      });
    }
    await leavesNothing(dir.path, async () => {
      for await (const _ of plan.stream()) break;
    });
  });
}

Deno.test("imageStream() makes no more than fits into its ring while nobody reads", async () => {
  using dir = tempFolder();
  for (let i = 0; i < 30; i++) Deno.writeFileSync(dir.at(`${i + 10}`), new Uint8Array(1 << 20).fill(1));
  const plan = await planImage({ source: dir.path });
  const reader = plan.stream().getReader();
  const { value } = await reader.read();
  assert(value!.length <= 1 << 18);
  await new Promise((resolve) => setTimeout(resolve, 200));
  // What has not been read yet shows what has become of the file since.
  Deno.writeFileSync(dir.at("39"), new Uint8Array(1 << 20).fill(2));
  let last: Uint8Array | undefined;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (next.value.some((byte) => byte !== 0)) last = next.value;
  }
  assert(last!.some((byte) => byte === 2), "the whole image was made beforehand");
});

Deno.test("imageStream() tells in one sentence of a reader thread that dies, and does not hang", async () => {
  using dir = tempFolder();
  busyTree(dir.path, 7);
  const layout = layoutOf(await planImage({ source: dir.path }));
  const broken: ImageLayout = { ...layout, hierarchies: [{ ...layout.hierarchies[0]!, identifiers: null! }] };
  const error = await assertRejects(async () => {
    for await (const _ of imageStream(broken, {}));
  }, DiscglowError);
  assert(!error.message.includes("\n"), error.message);
  assert(/null/.test(`${error.message} ${error.cause}`), `the reader's own words are lost: ${error.message}`);
});

Deno.test("imageStream() pipes to a slow writer", async () => {
  using dir = tempFolder();
  busyTree(dir.path, 7);
  const plan = await planImage({ source: dir.path });
  let bytes = 0;
  await plan.stream().pipeTo(
    new WritableStream({
      async write(chunk) {
        bytes += chunk.length;
        if (bytes % (1 << 20) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      },
    }),
  );
  assertEquals(bytes, plan.size);
});

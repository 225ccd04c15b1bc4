// deno-lint-ignore-file no-sync-fn-in-async-fn
import { C, cString, libc } from "../../ffi/libc.ts";
import { StoppedError } from "../../lib/errors.ts";
import { planImage } from "../../lib/image/plan.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assert, assertEquals, assertRejects } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

const linuxOnly = Deno.build.os !== "linux";

for (const [what, bytes] of [["small", 100], ["large", 12 << 20]] as const) {
  Deno.test({
    name: `writeImage() fills a pipe that never blocks with a ${what} image, however slowly it is read`,
    ignore: linuxOnly,
    async fn() {
      using dir = tempFolder();
      Deno.writeFileSync(`${dir.make("source")}/file`, new Uint8Array(bytes).fill(7));
      const plan = await planImage({ source: dir.at("source") });
      await writeImage(plan, { path: dir.at("expected") });
      new Deno.Command("mkfifo", { args: [dir.at("fifo")] }).outputSync();
      const flags = C.O_RDWR | C.O_NONBLOCK | C.O_CLOEXEC;
      const descriptor = libc()!.open(cString(dir.at("fifo")), flags, 0);
      try {
        const script = `sleep 0.5; head -c ${plan.size} fifo | cmp - expected`;
        const reader = new Deno.Command("bash", { args: ["-c", script], cwd: dir.path }).spawn();
        await writeImage(plan, { descriptor });
        assertEquals((await reader.status).code, 0);
      } finally {
        libc()!.close(descriptor);
      }
    },
  });
}

Deno.test("writeImage() removes the file that it began and leaves the link that led to it", async () => {
  using dir = tempFolder();
  Deno.writeFileSync(`${dir.make("source")}/file`, new Uint8Array(12 << 20));
  Deno.symlinkSync("real.iso", dir.at("link.iso"));
  const plan = await planImage({ source: dir.at("source") });
  const stop = new AbortController();
  const onProgress = () => stop.abort();
  const onNotice = () => stop.abort();
  Deno.truncateSync(dir.at("source/file"), 5);
  await assertRejects(
    () => writeImage(plan, { path: dir.at("link.iso") }, { signal: stop.signal, onProgress, onNotice }),
    StoppedError,
  );
  assert(Deno.lstatSync(dir.at("link.iso")).isSymlink);
  assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name).sort(), ["link.iso", "source"]);
});

Deno.test("planImage() lets an image lie in its source where the scan does not come", async () => {
  using dir = tempFolder();
  dir.make("out");
  Deno.writeTextFileSync(dir.at("file"), "x");
  const output = dir.at("out/a.iso");
  await assertRejects(() => planImage({ source: dir.path, output }), Error, "lies inside the source");
  assertEquals((await planImage({ source: dir.path, output, exclude: ["/out"] })).entries, 2);
  assertEquals((await planImage({ source: dir.path, output: "/dev/null" })).entries, 3);
});

import { SharedFile } from "../../lib/recorder/source/shared_file.ts";
import { DiscglowError } from "../../lib/errors.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../support/assert.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { noise } from "./virtual_job.ts";

/** Reads a stream to its end, pausing now and then; gives up after so many chunks. */
async function consume(
  stream: ReadableStream<Uint8Array>,
  pause: () => number,
  most = Infinity,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  for (let i = 0; i < most; i++) {
    for (let turns = pause(); turns > 0; turns--) await new Promise((resolve) => setTimeout(resolve));
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(new Uint8Array(value));
  }
  await reader.cancel();
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

Deno.test("streams that keep step share one reading of the file", async () => {
  using dir = tempFolder();
  const bytes = noise(1_000_001, 1);
  await Deno.writeFile(dir.at("a"), bytes);
  const file = new SharedFile(dir.at("a"), { chunk: 4096, window: 65536 });
  const streams = [file.stream(), file.stream(), file.stream()];
  assertEquals(file.together, 3);
  file.close();
  for (const got of await Promise.all(streams.map((stream) => consume(stream, () => 0)))) {
    assertEquals(got, bytes);
  }
  assertEquals(file.read, bytes.length);
});

Deno.test("a stream that stands still holds nobody up, and goes on by itself", async () => {
  using dir = tempFolder();
  const bytes = noise(500_000, 2);
  await Deno.writeFile(dir.at("a"), bytes);
  const file = new SharedFile(dir.at("a"), { chunk: 4096, window: 16384 });
  const [fast, slow] = [file.stream(), file.stream()];
  file.close();
  const reader = slow.getReader();
  const { value: first } = await reader.read();
  assertEquals(await consume(fast, () => 0), bytes);
  assertEquals(file.together, 0);
  reader.releaseLock();
  const rest = await consume(slow, () => 0);
  assertEquals([first!.length + rest.length, rest], [bytes.length, bytes.slice(first!.length)]);
});

Deno.test("slow, fast and aborting consumers all get the bytes of the file (100 seeds)", async () => {
  using dir = tempFolder();
  for (let seed = 1; seed <= 100; seed++) {
    const random = new Random(seed);
    const bytes = noise(random.below(60_000), seed);
    await Deno.writeFile(dir.at("a"), bytes);
    const chunk = 512 << random.below(4);
    const file = new SharedFile(dir.at("a"), { chunk, window: chunk * (1 + random.below(6)) });
    const consumers: Promise<void>[] = [];
    const count = 1 + random.below(5);
    for (let i = 0; i < count; i++) {
      const slowness = random.one([0, 0, 0.2, 0.6]);
      const most = random.chance(0.3) ? random.below(20) : Infinity;
      // One of them comes when the others are under way.
      if (random.chance(0.3)) await new Promise((resolve) => setTimeout(resolve));
      const stream = file.stream();
      consumers.push((async () => {
        const got = await consume(stream, () => random.chance(slowness) ? 1 + random.below(3) : 0, most);
        assertEquals(got, bytes.slice(0, most === Infinity ? undefined : got.length), `seed ${seed}`);
        assert(most === Infinity || got.length === Math.min(bytes.length, most * chunk), `seed ${seed}`);
      })());
    }
    file.close();
    await Promise.all(consumers);
  }
});

Deno.test("a stream that has fallen behind does not go on in another file", async () => {
  using dir = tempFolder();
  await Deno.writeFile(dir.at("a"), noise(100_000, 3));
  const file = new SharedFile(dir.at("a"), { chunk: 1024, window: 2048 });
  const [fast, slow] = [file.stream(), file.stream()];
  file.close();
  await consume(fast, () => 0);
  await Deno.writeFile(dir.at("b"), noise(100_000, 4));
  await Deno.rename(dir.at("b"), dir.at("a"));
  const error = await assertRejects(() => consume(slow, () => 0), DiscglowError);
  assertEquals(error.message, `Cannot read ${dir.at("a")}: it is another file than before`);
});

Deno.test("a file that is not there, or no longer wanted, gives no stream", () => {
  using dir = tempFolder();
  assertThrows(() => new SharedFile(dir.at("a")), DiscglowError, "no such file");
  Deno.writeFileSync(dir.at("a"), new Uint8Array(10));
  const file = new SharedFile(dir.at("a"));
  file.close();
  assertThrows(() => file.stream(), DiscglowError, "it was closed");
});

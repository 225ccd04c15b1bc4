import { Ring } from "../../lib/ring/ring.ts";
import { StreamedSource } from "../../lib/recorder/job/stream_source.ts";
import { Control } from "../../lib/recorder/threads/control.ts";
import { assert, assertEquals } from "../support/assert.ts";

const CHUNK = 1 << 20;

/** So many mebibytes, each in memory of its own. */
function mebibytes(count: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent++ === count) return controller.close();
      controller.enqueue(new Uint8Array(CHUNK));
    },
  });
}

function reading(source: StreamedSource, ring: Ring) {
  return source.read({ ring: ring.data, bytes: undefined, checksums: false, sha256: false, again: false });
}

Deno.test("StreamedSource keeps nothing of what it has handed over", async () => {
  const ring = Ring.create(4, 256 << 10);
  const control = new Control();
  const source = new StreamedSource({ stream: mebibytes(768) }, control);
  const before = Deno.memoryUsage().external;
  const read = reading(source, ring);
  // A wait for the ring does not keep the program running.
  const running = setInterval(() => {}, 50);
  for (let fill = 0; await ring.takeLater(fill) !== undefined; fill++) ring.release(fill);
  clearInterval(running);
  assertEquals([(await read).end, (await read).bytes], ["ended", 768 * CHUNK]);
  const kept = Deno.memoryUsage().external - before;
  assert(kept < 384 * CHUNK, `${kept} bytes are kept`);
  await source.close();
});

Deno.test("StreamedSource ends its wait for a stream that gives nothing, now and later", async () => {
  const source = new StreamedSource({ stream: new ReadableStream() }, new Control());
  const opening = source.open();
  source.halt();
  assertEquals((await opening).head.length, 0);
  const ring = Ring.create(2, 4096);
  assertEquals((await reading(source, ring)).end, "stopped");
  await source.close();
});

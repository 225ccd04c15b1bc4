import { isoImageBytes } from "../../lib/image/volume_bytes.ts";
import { assertEquals } from "../support/assert.ts";
import { BLOCK, soundImage } from "../support/plant.ts";
import { tinyImage } from "./tiny_image.ts";

const HEAD = 65536;

Deno.test("isoImageBytes() tells the length of an image from its first 64 KiB", async () => {
  const sound = await soundImage();
  assertEquals(isoImageBytes(sound.subarray(0, HEAD)), sound.length);
  const tiny = tinyImage([]);
  assertEquals(isoImageBytes(tiny), tiny.length);
});

Deno.test("isoImageBytes() knows no length of what is no image, or too short to tell", async () => {
  const sound = await soundImage();
  for (const head of [new Uint8Array(0), new Uint8Array(HEAD), sound.subarray(0, 17 * BLOCK - 1)]) {
    assertEquals(isoImageBytes(head), undefined);
  }
});

Deno.test("isoImageBytes() believes no impossible size", async () => {
  const sound = (await soundImage()).slice(0, HEAD);
  const view = new DataView(sound.buffer);
  const changed = (at: number, set: () => void): number | undefined => {
    const before = sound.slice(16 * BLOCK + at, 16 * BLOCK + at + 8);
    set();
    const bytes = isoImageBytes(sound);
    sound.set(before, 16 * BLOCK + at);
    return bytes;
  };
  assertEquals(changed(80, () => view.setUint32(16 * BLOCK + 80, 16, true)), undefined);
  assertEquals(changed(128, () => view.setUint16(16 * BLOCK + 128, 0, true)), undefined);
  assertEquals(changed(128, () => view.setUint16(16 * BLOCK + 128, 777, true)), undefined);
  const most = 0xFFFFFFFF;
  assertEquals(changed(80, () => view.setUint32(16 * BLOCK + 80, most, true)), most * BLOCK);
});

Deno.test("isoImageBytes() leaves the length open where a UDF volume shares the image", async () => {
  const sound = (await soundImage()).slice(0, HEAD);
  const at = 20 * BLOCK;
  sound.fill(0, at, at + BLOCK);
  sound.set(new TextEncoder().encode("\0NSR03\x01"), at);
  assertEquals(isoImageBytes(sound), undefined);
});

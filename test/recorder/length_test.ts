import { lengthOf } from "../../lib/recorder/job/length.ts";
import { assert, assertEquals } from "../support/assert.ts";

const HEAD = new Uint8Array(16);
const image = () => 5000;
const none = () => undefined;

Deno.test("lengthOf believes the user first", () => {
  const source = { name: "s", kind: "file", bytes: 9000, head: HEAD } as const;
  assertEquals(lengthOf(source, 100, image).bytes, 100);
});

Deno.test("lengthOf takes a file and a disc as long as they are, whatever image they hold", () => {
  for (const kind of ["file", "drive"] as const) {
    assertEquals(lengthOf({ name: "s", kind, bytes: 9000, head: HEAD }, undefined, image).bytes, 9000);
  }
});

Deno.test("lengthOf takes a pipe as long as the image in its first bytes, or does not know", () => {
  for (const kind of ["pipe", "stream"] as const) {
    const source = { name: "s", kind, bytes: undefined, head: HEAD };
    assertEquals(lengthOf(source, undefined, image).bytes, 5000);
    assertEquals(lengthOf(source, undefined, none).bytes, undefined);
    assertEquals(lengthOf(source, undefined, undefined).bytes, undefined);
  }
});

Deno.test("lengthOf takes of a partition only the image in it, and says so", () => {
  const source = { name: "/dev/sdb1", kind: "device", bytes: 9000, head: HEAD } as const;
  const { bytes, notice } = lengthOf(source, undefined, image);
  assertEquals(bytes, 5000);
  assert(notice!.includes("/dev/sdb1"));
  assertEquals(lengthOf(source, undefined, none), { bytes: 9000, notice: undefined });
  assertEquals(lengthOf({ ...source, bytes: 5000 }, undefined, image), { bytes: 5000, notice: undefined });
});

Deno.test("lengthOf says when there is less than the image in it promises", () => {
  for (const kind of ["file", "device", "drive"] as const) {
    const { bytes, notice } = lengthOf({ name: "short", kind, bytes: 4000, head: HEAD }, undefined, image);
    assertEquals([bytes, notice], [4000, "short ends after 4000 of the 5000 bytes of the image in it"]);
  }
});

import { get16, get24, get32, get64, getText, put16, put24, put32 } from "../../lib/scsi/big_endian.ts";
import { assertEquals } from "../support/assert.ts";

const bytes = Uint8Array.of(0xff, 0xfe, 0xfd, 0xfc, 0x80, 0, 0, 1);

Deno.test("Numbers are read with the most significant byte first, without a sign", () => {
  assertEquals(
    [get16(bytes, 0), get24(bytes, 0), get32(bytes, 0), get32(bytes, 4)],
    [0xfffe, 0xfffefd, 0xfffefdfc, 0x80000001],
  );
  assertEquals(get64(Uint8Array.of(0, 0, 0, 2, 0x80, 0, 0, 1), 0), 2 * 2 ** 32 + 0x80000001);
});

Deno.test("Bytes that are not there are zero", () => {
  assertEquals([get16(bytes, 7), get32(bytes, 6), get32(bytes, 100)], [0x0100, 0x00010000, 0]);
});

Deno.test("Numbers are written as they are read", () => {
  const out = new Uint8Array(9);
  put16(out, 0, 0xfffe);
  put24(out, 2, 0x800001);
  put32(out, 5, 0xfffefdfc);
  assertEquals([get16(out, 0), get24(out, 2), get32(out, 5)], [0xfffe, 0x800001, 0xfffefdfc]);
});

Deno.test("Text loses what fills it and what is no character", () => {
  assertEquals(getText(new TextEncoder().encode("  A B\0\0 "), 0, 8), "A B");
  assertEquals(getText(Uint8Array.of(0x41, 0x07, 0xe9, 0x42), 0, 9), "A??B");
  const shared = new Uint8Array(new SharedArrayBuffer(3));
  shared.set([0x58, 0x59, 0x5a]);
  assertEquals(getText(shared, 1, 2), "YZ");
});

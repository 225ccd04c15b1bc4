import {
  both16,
  both32,
  get16Both,
  get16L,
  get16M,
  get32Both,
  get32L,
  get32M,
  put16Both,
  put16L,
  put16M,
  put32Both,
  put32L,
  put32M,
} from "../../lib/iso9660/numbers.ts";
import { assertEquals } from "../support/assert.ts";
import { hex, listener, table, withstandsNonsense } from "./bytes.ts";

// The examples of ECMA-119 7.2 and 7.3: 1234h and 12345678h.
const N16 = table("34 12", "12 34", "34 12 12 34"); // 7.2.1, 7.2.2, 7.2.3
const N32 = table(
  "78 56 34 12", // 7.3.1
  "12 34 56 78", // 7.3.2
  "78 56 34 12 12 34 56 78", // 7.3.3
);

Deno.test("put16L(), put16M() and put16Both() write the examples of ECMA-119 7.2", () => {
  const bytes = new Uint8Array(8);
  put16L(bytes, 0, 0x1234);
  put16M(bytes, 2, 0x1234);
  put16Both(bytes, 4, 0x1234);
  assertEquals(hex(bytes), hex(N16));
});

Deno.test("put32L(), put32M() and put32Both() write the examples of ECMA-119 7.3", () => {
  const bytes = new Uint8Array(16);
  put32L(bytes, 0, 0x12345678);
  put32M(bytes, 4, 0x12345678);
  put32Both(bytes, 8, 0x12345678);
  assertEquals(hex(bytes), hex(N32));
});

Deno.test("get16L() and its kin read the examples of ECMA-119 7.2 and 7.3", () => {
  assertEquals([get16L(N16, 0), get16M(N16, 2), get16Both(N16, 4)], [0x1234, 0x1234, 0x1234]);
  assertEquals([get32L(N32, 0), get32M(N32, 4), get32Both(N32, 8)], [0x12345678, 0x12345678, 0x12345678]);
});

Deno.test("put32Both() and both32() hold 2^32 - 1 and 2^31", () => {
  const bytes = new Uint8Array(8);
  for (const value of [0xFFFFFFFF, 0x80000000, 0xFFFFF800, 0]) {
    put32Both(bytes, 0, value);
    assertEquals(both32(bytes, 0), value);
    assertEquals([get32L(bytes, 0), get32M(bytes, 4)], [value, value]);
  }
});

Deno.test("both16() and both32() give the L value and report an M value that differs", () => {
  const { faults, report } = listener();
  assertEquals(
    both16(table("00", "34 12", "12 35"), 1, report, "volume set size", "ECMA-119 8.4.10"),
    0x1234,
  );
  assertEquals(both32(table("01 00 00 00", "00 00 00 02"), 0, report), 1);
  assertEquals(faults, [
    {
      at: 1,
      structure: "volume set size",
      clause: "ECMA-119 8.4.10",
      message: "Byte orders disagree: 4660 (L) and 4661 (M)",
    },
    {
      at: 0,
      structure: "number",
      clause: "ECMA-119 7.3.3",
      message: "Byte orders disagree: 1 (L) and 2 (M)",
    },
  ]);
});

Deno.test("both32() reports a field that is cut off and reads zeros for what is missing", () => {
  const { faults, report } = listener();
  assertEquals(both32(table("01 02"), 0, report), 0x0201);
  assertEquals(faults.map((fault) => fault.message), ["Field of 8 bytes ends after 2"]);
});

Deno.test("both16() and both32() withstand nonsense", () => {
  withstandsNonsense(N32, (bytes, report) => [both16(bytes, 3, report), both32(bytes, 8, report)]);
});

import { decodePathTable, encodePathTable, pathTableRecordLength } from "../../lib/iso9660/path_table.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { ascii, hex, listener, table, text, withstandsNonsense } from "./bytes.ts";

const L = table(
  "01", // BP 1: identifier length
  "00", // BP 2
  "12 00 00 00", // BP 3-6: block 18
  "01 00", // BP 7-8: parent 1, itself
  "00", // BP 9: the root
  "00", // BP 10: padding
  "04", // BP 1
  "02", // BP 2
  "78 56 34 12", // BP 3-6
  "01 00", // BP 7-8
  "=DOCS", // BP 9-12
  "03 00 14 00 00 00 02 00", // BP 1-8
  "=OLD", // BP 9-11
  "00", // BP 12: padding
);
const M = table(
  "01 00",
  "00 00 00 12", // BP 3-6
  "00 01", // BP 7-8
  "00 00",
  "04 02",
  "12 34 56 78",
  "00 01",
  "=DOCS",
  "03 00",
  "00 00 00 14",
  "00 02",
  "=OLD",
  "00",
);
const RECORDS = [
  { extent: 18, parent: 1, identifier: Uint8Array.of(0), extendedAttributeLength: 0 },
  { extent: 0x12345678, parent: 1, identifier: ascii("DOCS"), extendedAttributeLength: 2 },
  { extent: 20, parent: 2, identifier: ascii("OLD"), extendedAttributeLength: 0 },
];

Deno.test("encodePathTable() writes both orders of ECMA-119 9.4", () => {
  assertEquals(hex(encodePathTable(RECORDS, L.length, "L")), hex(L));
  assertEquals(hex(encodePathTable(RECORDS, M.length, "M")), hex(M));
  assertEquals(hex(encodePathTable(RECORDS, L.length + 2, "L")), hex(L) + " 00 00");
});

Deno.test("encodePathTable() refuses what a path table cannot hold", () => {
  const encode = (change: { parent?: number; identifier?: Uint8Array }, size = 2048) =>
    encodePathTable([{ ...RECORDS[1]!, ...change }], size, "L");
  assertThrows(() => encode({ parent: 65536 }), RangeError, "outside 1 to 65535");
  assertThrows(() => encode({ parent: 0 }), RangeError, "outside 1 to 65535");
  assertThrows(() => encode({ identifier: new Uint8Array(0) }), RangeError, "0 bytes");
  assertThrows(() => encode({ identifier: new Uint8Array(256) }), RangeError, "256 bytes");
  assertThrows(() => encode({}, 11), RangeError, "more than 11 bytes");
});

Deno.test("decodePathTable() reads both orders of ECMA-119 9.4", () => {
  for (const order of ["L", "M"] as const) {
    const { faults, report } = listener();
    const records = decodePathTable(order === "L" ? L : M, order, report);
    assertEquals(
      records.map(({ at, ...record }) => [at, text(record.identifier), record.extent, record.parent]),
      [
        [0, "\0", 18, 1],
        [10, "DOCS", 0x12345678, 1],
        [22, "OLD", 20, 2],
      ],
    );
    assertEquals(records.map((record) => record.extendedAttributeLength), [0, 2, 0]);
    assertEquals(faults, []);
  }
});

Deno.test("decodePathTable() reports what cannot be", () => {
  const faultsOf = (bytes: Uint8Array, at = -1, value = 0) => {
    const changed = bytes.slice();
    if (at >= 0) changed[at] = value;
    const { faults, report } = listener();
    const count = decodePathTable(changed, "L", report).length;
    return [count, ...faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`)];
  };
  assertEquals(faultsOf(L, 10, 0), [1, "10 ECMA-119 9.4.1: Identifier of record 2 has no bytes"]);
  assertEquals(faultsOf(L, 22, 9), [2, "22 ECMA-119 9.4.1: Record 3 runs past the end of the table"]);
  assertEquals(faultsOf(L, 28, 4), [3, "28 ECMA-119 9.4.4: Record 3 has parent number 4"]);
  assertEquals(faultsOf(L, 16, 2), [3, "16 ECMA-119 9.4.4: Record 2 has parent number 2"]);
  assertEquals(faultsOf(L, 9, 1), [3, "9 ECMA-119 9.4.6: Padding of record 1 is not 00"]);
  assertEquals(faultsOf(L.subarray(0, 33)), [3]);
});

Deno.test("pathTableRecordLength() is even", () => {
  assertEquals([1, 2, 3, 255].map(pathTableRecordLength), [10, 10, 12, 264]);
});

Deno.test("decodePathTable() withstands nonsense", () => {
  withstandsNonsense(
    L,
    (bytes, report) => [decodePathTable(bytes, "L", report), decodePathTable(bytes, "M", report)],
  );
});

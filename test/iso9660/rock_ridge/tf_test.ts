import { decodeTF, lengthTF, putModifyTime, putTF } from "../../../lib/iso9660/rock_ridge/tf.ts";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { entry, hex, listener, table, withstandsNonsense, written } from "../bytes.ts";

const TIME = Date.UTC(2024, 1, 29, 23, 59, 58) / 1000;

const SHORT = table(
  "=TF", // BP 1-2
  "0C", // BP 3: 12 bytes
  "01", // BP 4
  "02", // BP 5: modification
  "7C 02 1D 17 3B 3A 00", // BP 6-12
);
const LONG = table(
  "=TF", // BP 1-2
  "16", // BP 3: 22 bytes
  "01", // BP 4
  "82", // BP 5: modification, long form
  "=2024022923595829", // BP 6-21
  "00", // BP 22
);
const ALL = table(
  "=TF", // BP 1-2
  "36", // BP 3: 54 bytes
  "01", // BP 4
  "7F", // BP 5
  "65 01 01 00 00 01 00", // creation, 2001
  "66 01 01 00 00 02 00", // modification
  "67 01 01 00 00 03 00", // access
  "68 01 01 00 00 04 00", // attributes
  "69 01 01 00 00 05 00", // backup
  "6A 01 01 00 00 06 00", // expiration
  "6B 01 01 00 00 07 00", // effective, 2007
);
const NONE = {
  creation: undefined,
  modify: undefined,
  access: undefined,
  attributes: undefined,
  backup: undefined,
  expiration: undefined,
  effective: undefined,
};
const year = (y: number, second: number): number => Date.UTC(y, 0, 1, 0, 0, second) / 1000;
const TIMES = {
  creation: year(2001, 1),
  modify: year(2002, 2),
  access: year(2003, 3),
  attributes: year(2004, 4),
  backup: year(2005, 5),
  expiration: year(2006, 6),
  effective: year(2007, 7),
};

Deno.test("putModifyTime() writes both forms of RRIP 4.1.6", () => {
  assertEquals([lengthTF(1, false), lengthTF(1, true)], [12, 22]);
  assertEquals(hex(written(12, (into, at) => putModifyTime(into, at, TIME + 0.29, false))), hex(SHORT));
  assertEquals(hex(written(22, (into, at) => putModifyTime(into, at, TIME + 0.29, true))), hex(LONG));
  assertThrows(() => putModifyTime(new Uint8Array(12), 0, year(2200, 0), false), RangeError, "1900 to 2155");
});

Deno.test("putTF() writes the times that are given, in the order of their flags", () => {
  assertEquals(hex(written(lengthTF(7, false), (into, at) => putTF(into, at, TIMES, false))), hex(ALL));
  const two = { access: TIME, modify: TIME + 0.29 };
  assertEquals(
    hex(written(lengthTF(2, true), (into, at) => putTF(into, at, two, true))),
    hex(table("=TF", "27 01 86", "=2024022923595829", "00", "=2024022923595800", "00")),
  );
});

Deno.test("decodeTF() reads any times in either form", () => {
  assertEquals(decodeTF(entry(SHORT)), { ...NONE, modify: TIME });
  assertEquals(decodeTF(entry(LONG)), { ...NONE, modify: TIME + 0.29 });
  assertEquals(decodeTF(entry(ALL)), TIMES);
});

Deno.test("decodeTF() and putTF() agree on every combination of flags", () => {
  const names = Object.keys(TIMES) as (keyof typeof TIMES)[];
  for (let flags = 0; flags < 128; flags++) {
    const times = {
      ...NONE,
      ...Object.fromEntries(names.filter((_, i) => flags & 1 << i).map((n) => [n, TIMES[n]])),
    };
    for (const long of [false, true]) {
      const area = new Uint8Array(lengthTF(7, true));
      putTF(area, 0, times, long);
      assertEquals(decodeTF(entry(area)), times);
    }
  }
});

Deno.test("decodeTF() reports times that do not fit and dates that cannot be", () => {
  const { faults, report } = listener();
  const short = ALL.slice(0, 33);
  short[2] = 33;
  assertEquals(decodeTF(entry(short), report)?.attributes, TIMES.attributes);
  const wrong = table("00", hex(SHORT));
  wrong[7] = 13;
  assertEquals(decodeTF({ ...entry(wrong.subarray(1)), at: 1 }, report)?.modify, undefined);
  assertEquals(faults.map((fault) => `${fault.at} ${fault.structure}: ${fault.message}`), [
    "33 TF entry: Date of 7 bytes is cut off",
    "40 TF entry: Date of 7 bytes is cut off",
    "47 TF entry: Date of 7 bytes is cut off",
    "6 TF entry: Date is impossible: 2024-13-29 23:59:58",
  ]);
});

Deno.test("decodeTF() withstands nonsense", () => {
  for (const sample of [SHORT, LONG, ALL]) {
    withstandsNonsense(
      sample,
      (bytes, report) => decodeTF({ signature: "TF", version: 1, at: 0, bytes }, report),
    );
  }
});

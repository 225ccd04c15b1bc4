import { decodePX, putPX, PX_LENGTH } from "../../../lib/iso9660/rock_ridge/px.ts";
import { assertEquals } from "../../support/assert.ts";
import { entry, hex, listener, table, withstandsNonsense, written } from "../bytes.ts";

const PX = table(
  "=PX", // BP 1-2
  "2C", // BP 3: 44 bytes
  "01", // BP 4
  "A4 81 00 00 00 00 81 A4", // BP 5-12: regular file, 0644
  "02 00 00 00 00 00 00 02", // BP 13-20: links
  "E8 03 00 00 00 00 03 E8", // BP 21-28: user 1000
  "64 00 00 00 00 00 00 64", // BP 29-36: group 100
  "78 56 34 12 12 34 56 78", // BP 37-44: serial
);

Deno.test("putPX() writes RRIP 4.1.1 with the file serial number", () => {
  assertEquals(
    hex(written(PX_LENGTH, (into, at) => putPX(into, at, 0o100644, 2, 1000, 100, 0x12345678))),
    hex(PX),
  );
});

Deno.test("decodePX() reads entries of RRIP 1.12 and of 1.09", () => {
  const expected = { mode: 0o100644, links: 2, uid: 1000, gid: 100, serial: 0x12345678 };
  assertEquals(decodePX(entry(PX)), expected);
  const old = PX.slice(0, 36);
  old[2] = 36;
  assertEquals(decodePX(entry(old)), { ...expected, serial: undefined });
});

Deno.test("decodePX() reports an entry that is cut off and orders that disagree", () => {
  const short = PX.slice(0, 35);
  short[2] = 35;
  const { faults, report } = listener();
  assertEquals(decodePX(entry(short), report), undefined);
  const wrong = PX.slice();
  wrong[19] = 3;
  assertEquals(decodePX(entry(wrong), report)?.links, 2);
  assertEquals(faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`), [
    "0 RRIP 4.1.1: Entry has 35 bytes, fewer than 36",
    "12 RRIP 4.1.1: Byte orders disagree: 2 (L) and 3 (M)",
  ]);
});

Deno.test("decodePX() withstands nonsense", () => {
  withstandsNonsense(PX, (bytes, report) => decodePX({ signature: "PX", version: 1, at: 0, bytes }, report));
});

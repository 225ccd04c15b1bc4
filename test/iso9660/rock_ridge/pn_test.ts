import { decodePN, PN_LENGTH, putPN } from "../../../lib/iso9660/rock_ridge/pn.ts";
import { assertEquals } from "../../support/assert.ts";
import { entry, hex, listener, table, withstandsNonsense, written } from "../bytes.ts";

const PN = table(
  "=PN", // BP 1-2
  "14", // BP 3: 20 bytes
  "01", // BP 4
  "00 00 00 00 00 00 00 00", // BP 5-12: high half of dev_t
  "01 08 00 00 00 00 08 01", // BP 13-20: low half, 8:1
);

const pn = (major: number, minor: number): Uint8Array =>
  written(PN_LENGTH, (into, at) => putPN(into, at, major, minor));

Deno.test("putPN() writes RRIP 4.1.2 with the dev_t of Linux", () => {
  assertEquals(hex(pn(8, 1)), hex(PN));
});

Deno.test("putPN() writes large minor numbers in a half of their own", () => {
  assertEquals(
    hex(pn(259, 300)),
    hex(table("=PN", "14 01", "03 01 00 00 00 00 01 03", "2C 01 00 00 00 00 01 2C")),
  );
});

Deno.test("decodePN() reads both schools", () => {
  assertEquals(decodePN(entry(PN)), { major: 8, minor: 1 });
  const halves = table("=PN", "14 01", "08 00 00 00 00 00 00 08", "01 00 00 00 00 00 00 01");
  assertEquals(decodePN(entry(halves)), { major: 8, minor: 1 });
});

Deno.test("putPN() and decodePN() are inverse", () => {
  for (const major of [0, 1, 8, 259, 4095, 4096, 0xFFFFF]) {
    for (const minor of [0, 1, 255, 256, 300, 0xFFFFF]) {
      assertEquals(decodePN(entry(pn(major, minor))), { major, minor });
    }
  }
});

Deno.test("decodePN() reports an entry that is cut off", () => {
  const { faults, report } = listener();
  assertEquals(decodePN(entry(table("=PN", "05 01 00")), report), undefined);
  assertEquals(faults.map((fault) => fault.message), ["Entry has 5 bytes, fewer than 20"]);
});

Deno.test("decodePN() withstands nonsense", () => {
  withstandsNonsense(PN, (bytes, report) => decodePN({ signature: "PN", version: 1, at: 0, bytes }, report));
});

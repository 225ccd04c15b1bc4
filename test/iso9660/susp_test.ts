import {
  CE_LENGTH,
  decodeCE,
  decodeER,
  decodeSP,
  lengthER,
  putCE,
  putER,
  putSP,
  putST,
  SP_LENGTH,
  ST_LENGTH,
  systemUseEntries,
} from "../../lib/iso9660/susp.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { ascii, entry, hex, listener, table, text, withstandsNonsense, written } from "./bytes.ts";

const SP = table(
  "=SP", // BP 1-2
  "07", // BP 3
  "01", // BP 4
  "BE EF", // BP 5-6
  "0F", // BP 7: skip 15 bytes
);
const CE = table(
  "=CE", // BP 1-2
  "1C", // BP 3
  "01", // BP 4
  "78 56 34 12 12 34 56 78", // BP 5-12: block
  "00 01 00 00 00 00 01 00", // BP 13-20: offset
  "ED 00 00 00 00 00 00 ED", // BP 21-28: length
);
const ER = table(
  "=ER", // BP 1-2
  "11", // BP 3: 17 bytes
  "01", // BP 4
  "02", // BP 5: identifier
  "03", // BP 6: descriptor
  "04", // BP 7: source
  "05", // BP 8: extension version
  "=ID", // BP 9-10
  "=DES", // BP 11-13
  "=FROM", // BP 14-17
);
const ST = table("=ST", "04", "01");

function listed(area: Uint8Array, skip = 0): string[] {
  const { faults, report } = listener();
  const entries = [...systemUseEntries(area, skip, report)];
  return [
    ...entries.map((e) => `${e.signature}@${e.at} v${e.version} ${e.bytes.length}`),
    ...faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`),
  ];
}

Deno.test("putSP() writes SUSP 5.3", () => {
  assertEquals(hex(written(SP_LENGTH, (into, at) => putSP(into, at, 15))), hex(SP));
});

Deno.test("putCE() writes SUSP 5.1", () => {
  assertEquals(hex(written(CE_LENGTH, (into, at) => putCE(into, at, 0x12345678, 256, 237))), hex(CE));
});

Deno.test("putER() writes SUSP 5.5 and refuses more than 255 bytes", () => {
  const extension = { identifier: ascii("ID"), descriptor: ascii("DES"), source: ascii("FROM"), version: 5 };
  assertEquals(lengthER(extension), 17);
  assertEquals(hex(written(17, (into, at) => putER(into, at, extension))), hex(ER));
  const long = { ...extension, source: new Uint8Array(243) };
  assertThrows(() => putER(new Uint8Array(300), 0, long), RangeError, "256 bytes");
});

Deno.test("putST() writes SUSP 5.4", () => {
  assertEquals(hex(written(ST_LENGTH, putST)), hex(ST));
});

Deno.test("systemUseEntries() lists entries, passing over what SP says", () => {
  const area = table("=XA:14 bytes...", ...[SP, CE, ER].map(hex));
  assertEquals(listed(area, 14), ["SP@14 v1 7", "CE@21 v1 28", "ER@49 v1 17"]);
});

Deno.test("systemUseEntries() ends at ST, at zeros and where fewer than 4 bytes are left", () => {
  assertEquals(listed(table(hex(SP), hex(ST), hex(CE))), ["SP@0 v1 7"]);
  assertEquals(listed(table(hex(SP), "00 00 00 00", hex(CE))), ["SP@0 v1 7"]);
  assertEquals(listed(table(hex(SP), "=PX,\x01")), [
    "SP@0 v1 7",
    '7 SUSP 4.1: Entry "PX" of 44 bytes cannot stand in 4',
  ]);
  assertEquals(listed(table(hex(SP), "=PX\x24")), ["SP@0 v1 7"]);
  assertEquals(listed(SP, 20), []);
});

Deno.test("systemUseEntries() reports lengths that cannot be and stops there", () => {
  assertEquals(listed(table(hex(SP), "=PX", "03 01 00 00")), [
    "SP@0 v1 7",
    '7 SUSP 4.1: Entry "PX" of 3 bytes cannot stand in 6',
  ]);
  assertEquals(listed(table("=CE", "1C 01 00")), ['0 SUSP 4.1: Entry "CE" of 28 bytes cannot stand in 5']);
});

Deno.test("decodeSP() gives the bytes to skip and checks BE EF", () => {
  assertEquals(decodeSP(entry(SP)), 15);
  const { faults, report } = listener();
  assertEquals(decodeSP(entry(table("00 00", "=SP", "07 01 BE EE 00"), 2), report), undefined);
  assertEquals(decodeSP(entry(table("=SP", "06 01 BE EF")), report), undefined);
  assertEquals(faults.map((fault) => `${fault.at} ${fault.clause}: ${fault.message}`), [
    "6 SUSP 5.3: Check bytes are not BE EF",
    "0 SUSP 5.3: Entry has 6 bytes, fewer than 7",
  ]);
});

Deno.test("decodeCE() gives the place of the area and reports orders that disagree", () => {
  assertEquals(decodeCE(entry(CE)), { block: 0x12345678, offset: 256, length: 237 });
  const wrong = table(hex(SP), hex(CE));
  wrong[34] = 0xEE;
  const { faults, report } = listener();
  assertEquals(decodeCE(entry(wrong, 7), report)?.length, 237);
  assertEquals(faults, [{
    at: 27,
    structure: "CE entry",
    clause: "SUSP 5.1",
    message: "Byte orders disagree: 237 (L) and 238 (M)",
  }]);
});

Deno.test("decodeER() gives the three texts", () => {
  const extension = decodeER(entry(ER))!;
  assertEquals(text(extension.identifier), "ID");
  assertEquals(text(extension.descriptor), "DES");
  assertEquals(text(extension.source), "FROM");
  assertEquals(extension.version, 5);
});

Deno.test("systemUseEntries() and the decoders of SUSP withstand nonsense", () => {
  withstandsNonsense(
    table(hex(SP), hex(CE), hex(ER), hex(ST)),
    (bytes, report) =>
      [...systemUseEntries(bytes, 0, report)].map((found) => [
        found,
        decodeSP(found, report),
        decodeCE(found, report),
        decodeER(found, report),
      ]),
  );
});

import {
  CL_LENGTH,
  decodeCL,
  decodePL,
  PL_LENGTH,
  putCL,
  putPL,
  putRE,
  RE_LENGTH,
} from "../../../lib/iso9660/rock_ridge/relocation.ts";
import { assertEquals } from "../../support/assert.ts";
import { entry, hex, listener, table, withstandsNonsense, written } from "../bytes.ts";

const CL = table(
  "=CL", // BP 1-2
  "0C", // BP 3
  "01", // BP 4
  "78 56 34 12 12 34 56 78", // BP 5-12
);
const PL = table("=PL", "0C", "01", "17 00 00 00 00 00 00 17");
const RE = table("=RE", "04", "01");

Deno.test("putCL(), putPL() and putRE() write RRIP 4.1.5", () => {
  assertEquals(hex(written(CL_LENGTH, (into, at) => putCL(into, at, 0x12345678))), hex(CL));
  assertEquals(hex(written(PL_LENGTH, (into, at) => putPL(into, at, 23))), hex(PL));
  assertEquals(hex(written(RE_LENGTH, putRE)), hex(RE));
});

Deno.test("decodeCL() and decodePL() give the block", () => {
  assertEquals([decodeCL(entry(CL)), decodePL(entry(PL))], [0x12345678, 23]);
  const { faults, report } = listener();
  assertEquals([decodeCL(entry(RE), report), decodePL(entry(RE), report)], [undefined, undefined]);
  assertEquals(faults.map((fault) => fault.clause), ["RRIP 4.1.5.1", "RRIP 4.1.5.2"]);
});

Deno.test("decodeCL() and decodePL() withstand nonsense", () => {
  withstandsNonsense(CL, (bytes, report) => {
    const found = { signature: "CL", version: 1, at: 0, bytes };
    return [decodeCL(found, report), decodePL(found, report)];
  });
});

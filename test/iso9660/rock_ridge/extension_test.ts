import {
  ROCK_RIDGE,
  ROCK_RIDGE_ER_LENGTH,
  rockRidgeVersion,
} from "../../../lib/iso9660/rock_ridge/extension.ts";
import { decodeER, putER } from "../../../lib/iso9660/susp.ts";
import { assertEquals } from "../../support/assert.ts";
import { ascii, entry, hex, table, written } from "../bytes.ts";

const ER = table(
  "=ER", // BP 1-2
  "B9", // BP 3: 185 bytes
  "01", // BP 4
  "0A", // BP 5: identifier
  "49", // BP 6: descriptor
  "5E", // BP 7: source
  "01", // BP 8: extension version
  "=IEEE_P1282", // BP 9-18
  "=THE IEEE P1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS.", // BP 19-91
  "=PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE P1282 SPECIFICATION.", // BP 92-185
);

Deno.test("ROCK_RIDGE is the extension reference of RRIP 4.3", () => {
  assertEquals(ROCK_RIDGE_ER_LENGTH, 185);
  assertEquals(hex(written(ROCK_RIDGE_ER_LENGTH, (into, at) => putER(into, at, ROCK_RIDGE))), hex(ER));
  assertEquals(rockRidgeVersion(decodeER(entry(ER))!.identifier), "1.12");
});

Deno.test("rockRidgeVersion() knows the identifiers in use", () => {
  assertEquals(
    ["IEEE_P1282", "IEEE_1282", "RRIP_1991A", "AAIP_0200", ""].map((id) => rockRidgeVersion(ascii(id))),
    ["1.12", "1.12", "1.09", undefined, undefined],
  );
});

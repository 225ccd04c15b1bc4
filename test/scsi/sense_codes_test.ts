import { codeWords } from "../../lib/scsi/sense_codes.ts";
import { CODES_00_TO_1F } from "../../lib/scsi/sense_codes/00_to_1f.ts";
import { CODES_20_TO_39 } from "../../lib/scsi/sense_codes/20_to_39.ts";
import { CODES_3A_TO_54 } from "../../lib/scsi/sense_codes/3a_to_54.ts";
import { CODES_55_TO_7F } from "../../lib/scsi/sense_codes/55_to_7f.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { testWith } from "../support/peers.ts";

const lines = [CODES_00_TO_1F, CODES_20_TO_39, CODES_3A_TO_54, CODES_55_TO_7F]
  .flatMap((text) => text.trim().split("\n"));

Deno.test("Every line of the tables is a code and its meaning, in order and once", () => {
  const codes = lines.map((line) => line.slice(0, 5));
  for (const line of lines) assert(/^[0-9A-F]{2}\/[0-9A-F]{2} \S.*\S$/.test(line), line);
  assertEquals(codes, [...new Set(codes)].sort());
});

Deno.test("What drives say while recording has words", () => {
  const cases: [number, number, string][] = [
    [0x00, 0x00, "no additional sense information"],
    [0x04, 0x01, "logical unit is in process of becoming ready"],
    [0x04, 0x04, "logical unit not ready, format in progress"],
    [0x0c, 0x09, "write error - loss of streaming"],
    [0x21, 0x02, "invalid address for write"],
    [0x24, 0x00, "invalid field in CDB"],
    [0x28, 0x00, "not ready to ready change, medium may have changed"],
    [0x2c, 0x00, "command sequence error"],
    [0x30, 0x05, "cannot write medium - incompatible format"],
    [0x3a, 0x02, "medium not present - tray open"],
    [0x53, 0x02, "medium removal prevented"],
    [0x63, 0x00, "end of user area encountered on this track"],
    [0x64, 0x00, "illegal mode for this track"],
    [0x6f, 0x03, "read of scrambled sector without authentication"],
    [0x72, 0x03, "session fixation error - incomplete track in session"],
    [0x73, 0x03, "power calibration area error"],
    [0x74, 0x79, "security conflict in translated device"],
  ];
  for (const [asc, ascq, words] of cases) assertEquals(codeWords(asc, ascq), words);
});

Deno.test("Qualifiers that are numbers stand in the words", () => {
  assertEquals(codeWords(0x40, 0x00), "RAM failure");
  assertEquals(codeWords(0x40, 0x7f), "a reason that no standard names");
  assertEquals(codeWords(0x40, 0x80), "diagnostic failure on component 80h");
  assertEquals(codeWords(0x4d, 0x1f), "tagged overlapped commands, tag 1Fh");
  assertEquals(codeWords(0x70, 0x07), "decompression exception, short algorithm ID 07h");
});

Deno.test("Predicted failures are put together from part and symptom", () => {
  assertEquals(codeWords(0x5d, 0x00), "failure prediction threshold exceeded");
  assertEquals(codeWords(0x5d, 0x10), "hardware impending failure, general hard drive failure");
  assertEquals(codeWords(0x5d, 0x6c), "firmware impending failure, drive calibration retry count");
  assertEquals(codeWords(0x5d, 0x1d), "hardware impending failure power loss protection circuit");
  assertEquals(codeWords(0x5d, 0xff), "failure prediction threshold exceeded (false)");
  assertEquals(codeWords(0x5d, 0x72), "a reason that no standard names");
  assertEquals(codeWords(0x5d, 0x2e), "a reason that no standard names");
});

Deno.test("Any two bytes have words", () => {
  for (let code = 0; code < 65536; code++) assert(codeWords(code >>> 8, code & 0xff).length > 3);
});

const SG3_UTILS = "libsgutils2-1.46.so.2";

testWith(
  available() ? undefined : `${SG3_UTILS} not found; on Debian: apt-get install libsgutils2-1.46-2`,
  "Every code that sg3_utils knows is known, and no other",
  () => {
    const library = Deno.dlopen(SG3_UTILS, {
      sg_get_asc_ascq_str: { parameters: ["i32", "i32", "i32", "buffer"], result: "pointer" },
    });
    const buffer = new Uint8Array(256);
    const theirs = (asc: number, ascq: number) =>
      new Deno.UnsafePointerView(library.symbols.sg_get_asc_ascq_str(asc, ascq, 256, buffer)!).getCString();
    try {
      for (let code = 0; code < 0x8000; code++) {
        const [asc, ascq] = [code >>> 8, code & 0xff];
        // They give the old ways of reporting a failing component any qualifier.
        if (asc >= 0x40 && asc <= 0x42 && ascq > 0) continue;
        const known = !/a reason (of|that)/.test(codeWords(asc, ascq));
        assertEquals(known, !/ASC=/.test(theirs(asc, ascq)), `${asc.toString(16)}/${ascq.toString(16)}`);
      }
    } finally {
      library.close();
    }
  },
);

function available(): boolean {
  try {
    Deno.dlopen(SG3_UTILS, {}).close();
    return true;
  } catch {
    return false;
  }
}

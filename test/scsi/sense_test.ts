import {
  decodeSense,
  encodeSense,
  parseSenseNumbers,
  type Sense,
  senseIs,
  senseWords,
} from "../../lib/scsi/sense.ts";
import { assertEquals } from "../support/assert.ts";

const plain = { deferred: false, information: undefined, progress: undefined };

/** Fixed format sense data with some bytes set. */
function fixed(bytes: Record<number, number>, length = 18): Uint8Array {
  const raw = new Uint8Array(length);
  raw[0] = 0x70;
  raw[7] = length - 8;
  for (const [at, byte] of Object.entries(bytes)) raw[Number(at)] = byte;
  return raw;
}

function sense(key: number, asc: number, ascq: number): Sense {
  return { key, asc, ascq, ...plain };
}

Deno.test("Fixed sense data gives key, code, qualifier and the block of the failure", () => {
  const raw = fixed({ 0: 0xf0, 2: 0x03, 3: 0x01, 4: 0x02, 5: 0x03, 6: 0x04, 12: 0x11, 13: 0x05 });
  assertEquals(decodeSense(raw), { ...sense(3, 0x11, 0x05), information: 0x01020304 });
});

Deno.test("Fixed sense data without the bit VALID has no block, whatever its bytes are", () => {
  assertEquals(decodeSense(fixed({ 2: 3, 6: 9, 12: 0x11 }))!.information, undefined);
});

Deno.test("Flags beside the sense key do not change it", () => {
  assertEquals(decodeSense(fixed({ 2: 0xe5, 12: 0x20 }))!.key, 5);
});

Deno.test("Progress is a fraction of 65536, and only given with the keys that have it", () => {
  const field = { 15: 0x80, 16: 0x40, 17: 0x00 };
  assertEquals(decodeSense(fixed({ 2: 2, 12: 4, 13: 4, ...field }))!.progress, 0.25);
  assertEquals(decodeSense(fixed({ 2: 0, ...field }))!.progress, 0.25);
  assertEquals(decodeSense(fixed({ 2: 5, 12: 0x24, ...field }))!.progress, undefined);
  assertEquals(decodeSense(fixed({ 2: 2, 12: 4, 16: 0x40 }))!.progress, undefined);
});

Deno.test("Deferred sense data is told apart from that of the command itself", () => {
  assertEquals(decodeSense(fixed({ 0: 0x71, 2: 3, 12: 0x0c }))!.deferred, true);
  assertEquals(decodeSense(Uint8Array.of(0x73, 3, 0x0c, 0, 0, 0, 0, 0))!.deferred, true);
});

Deno.test("Short sense data is decoded as far as it goes", () => {
  assertEquals(decodeSense(fixed({ 2: 6, 12: 0x28 }, 12)), sense(6, 0, 0));
  assertEquals(decodeSense(Uint8Array.of(0x70, 0, 2)), sense(2, 0, 0));
  assertEquals(decodeSense(Uint8Array.of(0xf0, 0, 3, 0, 0, 1)), sense(3, 0, 0));
  assertEquals(decodeSense(Uint8Array.of(0x70, 0)), undefined);
  assertEquals(decodeSense(new Uint8Array(0)), undefined);
});

Deno.test("Bytes behind the additional length are not believed", () => {
  assertEquals(decodeSense(fixed({ 2: 3, 7: 4, 12: 0x11, 13: 1 })), sense(3, 0, 0));
});

Deno.test("An additional length beyond what was received does no harm", () => {
  assertEquals(decodeSense(fixed({ 2: 3, 7: 255, 12: 0x11 })), sense(3, 0x11, 0));
});

Deno.test("Sense data of another format is none", () => {
  assertEquals(decodeSense(fixed({ 0: 0x7f, 2: 3 })), undefined);
  assertEquals(decodeSense(new Uint8Array(18)), undefined);
});

Deno.test("Descriptors give block and progress", () => {
  const information = [0x00, 10, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 2];
  const progress = [0x02, 6, 0, 0, 0x80, 0x80, 0x00, 0];
  const raw = Uint8Array.of(0x72, 2, 4, 4, 0, 0, 0, 20, ...information, ...progress);
  assertEquals(decodeSense(raw), { ...sense(2, 4, 4), information: 2 ** 32 + 2, progress: 0.5 });
});

Deno.test("A descriptor that ends behind the data, or has no room for its field, is left alone", () => {
  assertEquals(decodeSense(Uint8Array.of(0x72, 3, 0x11, 0, 0, 0, 0, 12, 0, 10, 0x80, 0)), sense(3, 0x11, 0));
  assertEquals(decodeSense(Uint8Array.of(0x72, 3, 0x11, 0, 0, 0, 0, 4, 0, 2, 0x80, 1)), sense(3, 0x11, 0));
  const short = Uint8Array.of(0x72, 2, 4, 4, 0, 0, 0, 6, 2, 4, 0, 0, 0x80, 0x80);
  assertEquals(decodeSense(short), sense(2, 4, 4));
});

Deno.test("Descriptors of length zero end", () => {
  const raw = new Uint8Array(252);
  raw.set([0x72, 5, 0x24, 0, 0, 0, 0, 244]);
  assertEquals(decodeSense(raw), sense(5, 0x24, 0));
});

Deno.test("Encoded sense data is decoded to what it was", () => {
  const full: Sense = { key: 2, asc: 4, ascq: 8, deferred: true, information: 4294967295, progress: 0.5 };
  assertEquals(decodeSense(encodeSense(full)), full);
  assertEquals(decodeSense(encodeSense({ key: 5, asc: 0x21, ascq: 2 })), sense(5, 0x21, 2));
  assertEquals(decodeSense(encodeSense({ key: 2, asc: 4, ascq: 4, progress: 1 }))!.progress, 65535 / 65536);
});

Deno.test("Sense data is told in words with its numbers", () => {
  const cases: [Sense, string][] = [
    [sense(3, 0x11, 0), "medium error, unrecovered read error (3/11/00)"],
    [sense(2, 0x04, 8), "not ready, long write in progress (2/04/08)"],
    [sense(5, 0, 0), "illegal request (5/00/00)"],
    [sense(9, 0x80, 0x0a), "vendor specific, a reason of the vendor's own (9/80/0A)"],
    [sense(3, 0x11, 0x90), "medium error, a reason of the vendor's own (3/11/90)"],
    [sense(3, 0x0f, 0), "medium error, a reason that no standard names (3/0F/00)"],
    [sense(15, 0, 0), "completed (F/00/00)"],
    [{ ...sense(3, 0x0c, 0), deferred: true }, "medium error, write error (3/0C/00, of an earlier command)"],
  ];
  for (const [given, words] of cases) assertEquals(senseWords(given), words);
});

Deno.test("Numbers of sense data are read back, and nothing else is", () => {
  assertEquals(parseSenseNumbers("b/4B/3"), { key: 11, asc: 0x4b, ascq: 3 });
  for (const text of ["", "3/11", "3/111/00", "33/11/00", "3/11/00 ", "g/11/00"]) {
    assertEquals(parseSenseNumbers(text), undefined, text);
  }
});

Deno.test("Sense data is recognised by as much as is given", () => {
  const given = sense(5, 0x64, 0);
  assertEquals(
    [senseIs(given, 5), senseIs(given, 5, 0x64), senseIs(given, 5, 0x64, 0), senseIs(given, 3)],
    [true, true, true, false],
  );
  assertEquals([senseIs(given, 5, 0x63), senseIs(given, 5, 0x64, 1), senseIs(undefined, 5)], [
    false,
    false,
    false,
  ]);
});

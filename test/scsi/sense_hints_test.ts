import { hintOf } from "../../lib/scsi/sense_hints.ts";
import type { Sense } from "../../lib/scsi/sense.ts";
import { assertEquals } from "../support/assert.ts";

function hint(key: number, asc: number, ascq: number): string | undefined {
  const sense: Sense = { key, asc, ascq, deferred: false, information: undefined, progress: undefined };
  return hintOf(sense);
}

Deno.test("Advice may be for a code with one qualifier or with any", () => {
  assertEquals(hint(2, 0x3a, 2), "put a disc into the drive");
  assertEquals(hint(2, 0x3a, 0), hint(2, 0x3a, 2));
  assertEquals(hint(5, 0x53, 2), "another program keeps the drive locked: end it first");
  assertEquals(hint(5, 0x53, 0), undefined);
});

Deno.test("The same code under another key is another matter", () => {
  assertEquals([hint(1, 0x11, 0), hint(6, 0x3a, 0)], [undefined, undefined]);
});

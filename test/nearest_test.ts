import { editDistance, nearest } from "../lib/nearest.ts";
import { assertEquals } from "./support/assert.ts";

Deno.test("editDistance() counts a swap of neighbours once", () => {
  assertEquals(editDistance("joliet", "joilet"), 1);
  assertEquals(editDistance("", "abc"), 3);
  assertEquals(editDistance("source", "sauce"), 2);
  assertEquals(editDistance("rr", "rr"), 0);
});

Deno.test("nearest() finds the word that was probably meant, and none when nothing is near", () => {
  const words = ["source", "joliet", "checksums", "rr"];
  assertEquals(nearest("jolite", words), "joliet");
  assertEquals(nearest("SOURCE", words), "source");
  assertEquals(nearest("check", words), "checksums");
  assertEquals(nearest("banana", words), undefined);
  assertEquals(nearest("5", ["1", "2"]), undefined);
});

import { assertEquals } from "./support/assert.ts";
import { reasonOf } from "../lib/errors.ts";

Deno.test("reasonOf() leaves out error numbers and the operation, which a user has no use for", () => {
  assertEquals(
    reasonOf(new Error("No such file or directory (os error 2): open '/x'")),
    "no such file or directory",
  );
});

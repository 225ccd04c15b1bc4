import { assert } from "@std/assert";
import { commandLinePage, presentPage } from "../../scripts/docs.ts";

Deno.test("docs/command-line.md is what the table of words says", async () => {
  const same = await presentPage() === await commandLinePage();
  assert(same, "docs/command-line.md is out of date: run deno run -A scripts/docs.ts");
});

import { assertEquals } from "../../support/assert.ts";
import { httpPage, presentHttpPage } from "../../../scripts/http_docs.ts";

Deno.test("The page about the server's requests is made from the server's routes", async () => {
  assertEquals(await presentHttpPage(), await httpPage(), "run: deno run -A scripts/http_docs.ts");
});

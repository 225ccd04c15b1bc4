import { checkImage } from "../../lib/image/check.ts";
import { openImage } from "../../lib/image/open.ts";
import { type RandomAccess, randomAccessOf } from "../../lib/image/random_access.ts";
import { readAhead } from "../../lib/image/read_ahead.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { imageOf } from "../support/image_of.ts";
import { BLOCK } from "../support/plant.ts";
import { tempFolder } from "../support/temp.ts";

/** An image on a disc with one bad block. */
function scratched(image: Uint8Array, bad: number): RandomAccess {
  const access = randomAccessOf(image);
  return {
    ...access,
    readAt(position, into) {
      if (position < (bad + 1) * BLOCK && position + into.length > bad * BLOCK) throw new Error("bad block");
      return access.readAt(position, into);
    },
  };
}

Deno.test("readAhead() reads all it is given, or only what is needed where a bad block lies behind that", () => {
  const image = new Uint8Array(8 * BLOCK).fill(1);
  const into = new Uint8Array(6 * BLOCK);
  assertEquals(readAhead(randomAccessOf(image), 2 * BLOCK, into, 1), 6 * BLOCK);
  assertEquals(readAhead(scratched(image, 5), 2 * BLOCK, into, 2 * BLOCK + 1), 3 * BLOCK);
  assertThrows(() => readAhead(scratched(image, 5), 2 * BLOCK, into, 3 * BLOCK + 1), Error, "bad block");
});

Deno.test("an image is listed and checked although a block of a file near its directories is bad", async () => {
  using folder = tempFolder();
  const source = folder.make("tree");
  folder.make("tree/reports");
  await Deno.writeFile(`${source}/reports/x`, new Uint8Array(9 * BLOCK).fill(7));
  const { bytes, plan } = await imageOf({ source, rockRidge: true, joliet: true });
  const bad = [...plan.list()].find(({ path }) => path === "/reports/x")!.extent + 4;
  using image = await openImage(scratched(bytes, bad));
  assertEquals([...image.walk()].map(({ path }) => path), ["/", "/reports", "/reports/x"]);
  const findings: unknown[] = [];
  await checkImage(scratched(bytes, bad), { onFinding: (finding) => findings.push(finding) });
  assertEquals(findings, []);
});

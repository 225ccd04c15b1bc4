import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NARROW_PERMISSIONS } from "../../scripts/compile.ts";
import { findWorkers } from "../../scripts/workers.ts";
import { tempFolder } from "../support/temp.ts";
import { bundlingTest, type Ran, ran, ROOT } from "./offline.ts";

const NO_COLOR = "1";

function compile(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return ran(Deno.execPath(), ["run", "-A", "scripts/compile.ts", ...args], {
    cwd: ROOT,
    env: { NO_COLOR, ...env },
  });
}

bundlingTest(
  "compile takes DENORT_BIN, embeds the threads, and notices a whole deno in its place",
  async () => {
    using folder = tempFolder();
    const output = folder.at("discglow");
    const { code, stdout, stderr } = await compile(["--output", output], { DENORT_BIN: Deno.execPath() });
    assertEquals(code, 1);
    assertStringIncludes(stderr, "does DENORT_BIN name a whole deno instead of denort?");
    assertStringIncludes(stdout, "discglow.js");
    assert(!stdout.includes("node_modules"), stdout);
    const bytes = await Deno.readFile(output);
    const embedded = new TextDecoder("latin1").decode(bytes.subarray(-(4 << 20)));
    for (const worker of await findWorkers()) {
      assertStringIncludes(embedded, worker.replace(/^.*\//, "").replace(/\.ts$/, ".js"));
    }
  },
);

bundlingTest("compile says what is missing when there is no runtime part", async () => {
  using folder = tempFolder();
  const output = folder.at("discglow");
  const { code, stderr } = await compile(["--output", output], { DENORT_BIN: folder.at("absent") });
  assertEquals(code, 1);
  assertStringIncludes(stderr, "denort");
});

Deno.test("compile refuses a target that it does not know", async () => {
  const { code, stderr } = await compile(["--target", "vax"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "Cannot compile for vax: the targets are x86_64-unknown-linux-gnu");
});

Deno.test("the narrow permissions are enough to make an image with threads, to check it, and to record it", async () => {
  using folder = tempFolder();
  const tree = folder.make("tree");
  await Deno.writeFile(`${tree}/large.bin`, new Uint8Array(5 << 20).fill(7));
  const image = folder.at("a.iso");
  const discglow = (...words: string[]) =>
    ran(Deno.execPath(), ["run", ...NARROW_PERMISSIONS, "--no-lock", `${ROOT}cli.ts`, ...words]);
  const made = await discglow("iso9660", "rr", "joliet", "quiet", `source=${tree}`, `stdout=${image}`);
  assertEquals(made, { code: 0, stdout: "", stderr: "" });
  assertEquals((await discglow("check", image)).code, 0);
  assertEquals((await discglow("virtual", "create", folder.at("d.bdr"), "--media", "bd-r")).code, 0);
  const recorded = await discglow("cdglow", "-qv", "-s", image, "-t", `virtual:${folder.at("d.bdr")}`);
  assertEquals(recorded, { code: 0, stdout: "", stderr: "" });
});

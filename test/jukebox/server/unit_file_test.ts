import { assertEquals, assertMatch } from "../../support/assert.ts";
import { run, testWith } from "../../support/peers.ts";
import { tempFolder } from "../../support/temp.ts";

const UNIT = new URL("../../../docs/discglow.service", import.meta.url);

function missingSystemd(): string | undefined {
  try {
    return Deno.statSync("/usr/bin/systemd-analyze").isFile ? undefined : "";
  } catch {
    return "systemd-analyze not found; on Debian: apt-get install systemd";
  }
}

testWith(missingSystemd(), "systemd finds nothing to object to in the unit file", () => {
  using dir = tempFolder();
  const text = Deno.readTextFileSync(UNIT);
  // It complains of a program that is not installed.
  const path = dir.at("discglow.service");
  Deno.writeTextFileSync(path, text.replace("/usr/local/bin/discglow", "/bin/true"));
  const { code, stdout, stderr } = run("systemd-analyze", ["verify", path]);
  assertEquals([code, new TextDecoder().decode(stdout), ours(stderr)], [0, "", ""]);
});

Deno.test("the unit file gives the server more time to end than the server takes", () => {
  const text = Deno.readTextFileSync(UNIT);
  assertEquals(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1]) > 90, true);
  assertMatch(text, /^Type=notify$/m);
});

/** Other units of this machine are looked at too. */
function ours(messages: string): string {
  return messages.split("\n").filter((line) => line.includes("discglow.service")).join("\n");
}

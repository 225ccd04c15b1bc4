import { hostname } from "node:os";
import type { Holder } from "../../../lib/jukebox/model.ts";
import { isHolderGone, processStarted } from "../../../lib/jukebox/server/holder.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { skipTest } from "../../support/peers.ts";
import { tempFolder } from "../../support/temp.ts";

function holder(facts: Partial<Holder>): Holder {
  const started = processStarted(Deno.pid);
  return { who: "me", host: hostname(), pid: Deno.pid, pidStarted: started, since: "", ...facts };
}

function linuxTest(name: string, body: () => void | Promise<void>): void {
  if (Deno.build.os === "linux") Deno.test(name, body);
  else skipTest(name, "processes are looked at on Linux only");
}

linuxTest("a holder that lives is not gone", () => {
  assert(processStarted(Deno.pid)! > 0);
  assertEquals(isHolderGone(holder({})), false);
  assertEquals(isHolderGone(holder({ pidStarted: null })), false);
});

linuxTest(
  "a holder whose process has ended is gone, and so is one whose number another process has",
  async () => {
    const program = new Deno.Command("true").spawn();
    await program.status;
    assertEquals(isHolderGone(holder({ pid: program.pid })), true);
    assertEquals(isHolderGone(holder({ pidStarted: 1 })), true);
  },
);

linuxTest("of a holder on another host, or over a network, nothing is known", () => {
  assertEquals(isHolderGone(holder({ host: "elsewhere", pidStarted: 1 })), false);
  assertEquals(isHolderGone(holder({ pid: null, pidStarted: null })), false);
});

linuxTest("where processes are hidden nobody is called gone", () => {
  using proc = tempFolder();
  assertEquals(isHolderGone(holder({}), proc.path), false);
});

linuxTest("the name of a process does not mislead", () => {
  using proc = tempFolder();
  proc.make("5");
  const fields = Array.from({ length: 30 }, (_, index) => String(index + 3));
  Deno.writeTextFileSync(proc.at("5/stat"), `5 (a) R (b c) S ${fields.slice(1).join(" ")}\n`);
  assertEquals(processStarted(5, proc.path), 22);
});

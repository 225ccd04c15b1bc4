import { assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { discFolder } from "./discs.ts";
import { CLI, runCli } from "./run_cli.ts";

/** Starts the program with nothing in its standard input. */
function start(...words: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", CLI, ...words],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

Deno.test("cdglow finishes the disc when nobody reads its messages any more", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.bdr");
  const program = start("cdglow", "-v", "-s", folder.at("a.iso"), "-t", target);
  await program.stdout.cancel();
  const [{ code }, stderr] = await Promise.all([program.status, new Response(program.stderr).text()]);
  assertEquals([code, stderr], [0, ""]);
  await folder.holdsImage("d.bdr");
});

Deno.test({
  name: "a SIGINT ends a recording in order: exit code 130, the drive unlocked, the disc's state told",
  ignore: Deno.build.os === "windows",
  async fn() {
    using folder = await discFolder();
    const target = folder.disc("d.cdr", "cd-r", { speed: 4, buffer: 1 << 20 });
    const program = start("cdglow", "-s", folder.at("a.iso"), "-t", target);
    const decoder = new TextDecoder();
    let stdout = "";
    for await (const chunk of program.stdout) {
      const before = stdout;
      stdout += decoder.decode(chunk);
      if (!before.includes("written") && stdout.includes("written")) program.kill("SIGINT");
    }
    const [{ code }, stderr] = await Promise.all([program.status, new Response(program.stderr).text()]);
    assertEquals(code, 130, stdout + stderr);
    assertStringIncludes(stderr, "discglow: stopping: the drive is being brought to a safe state");
    const shown = JSON.parse((await runCli(["virtual", "show", "--json", folder.at("d.cdr")])).stdout);
    assertEquals(shown.locked, false);
  },
});

Deno.test({
  name: "a second SIGINT is answered with what is at stake, the third one ends the program at once",
  ignore: Deno.build.os === "windows",
  async fn() {
    using folder = await discFolder();
    const target = folder.disc("d.bdr");
    await runCli(["virtual", "fault", folder.at("d.bdr"), "--on", "write", "--kind", "hang"]);
    const program = start("cdglow", "--json", "-s", folder.at("a.iso"), "-t", target);
    const said = async (stream: ReadableStream<Uint8Array>, triggers: readonly string[]): Promise<string> => {
      let text = "";
      const waiting = [...triggers];
      for await (const chunk of stream) {
        text += new TextDecoder().decode(chunk);
        while (waiting.length > 0 && text.includes(waiting[0]!)) {
          waiting.shift();
          program.kill("SIGINT");
        }
      }
      return text;
    };
    const [, stderr, { code }] = await Promise.all([
      said(program.stdout, ['"event":"buffer"']),
      said(program.stderr, ['"request":1', '"request":2']),
      program.status,
    ]);
    assertEquals(code, 130);
    assertMatch(stderr, /"request":2,"message":"still stopping: .*may leave the drive locked/);
  },
});

import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { CLI, runCli } from "./run_cli.ts";

Deno.test("discglow --help, help and --version go to standard output with exit code 0", async () => {
  const help = await runCli(["--help"]);
  assertEquals([help.code, help.stderr], [0, ""]);
  assertStringIncludes(help.stdout, "EXIT STATUS");
  assertEquals((await runCli(["help"])).stdout, help.stdout);
  assertEquals((await runCli(["help", "image"])).stdout, (await runCli(["iso9660", "--help"])).stdout);
  assertMatch((await runCli(["--version"])).stdout, /^discglow \d+\.\d+\.\d+\n$/);
});

Deno.test("discglow alone shows its help as a wrong usage", async () => {
  const { code, stdout, stderr } = await runCli([]);
  assertEquals([code, stdout], [2, ""]);
  assertStringIncludes(stderr, "COMMANDS");
});

Deno.test("wrong usage is one line on standard error and exit code 2", async () => {
  for (
    const [args, message] of [
      [
        ["isso9660"],
        "discglow: Cannot understand isso9660: there is no such command; did you mean discglow iso9660?",
      ],
      [
        ["iso9660", "jolite"],
        "discglow: Cannot understand jolite: iso9660 has no such word; did you mean joliet?",
      ],
      [["iso9660", "ignorefail", "checkfail", "printsize"], "choose one of them"],
      [["iso9660", "printsize", "list"], "choose one of them"],
      [["iso9660", "bootinfo", "printsize"], "add boot=PATH"],
      [["iso9660", "finetimes", "printsize"], "add rr"],
      [["ls"], "discglow: Cannot run ls: IMAGE is missing"],
      [["verify", "a.iso"], "add --source PATH"],
      [["help", "lss"], "did you mean discglow ls?"],
      [["--josn"], "there is no such option"],
    ] as const
  ) {
    const { code, stdout, stderr } = await runCli(args);
    assertEquals([code, stdout], [2, ""], args.join(" "));
    assertStringIncludes(stderr, message);
    assertEquals(stderr.split("\n").length, 2, stderr);
  }
});

Deno.test("a SOURCE_DATE_EPOCH that is no number is a wrong usage", async () => {
  const { code, stderr } = await runCli(["iso9660", "printsize"], {
    env: { SOURCE_DATE_EPOCH: "yesterday" },
  });
  assertEquals(code, 2);
  assertStringIncludes(stderr, "Cannot use SOURCE_DATE_EPOCH=yesterday");
});

Deno.test("with json an error is a JSON line with its code, also when the words cannot be meant", async () => {
  for (const args of [["iso9660", "json", "level=9"], ["ls", "--json"]]) {
    const { code, stderr } = await runCli(args);
    const record = JSON.parse(stderr);
    assertEquals([code, record.event, record.code, record.name], [2, "error", 2, "UsageError"]);
  }
});

Deno.test("what failed is one sentence and exit code 1, without a stack", async () => {
  const { code, stdout, stderr } = await runCli(["ls", "/nonexistent/a.iso"]);
  assertEquals([code, stdout], [1, ""]);
  assertMatch(stderr, /^discglow: Cannot open \/nonexistent\/a\.iso: no such file or directory\n$/);
});

Deno.test("DISCGLOW_DEBUG=1 adds the stack", async () => {
  const { stderr } = await runCli(["ls", "/nonexistent"], { env: { DISCGLOW_DEBUG: "1" } });
  assertStringIncludes(stderr, "    at ");
});

Deno.test("a reader of standard output that goes away ends the program without a word", async () => {
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", CLI, "help", "iso9660"],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await program.stdout.cancel();
  const chunks: Uint8Array[] = [];
  for await (const chunk of program.stderr) chunks.push(chunk);
  const { code } = await program.status;
  assertEquals(chunks.length, 0);
  assert(code === 0 || code === 1);
});

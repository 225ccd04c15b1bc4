import { partedBy } from "../../lib/cli/difference_files.ts";
import { VIRTUAL_MEDIA } from "../../lib/virtual/media.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { runCli } from "./run_cli.ts";

Deno.test("virtual media lists every kind of disc", async () => {
  const { code, stdout } = await runCli(["virtual", "media"]);
  assertEquals([code, stdout.trimEnd().split("\n").length], [0, VIRTUAL_MEDIA.size]);
  for (const id of VIRTUAL_MEDIA.keys()) assertMatch(stdout, new RegExp(`^${id.replace("+", "\\+")} `, "m"));
  const [first] = (await runCli(["virtual", "media", "--json"])).stdout.split("\n");
  assertEquals(JSON.parse(first!).event, "kind");
});

Deno.test("virtual create, set, fault, clear and show agree about a disc", async () => {
  using folder = tempFolder();
  const virtual = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(["virtual", ...words], { cwd: folder.path });
    assertEquals([code, stderr], [0, ""], words.join(" "));
    return stdout;
  };
  const blank = "d.bdr: BD-R, 12219392 blocks (25.0 GB), blank\n";
  assertEquals(
    await virtual("create", "d.bdr", "--media", "bd-r", "--speed", "4"),
    `${blank}  drive: speed 4\n`,
  );
  await virtual("set", "virtual:d.bdr", "--speed", "0", "--spin-up", "1.5", "--needs-reload", "on");
  await virtual("fault", "d.bdr", "--on", "read", "--block", "17", "--sense", "3/11/00", "--times", "2");
  assertEquals(
    await virtual("show", "d.bdr"),
    `${blank}  drive: spin-up 1.5 s\n  drive: needs-reload on\n` +
      "  fault: on read, of block 17, 2 times: sense 3/11/00\n",
  );
  const { drive, faults } = JSON.parse(await virtual("clear", "d.bdr", "--json"));
  assertEquals([drive.spinUp, faults], [1500, []]);
});

Deno.test("virtual refuses what cannot be meant, and what would overwrite a disc", async () => {
  using folder = tempFolder();
  const virtual = (...words: string[]) => runCli(["virtual", ...words], { cwd: folder.path });
  await virtual("create", "d.bdr", "--media", "bd-r");
  for (
    const [words, code, message] of [
      [["create", "d.bdr", "--media", "bd-r"], 1, "it already exists"],
      [["create", "e.bdr"], 2, "--media is missing"],
      [["create", "--media", "bd-r"], 2, "PATH is missing"],
      [["create", "e.bdr", "--media", "floppy"], 2, "the values are"],
      [["create", "e.bdr", "--media", "bd-r", "--on", "read"], 2, "it is a word of fault"],
      [["set", "d.bdr"], 2, "nothing to change"],
      [["fault", "d.bdr"], 2, "--on is missing"],
      [["fault", "d.bdr", "--on", "read", "--sense", "bad"], 2, "bad is no sense"],
      [["damage", "d.bdr", "--block", "1"], 1, "never recorded"],
      [["show", "none.bdr"], 1, "Cannot open none.bdr"],
      [["destroy", "d.bdr"], 2, "ACTION is"],
    ] as const
  ) {
    const { stderr, ...run } = await virtual(...words);
    assertEquals(run, { code, stdout: "" }, words.join(" "));
    assertStringIncludes(stderr, message);
  }
});

Deno.test("partedBy() cuts ranges where blocks that cannot be read begin and end", () => {
  const range = (first: number, count: number) => ({ first, count });
  const parts = (...args: Parameters<typeof partedBy>) =>
    partedBy(...args).map(({ range: { first, count }, readable }) => [first, count, readable]);
  assertEquals(parts([range(10, 10)], []), [[10, 10, true]]);
  assertEquals(parts([range(10, 10)], [range(12, 3)]), [[10, 2, true], [12, 3, false], [15, 5, true]]);
  assertEquals(parts([range(10, 2), range(20, 1)], [range(10, 2)]), [[10, 2, false], [20, 1, true]]);
  assertEquals(parts([range(10, 1), range(20, 2)], [range(21, 1)]), [[10, 1, true], [20, 1, true], [
    21,
    1,
    false,
  ]]);
});

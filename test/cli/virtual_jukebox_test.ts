import { readVirtualDisc } from "../../lib/virtual/create.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { runCli } from "./run_cli.ts";

Deno.test("virtual jukebox, insert, take, set, fault, clear and show agree about a jukebox", async () => {
  using folder = tempFolder();
  const virtual = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(["virtual", ...words], { cwd: folder.path });
    assertEquals([code, stderr], [0, ""], words.join(" "));
    return stdout;
  };
  const size = ["--slots", "5", "--drives", "2", "--mail-slots", "1", "--serial", "TESTED"];
  const made = await virtual(
    "jukebox",
    "jb",
    ...size,
    "--media",
    "bd-r",
    "--filled",
    "1-2,4",
    "--move-time",
    "8",
  );
  const [first, changer, ...slots] = made.trimEnd().split("\n");
  assertEquals(first, "jb: 5 slots, 1 mail slot, 2 drives, 3 discs, serial number TESTED");
  assertEquals(changer, "  changer: move-time 8 s");
  assertEquals(slots.map((line) => line.replace(/disc-[^/]+/, "ID")), [
    "  slot 1: DG000001, jb/slots/1/ID/disc",
    "  slot 2: DG000002, jb/slots/2/ID/disc",
    "  slot 4: DG000003, jb/slots/4/ID/disc",
  ]);
  await virtual("insert", "jb", "--mail", "1", "--media", "cd-r", "--barcode", "A-1");
  await virtual("take", "virtual:jb", "--slot", "1", "--to", "taken");
  assertEquals(readVirtualDisc(folder.at("taken")).medium, "bd-r");
  await virtual("insert", "jb", "--drive", "2", "--image", "taken", "--barcode", "", "--second-side");
  await virtual("set", "jb", "--move-time", "0", "--two-sided", "on", "--spin-up", "2");
  await virtual("fault", "jb", "--on", "move", "--mail", "1", "--call", "2", "--kind", "power");
  await virtual("fault", "jb", "--on", "label", "--slot", "2");
  const shown = await virtual("show", "jb");
  for (
    const words of [
      "  changer: two-sided on\n  drives: spin-up 2 s\n",
      "  fault: on move, of mail slot 1, from call 2: power\n  fault: on label, of slot 2\n",
      "  mail slot 1: A-1, jb/mail/1/",
      "  drive 2: no bar code, jb/drives/2/",
    ]
  ) assertStringIncludes(shown, words);
  const { faults, elements } = JSON.parse(await virtual("clear", "jb", "--json"));
  assertEquals([faults, elements.length], [[], 9]);
  assertMatch(
    (await runCli(["media", "virtual:jb/drives/2"], { cwd: folder.path })).stdout,
    /^medium +BD-R, blank$/m,
  );
});

Deno.test("virtual refuses what cannot be meant of a jukebox", async () => {
  using folder = tempFolder();
  const virtual = (...words: string[]) => runCli(["virtual", ...words], { cwd: folder.path });
  await virtual("jukebox", "jb", "--slots", "3", "--media", "bd-r", "--filled", "1");
  await virtual("create", "d.bdr", "--media", "bd-r");
  for (
    const [words, code, message] of [
      [["jukebox", "jb"], 1, "it already holds something"],
      [["jukebox", "new", "--filled", "1"], 2, "--media is missing"],
      [["jukebox", "new", "--media", "bd-r", "--filled", "x"], 2, "x is no slot"],
      [["jukebox", "new", "--drives", "0"], 2, "it cannot have 0 drives"],
      [["insert", "jb", "--slot", "2"], 2, "--media is missing"],
      [["insert", "jb", "--media", "bd-r"], 2, "--mail, --slot or --drive is missing"],
      [["insert", "jb", "--media", "bd-r", "--slot", "1", "--mail", "1"], 2, "a disc is in one place"],
      [["insert", "jb", "--media", "bd-r", "--image", "d.bdr", "--slot", "2"], 2, "exclude each other"],
      [["insert", "jb", "--media", "bd-r", "--slot", "1"], 1, "slot 1 is full"],
      [["insert", "d.bdr", "--media", "bd-r", "--slot", "1"], 1, "it is no virtual jukebox"],
      [["take", "jb", "--slot", "1"], 2, "--to is missing"],
      [["take", "jb", "--slot", "2", "--to", "out"], 1, "slot 2 is empty"],
      [["set", "jb"], 2, "nothing to change"],
      [["set", "d.bdr", "--barcodes", "off"], 2, "it is only for jukeboxes"],
      [["fault", "jb", "--on", "write"], 2, "it cannot be on write"],
      [["fault", "jb", "--on", "read", "--block", "1"], 2, "it is only for discs"],
      [["fault", "d.bdr", "--on", "move"], 2, "it cannot be on move"],
      [["damage", "jb", "--block", "1"], 2, "it is only for discs"],
      [["create", "jb", "--media", "bd-r"], 2, "jb is a jukebox"],
    ] as const
  ) {
    const { stderr, ...run } = await virtual(...words);
    assertStringIncludes(stderr, message, words.join(" "));
    assertEquals(run, { code, stdout: "" }, words.join(" "));
  }
});

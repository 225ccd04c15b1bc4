import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { discFolder } from "./discs.ts";
import { type CliRun, runCli } from "./run_cli.ts";

/** The texts of the lines of messages, whose times must rise. */
function lines({ stdout }: CliRun): string[] {
  let last = 0;
  return stdout.trimEnd().split("\n").map((line) => {
    const [, time, text] = /^(\d{7}) (.+)$/.exec(line) ?? [];
    assert(text !== undefined, `no time: ${line}`);
    assert(Number(time) >= last, stdout);
    last = Number(time);
    return text;
  });
}

/** Fails unless the patterns are matched by lines in this order. */
function inOrder(texts: readonly string[], patterns: readonly RegExp[]): void {
  let from = 0;
  for (const pattern of patterns) {
    const found = texts.findIndex((text, i) => i >= from && pattern.test(text));
    assert(found >= 0, `${pattern} does not follow in\n${texts.join("\n")}`);
    from = found + 1;
  }
}

Deno.test("cdglow -v records a file, compares it, and tells all of it in the classic order", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.bdr");
  const run = await runCli(["cdglow", "-v", "-s", folder.at("a.iso"), "-t", target]);
  assertEquals([run.code, run.stderr], [0, ""]);
  const blocks = Math.ceil(folder.image.length / 2048 / 32) * 32;
  inOrder(lines(run), [
    /^virtual:\S+ is \S.*'s BD-drive ".+"$/,
    /^target medium: blank BD-R, 12219392 blocks \(25\.0 GB\) free$/,
    new RegExp(`^${blocks} blocks to be written, ${folder.image.length} bytes, from block 0 on: BD-R`),
    /^\d+ bytes read into the buffer before the start, \d+ % of it$/,
    /^\d+ bytes of \d+, \d+ % written, buffer \d+ %$/,
    new RegExp(`^end of recording: ${blocks} blocks in \\d+\\.\\d s.*, no underrun$`),
    /^disc ready for reading$/,
    /^\d+ bytes of \d+, \d+ % compared$/,
    /^comparison: \d+ blocks, no difference$/,
  ]);
  await folder.holdsImage("d.bdr");
});

Deno.test("cdglow takes a pipe, also under its other name, and compares it by its checksums", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.dvd", "dvd+r");
  const run = await runCli(["burn", "--verify", "--target", target], { stdin: folder.image });
  assertEquals([run.code, run.stderr], [0, ""]);
  inOrder(lines(run), [/ blocks to be written/, /^comparison: \d+ blocks, no difference$/]);
  await folder.holdsImage("d.dvd");
});

Deno.test("cdglow copies from drive to drive", async () => {
  using folder = await discFolder();
  const source = `virtual:${folder.at("a.iso")}`;
  const run = await runCli(["cdglow", "-v", "-s", source, "-t", folder.disc("d.cdr", "cd-r")]);
  assertEquals([run.code, run.stderr], [0, ""]);
  inOrder(lines(run), [/a\.iso is .*'s .*drive "/, /^source medium: closed CD-ROM, /, /no difference/]);
  await folder.holdsImage("d.cdr");
});

Deno.test("cdglow -a 0 tells no progress, --quiet only errors", async () => {
  using folder = await discFolder();
  const words = ["cdglow", "-v", "-s", folder.at("a.iso"), "-t"];
  const silent = await runCli([...words, folder.disc("1.bdr"), "-a", "0"]);
  assertEquals(silent.code, 0);
  assert(!/ % (written|compared)/.test(silent.stdout), silent.stdout);
  assertEquals(await runCli([...words, folder.disc("2.bdr"), "-q"]), { code: 0, stdout: "", stderr: "" });
});

Deno.test("cdglow --json tells every event as a JSON line with its time", async () => {
  using folder = await discFolder();
  const run = await runCli(["cdglow", "-v", "--json", "-s", folder.at("a.iso"), "-t", folder.disc("d.bdr")]);
  assertEquals([run.code, run.stderr], [0, ""]);
  const records = run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  for (const record of records) assert(typeof record.time === "number" && typeof record.event === "string");
  const events = new Set(records.map(({ event }) => event));
  for (
    const event of ["device", "medium", "planned", "buffer", "progress", "recorded", "readable", "compared"]
  ) {
    assert(events.has(event), event);
  }
  const compared = records.find(({ event }) => event === "compared");
  assertEquals([compared.different, compared.ranges], [0, []]);
});

Deno.test("cdglow names every reason why a job cannot work, and writes nothing", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.cdr", "cd-r");
  const words = ["-t", target, "--size", "800M"];
  const run = await runCli(["cdglow", "-s", folder.at("none.iso"), ...words]);
  assertEquals(run.code, 1);
  assertMatch(run.stderr, /^discglow: Cannot .*none\.iso.*no such file/m);
  const large = await runCli(["cdglow", "-s", "-", ...words], { stdin: new Uint8Array(1 << 20) });
  assertEquals(large.code, 1);
  assertMatch(large.stderr, /^discglow: Cannot .*409600.*359844/m);
  assertEquals((await Deno.stat(folder.at("d.cdr"))).size, 0);
  const both = await runCli([
    "cdglow",
    "-s",
    folder.at("none.iso"),
    "-t",
    `virtual:${folder.at("none.bdr")}`,
  ]);
  assertMatch(
    both.stderr,
    /^discglow: Cannot .*none\.iso.*\ndiscglow: Cannot .*none\.bdr.*; .*virtual create .*\n$/,
  );
  const closed = await runCli(["cdglow", "-s", folder.at("a.iso"), "-t", `virtual:${folder.at("a.iso")}`]);
  assertEquals(closed.code, 1);
  assertMatch(closed.stderr, /^discglow: Cannot /m);
  assertEquals(await Deno.readFile(folder.at("a.iso")), folder.image);
});

Deno.test("cdglow refuses a target that is no drive, and words that cannot be meant", async () => {
  using folder = await discFolder();
  const notDrive = await runCli(["cdglow", "-s", folder.at("a.iso"), "-t", folder.at("a.iso.copy")]);
  assertEquals([notDrive.code, notDrive.stdout], [1, ""]);
  assertMatch(notDrive.stderr, /^discglow: Cannot .*a\.iso\.copy/);
  for (
    const words of [["cdglow", "-s", "a"], ["cdglow", "-p", "-v", "-t", "x"], ["cdglow", "-f4", "-t", "x"]]
  ) {
    const { code, stdout, stderr } = await runCli(words);
    assertEquals([code, stdout, stderr.split("\n").length], [2, "", 2]);
  }
});

Deno.test("cdglow -p leaves the disc as it is and says what it rehearsed", async () => {
  using folder = await discFolder();
  const run = await runCli(["cdglow", "-p", "-s", folder.at("a.iso"), "-t", folder.disc("d.bdr")]);
  assertEquals(run.code, 0, run.stderr);
  assertStringIncludes(run.stdout, "preview: nothing stays on the disc");
  const { stdout } = await runCli(["virtual", "show", folder.at("d.bdr")]);
  assertStringIncludes(stdout, ", blank\n");
});

Deno.test("cdglow --keep-going copies what can be read, names the rest, and ends with exit code 3", async () => {
  using folder = await discFolder();
  const source = folder.disc("s.bdr");
  assertEquals((await runCli(["cdglow", "-s", folder.at("a.iso"), "-t", source])).code, 0);
  await runCli(["virtual", "fault", folder.at("s.bdr"), "--on", "read", "--block", `${folder.large + 5}`]);
  const words = ["cdglow", "-s", source, "-t"];
  const stopped = await runCli([...words, folder.disc("1.bdr")]);
  assertEquals(stopped.code, 1);
  assertStringIncludes(stopped.stderr, `${folder.large + 5}`);
  const { code, stdout } = await runCli([...words, folder.disc("2.bdr"), "--keep-going"]);
  assertEquals(code, 3);
  assertMatch(stdout, new RegExp(`1 block of the source could not be read, .*: ${folder.large + 5}\n`));
});

Deno.test("cdglow -v names blocks that differ with their files and ends with exit code 4", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.bdr");
  const block = folder.large + 3;
  await runCli(["virtual", "fault", folder.at("d.bdr"), "--on", "read", "--block", `${block}`]);
  for (const json of [[], ["--json"]]) {
    const disc = json.length === 0 ? target : folder.disc("e.bdr");
    if (json.length > 0) {
      await runCli(["virtual", "fault", folder.at("e.bdr"), "--on", "read", "--block", `${block}`]);
    }
    const run = await runCli(["cdglow", "-v", ...json, "-s", folder.at("a.iso"), "-t", disc]);
    assertEquals(run.code, 4, run.stderr);
    if (json.length === 0) {
      assertMatch(run.stdout, new RegExp(`comparison: 1 of \\d+ blocks different: ${block} `));
      assertMatch(run.stdout, new RegExp(`^\\d{7} block ${block}: /large\\.bin$`, "m"));
    } else {
      const owners = run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line)).at(-1);
      assertEquals([owners.event, owners.first, owners.count, owners.files], ["owners", block, 1, [
        "/large.bin",
      ]]);
    }
  }
});

Deno.test("cdglow tells what both sides saw when the recorder fails, with exit code 1", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.bdr");
  await runCli(["virtual", "fault", folder.at("d.bdr"), "--on", "write", "--block", "200"]);
  const { code, stderr } = await runCli(["cdglow", "-v", "-s", folder.at("a.iso"), "-t", target]);
  assertEquals(code, 1);
  const told = stderr.trimEnd().split("\n");
  for (const line of told) assertMatch(line, /^discglow: /);
  assertEquals(new Set(told).size, told.length, stderr);
  assert(told.length >= 2, stderr);
  assertMatch(stderr, /3\/0C\/00/i);
  const shown = JSON.parse((await runCli(["virtual", "show", "--json", folder.at("d.bdr")])).stdout);
  assertEquals(shown.locked, false);
});

Deno.test("cdglow --record keeps what verify --record needs", async () => {
  using folder = await discFolder();
  const target = folder.disc("d.bdr");
  const record = folder.at("r.json");
  const recorded = await runCli(["cdglow", "--record", record, "-t", target], { stdin: folder.image });
  assertEquals(recorded.code, 0, recorded.stderr);
  assertEquals((await runCli(["verify", target, "--record", record])).code, 0);
  await runCli(["virtual", "damage", folder.at("d.bdr"), "--block", `${folder.large}`]);
  const { code, stdout } = await runCli(["verify", target, "--record", record]);
  assertEquals(code, 4);
  assertStringIncludes(stdout, `block ${folder.large} differs: /large.bin\n`);
});

import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { discFolder } from "./discs.ts";
import { runCli } from "./run_cli.ts";

Deno.test("media tells what lies in a drive, for people and for programs", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.dvd", "dvd+r");
  const { code, stdout, stderr } = await runCli(["media", device]);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^medium {5}DVD\+R, blank\n/);
  assertMatch(stdout, /^capacity {3}2295104 blocks \(4\.7 GB\)$/m);
  assertMatch(stdout, /^free {7}2295104 blocks \(4\.7 GB\)$/m);
  assertMatch(stdout, /^speeds {5}16x, 12x, 8x, 4x, 2\.4x \(1x is 1385 kB\/s\)$/m);
  const record = JSON.parse((await runCli(["media", "--json", device])).stdout);
  assertEquals(
    [record.event, record.device, record.name, record.state, record.free],
    ["medium", device, "DVD+R", "blank", 2295104],
  );
});

Deno.test("media ends with exit code 1 where there is no disc or no drive", async () => {
  using folder = await discFolder();
  const missing = await runCli(["media", `virtual:${folder.at("none")}`]);
  assertEquals([missing.code, missing.stdout], [1, ""]);
  assertMatch(missing.stderr, /^discglow: Cannot open .*none.*\n$/);
  const file = await runCli(["media", folder.at("a.iso")]);
  assertEquals(file.code, 1);
  assertMatch(file.stderr, /it is the name of no device; .*virtual:/);
});

Deno.test("devices tells what a named drive can do and holds", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  const { code, stdout, stderr } = await runCli(["devices", device]);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^virtual:\S+ is \S.*'s BD-drive ".+", revision \S+\n {2}records .*BD-R/);
  assertMatch(stdout, /^ {2}holds blank BD-R, 12219392 blocks/m);
  const record = JSON.parse((await runCli(["devices", "--json", device])).stdout);
  assertEquals([record.event, record.name, record.kind], ["device", device, "BD-drive"]);
  assert(record.records.includes("BD-R"), record.records.join());
});

Deno.test("--trace shows every command that is sent to a drive and its answer on standard error", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  const image = folder.at("a.iso");
  for (
    const words of [
      ["devices", device],
      ["media", device],
      ["eject", device],
      ["cdglow", "-s", image, "-t", device],
      ["verify", device, "--against", image],
    ]
  ) {
    const { code, stderr } = await runCli([...words, "--trace"]);
    assertEquals(code, 0);
    assertMatch(stderr, /^virtual:\S+: INQUIRY \[12 .*: good/m);
  }
});

Deno.test("devices shows the others when one of those named cannot be used, and ends with exit code 1", async () => {
  using folder = await discFolder();
  const { code, stdout, stderr } = await runCli(["devices", "virtual:/nonexistent", folder.disc("d.bdr")]);
  assertEquals(code, 1);
  assertStringIncludes(stdout, "holds blank BD-R");
  assertMatch(stderr, /^discglow: Cannot open .*nonexistent/);
});

Deno.test("devices without a name never fails, and says so when there is nothing", async () => {
  const { code, stdout } = await runCli(["devices"]);
  assertEquals(code, 0);
  assert(/ is .*'s |^No drive and no changer was found/.test(stdout), stdout);
});

Deno.test("blank makes a recorded CD-RW blank again, in both ways", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.cdrw", "cd-rw");
  for (const words of [[], ["--full"]]) {
    assertEquals((await runCli(["cdglow", "-s", folder.at("a.iso"), "-t", device])).code, 0);
    const { code, stderr } = await runCli(["blank", device, ...words]);
    assertEquals([code, stderr], [0, ""]);
    assertMatch((await runCli(["media", device])).stdout, /^medium {5}CD-RW, blank/);
  }
});

Deno.test("format makes a new DVD+RW and BD-RE overwriteable", async () => {
  using folder = await discFolder();
  for (const kind of ["dvd+rw", "bd-re"]) {
    const device = folder.disc(`d.${kind}`, kind);
    const { code, stderr } = await runCli(["format", device]);
    assertEquals([code, stderr], [0, ""]);
    assertMatch((await runCli(["media", device])).stdout, /^medium .*overwriteable/);
  }
});

Deno.test("blank and format refuse a disc that is recorded once, and say why", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.cdr", "cd-r");
  for (const command of ["blank", "format"]) {
    const { code, stdout, stderr } = await runCli([command, device]);
    assertEquals([code, stdout], [1, ""]);
    assertMatch(stderr, /^discglow: Cannot .*CD-R/);
  }
  assertEquals((await runCli(["blank", device, "--fast", "--full"])).code, 2);
});

Deno.test("eject opens and closes the tray", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  assertEquals(await runCli(["eject", device]), { code: 0, stdout: "", stderr: "" });
  const { stdout } = await runCli(["eject", device, "--load", "--json"]);
  assertEquals(JSON.parse(stdout), { event: "loaded", device });
});

Deno.test("ls, cat, extract, check and verify read a disc in a drive like its image", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  const image = folder.at("a.iso");
  assertEquals((await runCli(["cdglow", "-s", image, "-t", device])).code, 0);
  assertEquals((await runCli(["ls", "-lR", device])).stdout, (await runCli(["ls", "-lR", image])).stdout);
  assertEquals((await runCli(["cat", device, "/reports/x.txt"])).stdout, "figures\n");
  const extracted = await runCli(["extract", device, "--to", folder.at("out")]);
  assertEquals(extracted.code, 0, extracted.stderr);
  assertEquals(
    await Deno.readFile(folder.at("out/large.bin")),
    await Deno.readFile(folder.at("tree/large.bin")),
  );
  const checked = await runCli(["check", device]);
  assertEquals(checked.code, 0, checked.stdout);
  assertStringIncludes(checked.stdout, `${device}: no fault found`);
  assertEquals((await runCli(["verify", device, "--source", folder.at("tree")])).code, 0);
});

Deno.test("verify --against compares discs and images, whichever comes first", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  const image = folder.at("a.iso");
  assertEquals((await runCli(["cdglow", "-s", image, "-t", device])).code, 0);
  const same = await runCli(["verify", device, "--against", image]);
  assertEquals([same.code, same.stderr], [0, ""]);
  assertMatch(same.stdout, /^virtual:\S+: no difference; \d+ blocks compared\n$/);
  assertEquals((await runCli(["verify", image, "--against", device])).code, 0);
  await Deno.copyFile(image, folder.at("b.iso"));
  assertEquals((await runCli(["verify", image, "--against", folder.at("b.iso")])).code, 0);
  const itself = await runCli(["verify", image, "--against", image]);
  assertEquals(itself.code, 1);
  assertStringIncludes(itself.stderr, "they are the same");
});

Deno.test("verify --against names blocks that differ or cannot be read with their files", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  const image = folder.at("a.iso");
  const { large } = folder;
  assertEquals((await runCli(["cdglow", "-s", image, "-t", device])).code, 0);
  await runCli(["virtual", "damage", folder.at("d.bdr"), "--block", `${large + 1}`]);
  await runCli(["virtual", "fault", folder.at("d.bdr"), "--on", "read", "--block", `${large + 2}`]);
  const { code, stdout } = await runCli(["verify", device, "--against", image]);
  assertEquals(code, 4);
  const [first, second, summary] = stdout.split("\n");
  assertEquals(first, `block ${large + 1} differs: /large.bin`);
  assertEquals(second, `block ${large + 2} cannot be read: /large.bin`);
  assertMatch(summary!, /: 2 blocks different; \d+ blocks compared$/);
  const records = (await runCli(["verify", device, "--against", image, "--json"])).stdout.trimEnd().split(
    "\n",
  )
    .map((line) => JSON.parse(line));
  assertEquals(records[1], {
    event: "difference",
    first: large + 2,
    count: 1,
    files: ["/large.bin"],
    structures: [],
    readable: false,
  });
  assertEquals([records[2].event, records[2].different, records[2].unreadable], ["verified", 2, 1]);
});

Deno.test("an image that was added to a disc is compared and named where it begins", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.cdr", "cd-r");
  const image = folder.at("a.iso");
  const words = ["cdglow", "-v", "-t", device];
  const other = new Uint8Array(500 * 2048).fill(1);
  assertEquals((await runCli([...words, "--multi"], { stdin: other })).code, 0);
  const record = folder.at("r.json");
  const { code, stdout } = await runCli([...words, "--json", "--record", record], { stdin: folder.image });
  assertEquals(code, 0);
  const { firstBlock } = stdout.split("\n").map((line) => JSON.parse(line || "{}"))
    .find(({ event }) => event === "planned");
  assert(firstBlock > 0);
  const block = firstBlock + folder.large;
  await runCli(["virtual", "damage", folder.at("d.cdr"), "--block", `${block}`]);
  for (const against of [["--against", image, "--first", `${firstBlock}`], ["--record", record]]) {
    const verified = await runCli(["verify", device, ...against]);
    assertEquals(verified.code, 4);
    assertStringIncludes(verified.stdout, `block ${block} differs: /large.bin\n`);
  }
});

Deno.test("verify wants one thing to compare with", async () => {
  for (
    const words of [[], ["--against", "b.iso", "--source", "x"], ["--against", "b.iso", "--record", "r"], [
      "--source",
      "x",
      "--first",
      "1",
    ]]
  ) {
    const { code, stderr } = await runCli(["verify", "a.iso", ...words]);
    assertEquals([code, stderr.split("\n").length], [2, 2]);
  }
});

Deno.test("two commands do not use one disc at the same time", async () => {
  using folder = await discFolder();
  const device = folder.disc("d.bdr");
  using file = await Deno.open(folder.at("d.bdr"), { read: true, write: true });
  await file.lock(true);
  const { code, stderr } = await runCli(["cdglow", "-s", folder.at("a.iso"), "-t", device]);
  assertEquals(code, 1);
  assertMatch(stderr, /^discglow: Cannot open .*d\.bdr: another drive holds /m);
});

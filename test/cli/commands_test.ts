import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { CLI, runCli } from "./run_cli.ts";

function tree(folder: TempFolder): string {
  folder.make("tree/reports");
  Deno.writeTextFileSync(folder.at("tree/readme.txt"), "read me\n");
  Deno.writeTextFileSync(folder.at("tree/reports/x.pdf"), "pdf\n".repeat(1000));
  return folder.at("tree");
}

async function image(folder: TempFolder, ...words: string[]): Promise<string> {
  const { code, stderr } = await runCli([
    "iso9660",
    "rr",
    "joliet",
    `source=${tree(folder)}`,
    `stdout=${folder.at("a.iso")}`,
    ...words,
  ]);
  assertEquals(code, 0, stderr);
  return folder.at("a.iso");
}

Deno.test("iso9660 writes the same image to a file and to standard output, and sums it up on standard error", async () => {
  using folder = tempFolder();
  const path = await image(folder, "name=USR1", "date=@1700000000");
  const shell = new Deno.Command("sh", {
    args: [
      "-c",
      '"$@" > b.iso',
      "sh",
      Deno.execPath(),
      "run",
      "-A",
      CLI,
      "iso9660",
      "rr",
      "joliet",
      "name=USR1",
    ]
      .concat(["source=tree", "date=@1700000000"]),
    cwd: folder.path,
    stderr: "piped",
  });
  const { code, stderr } = await shell.output();
  assertEquals(code, 0);
  assertMatch(new TextDecoder().decode(stderr), /^image: volume USR1, \d+ entries, \d+ blocks, \d+ bytes\n$/);
  assertEquals(await Deno.readFile(path), await Deno.readFile(folder.at("b.iso")));
});

Deno.test("iso9660 printsize prints the size that the image then has, and makes none", async () => {
  using folder = tempFolder();
  const source = `source=${tree(folder)}`;
  const { code, stdout } = await runCli(["iso9660", "rr", "joliet", source, "printsize"]);
  const { size } = await Deno.stat(await image(folder));
  assertEquals([code, stdout], [0, `${size / 2048} blocks, ${size} bytes\n`]);
  const record = JSON.parse((await runCli(["iso9660", "rr", "joliet", source, "printsize", "json"])).stdout);
  assertEquals(record, { event: "size", blocks: size / 2048, bytes: size });
});

Deno.test("iso9660 list prints every path with its names", async () => {
  using folder = tempFolder();
  const { stdout } = await runCli(["iso9660", "joliet", `source=${tree(folder)}`, "list"]);
  assertMatch(stdout, /^extent\tsize\tkind\tpath\tISO 9660\tJoliet\tISO 9660:1999\n/);
  assertMatch(stdout, /^\d+\t4000\tfile\t\/reports\/x\.pdf\t\S*X\.PDF\S*\t\S*x\.pdf\S*\t-$/m);
});

Deno.test("iso9660 refuses an image that is larger than asked, before it writes anything", async () => {
  using folder = tempFolder();
  const { code, stderr } = await runCli([
    "iso9660",
    `source=${tree(folder)}`,
    "maxsize=0x1000",
    `stdout=${folder.at("a.iso")}`,
  ]);
  assertEquals(code, 1);
  assertMatch(stderr, /^discglow: .*\n$/);
  assertEquals(exists(folder.at("a.iso")), false);
});

Deno.test("iso9660 refuses an output that lies inside the source", async () => {
  using folder = tempFolder();
  const source = tree(folder);
  const { code, stderr } = await runCli(["iso9660", `source=${source}`, `stdout=${source}/a.iso`]);
  assert(code === 1 || code === 2);
  assertMatch(stderr, /^discglow: Cannot .*\n$/);
  const shell = new Deno.Command("sh", {
    args: ["-c", '"$@" > a.iso', "sh", Deno.execPath(), "run", "-A", CLI, "iso9660"],
    cwd: source,
    stderr: "piped",
  });
  if (Deno.build.os === "linux") assertEquals((await shell.output()).success, false);
});

Deno.test("iso9660 stderr= takes the messages, errors as well", async () => {
  using folder = tempFolder();
  const { code, stderr } = await runCli([
    "iso9660",
    `source=${folder.at("none")}`,
    "printsize",
    `stderr=${folder.at("messages")}`,
  ]);
  assertEquals([code, stderr], [1, ""]);
  assertMatch(await Deno.readTextFile(folder.at("messages")), /^discglow: Cannot .*none.*\n$/);
});

Deno.test("iso9660 gives the same bytes for the same SOURCE_DATE_EPOCH, whenever the files were made", async () => {
  using folder = tempFolder();
  const images: Uint8Array[] = [];
  for (const seconds of [1.7e9, 1.6e9]) {
    const source = tree(folder);
    for (const path of ["", "/readme.txt", "/reports", "/reports/x.pdf"]) {
      await Deno.utime(source + path, seconds, seconds);
    }
    const words = ["iso9660", "rr", `source=${source}`, `stdout=${folder.at("a.iso")}`];
    assertEquals((await runCli(words, { env: { SOURCE_DATE_EPOCH: "1500000000" } })).code, 0);
    images.push(await Deno.readFile(folder.at("a.iso")));
  }
  assertEquals(images[0], images[1]);
});

Deno.test("ls, cat, check, verify and extract agree about an image", async () => {
  using folder = tempFolder();
  const path = await image(folder, "checksums");
  const listed = await runCli(["ls", "-l", path, "/reports"]);
  assertEquals(listed.code, 0);
  assertMatch(listed.stdout, /^-rw\S+ +1 +\d+ +\d+ +4000 \d{4}-\d\d-\d\d \d\d:\d\d x\.pdf\n$/);
  assertEquals(
    (await runCli(["cat", path, "/readme.txt", "reports/x.pdf"])).stdout,
    `read me\n${"pdf\n".repeat(1000)}`,
  );
  const checked = await runCli(["check", path]);
  assertEquals([checked.code, checked.stderr], [0, ""]);
  assertStringIncludes(checked.stdout, "no fault found");
  const verified = await runCli(["verify", path, "--source", folder.at("tree")]);
  assertEquals(verified.code, 0, verified.stdout);
  const out = folder.at("out");
  assertEquals((await runCli(["extract", path, "--to", out])).code, 0);
  assertEquals(await Deno.readTextFile(`${out}/reports/x.pdf`), "pdf\n".repeat(1000));
});

Deno.test("verify names what differs and ends with exit code 4", async () => {
  using folder = tempFolder();
  const path = await image(folder);
  await Deno.writeTextFile(folder.at("tree/readme.txt"), "read it\n");
  const { code, stdout } = await runCli(["verify", path, "--source", folder.at("tree")]);
  assertEquals(code, 4);
  assertMatch(stdout, /^\/readme\.txt: /m);
  const lines = (await runCli(["verify", path, "--source", folder.at("tree"), "--json"])).stdout.trimEnd();
  const records = lines.split("\n").map((line) => JSON.parse(line));
  assertEquals(records[0].event, "difference");
  assertEquals(records.at(-1).event, "verified");
});

Deno.test("check names the fault of a broken image with block and clause and ends with exit code 1", async () => {
  using folder = tempFolder();
  const path = await image(folder);
  using file = await Deno.open(path, { write: true });
  await file.seek(16 * 2048 + 84, Deno.SeekMode.Start);
  await file.write(new Uint8Array(4));
  const { code, stdout } = await runCli(["check", path]);
  assertEquals(code, 1);
  assertMatch(stdout, /^error: block 16: .*ECMA-119 .*\n/);
});

Deno.test("ls and cat name all paths that are missing, and print nothing else", async () => {
  using folder = tempFolder();
  const path = await image(folder);
  for (const command of ["ls", "cat"]) {
    const { code, stdout, stderr } = await runCli([command, path, "/readme.txt", "/no", "/nope"]);
    assertEquals([code, stdout], [1, ""]);
    assertStringIncludes(stderr, "Cannot find /no, /nope in ");
  }
});

Deno.test({
  name: "a SIGINT stops the writing with exit code 130 and leaves no unfinished file",
  ignore: Deno.build.os === "windows",
  async fn() {
    using folder = tempFolder();
    await Deno.mkdir(folder.at("tree"));
    await Deno.writeTextFile(folder.at("tree/large"), "");
    await Deno.truncate(folder.at("tree/large"), 2 ** 36);
    const program = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        CLI,
        "iso9660",
        `source=${folder.at("tree")}`,
        `stdout=${folder.at("a.iso")}`,
        "checksums",
      ],
      stderr: "piped",
    }).spawn();
    for (let tries = 0; tries < 200 && !exists(folder.at("a.iso")); tries++) await sleep(20);
    program.kill("SIGINT");
    const { code, stderr } = await program.output();
    assertEquals(code, 130);
    assertMatch(new TextDecoder().decode(stderr), /Stopped/);
    assertEquals(exists(folder.at("a.iso")), false);
  },
});

Deno.test({
  name: "a reader of the image that goes away ends the program quietly",
  ignore: Deno.build.os === "windows",
  async fn() {
    using folder = tempFolder();
    await Deno.mkdir(folder.at("tree"));
    await Deno.writeTextFile(folder.at("tree/large"), "");
    await Deno.truncate(folder.at("tree/large"), 2 ** 30);
    const { stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", '"$@" | head -c 100000 | wc -c', "sh", Deno.execPath(), "run", "-A", CLI, "iso9660"]
        .concat([`source=${folder.at("tree")}`]),
    }).output();
    assertEquals(new TextDecoder().decode(stdout).trim(), "100000");
    assertEquals(new TextDecoder().decode(stderr), "");
  },
});

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

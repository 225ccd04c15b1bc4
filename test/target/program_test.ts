import { runCli } from "../cli/run_cli.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { startTgt, tgtTest } from "../support/tgt.ts";
import { makeImage, onDvd } from "./image.ts";

const BLANK = { kind: "drive", disc: "blank" } as const;

tgtTest("discglow records a pipe over iSCSI, and verifies it later in any drive", async () => {
  using dir = tempFolder();
  const { path, bytes } = await makeImage(dir);
  await using tgt = await startTgt({ units: [BLANK] });
  const kept = dir.at("record.json");
  const recorded = await runCli(["cdglow", "-v", "--record", kept, "-t", tgt.url(1)], { stdin: bytes });
  assertEquals([recorded.code, recorded.stderr], [0, ""]);
  for (const line of recorded.stdout.trimEnd().split("\n")) assertMatch(line, /^\d{7} /);
  assertEquals(await Deno.readFile(tgt.backing(1)), onDvd(bytes));
  for (const way of [["--against", path], ["--record", kept]]) {
    const verified = await runCli(["verify", tgt.url(1), ...way]);
    assertEquals([verified.code, verified.stderr], [0, ""]);
    assertMatch(verified.stdout, /no difference/);
  }
});

tgtTest("discglow names the block and the file that differ", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: { image: path } }] });
  const listing = await runCli(["ls", "-l", "-R", "--json", path]);
  const entries = listing.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  const { extents } = entries.find((entry) => entry.path?.endsWith("second.raw"));
  const block: number = extents[0].block;
  {
    using file = await Deno.open(tgt.backing(1), { write: true });
    await file.seek(block * 2048 + 100, Deno.SeekMode.Start);
    await file.write(Uint8Array.of(1, 2, 3, 4));
  }
  const verified = await runCli(["verify", tgt.url(1), "--against", path]);
  assertEquals(verified.code, 4, verified.stderr);
  assertMatch(verified.stdout, new RegExp(`block ${block} differs: .*second\\.raw`));
});

tgtTest("discglow reads the files of a disc over iSCSI", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: { image: path } }] });
  const listed = await runCli(["ls", "-R", tgt.url(1)]);
  assertEquals([listed.code, listed.stderr], [0, ""]);
  assertMatch(listed.stdout, /second\.raw/);
  const extracted = await runCli(["extract", tgt.url(1), "--to", dir.at("out")]);
  assertEquals(extracted.code, 0, extracted.stderr);
  assertEquals(await Deno.readFile(dir.at("out/readme.txt")), await Deno.readFile(dir.at("tree/readme.txt")));
});

tgtTest("discglow media tells what lies in a drive", async () => {
  await using tgt = await startTgt({ units: [BLANK, { kind: "drive", disc: undefined }] });
  const blank = await runCli(["media", tgt.url(1)]);
  assertEquals([blank.code, blank.stderr], [0, ""]);
  assertMatch(blank.stdout, /DVD\+R/);
  assertMatch(blank.stdout, /blank/);
  assertMatch(blank.stdout, /2295104/);
  const empty = await runCli(["media", tgt.url(2)]);
  assertMatch(empty.stdout + empty.stderr, /there is none/);
});

tgtTest("discglow ends with 1 and a reason when the disc is closed", async () => {
  using dir = tempFolder();
  const { path } = await makeImage(dir);
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: { image: path } }] });
  const { code, stderr } = await runCli(["cdglow", "-s", path, "-t", tgt.url(1)]);
  assertEquals(code, 1);
  assertMatch(stderr, /Cannot record on .*DVD-ROM/);
});

tgtTest("discglow takes the name and the secret for a target from the environment or a file", async () => {
  using dir = tempFolder();
  const chap = { user: "recorder", secret: "twelve letters" };
  await using tgt = await startTgt({ units: [BLANK], chap });
  const without = await runCli(["media", tgt.url(1)]);
  assertEquals(without.code, 1);
  assertMatch(without.stderr, /asks for a name and a secret/);
  const env = { DISCGLOW_ISCSI_USER: chap.user, DISCGLOW_ISCSI_SECRET: chap.secret };
  assertEquals((await runCli(["media", tgt.url(1)], { env })).code, 0);
  const file = dir.at("secret");
  await Deno.writeTextFile(file, `${chap.user}\n${chap.secret}\n`, { mode: 0o600 });
  const fromFile = await runCli(["media", tgt.url(1)], { env: { DISCGLOW_ISCSI_SECRET_FILE: file } });
  assertEquals([fromFile.code, fromFile.stderr], [0, ""]);
  const inUrl = tgt.url(1).replace("iscsi://", `iscsi://${chap.user}:hush@`);
  const refused = await runCli(["media", inUrl]);
  assertEquals(refused.code, 2);
  assertEquals(refused.stderr.includes("hush"), false, refused.stderr);
});

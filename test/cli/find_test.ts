import { Output } from "../../lib/cli/output.ts";
import { runFind } from "../../lib/cli/find_run.ts";
import { DiscglowError, UsageError } from "../../lib/errors.ts";
import { openVolumes } from "../../lib/jukebox/database/open.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../support/assert.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { MemorySink } from "./memory_sink.ts";
import { runCli } from "./run_cli.ts";

const NOTHING = { limit: undefined, disc: undefined, database: undefined, host: undefined };

/** A database with a disc in a drive, a disc in a slot and a disc on the shelf; each has two files. */
function makeDatabase(folder: TempFolder): string {
  const path = folder.at("volumes.db");
  using volumes = openVolumes(path);
  const places = [
    { kind: "drive", device: "jb", number: 1 },
    { kind: "slot", device: "jb", number: 7 },
    { kind: "shelf", device: null, number: 0 },
  ] as const;
  for (const [index, place] of places.entries()) {
    const disc = volumes.addDisc(place, null, null);
    volumes.noteFacts(disc.id, {
      state: "recorded",
      medium: "BD-R",
      mediaId: null,
      erasable: false,
      volume: `ARCHIVE_${index}`,
      fingerprint: `f${index}`,
      bytes: 4096,
      capacity: null,
      remark: null,
    });
    const intake = volumes.files(disc.id);
    intake.add([
      { path: `/reports/report-${index}.txt`, size: 5, modified: null },
      { path: "/a\x1b[2J.txt", size: 5, modified: null },
    ]);
    intake.finish();
  }
  return path;
}

async function find(words: string[], values: Partial<Parameters<typeof runFind>[1]>, json = false) {
  const [results, messages] = [new MemorySink(), new MemorySink()];
  const output = new Output(results, messages);
  output.json = json;
  const code = await runFind(words, { ...NOTHING, ...values }, output);
  output.flush();
  return { code, lines: results.text.split("\n").slice(0, -1), messages: messages.text };
}

Deno.test("find prints the path, the disc and its place, in a slot, a drive or on the shelf", async () => {
  using folder = tempFolder();
  const { code, lines } = await find(["report"], { database: makeDatabase(folder) });
  assertEquals([code, lines.toSorted()], [0, [
    "/reports/report-0.txt  ARCHIVE_0  jb drive 1",
    "/reports/report-1.txt  ARCHIVE_1  jb slot 7",
    "/reports/report-2.txt  ARCHIVE_2  shelf",
  ]]);
});

Deno.test("find searches one disc, stops at its limit and says so", async () => {
  using folder = tempFolder();
  const database = makeDatabase(folder);
  assertEquals((await find(["txt"], { database, disc: "ARCHIVE_2" })).lines.length, 2);
  const { lines, messages } = await find(["txt"], { database, limit: 3 });
  assertEquals(lines.length, 3);
  assertStringIncludes(messages, "there may be more than these 3");
  await assertRejects(
    () => find(["txt"], { database, disc: "NONE" }),
    DiscglowError,
    "Cannot find the disc NONE",
  );
});

Deno.test("find shows nothing of a path that moves the cursor, and all of it as JSON", async () => {
  using folder = tempFolder();
  const database = makeDatabase(folder);
  assertStringIncludes((await find(["a", "2J"], { database })).lines[0]!, "/a\\x1b[2J.txt");
  const [record] = (await find(["a", "2J"], { database }, true)).lines;
  const { event, path, disc } = JSON.parse(record!);
  assertEquals([event, path, typeof disc.id], ["file", "/a\x1b[2J.txt", "number"]);
});

Deno.test("find that finds nothing ends with 1, as does one without a database or a server", async () => {
  using folder = tempFolder();
  const database = makeDatabase(folder);
  const told = JSON.parse((await find(["nowhere"], { database }, true)).messages);
  assertEquals(told, { event: "notice", message: "no disc that is known holds such a file" });
  const { code, messages } = await find(["nowhere"], { database });
  assertEquals([code, messages], [1, "discglow: no disc that is known holds such a file\n"]);
  await assertRejects(
    () => find(["x"], { database: folder.at("no.db") }),
    DiscglowError,
    "there is no such file",
  );
  await assertRejects(() => find(["x"], { database, host: "h:1" }), UsageError, "choose one of them");
  await assertRejects(() => find([" "], { database }), UsageError, "the words are empty");
  const run = await runCli(["find", "x", "-h", `unix:${folder.at("socket")}`]);
  assertEquals([run.code, run.stdout], [1, ""]);
  assertStringIncludes(run.stderr, "start one with discglow serve");
  assertStringIncludes(run.stderr, "\n*error* -1\n");
});

Deno.test("find leaves a database as it is", async () => {
  using folder = tempFolder();
  const database = makeDatabase(folder);
  await Deno.chmod(database, 0o444);
  const before = await Deno.readFile(database);
  await find(["report"], { database });
  assertEquals(await Deno.readFile(database), before);
  assertEquals((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name), ["volumes.db"]);
  await Deno.writeTextFile(folder.at("text.db"), "no database\n".repeat(100));
  const text = folder.at("text.db");
  await assertRejects(() => find(["report"], { database: text }), DiscglowError, `Cannot open ${text}: `);
});

import { UsageError } from "../../lib/errors.ts";
import { JukeboxError } from "../../lib/jukebox/errors.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { runCli } from "./run_cli.ts";
import { aDevice, aDisc, aDrive, aJob, aJobDisc, aSlot, runVerb } from "./cdadm_client.ts";

const JB = aDevice("jb", [aDrive(1)]);

Deno.test("attach prints how many slots were inspected, once the inspection has ended", async () => {
  const job = aJob({ kind: "test", state: "running" });
  const ended = aJob({ kind: "test", discs: [1, 2, 3].map((slot) => aJobDisc(slot)) });
  const { code, stdout, asked } = await runVerb(["attach", "jb.dev"], {
    attach: { device: JB, job },
    waitForJob: ended,
  });
  assertEquals([code, stdout, asked], [0, "tested 3 slots\n", ['attach("jb.dev")', "waitForJob(12, {})"]]);
});

Deno.test("attach without anything to inspect, and with --detach, does not wait", async () => {
  assertEquals(
    (await runVerb(["attach", "jb"], { attach: { device: JB, job: null } })).stdout,
    "tested 0 slots\n",
  );
  const { stdout } = await runVerb(["attach", "jb", "--detach"], { attach: { device: JB, job: aJob() } });
  assertEquals(stdout, "job 12\n");
});

Deno.test("attach tells which drives are out of order", async () => {
  const device = aDevice("jb", [
    aDrive(1),
    aDrive(2, { duty: "failed", trouble: "there is no such device" }),
  ]);
  const answers = { attach: { device, job: null } };
  const told = "drive 2 is out of order: there is no such device";
  const { stdout, stderr } = await runVerb(["attach", "jb"], answers);
  assertEquals([stdout, stderr], ["tested 0 slots\n", `discglow: ${told}\n`]);
  const { stderr: event } = await runVerb(["attach", "jb", "--json"], answers);
  assertEquals(JSON.parse(event), { event: "notice", message: told });
});

Deno.test("a path is no name of a device, and nothing is asked", async () => {
  const { code, stdout, stderr } = await runCli(["cdadm", "attach", "./jb.dev", "-h", "unix:/nowhere"]);
  assertEquals([code, stdout], [2, ""]);
  assertStringIncludes(stderr, "Cannot use ./jb.dev as the name of a device: it is a path");
  assertStringIncludes(stderr, "write only jb.dev");
});

Deno.test("attach -d gives a drive back, and -f lifts the reservation of someone else", async () => {
  const answers = { attachDrive: { device: JB, disc: aDisc() } };
  const { stdout, asked } = await runVerb(["attach", "jb.dev", "-d", "1"], answers);
  assertEquals([stdout, asked], ["drive 1 serves: ARCHIVE_1\n", ['attachDrive("jb.dev", 1, false)']]);
  const forced = await runVerb(["attach", "-f", "jb.dev", "-d1"], answers);
  assertEquals(forced.asked, ['attachDrive("jb.dev", 1, true)']);
});

Deno.test("detach -d prints the name to record by", async () => {
  const { stdout, asked } = await runVerb(["detach", "jb.dev", "-d", "1"], { detachDrive: JB });
  assertEquals([stdout, asked], ["drive 1 is reserved: /dev/iXOS_SCSI5/0\n", ['detachDrive("jb.dev", 1)']]);
  assertEquals((await runVerb(["detach", "jb"])).asked, ['detach("jb")']);
});

Deno.test("movecd takes slot 0 for a slot that is not named", async () => {
  const answers = { move: { place: { kind: "slot", device: "jb", number: 7 } } };
  const back = await runVerb(["movecd", "jb.dev", "1"], answers);
  assertEquals([back.stdout, back.asked], ["disc now in jb slot 7\n", ['move("jb.dev", 1, 0)']]);
  assertEquals((await runVerb(["movecd", "jb", "1", "0"], answers)).asked, ['move("jb", 1, 0)']);
  assertEquals((await runVerb(["movecd", "jb", "1", "7"], answers)).asked, ['move("jb", 1, 7)']);
  for (const [drive, slot] of [["0", "1"], ["x", "1"], ["1", "-1"], ["1", "1.5"]]) {
    await assertRejects(
      () => runVerb(["movecd", "jb", drive!, "--", slot!]),
      UsageError,
      "it is not a number",
    );
  }
});

Deno.test("testcd counts what was inspected, and says what could not be", async () => {
  const discs = [aJobDisc(1), aJobDisc(2, { step: "skipped", words: "the slot is empty" })];
  const { stdout, stderr, asked } = await runVerb(["testcd", "jb", "1-2"], {
    submit: aJob(),
    waitForJob: aJob({ kind: "test", discs }),
  });
  assertEquals([stdout, stderr], ["tested 1 slot\n", "slot 2: the slot is empty\n"]);
  assertEquals(asked[0], 'submit("test", "jb", {"slots":"1-2"})');
  await assertRejects(() => runVerb(["testcd", "jb", "3-x"]), JukeboxError, "Cannot use 3-x as a slot list");
});

Deno.test("insert and remove know their other names, and -f before the verb", async () => {
  const job = aJob({ kind: "import" });
  const early = await runVerb(["-f", "import", "jb", "20-40"], {
    submit: job,
    waitForJob: aJob({ kind: "import", discs: [], words: "the mail slot can be opened" }),
  });
  assertEquals(early.stdout, "the mail slot can be opened\n");
  assertEquals(early.asked[0], 'submit("import", "jb", {"slots":"20-40","early":true})');
  const { stdout } = await runVerb(["insert", "jb"], {
    submit: job,
    waitForJob: aJob({ kind: "import", discs: [aJobDisc(1, { slot: 21, disc: 5 })] }),
    disc: aDisc({ id: 5 }),
  });
  assertEquals(stdout, "slot 21: ARCHIVE_5\n");
});

Deno.test("remove names the mail slot where the disc still lies", async () => {
  const place = { kind: "mail", device: "jb", number: 2 } as const;
  const { stdout } = await runVerb(["remove", "jb", "21"], {
    submit: aJob({ kind: "export" }),
    waitForJob: aJob({ kind: "export", discs: [aJobDisc(1, { slot: 21, disc: 5 })] }),
    disc: aDisc({ id: 5, place }),
  });
  assertEquals(stdout, "slot 21: ARCHIVE_5, in mail slot 2\n");
});

Deno.test("a name that would move the cursor is shown escaped", async () => {
  const { stdout } = await runVerb(["attach", "jb", "-d", "1"], {
    attachDrive: { device: JB, disc: aDisc({ name: "a\x1b[2J" }) },
  });
  assertEquals(stdout, "drive 1 serves: a\\x1b[2J\n");
});

Deno.test("remove takes a slot list or the name of a disc", async () => {
  const answers = { submit: aJob(), waitForJob: aJob({ kind: "export" }), discs: [aDisc({ id: 7 })] };
  const request = async (...words: string[]) => (await runVerb(["export", "jb", ...words], answers)).asked;
  assertEquals(
    (await request())[0],
    'submit("export", "jb", {"slots":null,"disc":null,"all":false,"early":false})',
  );
  assertEquals(
    (await request("7-9"))[0],
    'submit("export", "jb", {"slots":"7-9","disc":null,"all":false,"early":false})',
  );
  assertEquals((await request("ARCHIVE_7")).slice(0, 2), [
    'discs({"named":"ARCHIVE_7"})',
    'submit("export", "jb", {"slots":null,"disc":7,"early":false})',
  ]);
});

Deno.test("a disc that is named must be there, and be the only one of that name", async () => {
  const forget = (...discs: unknown[]) => runVerb(["forget", "X"], { discs });
  const missing = await assertRejects(() => forget(), JukeboxError, "there is none of that name");
  assertEquals(missing.number, 2);
  const several = await assertRejects(
    () => forget(aDisc(), aDisc({ id: 2 })),
    JukeboxError,
    "2 are called so",
  );
  assertEquals(several.hint, "name it by its number: 1, 2");
  assertEquals((await forget(aDisc({ id: 3 }))).asked, ['discs({"named":"X"})', "forget(3)"]);
});

Deno.test("any copy of one content will do for reading, best one that is in a drive", async () => {
  const copy = (id: number, kind: "slot" | "drive", fingerprint: string | null = "f") =>
    aDisc({ id, fingerprint, place: { kind, device: "jb", number: id } });
  const readFile = () => ({ size: 1, data: new Blob(["x"]).stream() });
  const get = async (...discs: unknown[]) =>
    (await runVerb(["get", "X", "/a"], { discs, readFile })).asked[1];
  assertStringIncludes((await get(copy(1, "slot"), copy(2, "drive")))!, "readFile(2,");
  assertStringIncludes((await get(copy(1, "slot"), copy(2, "slot")))!, "readFile(1,");
  assertStringIncludes((await get({ ...copy(1, "drive"), state: "bad" }, copy(2, "slot")))!, "readFile(2,");
  await assertRejects(() => get(copy(1, "slot"), copy(2, "slot", "other")), JukeboxError, "2 are called so");
  await assertRejects(
    () => get(copy(1, "slot", null), copy(2, "slot", null)),
    JukeboxError,
    "2 are called so",
  );
});

Deno.test("rename changes the full name unless another one is named", async () => {
  const rename = async (name: string) =>
    (await runVerb(["rename", "X", name], { discs: [aDisc()], rename: aDisc() })).asked[1];
  assertEquals(await rename("NEW"), 'rename(1, "rr", "NEW")');
  assertEquals(await rename("pc=new.1"), 'rename(1, "pc", "new.1")');
  assertEquals(await rename("hs=A=B"), 'rename(1, "hs", "A=B")');
});

Deno.test("getpar and setpar show and change parameters, in either form", async () => {
  const loglev = { name: "loglev", value: 4, help: "level", unit: "", default: 4, min: 0, max: 9 };
  assertEquals((await runVerb(["getpar", "loglev"], { parameters: [loglev] })).stdout, "loglev=4\n");
  assertStringIncludes((await runVerb(["getpar"], { parameters: [loglev] })).stdout, "loglev=4");
  for (const words of [["loglev=6"], ["loglev", "6"]]) {
    const { stdout, asked } = await runVerb(["setpar", ...words], { setParameter: { ...loglev, value: 6 } });
    assertEquals([stdout, asked], ["loglev=6\n", ['setParameter("loglev", 6)']]);
  }
  for (const words of [["loglev"], ["loglev=x"], ["loglev=1", "2"], ["loglev", "-1"]]) {
    await assertRejects(() => runVerb(["setpar", ...words]), UsageError);
  }
});

Deno.test("logmsg joins its words, at level 4 unless another is given", async () => {
  assertEquals((await runVerb(["logmsg", "door", "opened"])).asked, ['logMessage("door opened", 4)']);
  assertEquals((await runVerb(["logmsg", "-l", "2", "door"])).asked, ['logMessage("door", 2)']);
});

Deno.test("writer refuses, cvtree says that there are no views, and neither asks the server", async () => {
  await assertRejects(() => runVerb(["writer", "action=init"]), JukeboxError, "writer is not there yet");
  const { stdout, asked } = await runVerb(["cvtree"]);
  assertStringIncludes(stdout, "there are no views");
  assertEquals(asked, []);
});

Deno.test("backup names an absolute path to a server on this host, and the path as it is to another one", async () => {
  assertEquals((await runVerb(["backup", "v.db"])).asked, [`backup("${Deno.cwd()}/v.db")`]);
  assertEquals((await runVerb(["backup", "v.db"], {}, { remote: true })).asked, ['backup("v.db")']);
});

Deno.test("get writes a file of a disc into a new file, and none that stays incomplete", async () => {
  using folder = tempFolder();
  const answer = (size: number) => ({
    discs: [aDisc()],
    readFile: { size, data: new Blob(["contents"]).stream() },
  });
  await runVerb(["get", "X", "/a", "-o", folder.at("a")], answer(8));
  assertEquals(await Deno.readTextFile(folder.at("a")), "contents");
  await assertRejects(
    () => runVerb(["get", "X", "/a", "-o", folder.at("a")], answer(8)),
    Error,
    "Cannot write",
  );
  await assertRejects(
    () => runVerb(["get", "X", "/a", "-o", folder.at("b")], answer(9)),
    Error,
    "8 of 9 bytes",
  );
  const gone = () => Promise.reject(new JukeboxError("missing", "Cannot read /a: there is no such file"));
  await assertRejects(
    () => runVerb(["get", "X", "/a", "-o", folder.at("c")], { discs: [aDisc()], readFile: gone }),
    JukeboxError,
  );
  assertEquals((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name), ["a"]);
  assertEquals((await runVerb(["get", "X", "/a"], answer(8))).stdout, "contents");
});

Deno.test("events prints what the server tells until the stream ends", async () => {
  const events = async function* () {
    await Promise.resolve();
    yield { event: "gone", name: "jb" };
    yield { event: "job", job: aJob({ state: "running", progress: 0.42, activity: "drive 1 records" }) };
    yield { event: "disc", disc: aDisc() };
  };
  const { stdout, asked } = await runVerb(["events", "-d", "jb.dev"], { events });
  assertEquals(asked, ['events({"device":"jb","signal":{}})']);
  assertEquals(
    stdout,
    "device jb detached\njob 12 produce jb running 42 %: drive 1 records\n" +
      "disc 1 ARCHIVE_1: BD-R, 4 KiB, jb slot 1\n",
  );
});

Deno.test("byebye says in the classic words that there is no server", async () => {
  const shutdown = () => Promise.reject(new JukeboxError("failed", "Cannot reach the server at unix:/s"));
  const error = await assertRejects(
    () => runVerb(["down"], { shutdown }),
    JukeboxError,
    "Service not running",
  );
  assertEquals([error.number, error.hint], [-1, "Cannot reach the server at unix:/s"]);
  const broken = () => Promise.reject(new JukeboxError("failed", "Cannot fulfil the request"));
  await assertRejects(() => runVerb(["byebye"], { shutdown: broken }), JukeboxError, "Cannot fulfil");
});

Deno.test("labels makes a sheet of the discs of slots, or of those that a job recorded", async () => {
  const slots = [
    aSlot(1, aDisc({ recordedJob: 12, barcode: "DG000001" })),
    aSlot(2, aDisc({ id: 2, recordedJob: 11 })),
    aSlot(3, null),
    aSlot(4, aDisc({ id: 4, recordedJob: 12 }), { inDrive: 1 }),
  ];
  const named = async (...words: string[]): Promise<string[]> => {
    const { stdout } = await runVerb(["labels", "jb", ...words], { slots });
    assertStringIncludes(stdout, "<svg");
    return [...stdout.matchAll(/>(ARCHIVE_\d)<\/text>\n?<text[^>]*y="12.5"/g)].map(([, name]) => name!);
  };
  assertEquals(await named(), ["ARCHIVE_1", "ARCHIVE_2", "ARCHIVE_4"]);
  assertEquals(await named("2-4"), ["ARCHIVE_2", "ARCHIVE_4"]);
  assertEquals(await named("--job", "12"), ["ARCHIVE_1", "ARCHIVE_4"]);
  await assertRejects(
    () => runVerb(["labels", "jb", "3"], { slots }),
    JukeboxError,
    "there are no such discs",
  );
});

import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { Served } from "./served.ts";

const SIXTY_SLOTS = [
  "--slots",
  "60",
  "--drives",
  "4",
  "--mail-slots",
  "2",
  "--media",
  "bd-r",
  "--filled",
  "1-20",
];

/** Makes an image with a file that can be found; returns its bytes. */
async function makeImage(served: Served): Promise<Uint8Array> {
  served.folder.make("tree/reports");
  await Deno.writeTextFile(served.folder.at("tree/reports/report-2019.txt"), "figures\n".repeat(5000));
  await Deno.writeTextFile(served.folder.at("tree/readme.txt"), "read me\n");
  await served.run("iso9660", "rr", "name=ARCHIVE", "source=tree", "stdout=image.iso", "quiet");
  return await Deno.readFile(served.folder.at("image.iso"));
}

/** Whether the disc in a slot holds an image: its file is read without any help of discglow. */
async function assertHolds(served: Served, slot: number, image: Uint8Array): Promise<void> {
  const data = await dataOf(served, slot);
  assert(data.length >= image.length, `the disc of slot ${slot} has only ${data.length} bytes`);
  assertEquals(data.subarray(0, image.length), image, `the disc of slot ${slot} holds something else`);
}

/** The largest file below the folder of a slot. */
async function dataOf(served: Served, slot: number): Promise<Uint8Array> {
  let largest = { path: "", size: -1 };
  const look = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = `${folder}/${name}`;
      if (isDirectory) await look(path);
      else if (!name.endsWith("state")) {
        const { size } = await Deno.stat(path);
        if (size > largest.size) largest = { path, size };
      }
    }
  };
  await look(served.folder.at(`jb/slots/${slot}`));
  assert(largest.size >= 0, `no disc is in slot ${slot}`);
  return await Deno.readFile(largest.path);
}

/** Takes the disc as soon as the mail slot holds one and may be opened. */
async function takeFromMailSlot(served: Served, to: string): Promise<void> {
  const take = ["virtual", "take", "jb", "--mail", "1", "--to", served.folder.at(to)];
  for (let tries = 1; tries < 100 && (await served.call(...take)).code !== 0; tries++);
}

function lines(text: string): string[] {
  return text.split("\n").slice(0, -1);
}

async function refused(
  served: Served,
  args: readonly string[],
  number: number,
  words: string,
  exitCode = 1,
): Promise<void> {
  const { code, stdout, stderr } = await served.call("cdadm", ...args);
  assertEquals([code, stdout], [exitCode, ""], `${args.join(" ")}: ${stderr}`);
  assertStringIncludes(stderr, words);
  assertMatch(stderr, new RegExp(`\\n\\*error\\* ${number}\\n$`), args.join(" "));
}

Deno.test("without a server cdadm says how to start one", async () => {
  await using served = await Served.make("--slots", "2", "--drives", "1");
  await refused(served, ["null"], -1, "start one with discglow serve");
  await refused(served, ["byebye"], -1, "Service not running");
  const { code, stderr } = await served.call("cdadm", "null", "--json");
  const error = JSON.parse(stderr);
  assertEquals([code, error.event, error.name, error.number], [1, "error", "JukeboxError", -1]);
});

Deno.test("a jukebox of 60 slots and 4 drives is driven through the command line", async (t) => {
  await using served = await Served.make(...SIXTY_SLOTS);
  const image = await makeImage(served);
  await served.start();
  const drive = `virtual:${served.folder.path}/jb/drives/1`;

  await t.step("attach inspects the slots that hold discs", async () => {
    assertEquals(await served.cdadm("attach", "jb.dev"), "tested 20 slots\n");
  });

  await t.step("survey shows what is in every slot and drive", async () => {
    const rows = lines(await served.cdadm("survey", "-s", "d=jb"));
    assertEquals(rows.length, 62);
    assertMatch(rows[0]!, /^jb +1 [-@] \d -blank- +BD-R +\S+$/);
    assertMatch(rows[59]!, /^jb +60 - 0 -empty- +- +-$/);
    const drives = lines(await served.cdadm("survey", "-r", "+isfun", "d=jb"));
    assertEquals(drives.length, 4);
    for (const row of drives) assertMatch(row, /^[1-4] {2}[ \d]\d f [-u] virtual:\S+\/jb\/drives\/[1-4]$/);
  });

  await t.step("a drive is reserved, loaded and recorded by cdglow", async () => {
    assertEquals(await served.cdadm("detach", "jb.dev", "-d", "1"), `drive 1 is reserved: ${drive}\n`);
    assertEquals(await served.cdadm("movecd", "jb.dev", "1", "7"), "disc now in jb drive 1\n");
    assertEquals(lines(await served.cdadm("survey", "-r", "+isfun"))[0], `1   7 - - ${drive}`);
    assertEquals(await served.cdadm("survey", "+ai", "s=7", "d=jb"), "@ 1\n");
    await served.run("cdglow", "-v", "-s", "image.iso", "-t", drive);
    assertEquals(await served.cdadm("movecd", "jb.dev", "1"), "disc now in jb slot 7\n");
    await assertHolds(served, 7, image);
  });

  await t.step("testcd makes the disc a volume, and attach gives the drive back", async () => {
    assertEquals(await served.cdadm("testcd", "jb.dev", "7"), "tested 1 slot\n");
    assertEquals(await served.cdadm("survey", "-v", "+sr", "d=jb", "s=7"), "  7 ARCHIVE\n");
    assertEquals(await served.cdadm("attach", "jb.dev", "-d", "1"), "drive 1 serves: -empty-\n");
    assertEquals(lines(await served.cdadm("survey", "-r", "+ie"))[0], "1 serving");
  });

  await t.step("produce records every blank disc of its list, and says which disc was none", async () => {
    const { code, stdout, stderr } = await served.call(
      ...["cdadm", "produce", "jb.dev", "7-12,20", "-s", "image.iso", "-v"],
    );
    assertEquals(code, 1, stdout + stderr);
    assertMatch(stdout, /^\d{7} job \d+: produce on jb$/m);
    assertMatch(stderr, /6 of 7 discs recorded and verified, slot 7 left as it was: .*\n\*error\* -1\n$/);
  });

  await t.step(
    "produce --copies finds blank discs by itself, on two drives, compared in others",
    async () => {
      const before = lines(await served.cdadm("survey", "-s", "+s", "d=jb", "u=+"));
      const words = [
        "--copies",
        "2",
        "-s",
        "tree",
        "--name",
        "COPY",
        "-v",
        "--verify-drive",
        "other",
        "-d",
        "1,2",
      ];
      await served.cdadm("produce", "jb", ...words);
      const rows = lines(await served.cdadm("survey", "-s", "+sev", "d=jb", "u=+"));
      assertEquals(rows.length, before.length);
      assertEquals(rows.filter((row) => row.endsWith("recorded good")).length, 8);
      assertEquals(rows.filter((row) => row.endsWith("blank    -")).length, 11);
    },
  );

  await t.step("find names the disc and its place, for people and for programs", async () => {
    const found = lines(await served.run("find", "report-2019"));
    assertEquals(found.length, 9);
    for (const line of found) {
      assertMatch(line, /^\/reports\/report-2019\.txt {2}\S+ +jb (?:slot|drive) \d+$/);
    }
    const [record] = lines(await served.run("find", "2019", "REPORT", "--json", "--limit", "1"));
    const { event, path, disc } = JSON.parse(record!);
    assertEquals([event, path, disc.place.device], ["file", "/reports/report-2019.txt", "jb"]);
    const one = lines(await served.run("find", "report", "--disc", "ARCHIVE"));
    assertMatch(one[0]!, / ARCHIVE +jb /);
    const { code, stderr } = await served.call("find", "no-such-file");
    assertEquals([code, stderr], [1, "discglow: no disc that is known holds such a file\n"]);
  });

  await t.step("a file of a disc is fetched", async () => {
    await served.cdadm("get", "ARCHIVE", "/reports/report-2019.txt", "-o", "fetched");
    assertEquals(await Deno.readTextFile(served.folder.at("fetched")), "figures\n".repeat(5000));
  });

  await t.step("what cannot be done is refused in the classic words with the classic numbers", async () => {
    await refused(served, ["attach", "p18"], -1, "attach p18: No device description file");
    await refused(served, ["attach", "jb.dev"], -1, "attach jb: name in use");
    await refused(served, ["movecd", "p18", "1", "7"], 19, "No such device");
    await refused(served, ["rescan", "p18"], 19, "No such device");
    await refused(served, ["insert", "p18"], 19, "No such device");
    await refused(served, ["remove", "p18"], 19, "No such device");
    await refused(served, ["movecd", "jb", "1", "77"], -1, "jb.dev no slot 77", 2);
    await refused(served, ["movecd", "jb", "9", "7"], -1, "Not that many drives", 2);
    await refused(served, ["insert", "jb", "1-20"], -1, "No good slot found");
    await refused(served, ["job", "4711"], 2, "4711");
    await refused(served, ["setpar", "loglev=10"], -1, "Cannot set loglev to 10", 2);
    await refused(served, ["writer", "action=init"], -1, "writer is not there yet");
  });

  await t.step(
    "a reservation is shown with its holder, and with a mark when that shell is gone",
    async () => {
      const holder = async () => lines(await served.cdadm("survey", "-r", "+io"))[1];
      const leave = await served.inShell("detach", "jb", "-d", "2");
      try {
        assertMatch(await holder() ?? "", /^2 \S+@[^!]+$/);
        await refused(served, ["detach", "jb", "-d", "2"], 16, "has reserved it");
        await refused(
          served,
          ["produce", "jb", "13", "-s", "image.iso", "-d", "2"],
          -1,
          "no recorder of jb serves",
        );
      } finally {
        await leave();
      }
      assertMatch(await holder() ?? "", /^2 \S+@\S+!$/);
      assertMatch(await served.cdadm("attach", "jb", "-d", "2"), /^drive 2 serves: /);
      assertEquals(await holder(), "2 -");
    },
  );

  await t.step("two clients are served at once", async () => {
    const [first, second, listed] = await Promise.all([
      served.cdadm("testcd", "jb", "1-3"),
      served.cdadm("testcd", "jb", "4-6"),
      served.cdadm("survey", "-s", "+s", "d=jb"),
    ]);
    assertEquals([first, second, lines(listed).length], ["tested 3 slots\n", "tested 3 slots\n", 62]);
  });

  await t.step("discs go in and out through the mail slot", async () => {
    await served.run("virtual", "insert", "jb", "--mail", "1", "--media", "bd-r");
    assertEquals(await served.cdadm("insert", "jb", "20-30"), "slot 21: -blank-\n");
    const removed = served.cdadm("remove", "jb", "21");
    await takeFromMailSlot(served, "taken.bdr");
    assertEquals(await removed, "slot 21: -blank-\n");
    assertEquals(await served.cdadm("survey", "+p", "d=jb", "s=21"), "-empty-\n");
  });

  await t.step("parameters, names and jobs are changed and shown", async () => {
    assertEquals(await served.cdadm("setpar", "xdelay=3"), "xdelay=3\n");
    assertEquals(await served.cdadm("getpar", "xdelay"), "xdelay=3\n");
    const { stderr } = await served.call("cdadm", "rename", "ARCHIVE", "FIRST_ONE");
    assertStringIncludes(stderr, "7 are called so; name it by its number: ");
    const [{ disc }] = lines(await served.cdadm("survey", "--json", "d=jb", "s=7")).map((row) =>
      JSON.parse(row)
    );
    await served.cdadm("rename", `${disc.id}`, "FIRST_ONE");
    assertEquals(await served.cdadm("survey", "+r", "d=jb", "s=7"), "FIRST_ONE\n");
    assertMatch(await served.cdadm("discs", "FIRST_ONE"), /^\d+ FIRST_ONE: BD-R, .*, jb (?:slot|drive) \d\n/);
    const jobs = lines(await served.cdadm("jobs", "--json")).map((line) => JSON.parse(line).job);
    assert(jobs.some(({ kind, state }) => kind === "produce" && state === "failed"));
    assert(jobs.some(({ kind, state }) => kind === "import" && state === "done"));
    await served.cdadm("logmsg", "-l", "3", "end of the test");
    assertStringIncludes(await Deno.readTextFile(served.folder.at("state/logfile.txt")), "end of the test");
  });

  await t.step("detach brings every disc to its slot, and each holds what was recorded", async () => {
    await served.cdadm("detach", "jb.dev");
    for (const slot of [7, 8, 9, 10, 11, 12, 20]) await assertHolds(served, slot, image);
    assertEquals(lines(await served.cdadm("survey", "-d")), []);
  });

  await t.step("byebye ends the server, and a backup answers without it", async () => {
    await served.cdadm("backup", "copy.db");
    await served.cdadm("byebye");
    assertEquals(await served.ended(), 0);
    await refused(served, ["null"], -1, "Cannot reach the server");
    const found = lines(await served.run("find", "report-2019", "--database", "copy.db"));
    assertEquals(found.length, 9);
    assert(found.some((line) => /FIRST_ONE +jb slot 7$/.test(line)));
  });
});

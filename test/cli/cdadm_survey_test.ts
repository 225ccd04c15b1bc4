import { UsageError } from "../../lib/errors.ts";
import { assertEquals, assertRejects } from "../support/assert.ts";
import { aDevice, aDisc, aDrive, type Answers, aSlot, runVerb } from "./cdadm_client.ts";

const SLOTS = [
  aSlot(1, aDisc()),
  aSlot(2, aDisc({ id: 2, state: "blank" })),
  aSlot(3, aDisc({ id: 3, state: "bad" })),
  aSlot(4, null),
  aSlot(5, aDisc({ id: 5, state: "foreign", place: { kind: "drive", device: "jb", number: 2 } }), {
    inDrive: 2,
  }),
  aSlot(60, aDisc({ id: 60, state: "unknown" }), { barcode: "A00060L" }),
  aSlot(1, null, { kind: "mail" }),
  aSlot(2, null, { kind: "mail", full: true }),
];

const JB = aDevice("jb", [
  aDrive(1, { slot: 76, disc: aDisc({ id: 76 }), duty: "job", activity: "recording" }),
  aDrive(6),
]);

const SERVER: Answers = {
  status: { devices: [JB, aDevice("a", [])] },
  device: JB,
  slots: (name: string) => name === "jb" ? SLOTS : [],
  discs: [aDisc(), aDisc({ id: 9, place: { kind: "shelf", device: null, number: 0 }, home: null })],
};

async function survey(...args: string[]): Promise<string[]> {
  const { stdout } = await runVerb(["survey", ...args], SERVER);
  return stdout.split("\n").slice(0, -1);
}

Deno.test("survey -r +isfun prints the classic lines to the letter", async () => {
  assertEquals(await survey("-r", "+isfun"), [
    "1  76 - - /dev/iXOS_SCSI5/0",
    "6   0 f u /dev/iXOS_SCSI5/5",
  ]);
});

Deno.test("survey -d +d s:d prints the names of the devices in their order", async () => {
  assertEquals(await survey("-d", "+d", "s:d"), ["a", "jb"]);
  assertEquals(await survey("-d", "+d"), ["jb", "a"]);
});

Deno.test("survey -v +sp d=DEV prints every slot with the disc's pc name or its state", async () => {
  assertEquals(await survey("-v", "+sp", "d=jb"), [
    "  1 archive_.1",
    "  2 -blank-",
    "  3 -badCD-",
    "  4 -empty-",
    "  5 -nostd-",
    " 60 -?????-",
    " m1 -empty-",
    " m2 -?????-",
  ]);
});

Deno.test("survey u=+ and u=- list what holds a disc, and what holds none", async () => {
  assertEquals(await survey("-s", "+s", "d=jb", "u=-"), ["  4", " m1"]);
  assertEquals(await survey("-s", "+s", "d=jb", "u=+"), ["  1", "  2", "  3", "  5", " 60", " m2"]);
  assertEquals(await survey("-r", "+i", "u=+"), ["1"]);
  assertEquals(await survey("-r", "+i", "u=-"), ["6"]);
});

Deno.test("survey +ap marks the discs that are in a drive", async () => {
  assertEquals((await survey("-v", "+ap", "d=jb")).slice(3, 5), ["- -empty-", "@ -nostd-"]);
});

Deno.test("survey s=LIST shows slots that the device does not have", async () => {
  assertEquals(await survey("d=jb", "s=60-61,1", "+sr"), ["  1 ARCHIVE_1", " 60 -?????-", " 61 -------"]);
});

Deno.test("survey -v without a device lists discs on shelves too", async () => {
  assertEquals(await survey("-v", "+dsr"), ["jb   1 ARCHIVE_1", "-    0 ARCHIVE_9"]);
});

Deno.test("survey alone lists slots with aligned columns and no blanks at the ends of lines", async () => {
  const lines = await survey();
  assertEquals(lines[0], "jb   1 - 0 ARCHIVE_1 BD-R -");
  assertEquals(lines[4], "jb   5 @ 2 -nostd-   BD-R -");
  assertEquals(lines[5], "jb  60 - 0 -?????-   BD-R A00060L");
  assertEquals((await survey("--head"))[0], "d    s a i r         k    b");
});

Deno.test("survey aligns columns behind names of wide characters and combining marks", async () => {
  const slots = [
    aSlot(1, aDisc({ name: "報告書", barcode: "A1" })),
    aSlot(2, aDisc({ name: "e\u0301te\u0301", barcode: "A2" })),
    aSlot(3, aDisc({ name: "ﾃｽﾄ", barcode: "A3" })),
  ];
  const { stdout } = await runVerb(["survey", "+rb", "d=jb"], { device: JB, slots });
  assertEquals(stdout, "報告書 A1\ne\u0301te\u0301    A2\nﾃｽﾄ    A3\n");
});

Deno.test("survey sorts by several columns, numbers as numbers", async () => {
  assertEquals(await survey("-r", "+i", "s:i"), ["1", "6"]);
  assertEquals(await survey("-r", "+i", "s:s"), ["6", "1"]);
  assertEquals(await survey("-s", "+s", "s:es", "d=jb"), [
    "  3",
    "  2",
    "  4",
    " m1",
    "  5",
    "  1",
    " 60",
    " m2",
  ]);
});

Deno.test("survey --json prints everything that is known of every row", async () => {
  const { stdout } = await runVerb(["survey", "-r", "--json", "d=jb"], SERVER);
  const [drive] = stdout.split("\n").map((line) => line === "" ? {} : JSON.parse(line));
  assertEquals([drive.event, drive.device, drive.number, drive.slot, drive.duty], [
    "drive",
    "jb",
    1,
    76,
    "job",
  ]);
  const devices = await runVerb(["survey", "-d", "--json", "d=jb"], SERVER);
  assertEquals(JSON.parse(devices.stdout), { event: "device", device: JB });
  const slots = await runVerb(["survey", "--json", "d=jb"], SERVER);
  const row = JSON.parse(slots.stdout.split("\n")[4]!);
  assertEquals([row.event, row.number, row.drive, row.disc.state], ["slot", 5, 2, "foreign"]);
});

Deno.test("survey shows nothing of a disc's name that moves the cursor", async () => {
  const disc = aDisc({ pcName: "a\x1b[2J" });
  const { stdout } = await runVerb(["survey", "+p", "d=jb"], { device: JB, slots: [aSlot(1, disc)] });
  assertEquals(stdout, "a\\x1b[2J\n");
});

Deno.test("survey refuses letters, selections and modes that it does not have", async () => {
  for (
    const [args, message] of [
      [["+z"], "Cannot show column z"],
      [["-r", "+sp", "s:b"], "Cannot show column b"],
      [["x=1"], "Cannot understand x=1"],
      [["+"], "Cannot understand +"],
      [["u=?"], "Cannot understand u=?"],
      [["-r", "-d"], "choose one of them"],
    ] as const
  ) {
    await assertRejects(() => runVerb(["survey", ...args], SERVER), UsageError, message);
  }
});

import { parseDescription } from "../../../lib/jukebox/description/parse.ts";
import { formatDescription } from "../../../lib/jukebox/description/format.ts";
import { CLASSIC_TYPES } from "../../../lib/jukebox/description/device_types.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assert, assertEquals, assertThrows } from "../../support/assert.ts";

const FILE = "/etc/discglow/jb.dev";

/** The refusal of a text: its words, and behind a semicolon its hint. */
function refusal(text: string): string {
  const error = assertThrows(() => parseDescription(text, FILE), JukeboxError);
  assertEquals(error.kind, "usage");
  return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
}

Deno.test("a changer's description names its robot and its drives in their order", () => {
  const text = "device=scsi2\nrobot=/dev/sg4\ndrive=/dev/sr1\nrecorder=/dev/sr0\ndisks=2,20-22\nsave=*.sav\n";
  assertEquals(parseDescription(text, FILE), {
    name: "jb",
    file: FILE,
    type: "scsi2",
    drives: [
      { number: 1, path: "/dev/sr1", recorder: false, line: 3 },
      { number: 2, path: "/dev/sr0", recorder: true, line: 4 },
    ],
    robot: "/dev/sg4",
    disks: [2, 20, 21, 22],
    save: "/etc/discglow/jb.sav",
  });
});

Deno.test("comments, blank lines, blanks around =, the line ends of DOS and a byte order mark are understood", () => {
  const text = "\ufeff# my drive\r\n\r\n  device = single\r\n\t# its only one\r\ndrive\t= \\\\.\\CdRom0\r\n";
  const { type, drives } = parseDescription(text, FILE);
  assertEquals(type, "single");
  assertEquals(drives, [{ number: 1, path: "\\\\.\\CdRom0", recorder: false, line: 5 }]);
});

Deno.test("drives bear every name the program knows, the classic ones too", () => {
  const names = ["/dev/iXOS_SCSI0/6,1", "\\\\.\\p0b0t6", "iscsi://host/target/1", "/dev/sg2", "\\\\.\\D:"];
  const text = `device=tower\n${names.map((name) => `drive=${name}`).join("\n")}\n`;
  assertEquals(parseDescription(text, FILE).drives.map(({ path }) => path), names);
});

Deno.test("files are meant from the description's folder on", () => {
  const images = parseDescription(
    "device=image\ndrive=a.iso\ndrive=/images/b.iso\nrecorder=virtual:c.bdr\n",
    FILE,
  );
  assertEquals(images.drives.map(({ path }) => path), [
    "/etc/discglow/a.iso",
    "/images/b.iso",
    "/etc/discglow/c.bdr",
  ]);
  const changer = parseDescription("device=scsi2\nrobot=virtual:box\ndrive=virtual:box/drives/1\n", FILE);
  assertEquals(changer.robot, "virtual:/etc/discglow/box");
  assertEquals(changer.drives[0]!.path, "virtual:/etc/discglow/box/drives/1");
});

Deno.test("a mistyped key is refused with its line and the key that was meant", () => {
  assertEquals(
    refusal("# one\n\ndevice=single\ndrvie=/dev/sr0\n"),
    "Cannot use jb.dev: line 4: there is no key drvie; did you mean drive?",
  );
  assertEquals(
    refusal("colour=red"),
    "Cannot use jb.dev: line 1: there is no key colour; there are device, drive, recorder, robot, disks, save",
  );
  assertEquals(
    refusal("=x"),
    "Cannot use jb.dev: line 1: the key is missing; there are device, drive, recorder, robot, disks, save",
  );
});

Deno.test("a line that is no key=value, and a key without a value, are refused", () => {
  assertEquals(
    refusal("device=single\nhello\n"),
    "Cannot use jb.dev: line 2: hello is no key=value; a comment begins with #",
  );
  assertEquals(refusal("device=single\ndrive=\n"), "Cannot use jb.dev: line 2: drive has no value");
});

Deno.test("a key that stands twice is refused, but for drives", () => {
  assertEquals(
    refusal("device=tower\ndevice=tower\n"),
    "Cannot use jb.dev: line 2: device stands in line 1 already",
  );
  assertEquals(
    refusal("device=tower\ndrive=/dev/sr0\nrecorder=/dev/sr0\n"),
    "Cannot use jb.dev: line 3: /dev/sr0 stands in line 2 already",
  );
});

Deno.test("every classic type that is not driven here is refused as such", () => {
  for (const type of CLASSIC_TYPES) {
    const words = refusal(`device=${type}\n`);
    assert(
      words.startsWith(`Cannot use jb.dev: line 1: devices of type ${type} are not driven here; `),
      words,
    );
  }
});

Deno.test("a mistyped type is refused with the one that was meant, a missing one with those there are", () => {
  assertEquals(
    refusal("device=sigle\n"),
    "Cannot use jb.dev: line 1: there is no device type sigle; did you mean single?",
  );
  assertEquals(
    refusal("drive=/dev/sr0\n"),
    "Cannot use jb.dev: no line says device=; write one of: scsi2, single, tower, image",
  );
});

Deno.test("each type says what it needs and what it has not", () => {
  const robot = "robot=/dev/sg1\n";
  const drive = "drive=/dev/sr0\n";
  assertEquals(
    refusal(`device=scsi2\n${drive}`),
    "Cannot use jb.dev: no line says robot=, and a changer needs one; see: discglow devices",
  );
  assertEquals(
    refusal(`device=single\n${drive}${robot}`),
    "Cannot use jb.dev: line 3: a single drive has no robot; a changer with its drives is device=scsi2",
  );
  assertEquals(
    refusal(`device=single\n${drive}drive=/dev/sr1\n`),
    "Cannot use jb.dev: line 3: a single drive has not so many drives",
  );
  assertEquals(
    refusal(`device=tower\n${drive}save=*.sav\n`),
    "Cannot use jb.dev: line 3: a tower has no slots, so save says nothing",
  );
  for (const type of [`scsi2\n${robot}`, "single\n", "tower\n", "image\n"]) {
    assert(refusal(`device=${type}`).startsWith("Cannot use jb.dev: no line names a drive; "));
  }
});

Deno.test("what is no device, no file, no slot list or no inventory is refused with its line", () => {
  const changer = "device=scsi2\nrobot=/dev/sg1\ndrive=/dev/sr0\n";
  const lines = [
    ["device=single\ndrive=/home/x.iso", "line 2: /home/x.iso is no name of a device; "],
    [
      "device=single\ndrive=/dev/sr0x # first",
      "line 2: /dev/sr0x # first is no name of a device; a comment stands",
    ],
    ["device=scsi2\nrobot=com1:\ndrive=/dev/sr0", "line 2: com1: is a serial port: "],
    ["device=image\ndrive=/dev/sr0", "line 2: /dev/sr0 is a device, and an image is a file"],
    ["device=single\ndrive=virtual:", "line 2: virtual: names no file"],
    [`${changer}disks=1-x`, "line 4: 1-x is no slot list; write slots as"],
    [`${changer}save=other.dev`, "line 4: other.dev is a description, not a slot inventory"],
    [`${changer}save=**.sav`, "line 4: **.sav is no file; "],
  ] as const;
  for (const [text, words] of lines) {
    const found = refusal(`${text}\n`);
    assert(found.startsWith(`Cannot use jb.dev: ${words}`), found);
  }
});

Deno.test("disks=- is a device without a slot", () => {
  assertEquals(parseDescription("device=image\ndrive=a\ndisks=-\n", FILE).disks, []);
});

Deno.test("a description that was written is read as it was meant", () => {
  const written = {
    type: "scsi2",
    robot: "/dev/sg4",
    drives: [
      { path: "/dev/sr0", recorder: true, comment: "serial number 1\nof two lines" },
      { path: "/dev/sr1", recorder: false },
    ],
    disks: [3, 4, 5, 9],
    save: "*.sav",
  } as const;
  const text = formatDescription(written, ["found today"]);
  assertEquals(
    text,
    "# found today\ndevice=scsi2\nrobot=/dev/sg4\n# serial number 1 of two lines\nrecorder=/dev/sr0\n" +
      "drive=/dev/sr1\ndisks=3-5,9\nsave=*.sav\n",
  );
  const read = parseDescription(text, FILE);
  assertEquals(read.drives.map(({ path, recorder }) => ({ path, recorder })), [
    { path: "/dev/sr0", recorder: true },
    { path: "/dev/sr1", recorder: false },
  ]);
  assertEquals([read.robot, read.disks, read.save], ["/dev/sg4", [3, 4, 5, 9], "/etc/discglow/jb.sav"]);
});

Deno.test("texts of nonsense are refused in words, whatever they are", () => {
  const pieces = [
    "device",
    "=",
    "scsi2",
    "\n",
    "\r",
    "drive",
    "virtual:",
    "#",
    "\0",
    "é",
    " ",
    "robot",
    "x",
    "-",
    ",",
    "9",
  ];
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: next(30) }, () => pieces[next(pieces.length)]).join("");
    try {
      parseDescription(text, FILE);
    } catch (error) {
      assert(error instanceof JukeboxError, `${JSON.stringify(text)}: ${error}`);
      assert(error.message.startsWith("Cannot use jb.dev: "), error.message);
    }
  }
});

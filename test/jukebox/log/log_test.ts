import { DeviceError, DiscglowError } from "../../../lib/errors.ts";
import { LogFile } from "../../../lib/jukebox/log/log_file.ts";
import { formatLogLine, formatLogTime } from "../../../lib/jukebox/log/log_line.ts";
import { scsiErrorLines } from "../../../lib/jukebox/log/scsi_error.ts";
import { ServerLog } from "../../../lib/jukebox/log/server_log.ts";
import { hasJournal, stderrLine } from "../../../lib/jukebox/log/stderr_log.ts";
import { assertEquals, assertMatch } from "../../support/assert.ts";
import { mustRun, testWith } from "../../support/peers.ts";
import { tempFolder } from "../../support/temp.ts";

const TIME = new Date(1997, 2, 29, 11, 37, 31, 59);

function logInto(path: string, level: number = 9): ServerLog {
  return new ServerLog({ file: new LogFile(path), level: () => level, now: () => TIME });
}

function linesOf(path: string): string[] {
  return Deno.readTextFileSync(path).split("\n").slice(0, -1);
}

Deno.test("a line has the classic form", () => {
  const entry = {
    level: 3,
    time: TIME,
    source: "@",
    text: "\\\\.\\p0b0t5 is YAMAHA's CD-drive CDR400c",
  } as const;
  assertEquals(
    formatLogLine({ ...entry, tag: "2" }),
    "3 3/29:1137:310 @ 2 \\\\.\\p0b0t5 is YAMAHA's CD-drive CDR400c",
  );
  assertEquals(formatLogLine({ ...entry, tag: "", text: "x" }), "3 3/29:1137:310 @   x");
});

Deno.test("months have one character, seconds their tenths", () => {
  const at = (month: number) => formatLogTime(new Date(2026, month, 5, 4, 3, 2, 990));
  assertEquals([at(0), at(8), at(9), at(10), at(11)], [
    "1/5:0403:029",
    "9/5:0403:029",
    "O/5:0403:029",
    "N/5:0403:029",
    "D/5:0403:029",
  ]);
});

Deno.test("names from discs and clients stay in their line", () => {
  const line = formatLogLine({
    ...{ level: 4, time: TIME, source: "=", tag: "" },
    text: "EVIL\n0 3/29:1137:310 -   all is lost\x1b[2J\u202e",
  });
  assertEquals(line, "4 3/29:1137:310 =   EVIL\\x0a0 3/29:1137:310 -   all is lost\\x1b[2J\\u{202e}");
  assertEquals(
    formatLogLine({ level: 4, time: TIME, source: "=", tag: "", text: "x".repeat(1e6) }).length < 5000,
    true,
  );
});

Deno.test("a SCSI error is written as the classic block", () => {
  const cdb = new Uint8Array([0x28, 0, 0, 0, 0x29, 0xb0, 0, 0, 1, 0]);
  const error = new DeviceError("/dev/sr0", "Cannot read", { cdb, status: 2, key: 3, asc: 0x11, ascq: 0 });
  assertEquals(scsiErrorLines(error, "@"), [
    { level: 2, text: "/dev/sr0 28 00 00 00 29 B0 00 00 01 00" },
    { level: 1, text: "SCSI-Error in 28 - READ (10)" },
    { level: 1, text: "status=2 sense=3 - MEDIUM ERROR" },
    { level: 1, text: "ascode 0x11 0x00 - UNRECOVERED READ ERROR" },
  ]);
});

Deno.test("the same code is another command for a changer", () => {
  const error = new DeviceError("/dev/sg4", "Cannot move", { cdb: new Uint8Array([0xa5]), status: 8 });
  assertEquals(scsiErrorLines(error, "%").map(({ text }) => text), [
    "/dev/sg4 A5",
    "SCSI-Error in A5 - MOVE MEDIUM",
    "status=8",
  ]);
  assertEquals(scsiErrorLines(error, "@")[1]!.text, "SCSI-Error in A5 - PLAY AUDIO (12)");
  assertEquals(scsiErrorLines(new DeviceError("/dev/sg4", "Cannot open"), "%"), []);
});

Deno.test("only lines up to the level that is set are written", () => {
  using dir = tempFolder();
  const path = dir.at("logfile.txt");
  let level = 1;
  const log = new ServerLog({ file: new LogFile(path), level: () => level, now: () => TIME });
  const error = new DeviceError("/dev/sr0", "Cannot read", {
    cdb: new Uint8Array([0x28]),
    status: 2,
    key: 3,
  });
  log.error(1, "@", error, "7");
  log.write(2, "-", "not this");
  level = 2;
  log.write(2, "-", "but this");
  assertEquals(linesOf(path), [
    "1 3/29:1137:310 @ 7 Cannot read",
    "1 3/29:1137:310 @ 7 SCSI-Error in 28 - READ (10)",
    "1 3/29:1137:310 @ 7 status=2 sense=3 - MEDIUM ERROR",
    "1 3/29:1137:310 @ 7 ascode 0x00 0x00 - NO ADDITIONAL SENSE INFORMATION",
    "2 3/29:1137:310 -   but this",
  ]);
});

Deno.test("the command of an error that is told twice is told once, by who sent it", () => {
  using dir = tempFolder();
  const log = logInto(dir.at("logfile.txt"));
  const error = new DeviceError("/dev/sg4", "Cannot move", { cdb: new Uint8Array([0xa5]), status: 8 });
  log.error(1, "%", error);
  log.error(1, "#", error);
  assertEquals(linesOf(dir.at("logfile.txt")).map((line) => line.slice(16)), [
    "%   Cannot move",
    "%   /dev/sg4 A5",
    "%   SCSI-Error in A5 - MOVE MEDIUM",
    "%   status=8",
    "#   Cannot move",
  ]);
});

Deno.test("the command of an error that is told quietly is told quietly too", () => {
  using dir = tempFolder();
  const log = logInto(dir.at("logfile.txt"));
  log.error(5, "%", new DeviceError("/dev/sg4", "Cannot move", { cdb: new Uint8Array([0xa5]), status: 8 }));
  assertEquals(linesOf(dir.at("logfile.txt")).map((line) => line[0]), ["5", "5", "5", "5"]);
});

Deno.test("errors are written with what can be done about them, and mistakes of ours by their name", () => {
  using dir = tempFolder();
  const log = logInto(dir.at("logfile.txt"));
  log.error(1, "#", new DiscglowError("Cannot do it", { hint: "do something else" }));
  log.error(0, "-", new TypeError("x is not a function"));
  log.error(0, "-", "thrown text");
  assertEquals(linesOf(dir.at("logfile.txt")).map((line) => line.slice(20)), [
    "Cannot do it; do something else",
    "TypeError: x is not a function",
    "thrown text",
  ]);
});

Deno.test("a log is added to, and does not grow beyond its bounds", () => {
  using dir = tempFolder();
  const path = dir.at("logfile.txt");
  Deno.writeTextFileSync(path, "of before\n");
  const file = new LogFile(path, { bytes: 100, kept: 2 });
  for (let number = 0; number < 100; number++) file.add(`line ${number}`);
  file.close();
  const names = [...Deno.readDirSync(dir.path)].map(({ name }) => name).sort();
  assertEquals(names, ["logfile.1.txt", "logfile.2.txt", "logfile.txt"]);
  const all = ["logfile.2.txt", "logfile.1.txt", "logfile.txt"].flatMap((name) => linesOf(dir.at(name)));
  assertEquals(all, all.map((_, index) => `line ${100 - all.length + index}`));
  for (const name of names) assertEquals(Deno.statSync(dir.at(name)).size <= 108, true);
});

Deno.test("a log without older files begins anew in its place", () => {
  using dir = tempFolder();
  const file = new LogFile(dir.at("log"), { bytes: 20, kept: 0 });
  for (let number = 0; number < 10; number++) file.add(`line ${number}`);
  file.close();
  assertEquals(linesOf(dir.at("log")), ["line 9"]);
});

Deno.test("a log that was moved away is opened anew", () => {
  using dir = tempFolder();
  const path = dir.at("logfile.txt");
  const log = logInto(path);
  log.write(3, "-", "one");
  Deno.renameSync(path, dir.at("moved.txt"));
  log.write(3, "-", "two");
  log.reopen();
  log.write(3, "-", "three");
  assertEquals(linesOf(dir.at("moved.txt")).length, 2);
  assertEquals(linesOf(path).length, 1);
});

Deno.test("a log that cannot be written stops nothing, and says afterwards what was lost", () => {
  using dir = tempFolder();
  const path = dir.at("missing/logfile.txt");
  const seen: string[] = [];
  const log = new ServerLog({
    file: new LogFile(path),
    level: () => 9,
    now: () => TIME,
    onEntry: ({ text }) => {
      seen.push(text);
      throw new Deno.errors.BrokenPipe();
    },
  });
  log.write(3, "-", "one");
  log.write(3, "-", "two");
  dir.make("missing");
  log.write(3, "-", "three");
  log.write(3, "-", "four");
  assertEquals(linesOf(path).map((line) => line.slice(20)), [
    "2 lines of the log could not be written, and are lost",
    "three",
    "four",
  ]);
  assertEquals(seen, ["one", "two", "three", "four"]);
});

testWith(
  Deno.build.os === "linux" && Deno.uid() === 0 ? undefined : "a file system of its own needs root on Linux",
  "a full disk under the log stops nothing, and what was lost is told",
  () => {
    using dir = tempFolder();
    const mount = dir.make("small");
    mustRun("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", mount]);
    try {
      const log = logInto(`${mount}/logfile.txt`);
      Deno.writeFileSync(`${mount}/ballast`, new Uint8Array(60 * 1024));
      for (let number = 0; number < 100; number++) log.write(3, "-", `${number} ${"x".repeat(1000)}`);
      Deno.removeSync(`${mount}/ballast`);
      log.write(3, "-", "room again");
      const lines = linesOf(`${mount}/logfile.txt`);
      assertMatch(lines.at(-2)!, /^1 .* \d+ lines of the log could not be written, and are lost$/);
      assertMatch(lines.at(-1)!, / room again$/);
      log.close();
    } finally {
      mustRun("umount", [mount]);
    }
  },
);

Deno.test("the journal is told the priority, and knows the time by itself", () => {
  const entry = { level: 0, time: TIME, source: "-", tag: "", text: "it is over" } as const;
  assertEquals(stderrLine(entry, true), "<2>- it is over");
  assertEquals(stderrLine({ ...entry, level: 5, tag: "a" }, true), "<6>- a it is over");
  assertEquals(stderrLine(entry, false), "0 3/29:1137:310 -   it is over");
});

Deno.test("the journal is where standard error goes, whatever a variable says that was inherited", () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("journal"), "");
  Deno.writeTextFileSync(dir.at("file"), "");
  const { dev, ino } = Deno.statSync(dir.at("journal"));
  assertEquals(hasJournal(`${dev}:${ino}`, dir.at("journal")), true);
  assertEquals(hasJournal(`${dev}:${ino}`, dir.at("file")), false);
  assertEquals(hasJournal(undefined, dir.at("journal")), false);
  assertEquals(hasJournal(`${dev}:${ino}`, dir.at("missing")), false);
});

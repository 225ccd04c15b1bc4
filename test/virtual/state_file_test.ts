import { assert, assertEquals, assertStringIncludes, assertThrows } from "../support/assert.ts";
import { DiscglowError } from "../../lib/errors.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { addFault, createVirtualDisc } from "../../lib/virtual/create.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { canMount, mountTmpfs } from "../support/mounts.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { be32, Host } from "./host.ts";

const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1,
  1.5,
  300,
  1e15,
  2 ** 53,
  1e308,
  "",
  "0",
  "data",
  "a\nb",
  [],
  [null],
  {},
  { toString: 1 },
  { session: 1, first: 0, recorded: 8, runOut: 0, closed: true, kind: "data", method: "incremental" },
];

/** Puts something strange at some place of a value, or takes the place away. */
function spoil(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random.below(4) === 0) {
    return random.below(8) === 0 ? undefined : random.one(STRANGE);
  }
  const names = Object.keys(value);
  if (names.length === 0) return random.one(STRANGE);
  const name = random.one(names);
  const changed = spoil((value as Record<string, unknown>)[name], random);
  if (Array.isArray(value)) return value.map((one, at) => at === Number(name) ? changed : one);
  return { ...value, [name]: changed };
}

/** Commands that look at everything a disc says of itself, and some that change it. */
const QUESTIONS: readonly (readonly number[])[] = [
  [0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0],
  ...[0, 1, 2, 3, 4, 5].map((format) => [0x43, 0, format, 0, 0, 0, 0, 0x40, 0, 0]),
  ...[0, 1, 2, 0xff].map((track) => [0x52, 1, ...be32(track), 0, 0, 48, 0]),
  ...[0, 100, 0x7fffffff].map((block) => [0x52, 0, ...be32(block), 0, 0, 48, 0]),
  [0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0x23, 0, 0, 0, 0, 0, 0, 0, 252, 0],
  [0x46, 0, 0, 0, 0, 0, 0, 4, 0, 0],
  [0xad, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0],
];

Deno.test("Whatever stands in a state file, the drive opens or says in one sentence why not, and goes on", () => {
  using dir = tempFolder();
  const seed = 20_031;
  const random = new Random(seed);
  let opened = 0;
  let refused = 0;
  for (const media of ["cd-rw", "dvd-rw", "dvd+rw", "bd-r"]) {
    const path = dir.at(media);
    using host = new Host(media);
    host.parameters({ writeType: media === "cd-rw" ? 1 : 0, trackMode: media === "cd-rw" ? 4 : 5, multi: 3 });
    host.write(0, 32);
    host.flush();
    host.close(1, 1);
    host.close(2);
    host.drive.close();
    addFault(host.path, { on: "read", block: 900 });
    const good = host.state();
    Deno.copyFileSync(host.path, path);
    for (let round = 0; round < 400; round++) {
      const text = JSON.stringify(spoil(good, random)) ?? "";
      Deno.writeTextFileSync(`${path}.state`, text);
      try {
        using drive = openVirtualDrive(path, { clock: { now: () => 0, sleep: () => {} } });
        opened++;
        for (const cdb of QUESTIONS) {
          drive.execute(new Uint8Array(cdb), "in", new Uint8Array(0x4000), 100);
        }
        drive.execute(new Uint8Array([0x28, 0, 0, 0, 0, 8, 0, 0, 8, 0]), "in", new Uint8Array(16_384), 100);
        drive.execute(new Uint8Array([0x2a, 0, 0, 0, 0, 32, 0, 0, 8, 0]), "out", new Uint8Array(16_384), 100);
        drive.execute(new Uint8Array([0x5b, 0, 2, 0, 0, 1, 0, 0, 0, 0]), "none", new Uint8Array(0), 100);
      } catch (error) {
        assert(error instanceof DiscglowError, `seed ${seed}: ${text}\n${(error as Error).stack}`);
        assert(!/[\n\r]/.test(error.message) && error.message.length < 300, error.message);
        refused++;
      }
    }
  }
  assert(opened > 100 && refused > 300, `${opened} opened, ${refused} refused`);
});

Deno.test("Tracks and sessions that cannot be are told apart from those that can", () => {
  using host = new Host("bd-r");
  host.write(0, 32);
  host.close(2);
  host.write(32, 32);
  host.drive.close();
  const good = host.state();
  const [first, second] = good.tracks;
  const open = (changes: object) => {
    Deno.writeTextFileSync(`${host.path}.state`, JSON.stringify({ ...good, ...changes }));
    return () => openVirtualDrive(host.path);
  };
  const refused: [changes: object, words: string][] = [
    [{ tracks: [first, { ...second, first: 16 }] }, "track 2 lies over the one before it"],
    [{ tracks: [first, { ...second, session: 2 ** 40 }] }, "track 2 has 1099511627776 for session"],
    [{ tracks: [first, { ...second, session: 3 }] }, "track 2 is of no session"],
    [{ tracks: [{ ...first, recorded: -5 }, second] }, "track 1 has -5 for recorded"],
    [{ tracks: [{ ...first, closed: false }, second] }, "track 2 follows one without an end"],
    [{ tracks: [{ ...first, recorded: 1e12 }], closedSessions: 1 }, "its tracks end behind the disc"],
    [{ tracks: [{ ...first, kind: "\u001b[2J" }, second] }, 'track 1 has "\\u001b[2J" for kind'],
    [{ closedSessions: "1" }, "closedSessions is 1"],
    [{ closedSessions: 7 }, "closedSessions is 7"],
    [{ finalised: true }, "closedSessions is 1"],
    [{ formatted: 1e300 }, "formatted is 1e+300"],
    [{ restricted: true }, "only a DVD-RW can be restricted"],
    [{ background: "running" }, "background is running"],
    [{ version: { toString: 1 } }, "its version is an object"],
    [{ faults: [null] }, "a fault is not one"],
    [{ drive: { spinUp: -1 } }, "spinUp cannot be -1"],
    [{ drive: JSON.parse('{"__proto__": {}}') }, "it has no property"],
  ];
  for (const [changes, words] of refused) {
    const { message } = assertThrows(open(changes), DiscglowError);
    assertStringIncludes(message, `Cannot use ${host.path}: its state file is damaged, `);
    assertStringIncludes(message, words);
  }
  open({ unknown: 1 })().close();
});

Deno.test("What is no regular file is refused at once, also where to open it would be to wait", () => {
  using dir = tempFolder();
  const pipe = (path: string) => new Deno.Command("mkfifo", { args: [path] }).outputSync();
  assert(pipe(dir.at("pipe")).success);
  assertThrows(() => openVirtualDrive(dir.at("pipe")), TransportError, "it is no regular file");
  createVirtualDisc(dir.at("disc"), { media: "bd-r" });
  Deno.removeSync(dir.at("disc.state"));
  assert(pipe(dir.at("disc.state")).success);
  assertThrows(() => openVirtualDrive(dir.at("disc")), TransportError, "it is no regular file");
});

Deno.test("A link leads to the disc and to its state", () => {
  using dir = tempFolder();
  createVirtualDisc(dir.at("disc"), { media: "dvd+rw" });
  Deno.symlinkSync(dir.at("disc"), dir.at("link"));
  using drive = openVirtualDrive(dir.at("link"));
  const profile = new Uint8Array(8);
  drive.execute(new Uint8Array([0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0]), "in", profile, 100);
  assertEquals(profile[7], 0x1a);
  assertThrows(() => openVirtualDrive(dir.at("disc")), TransportError, "another drive holds");
  drive.close();
  assertThrows(() => createVirtualDisc(dir.at("link"), { media: "bd-r" }), DiscglowError, "already exists");
  Deno.removeSync(dir.at("disc"));
  assertThrows(() => createVirtualDisc(dir.at("link"), { media: "bd-r" }), DiscglowError, "already exists");
});

Deno.test("A state file without its disc is neither used nor overwritten", () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("disc.state"), "precious");
  assertEquals(assertThrows(() => openVirtualDrive(dir.at("disc")), TransportError).trouble, "missing");
  assertThrows(() => createVirtualDisc(dir.at("disc"), { media: "bd-r" }), DiscglowError, "another disc");
  assertEquals(Deno.readTextFileSync(dir.at("disc.state")), "precious");
  assertEquals([...Deno.readDirSync(dir.path)].length, 1);
});

Deno.test({
  name: "A disc whose state cannot be written down is not opened for recording, but can be read",
  ignore: !canMount(),
  fn() {
    using dir = tempFolder();
    using small = mountTmpfs(dir.at("small"), 256 * 1024);
    const path = `${small.path}/disc`;
    createVirtualDisc(path, { media: "bd-r" });
    const before = Deno.readTextFileSync(`${path}.state`);
    assertThrows(() => Deno.writeFileSync(`${small.path}/filler`, new Uint8Array(512 * 1024)));
    const { message } = assertThrows(() => openVirtualDrive(path), TransportError);
    assertStringIncludes(message, "its state file cannot be written, no space left");
    assertEquals(Deno.readTextFileSync(`${path}.state`), before);
    openVirtualDrive(path, { readOnly: true }).close();
    const { message: refused } = assertThrows(
      () => createVirtualDisc(`${small.path}/other`, { media: "bd-r" }),
      DiscglowError,
    );
    assertStringIncludes(refused, "its state file cannot be written, no space left");
    assertEquals([...Deno.readDirSync(small.path)].map(({ name }) => name).sort(), [
      "disc",
      "disc.state",
      "filler",
    ]);
  },
});

Deno.test({
  name: "A session that could not be written down is not told as closed, and is closed when there is room",
  ignore: !canMount(),
  fn() {
    using dir = tempFolder();
    using small = mountTmpfs(dir.at("small"), 1024 * 1024);
    const path = `${small.path}/disc`;
    createVirtualDisc(path, { media: "bd-r" });
    const close = new Uint8Array([0x5b, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    {
      using drive = openVirtualDrive(path);
      const write = new Uint8Array([0x2a, 0, 0, 0, 0, 0, 0, 0, 32, 0]);
      assertEquals(drive.execute(write, "out", new Uint8Array(65_536), 100).status, 0);
      assertThrows(() => Deno.writeFileSync(`${small.path}/filler`, new Uint8Array(2 * 1024 * 1024)));
      const { sense } = drive.execute(close, "none", new Uint8Array(0), 100);
      assertEquals([sense[2], sense[12], sense[13]], [3, 0x0c, 0]);
      assertEquals(JSON.parse(Deno.readTextFileSync(`${path}.state`)).finalised, false);
    }
    Deno.removeSync(`${small.path}/filler`);
    using drive = openVirtualDrive(path);
    assertEquals(drive.execute(close, "none", new Uint8Array(0), 100).status, 0);
    assertEquals(JSON.parse(Deno.readTextFileSync(`${path}.state`)).finalised, true);
  },
});

import { openSgIo } from "../../lib/scsi/sg_io.ts";
import type { SgOpenOptions } from "../../lib/scsi/sg_io_open.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { asNobody, canBeNobody, type Thrown } from "../support/without_rights.ts";
import { type FakeDrive, FakeKernel, fakeLinux } from "./fake_linux.ts";

const linuxOnly = Deno.build.os !== "linux";

const DRIVE: FakeDrive = { address: "2:0:6:0", block: "sr0", generic: "sg3", isNull: true };

// O_RDWR, O_EXCL, O_NONBLOCK and O_CLOEXEC.
const READ_WRITE = 0o2;
const EXCLUSIVE = 0o200;
const ALWAYS = 0o4000 | 0o2000000;

/** The error when `/dev/null` cannot be opened on a Linux with one drive. */
function refusal(
  errors: number[],
  prepare: (linux: ReturnType<typeof fakeLinux>) => void = () => {},
  options: SgOpenOptions = {},
): TransportError {
  using linux = fakeLinux(DRIVE);
  prepare(linux);
  const system = new FakeKernel();
  system.openErrors = errors;
  return assertThrows(() => openSgIo("/dev/null", options, { system, roots: linux.roots }), TransportError);
}

Deno.test("A drive is opened for reading and writing, alone, and without waiting for a disc", () => {
  using linux = fakeLinux(DRIVE);
  const system = new FakeKernel();
  openSgIo("/dev/null", {}, { system, roots: linux.roots });
  openSgIo("/dev/null", { exclusive: false }, { system, roots: linux.roots });
  assertEquals(system.opened, [READ_WRITE | EXCLUSIVE | ALWAYS, READ_WRITE | ALWAYS]);
});

Deno.test("A node that may only be read is good enough where that is all that is wanted", () => {
  using linux = fakeLinux(DRIVE);
  for (const errno of [1, 13, 30]) {
    const system = new FakeKernel();
    system.openErrors = [errno, 0];
    const transport = openSgIo("/dev/null", { readOnly: true }, { system, roots: linux.roots });
    assertEquals(system.opened, [READ_WRITE | EXCLUSIVE | ALWAYS, EXCLUSIVE | ALWAYS]);
    system.answer = () => 1;
    const error = assertThrows(
      () => transport.execute(Uint8Array.of(0x55), "none", new Uint8Array(0), 1),
      TransportError,
      "the device could only be opened for reading",
    );
    assertEquals([error.trouble, error.hint], ["filtered", "get the right to write to /dev/null"]);
  }
});

Deno.test("A generic node that may only be read is not asked for alone, which Linux never grants", () => {
  using linux = fakeLinux(DRIVE);
  linux.write("dev/sg3", "");
  linux.link("dev/changer", linux.folder.at("dev/sg3"));
  for (const node of ["dev/sg3", "dev/changer"]) {
    const system = new FakeKernel();
    system.openErrors = [13, 0];
    openSgIo(linux.folder.at(node), { readOnly: true }, { system, roots: linux.roots });
    assertEquals(system.opened, [READ_WRITE | EXCLUSIVE | ALWAYS, ALWAYS]);
  }
});

Deno.test("Who wants to write is not given a node that may only be read", () => {
  assertEquals(refusal([13, 0]).trouble, "denied");
});

Deno.test("A busy drive is told with the program that holds it, by whichever of its nodes", () => {
  for (const node of ["/dev/null", "/dev/sr0", "/dev/sg3"]) {
    const error = refusal([16], (linux) => {
      linux.link("proc/4711/fd/5", node);
      linux.write("proc/4711/comm", "brasero\n");
      linux.link("proc/4712/fd/5", "/dev/sr1");
    });
    assertEquals(
      [error.message, error.trouble, error.hint],
      [
        "Cannot open /dev/null: it is in use by brasero (process 4711)",
        "busy",
        "end brasero, or wait until it is done",
      ],
    );
  }
});

Deno.test("A busy drive whose holder cannot be seen is told all the same", () => {
  const error = refusal([16]);
  assertEquals(error.message, "Cannot open /dev/null: another program uses it");
  assertEquals(error.hint, "find out which one: sudo fuser -v /dev/null");
});

Deno.test("A drive that is busy for a moment is waited for", () => {
  using linux = fakeLinux(DRIVE);
  const system = new FakeKernel();
  system.openErrors = [16, 16, 0];
  openSgIo("/dev/null", {}, { system, roots: linux.roots });
  assertEquals([system.opened.length, system.paused], [3, 400]);
  system.openErrors = [16];
  assertThrows(() => openSgIo("/dev/null", {}, { system, roots: linux.roots }), TransportError);
  assertEquals([system.opened.length, system.paused], [9, 1400]);
});

const MOUNT = "36 28 11:0 / /media/My\\040Disc ro,nosuid - iso9660 /dev/sr0 ro\n";

Deno.test("A mounted disc keeps its drive from being opened alone, also by the generic node", () => {
  const error = refusal([0], (linux) => linux.write("proc/self/mountinfo", MOUNT));
  assertEquals(
    [error.message, error.trouble, error.hint],
    ["Cannot open /dev/null: it is mounted at /media/My Disc", "busy", "unmount it: umount '/media/My Disc'"],
  );
});

Deno.test("A mounted disc may be looked at", () => {
  using linux = fakeLinux(DRIVE);
  linux.write("proc/self/mountinfo", MOUNT);
  openSgIo("/dev/null", { exclusive: false }, { system: new FakeKernel(), roots: linux.roots });
});

Deno.test("Somebody else's mount is no hindrance", () => {
  using linux = fakeLinux(DRIVE);
  linux.write("proc/self/mountinfo", MOUNT.replace("11:0", "11:1"));
  openSgIo("/dev/null", {}, { system: new FakeKernel(), roots: linux.roots });
});

Deno.test("What is not there, or cannot be used, is told with what to do", () => {
  const cases: [number, string, string, string | undefined][] = [
    [2, "missing", "there is no such device", "see what there is with: discglow devices"],
    [6, "missing", "no drive answers under this name", "see what there is with: discglow devices"],
    [19, "missing", "no drive answers under this name", "see what there is with: discglow devices"],
    [123, "failed", "there is no disc in the drive", "put a disc into the drive"],
    [
      1,
      "denied",
      "the system does not let this process use it",
      "run as root; inside a container, have the device passed to it",
    ],
    [30, "denied", "the system lets it only be read", "use a drive that can record"],
    [24, "failed", "error 24", undefined],
  ];
  for (const [errno, trouble, words, hint] of cases) {
    const error = refusal([errno]);
    assertEquals([error.message, error.trouble, error.hint], [
      `Cannot open /dev/null: ${words}`,
      trouble,
      hint,
    ]);
  }
});

Deno.test("A missing generic node may only lack its kernel module", () => {
  const system = new FakeKernel();
  system.openErrors = [2];
  const error = assertThrows(() => openSgIo("/dev/sg99", {}, { system }), TransportError);
  assertEquals(error.hint, "see what there is with: discglow devices, after: sudo modprobe sg");
});

Deno.test("Messages call a drive as the user does", () => {
  const error = refusal([16], undefined, { name: "/dev/iXOS_SCSI2/6" });
  assertEquals(
    [error.device, error.message],
    ["/dev/iXOS_SCSI2/6", "Cannot open /dev/iXOS_SCSI2/6: another program uses it"],
  );
});

Deno.test("Nobody is advised to join the group of root", () => {
  const { gid, mode } = Deno.statSync("/dev/null");
  assertEquals([gid, mode! & 0o060], [0, 0o060]);
  assertEquals(refusal([13]).message, "Cannot open /dev/null: only root may use it");
});

/** What a user without rights hears about a file of this mode and group. */
async function deniedTo(mode: number, group: number): Promise<Thrown> {
  using folder = tempFolder();
  await Deno.chmod(folder.path, 0o755);
  const path = folder.at("node");
  await Deno.writeTextFile(path, "", { mode });
  await Deno.chmod(path, mode);
  await Deno.chown(path, 0, group);
  await Deno.mkdir(folder.at("etc"));
  await Deno.writeTextFile(folder.at("etc/group"), "root:x:0:\ncdrom:x:24:anna\n");
  const url = new URL("../../lib/scsi/sg_io.ts", import.meta.url).href;
  return await asNobody<unknown>(
    `const { openSgIo } = await import(${JSON.stringify(url)});
     openSgIo(input.path, {}, { roots: { etc: input.etc } });`,
    { path, etc: folder.at("etc") },
  ) as Thrown;
}

Deno.test({
  name: "Who may not use a drive hears which group may",
  ignore: !canBeNobody(),
  async fn() {
    const { thrown } = await deniedTo(0o660, 24);
    assert(
      /^Cannot open .*\/node: only root and the group cdrom may use it$/.test(thrown.message),
      thrown.message,
    );
    assertEquals(thrown.name, "TransportError");
    const other = await deniedTo(0o660, 77);
    assert(other.thrown.message.endsWith("only root and the group 77 may use it"), other.thrown.message);
  },
});

Deno.test({
  name: "Who may not use a drive of root's alone hears that",
  ignore: !canBeNobody(),
  async fn() {
    const { thrown } = await deniedTo(0o600, 24);
    assert(thrown.message.endsWith("/node: only root may use it"), thrown.message);
  },
});

Deno.test(
  { ignore: linuxOnly, name: "The real system refuses what is not there and what is no drive" },
  () => {
    const missing = assertThrows(() => openSgIo("/dev/sr-no-such"), TransportError);
    assertEquals(missing.message, "Cannot open /dev/sr-no-such: there is no such device");
    using transport = openSgIo("/dev/null");
    assert(transport.descriptor! > 2);
    assertEquals(transport.maxTransfer, 65536);
    const error = assertThrows(
      () => transport.execute(new Uint8Array(6), "none", new Uint8Array(0), 1000),
      TransportError,
      "Cannot send TEST UNIT READY to /dev/null: this is no SCSI device",
    );
    assertEquals(error.trouble, "failed");
  },
);

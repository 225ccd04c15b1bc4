import { classicName, parseDeviceName, windowsName } from "../../lib/devices/names.ts";
import { assertEquals } from "../support/assert.ts";
import { fakeLinux } from "../scsi/fake_linux.ts";

Deno.test("Nodes of drives and changers are known by name, also where nothing answers", () => {
  for (const path of ["/dev/sr0", "/dev/sr99", "/dev/sg12", "/dev/scd1", "/dev/cdrom", "/dev/dvdrw1"]) {
    assertEquals(parseDeviceName(path), { kind: "node", path });
  }
});

Deno.test("Names of Windows are known in any case", () => {
  for (
    const path of [
      "\\\\.\\CdRom0",
      "\\\\.\\cdrom12",
      "\\\\.\\D:",
      "\\\\.\\e:",
      "\\\\.\\Changer0",
      "\\\\.\\Scsi1:",
    ]
  ) {
    assertEquals(parseDeviceName(path), { kind: "windows", path });
  }
});

Deno.test("Classic names are places on a bus", () => {
  const place = (host: number, channel: number | undefined, target: number, lun: number) => ({
    kind: "bus" as const,
    place: { host, channel, target, lun },
  });
  assertEquals(parseDeviceName("/dev/iXOS_SCSI0/6"), place(0, undefined, 6, 0));
  assertEquals(parseDeviceName("/dev/iXOS_SCSI12/15,3"), place(12, undefined, 15, 3));
  assertEquals(parseDeviceName("\\\\.\\p0b1t6"), place(0, 1, 6, 0));
  assertEquals(parseDeviceName("\\\\.\\P2B0T5,1"), place(2, 0, 5, 1));
});

Deno.test("Drives in the network and in files are known by how they begin", () => {
  const url = "iscsi://127.0.0.1:3260/iqn.2026-01.example:optical/1";
  assertEquals(parseDeviceName(url), { kind: "iscsi", url });
  assertEquals(parseDeviceName("virtual:a b/disc.bdr"), { kind: "virtual", path: "a b/disc.bdr" });
});

Deno.test("Files, pipes, disks and what only resembles a device are none", () => {
  const texts = [
    "",
    "-",
    "archive.iso",
    "/dev/sda",
    "/dev/sda1",
    "/dev/sr0x",
    "/dev/sr",
    "/tmp/dev/sr0",
    "/dev/null",
    "/dev/iXOS_SCSI/6",
    "/dev/iXOS_SCSI0/6,",
    "\\\\.\\p0b0",
    "\\\\.\\PhysicalDrive0",
    "D:",
    "D:\\images\\a.iso",
    "./virtual:disc",
    "iscsi",
  ];
  for (const text of texts) assertEquals(parseDeviceName(text), undefined, text);
});

Deno.test({
  name: "A node of any name is a drive when its device is one",
  ignore: Deno.build.os !== "linux",
  fn() {
    const types: [number, boolean][] = [[0, false], [1, false], [5, true], [8, true]];
    for (const [type, known] of types) {
      using linux = fakeLinux({ address: "0:0:0:0", generic: "sg0", isNull: true, type });
      assertEquals(
        parseDeviceName("/dev/null", linux.roots),
        known ? { kind: "node", path: "/dev/null" } : undefined,
      );
    }
  },
});

Deno.test("Places are named as they are read", () => {
  for (const name of ["/dev/iXOS_SCSI0/6", "/dev/iXOS_SCSI1/4,2"]) {
    const meaning = parseDeviceName(name);
    assertEquals(meaning?.kind === "bus" && classicName(meaning.place), name);
  }
  for (const name of ["\\\\.\\p0b0t6", "\\\\.\\p1b2t3,4"]) {
    const meaning = parseDeviceName(name);
    assertEquals(meaning?.kind === "bus" && windowsName(meaning.place), name);
  }
  assertEquals(windowsName({ host: 1, channel: undefined, target: 2, lun: 0 }), "\\\\.\\p1b0t2");
});

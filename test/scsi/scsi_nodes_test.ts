import { allNodes, deviceNumbers, nodesOf } from "../../lib/scsi/scsi_nodes.ts";
import { assertEquals } from "../support/assert.ts";
import { fakeLinux } from "./fake_linux.ts";

const ignore = Deno.build.os !== "linux";

Deno.test({ ignore, name: "A node leads to its device by its numbers" }, () => {
  using linux = fakeLinux({ address: "3:1:6:2", block: "sr4", generic: "sg7", isNull: true });
  assertEquals(nodesOf("/dev/null", linux.roots), {
    folder: linux.folder.at("sys/devices/pci/3:1:6:2"),
    address: [3, 1, 6, 2],
    type: 5,
    block: "sr4",
    generic: "sg7",
  });
});

Deno.test({ ignore, name: "What is no node of a SCSI device leads nowhere" }, () => {
  using linux = fakeLinux({ address: "0:0:0:0", block: "sr0" });
  linux.write("image.iso", "");
  linux.link("sys/dev/char/1:5/device", linux.folder.at("sys"));
  for (const path of ["/dev/null", "/dev/zero", "/dev/no-such-node", linux.folder.at("image.iso"), "/dev"]) {
    assertEquals(nodesOf(path, linux.roots), undefined, path);
  }
});

Deno.test({ ignore, name: "All devices are found once, drives before what has only a generic node" }, () => {
  using linux = fakeLinux(
    { address: "0:0:0:0", generic: "sg0", type: 8 },
    { address: "1:0:0:0", block: "sr10", generic: "sg1" },
    { address: "2:0:0:0", block: "sr2" },
    { address: "3:0:0:0", block: "sda", generic: "sg2", type: 0 },
  );
  assertEquals(allNodes(linux.roots).map(({ block, generic, type }) => [block, generic, type]), [
    ["sr2", undefined, 5],
    ["sr10", "sg1", 5],
    [undefined, "sg0", 8],
    ["sda", "sg2", 0],
  ]);
});

Deno.test("A machine without sysfs has no devices", () => {
  assertEquals(allNodes({ sys: "/no/such/folder" }), []);
});

Deno.test("Device numbers are taken apart as the C library does it", () => {
  assertEquals(
    [deviceNumbers(0x0b00), deviceNumbers(0x1503), deviceNumbers(0x00100b05)],
    ["11:0", "21:3", "11:261"],
  );
  assertEquals(deviceNumbers(0xfff_abc_12), "2748:1048338");
});

import { listDevices } from "../../lib/devices/list.ts";
import { listWindows } from "../../lib/devices/list_windows.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assertEquals } from "../support/assert.ts";
import { fakeLinux } from "../scsi/fake_linux.ts";
import { ScriptedTransport } from "../scsi/scripted_transport.ts";

const facts = { vendor: "PIONEER", product: "BD-RW   BDR-209D", revision: "1.34" };

Deno.test({
  name: "Drives and changers are listed with all their names, disks are not",
  ignore: Deno.build.os !== "linux",
  fn() {
    using linux = fakeLinux(
      { address: "6:0:0:2", generic: "sg2", type: 8 },
      { address: "6:0:0:1", block: "sr1", generic: "sg1" },
      { address: "2:0:5:0", block: "sr0" },
      { address: "0:0:0:0", block: "sda", generic: "sg0", type: 0 },
    );
    assertEquals(listDevices(linux.roots), [
      { name: "/dev/sr0", names: ["/dev/iXOS_SCSI2/5"], kind: "drive", ...facts },
      { name: "/dev/sr1", names: ["/dev/sg1", "/dev/iXOS_SCSI6/0,1"], kind: "drive", ...facts },
      { name: "/dev/sg2", names: ["/dev/iXOS_SCSI6/0,2"], kind: "changer", ...facts },
    ]);
  },
});

Deno.test({
  name: "A drive whose files cannot be read is listed without its facts",
  ignore: Deno.build.os !== "linux",
  fn() {
    using linux = fakeLinux({ address: "2:0:5:0", block: "sr0" });
    for (const name of ["vendor", "rev"]) {
      Deno.removeSync(linux.folder.at(`sys/devices/pci/2:0:5:0/${name}`));
    }
    const [drive] = listDevices(linux.roots);
    assertEquals([drive?.vendor, drive?.product, drive?.revision], ["", facts.product, ""]);
  },
});

Deno.test("Where there is nothing, nothing is listed", () => {
  assertEquals(listDevices({ sys: "/no/such/folder" }), []);
});

const INQUIRY = Uint8Array.from([
  ...[5, 0x80, 5, 2, 31, 0, 0, 0],
  ...new TextEncoder().encode("PIONEER BD-RW   BDR-209D1.34"),
]);

Deno.test("On Windows each number is tried and closed again", () => {
  const closed: ScriptedTransport[] = [];
  const listed = listWindows((name) => {
    const trouble = name.endsWith("CdRom3") ? "busy" : "missing";
    if (!/CdRom[01]$/.test(name)) throw new TransportError(name, trouble, `Cannot open ${name}`);
    const transport = new ScriptedTransport("6/29/00", name.endsWith("0") ? INQUIRY : Uint8Array.of(0, 0));
    closed.push(transport);
    return transport;
  });
  assertEquals(listed, [
    { name: "\\\\.\\CdRom0", names: [], kind: "drive", ...facts },
    { name: "\\\\.\\CdRom3", names: [], kind: "drive", vendor: "", product: "", revision: "" },
  ]);
  assertEquals(closed.map((transport) => transport.closed), [1, 1]);
});

Deno.test("On Windows a changer is told by what it answers", () => {
  const listed = listWindows((name) => {
    if (!name.endsWith("Changer0")) throw new TransportError(name, "missing", `Cannot open ${name}`);
    return new ScriptedTransport(Uint8Array.from(INQUIRY, (byte, at) => at === 0 ? 8 : byte));
  });
  assertEquals(listed, [{ name: "\\\\.\\Changer0", names: [], kind: "changer", ...facts }]);
});

import { nodeAt, openTransport } from "../../lib/devices/open.ts";
import { TransportError, type TransportTrouble } from "../../lib/scsi/transport_error.ts";
import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { fakeLinux } from "../scsi/fake_linux.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

const ignore = Deno.build.os !== "linux";

function troubleOf(name: string): TransportTrouble {
  const error = assertThrows(() => openTransport(name), TransportError);
  assertEquals(error.device, name);
  assert(error.message.startsWith("Cannot "), error.message);
  assert(error.message.includes(name), error.message);
  return error.trouble;
}

Deno.test("A file is no drive", () => {
  const error = assertThrows(() => openTransport("archive.iso"), TransportError);
  assertEquals([error.message, error.trouble], ["Cannot open archive.iso: this is no drive", "missing"]);
  assert(error.hint?.includes("discglow devices"));
});

Deno.test({ ignore, name: "Each kind of name goes its way, and says what is missing there" }, () => {
  assertEquals(troubleOf("/dev/sr98"), "missing");
  assertEquals(troubleOf("/dev/iXOS_SCSI97/6"), "missing");
  assertEquals(troubleOf("\\\\.\\p97b0t6"), "missing");
  assertEquals(troubleOf("\\\\.\\CdRom0"), "unsupported");
  assert(["missing", "unsupported", "failed"].includes(troubleOf("iscsi://127.0.0.1:1/iqn.2026-01.none/1")));
});

Deno.test("A disc in a file is opened by its name", () => {
  using folder = tempFolder();
  createVirtualDisc(folder.at("disc.bdr"), { media: "bd-r" });
  const lines: string[] = [];
  using transport = openTransport(`virtual:${folder.at("disc.bdr")}`, {
    readOnly: true,
    onTrace: (line) => lines.push(line),
  });
  assertEquals(transport.name, `virtual:${folder.at("disc.bdr")}`);
  const { status } = transport.execute(Uint8Array.of(0x12, 0, 0, 0, 36, 0), "in", new Uint8Array(36), 1000);
  assertEquals(status, 0);
  // Who only reads leaves room for others who do.
  openTransport(transport.name, { readOnly: true }).close();
  assert(lines[0]?.includes(": INQUIRY [12 00 00 00 24 00] 36 bytes in: good"), lines[0]);
});

Deno.test(
  { ignore, name: "A place on a bus leads to its node, the drive's own before the generic one" },
  () => {
    using linux = fakeLinux(
      { address: "0:0:6:0", block: "sr1", generic: "sg2" },
      { address: "0:1:6:0", block: "sr2" },
      { address: "1:0:6:0", generic: "sg5", type: 8 },
      { address: "1:0:6:1", block: "sr3" },
    );
    const node = (host: number, channel: number | undefined, target: number, lun: number) =>
      nodeAt({ host, channel, target, lun }, "NAME", linux.roots);
    assertEquals([node(0, undefined, 6, 0), node(0, 1, 6, 0)], ["/dev/sr1", "/dev/sr2"]);
    assertEquals([node(1, 0, 6, 0), node(1, undefined, 6, 1)], ["/dev/sg5", "/dev/sr3"]);
    for (const [host, channel, target, lun] of [[2, 0, 6, 0], [0, 2, 6, 0], [0, 0, 5, 0], [0, 0, 6, 1]]) {
      const error = assertThrows(() => node(host!, channel, target!, lun!), TransportError);
      assertEquals(error.message, "Cannot open NAME: there is no device at that place");
    }
  },
);

Deno.test("Loading the module needs no permission: it opens nothing", async () => {
  const url = new URL("../../lib/devices/open.ts", import.meta.url).href;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`import ${JSON.stringify(url)};`));
  await writer.close();
  const { code, stderr } = await child.output();
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
});

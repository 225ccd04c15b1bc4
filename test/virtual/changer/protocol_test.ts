import { TransportError } from "../../../lib/scsi/transport_error.ts";
import { createVirtualJukebox } from "../../../lib/virtual/changer/create.ts";
import { openVirtualDevice } from "../../../lib/virtual/changer/open.ts";
import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";
import {
  ask,
  ChangerHost,
  DRIVE,
  exchange,
  got,
  GRIPPER,
  move,
  none,
  ready,
  SLOT,
  statusCdb,
} from "./changer_host.ts";

Deno.test("A changer refuses commands it has not got, reserved bits, and CDBs of the wrong length", () => {
  using host = new ChangerHost();
  for (
    const [cdb, answer] of [
      [[0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0], "5/20/00"],
      [[0xff, 0, 0, 0, 0, 0], "5/20/00"],
      [[0, 0, 0, 0, 0, 0x40], "5/24/00"],
      [[0, 0, 0, 0, 0], "5/24/00"],
      [[0xa5, 0, 0, 0, 0x10, 0, 1, 0, 0, 0, 0, 0x40], "5/24/00"],
      [[0xa5, 0, 0, 0, 0x10, 0, 1, 0, 0, 1, 0, 0], "5/24/00"],
      [[0xa5, 0, 0, 0, 0x10, 0, 1, 0, 0, 0], "5/24/00"],
      [[0x1e, 0, 0, 0, 2, 0], "5/24/00"],
      [[0x2b, 0, 0, 0, 0x10, 0, 0, 0, 1, 0], "5/24/00"],
    ] as const
  ) assertEquals(none(host.changer, cdb), answer, `${cdb}`);
  assertEquals(ask(host.changer, [0, 0, 0, 0, 0, 0], 8), "5/24/00", "data in the wrong direction");
  assertEquals(ask(host.changer, [0xb8, 5, 0, 0, 0, 1, 0, 0, 0, 99, 0, 0], 99), "5/24/00", "no such type");
  assertEquals(ask(host.changer, [0xb8, 0, 0, 0, 0, 1, 4, 0, 0, 99, 0, 0], 99), "5/24/00", "reserved");
});

Deno.test("A changer says who it is", () => {
  using host = new ChangerHost({ serial: "JUKEBOX-77" });
  const data = got(host.changer, [0x12, 0, 0, 0, 96, 0], 96);
  assertEquals([data.length, data[0]], [36, 8]);
  assertEquals(new TextDecoder().decode(data.subarray(8, 32)), "DISCGLOWVIRTUAL CHANGER ");
  assertEquals(
    new TextDecoder().decode(got(host.changer, [0x12, 1, 0x80, 0, 96, 0], 96).subarray(4)),
    "JUKEBOX-77",
  );
  assertEquals([...got(host.changer, [0x12, 1, 0, 0, 96, 0], 96)], [8, 0, 0, 3, 0, 0x80, 0x83]);
  const name = got(host.changer, [0x12, 1, 0x83, 0, 96, 0], 96);
  assertEquals([...name.subarray(0, 8)], [8, 0x83, 0, 38, 2, 1, 0, 34]);
  assertEquals(new TextDecoder().decode(name.subarray(8)), "DISCGLOWVIRTUAL CHANGER JUKEBOX-77");
  assertEquals(ask(host.changer, [0x12, 1, 0xb0, 0, 96, 0], 96), "5/24/00");
});

Deno.test("Mode pages tell where the elements are and what can be moved where", () => {
  using host = new ChangerHost();
  const page = [0x1d, 18, 0, 0, 0, 1, 0x10, 0, 0, 5, 0, 16, 0, 1, 1, 0, 0, 2, 0, 0];
  assertEquals([...got(host.changer, [0x1a, 8, 0x1d, 0, 99, 0], 99)], [23, 0, 0, 0, ...page]);
  const long = got(host.changer, [0x5a, 8, 0x1d, 0, 0, 0, 0, 0, 99, 0], 99);
  assertEquals([...long], [0, 26, 0, 0, 0, 0, 0, 0, ...page]);
  const capabilities = () => [...got(host.changer, [0x1a, 8, 0x1f, 0, 99, 0], 99).subarray(4)];
  const rows = [0x1f, 18, 0x0e, 0, 0x0e, 0x0e, 0x0e, 0x0e];
  assertEquals(capabilities(), [...rows, ...new Array(12).fill(0)]);
  assertEquals(got(host.changer, [0x1a, 8, 0x3f, 0, 99, 0], 99).length, 4 + 20 + 4 + 20);
  assertEquals(ask(host.changer, [0x1a, 8, 0x2a, 0, 99, 0], 99), "5/24/00");
  assertEquals(ask(host.changer, [0x1a, 8, 0xdd, 0, 99, 0], 99), "5/39/00", "saved values");
  using able = new ChangerHost({ behaviour: { exchange: true, twoSided: true } });
  assertEquals([...got(able.changer, [0x1a, 8, 0x1f, 0, 99, 0], 99).subarray(16)], [
    0,
    0x0e,
    0x0e,
    0x0e,
    0,
    0,
    0,
    0,
  ]);
  assertEquals(got(able.changer, [0x1a, 8, 0x1e, 0, 99, 0], 99)[6], 1);
});

Deno.test("A changer without EXCHANGE MEDIUM, or that turns nothing over, refuses both", () => {
  using host = new ChangerHost();
  assertEquals(exchange(host.changer, SLOT, SLOT + 1, SLOT), "5/20/00");
  assertEquals(move(host.changer, SLOT, DRIVE, true), "5/24/00");
  assertEquals(none(host.changer, [0x2b, 0, 0, 0, 0x10, 0, 0, 0, 0, 0]), "good");
  assertEquals(none(host.changer, [0x2b, 0, 0, 0, 0x20, 0, 0, 0, 0, 0]), "5/21/01");
});

Deno.test("INITIALIZE ELEMENT STATUS takes ranges that are there", () => {
  using host = new ChangerHost();
  assertEquals(none(host.changer, [0x07, 0, 0, 0, 0, 0]), "good");
  const range = (
    first: number,
    count: number,
    bits = 1,
  ) => [0x37, bits, first >> 8, first & 255, 0, 0, 0, count, 0, 0];
  assertEquals(none(host.changer, range(SLOT, 5)), "good");
  assertEquals(none(host.changer, range(0, 0, 0)), "good");
  assertEquals(none(host.changer, range(SLOT, 6)), "5/24/00");
  assertEquals(none(host.changer, range(9000, 1)), "5/21/01");
});

Deno.test("Power on is told once, to the first command that is told of anything", () => {
  using folder = tempFolder();
  createVirtualJukebox(folder.at("j"), { slots: 1, drives: 1 });
  {
    using changer = openVirtualDevice(`virtual:${folder.at("j")}`);
    got(changer, [0x12, 0, 0, 0, 36, 0], 36);
    assertEquals([ready(changer), ready(changer)], ["6/29/00", "good"]);
  }
  using changer = openVirtualDevice(`virtual:${folder.at("j")}`);
  assertEquals(ready(changer), "good");
});

Deno.test("A changer is for one host, and who only reads may come too but not move anything", () => {
  using host = new ChangerHost();
  const error = assertThrows(
    () => openVirtualDevice(`virtual:${host.dir}`),
    TransportError,
    "another host holds it",
  );
  assertEquals(error.trouble, "busy");
  using reader = openVirtualDevice(`virtual:${host.dir}`, { readOnly: true });
  assertEquals(got(reader, statusCdb(), 999).length, got(host.changer, statusCdb(), 999).length);
  const cdb = new Uint8Array([0xa5, 0, 0, 0, 0x10, 0, 1, 0, 0, 0, 0, 0]);
  assertEquals(reader.execute(cdb, "none", new Uint8Array(0), 1000).status, 0x18);
  assertEquals(move(host.changer, SLOT, DRIVE), "good");
});

Deno.test("A changer that is closed, or whose folder is taken away, says so", () => {
  using host = new ChangerHost();
  const gone = (transport: typeof host.changer) =>
    assertEquals(assertThrows(() => ready(transport), TransportError).trouble, "gone");
  host.reopen();
  Deno.renameSync(host.dir, host.at("elsewhere"));
  gone(host.changer);
  host.changer.close();
  host.changer.close();
  gone(host.changer);
});

Deno.test("A folder that is no jukebox, a damaged one, and a drive it has not got are refused in words", () => {
  using host = new ChangerHost();
  const refused = (name: string) => assertThrows(() => openVirtualDevice(name), Error).message;
  assertEquals(
    refused(`virtual:${host.dir}/drives/3`),
    `Cannot open virtual:${host.dir}/drives/3: there is no such drive`,
  );
  assert(refused(`virtual:${host.dir}/slots/1`).includes("it is no regular file"));
  host.changer.close();
  for (const [text, words] of [["{", "it holds no JSON object"], ['{"version":2}', "its version is 2"]]) {
    Deno.writeTextFileSync(`${host.dir}/jukebox.json`, text!);
    assertEquals(
      refused(`virtual:${host.dir}`),
      `Cannot use ${Deno.realPathSync(host.dir)}: its jukebox.json is damaged, ${words}`,
    );
  }
});

Deno.test("The gripper is where discs are on their way, and no place to leave them", () => {
  using host = new ChangerHost();
  assertEquals(move(host.changer, SLOT, GRIPPER), "5/21/01");
  assertEquals(move(host.changer, GRIPPER, SLOT + 4), "5/3B/0E");
});

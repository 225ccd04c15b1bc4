import { DeviceError } from "../../lib/errors.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { Changer } from "../../lib/smc/changer.ts";
import { ScriptedTransport } from "../mmc/scripted_drive.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { inventoryOf, short, USUAL } from "./inventory_of.ts";
import { descriptorOf, lyingChanger, usualElements } from "./lying_changer.ts";

Deno.test("an honest changer is believed, asked once for each type and never for all types", () => {
  const { changer, transport } = lyingChanger(usualElements());
  const { elements, notices } = changer.inventory();
  assertEquals(short(elements), USUAL);
  assertEquals(notices, []);
  const asked = transport.seen.filter(({ cdb }) => cdb[0] === 0xb8).map(({ cdb }) => cdb[1]! & 15);
  assertEquals(asked, [1, 2, 3, 4]);
  const [drive, other] = elements.filter(({ kind }) => kind === "drive");
  assertEquals(drive!.identifier, "VENDOR  PRODUCT         SERIAL0001");
  assertEquals([drive!.source, other!.source, other!.inverted], [undefined, 1001, false]);
  const mail = elements.filter(({ kind }) => kind === "mail");
  assertEquals(mail.map(({ byOperator }) => byOperator), [false, true]);
  assertEquals(elements.map(({ accessible }) => accessible), [undefined, ...new Array(10).fill(true)]);
});

Deno.test("what is wrong with an element comes in words", () => {
  const { changer } = lyingChanger([
    { kind: "slot", address: 5, full: true, exception: [0x30, 0x03] },
    { kind: "slot", address: 6, exception: [0, 0], flags: 8 },
  ]);
  const [one, two] = changer.inventory().elements;
  assertEquals([one!.exception, one!.full, one!.accessible], ["cleaning cartridge installed", true, false]);
  assertEquals([two!.exception, two!.accessible], ["something is wrong with it", true]);
});

Deno.test("an answer that lacks its last bytes is asked for again from there on", () => {
  for (const cut of [1, 4, 8, 12, 20, 44]) {
    const { seen } = inventoryOf({ cut, most: 3 });
    // What comes last is cut however often it is asked for; in front of it nothing may be missing.
    const same = seen.filter((text, place) => text === USUAL[place]);
    assert(seen.length === USUAL.length && same.length >= USUAL.length - 4, `${cut}: ${seen.join("; ")}`);
  }
});

Deno.test("a drive whose identification is cut off has none, and that is said", () => {
  const { changer } = lyingChanger(usualElements(), { cut: 8 });
  const { elements, notices } = changer.inventory();
  assertEquals(short(elements), USUAL);
  assertEquals(elements.slice(-2).map(({ identifier }) => identifier?.slice(-10)), ["SERIAL0001", undefined]);
  assertEquals(notices, ["what the changer tells of element 501 is cut off"]);
});

Deno.test("a changer that refuses DVCID or VOLTAG is asked without, and that is said", () => {
  const dvcid = inventoryOf({ refuses: (cdb) => (cdb[6]! & 1) !== 0 ? "5/24/00" : undefined });
  assertEquals(dvcid.seen, USUAL);
  assertEquals(dvcid.notices, ["the changer does not tell which drive stands where (DVCID)"]);
  const voltag = inventoryOf({ refuses: (cdb) => (cdb[1]! & 0x10) !== 0 ? "5/24/00" : undefined });
  assertEquals(voltag.seen, USUAL.map((text) => text.replace(/holds .*/, "holds something")));
  assertEquals(voltag.notices.length, 4);
  const { changer } = lyingChanger(usualElements(), {
    refuses: (cdb) => (cdb[1]! & 0x10) !== 0 ? "5/24/00" : undefined,
  });
  assertEquals(changer.inventory().elements.at(-1)!.identifier?.slice(-10), "SERIAL0002");
});

Deno.test("a changer that is not to move anything is asked so, and without where it refuses that", () => {
  const { changer, transport } = lyingChanger(usualElements());
  changer.inventory({ still: true });
  const status = () => transport.seen.filter(({ cdb }) => cdb[0] === 0xb8);
  assert(status().every(({ cdb }) => (cdb[6]! & 2) !== 0));
  const refusing = lyingChanger(usualElements(), {
    refuses: (cdb) => (cdb[6]! & 2) !== 0 ? "5/24/00" : undefined,
  });
  assertEquals(short(refusing.changer.inventory({ still: true }).elements), USUAL);
});

Deno.test("long lists come in pieces, however many elements the changer tells at once", () => {
  const elements = usualElements(3000);
  const whole = inventoryOf({}, elements);
  assertEquals([whole.seen.length, whole.notices], [3005, []]);
  assert(whole.commands < 15, `${whole.commands} commands`);
  const few = inventoryOf({ most: 16 }, elements);
  assertEquals([few.seen, few.notices], [whole.seen, []]);
  const all = inventoryOf({ ignoresCount: true }, elements);
  assertEquals([all.seen, all.notices], [whole.seen, []]);
});

Deno.test("a changer that always begins with the first element is not asked for ever", () => {
  const all = inventoryOf({ ignoresStart: true });
  assertEquals([all.seen, all.notices], [USUAL, []]);
  const some = inventoryOf({ ignoresStart: true, most: 4 });
  assertEquals(some.seen, [...USUAL.slice(0, 5), ...USUAL.slice(7)]);
  assertEquals(some.notices, ["the changer has 6 elements of type slot and tells only of 4"]);
  assert(some.commands < 15, `${some.commands} commands`);
});

Deno.test("a changer that fails while it is asked is an error in words, not an empty inventory", () => {
  const failing = lyingChanger(usualElements(), { refuses: () => "2/04/18" });
  const error = assertThrows(() => failing.changer.inventory(), DeviceError);
  assertEquals(
    [error.message, error.hint],
    [
      "Cannot ask for the status of elements on the drive: not ready, a door is open (2/04/18)",
      "close the changer's doors and its mail slot",
    ],
  );
  const refusing = lyingChanger(usualElements(), { refuses: () => "5/24/00" });
  assertThrows(() => refusing.changer.inventory(), DeviceError, "5/24/00");
});

Deno.test("the descriptors of these tests have the bytes of the standard", () => {
  const bytes = descriptorOf({ kind: "slot", address: 0x0102, full: true, source: 0x0304 }, false, false);
  assertEquals(bytes, [1, 2, 1, 0, 0, 0, 0, 0, 0, 0x80, 3, 4, 0, 0, 0, 0]);
});

Deno.test("nothing is asked of types that a changer has none of", () => {
  const { changer, transport } = lyingChanger([{ kind: "slot", address: 1 }, { kind: "drive", address: 9 }]);
  assertEquals(short(changer.inventory().elements), ["slot 1 at 1", "drive 1 at 9"]);
  const asked = transport.seen.filter(({ cdb }) => cdb[0] === 0xb8).map(({ cdb }) => cdb[1]! & 15);
  assertEquals(asked, [2, 4]);
});

Deno.test("what a changer has refused once it is not asked for with every piece", () => {
  const { changer, transport } = lyingChanger(usualElements(40), {
    most: 4,
    refuses: (cdb) => (cdb[1]! & 0x10) !== 0 ? "5/24/00" : undefined,
  });
  changer.inventory();
  const refused = transport.seen.filter(({ cdb }) => cdb[0] === 0xb8 && (cdb[1]! & 0x10) !== 0);
  assertEquals(refused.map(({ cdb }) => cdb[1]! & 15), [1, 2, 3, 4, 4]);
});

Deno.test("a way to the changer that is lost is no missing mode page", () => {
  const transport = new ScriptedTransport(() => {
    throw new TransportError("the drive", "gone", "Cannot send MODE SENSE (10) to the drive: it is gone");
  });
  assertThrows(() => new Changer(transport).inventory(), TransportError, "it is gone");
  assertEquals(transport.seen.length, 1);
});

import {
  addChangerFault,
  insertVirtualDisc,
  setChangerBehaviour,
} from "../../../lib/virtual/changer/create.ts";
import { assertEquals } from "../../support/assert.ts";
import { numberAt } from "../host.ts";
import {
  ask,
  ChangerHost,
  decodeStatus,
  DRIVE,
  got,
  GRIPPER,
  MAIL,
  move,
  SLOT,
  statusCdb,
} from "./changer_host.ts";

/** Flags that are of interest: full, put in by hand, exception, can be reached. */
const [FULL, BY_HAND, EXCEPTION, ACCESS] = [1, 2, 4, 8];

Deno.test("Every element is told of, in the order of addresses", () => {
  using host = new ChangerHost();
  move(host.changer, SLOT, DRIVE + 1);
  insertVirtualDisc(host.dir, { kind: "mail", number: 1 }, { media: "dvd+r" }, { barcode: "HELLO" });
  assertEquals(ask(host.changer, statusCdb(), 99), "6/28/01");
  const seen = host.status();
  assertEquals(seen.map(({ type, address }) => [type, address]), [
    [1, GRIPPER],
    [3, MAIL],
    ...[0, 1].map((i) => [4, DRIVE + i]),
    ...[0, 1, 2, 3, 4].map((i) => [2, SLOT + i]),
  ]);
  assertEquals(seen.map(({ flags }) => flags & 0x0f), [
    0,
    FULL | BY_HAND | ACCESS,
    ...[ACCESS, FULL | ACCESS],
    ...[ACCESS, FULL | ACCESS, FULL | ACCESS, ACCESS, ACCESS],
  ]);
  assertEquals(seen.map(({ tag }) => tag), ["", "HELLO", "", "DG000001", "", "DG000002", "DG000003", "", ""]);
  assertEquals(seen.map(({ source }) => source).filter((source) => source !== undefined), [SLOT]);
  assertEquals(seen.map(({ identifier }) => identifier).filter(Boolean), ["TESTED01", "TESTED02"]);
});

Deno.test("Type, first address and count choose among the elements", () => {
  using host = new ChangerHost();
  const addresses = (words: Parameters<typeof statusCdb>[0]) =>
    host.status(words).map(({ address }) => address);
  assertEquals(addresses({ type: 4 }), [DRIVE, DRIVE + 1]);
  assertEquals(addresses({ type: 2, first: SLOT + 3 }), [SLOT + 3, SLOT + 4]);
  assertEquals(addresses({ first: DRIVE + 1, count: 2 }), [DRIVE + 1, SLOT]);
  assertEquals(addresses({ type: 1, first: 1 }), []);
  assertEquals(addresses({ count: 0 }), []);
});

Deno.test("An answer holds whole descriptors only, and its counts speak of all", () => {
  using host = new ChangerHost();
  const whole = got(host.changer, statusCdb({ type: 2, tags: false, identifiers: false }), 999);
  assertEquals([whole.length, numberAt(whole, 5, 3)], [8 + 8 + 5 * 16, 8 + 5 * 16]);
  for (
    const [allocation, length] of [[0, 0], [4, 4], [8, 8], [31, 8], [32, 32], [47, 32], [48, 48], [95, 80]]
  ) {
    const part = got(
      host.changer,
      statusCdb({ type: 2, tags: false, identifiers: false, allocation: allocation! }),
      999,
    );
    assertEquals(part.length, length, `of ${allocation}`);
    assertEquals(part, whole.subarray(0, length));
  }
  const rest = got(host.changer, statusCdb({ allocation: 8 + 8 + 52 + 8 + 20 }), 999);
  assertEquals([rest.length, decodeStatus(rest).length, numberAt(rest, 2, 2)], [68, 1, 9]);
});

Deno.test("Where a page is cut nothing follows, even if it had room", () => {
  using host = new ChangerHost({ behaviour: { identifiers: "full" } });
  const throughFirstDrive = 8 + 2 * (8 + 52) + 8 + 84;
  for (const more of [0, 60, 83]) {
    const seen = host.status({ allocation: throughFirstDrive + more });
    assertEquals(seen.map(({ address }) => address), [GRIPPER, MAIL, DRIVE], `${more} bytes of room`);
  }
  assertEquals(host.status({ allocation: throughFirstDrive + 84 }).length, 4);
});

Deno.test("Tags and identifiers come only when they are asked for, and only where there are some", () => {
  using host = new ChangerHost();
  const texts = (tags: boolean, identifiers: boolean) =>
    host.status({ tags, identifiers }).flatMap(({ tag, identifier }) => [tag, identifier]).filter(Boolean);
  assertEquals(texts(false, false), []);
  assertEquals(texts(true, false), ["DG000001", "DG000002", "DG000003"]);
  assertEquals(texts(false, true), ["TESTED01", "TESTED02"]);
  setChangerBehaviour(host.dir, { barcodes: false, identifiers: "full" });
  assertEquals(texts(true, true), ["DISCGLOWVIRTUAL RECORDERTESTED01", "DISCGLOWVIRTUAL RECORDERTESTED02"]);
  setChangerBehaviour(host.dir, { identifiers: "none" });
  assertEquals(ask(host.changer, statusCdb(), 999), "5/24/00");
  assertEquals(texts(true, false), []);
});

Deno.test("A bar code that cannot be read is an exception, and none at all is not", () => {
  using host = new ChangerHost();
  addChangerFault(host.dir, { on: "label", place: { kind: "slot", number: 2 } });
  insertVirtualDisc(host.dir, { kind: "slot", number: 5 }, { media: "bd-r" }, { barcode: null });
  ask(host.changer, statusCdb(), 99);
  const slots = host.status({ type: 2 });
  assertEquals(slots.map(({ tag }) => tag), ["DG000001", "", "DG000003", "", ""]);
  assertEquals(slots.map(({ flags, asc }) => flags & EXCEPTION ? asc : ""), ["", "8300", "", "", ""]);
  assertEquals(slots[4]!.flags & FULL, FULL);
  assertEquals(move(host.changer, SLOT + 1, SLOT + 3), "good");
  assertEquals(host.status({ type: 2 })[3]!.tag, "DG000002", "in another slot it can be read");
});

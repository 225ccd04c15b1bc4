import { put16, put24 } from "../../lib/scsi/big_endian.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { inventoryOf, USUAL } from "./inventory_of.ts";
import {
  assignmentAnswer,
  type Lies,
  lyingChanger,
  statusOf,
  type TrueElement,
  usualElements,
} from "./lying_changer.ts";

Deno.test("wrong first addresses, counts and byte counts in headers do no harm", () => {
  const distortions: [string, Lies["distort"]][] = [
    ["first address", (answer) => (put16(answer, 0, 0xffff), answer)],
    ["no elements", (answer) => (put16(answer, 2, 0), answer)],
    ["too many elements", (answer) => (put16(answer, 2, 0xffff), answer)],
    ["no bytes", (answer) => (put24(answer, 5, 0), answer)],
    ["too few bytes", (answer) => (put24(answer, 5, answer.length - 16), answer)],
    ["too many bytes", (answer) => (put24(answer, 5, 0xffffff), answer)],
    ["too many bytes on the page", (answer) => (put24(answer, 13, 0xffffff), answer)],
  ];
  for (const [what, distort] of distortions) {
    assertEquals(inventoryOf({ distort: distort! }).seen, USUAL, what);
  }
});

Deno.test("a page with descriptors of no length is left out, and that is said", () => {
  const { seen, notices } = inventoryOf({
    distort: (answer, cdb) => {
      if ((cdb[1]! & 15) === 3) put16(answer, 10, 0);
      return answer;
    },
  });
  assertEquals(seen, USUAL.filter((text) => !text.startsWith("mail")));
  assertEquals(notices, [
    "an element status page with descriptors of 0 bytes was left out, asked for type mail",
    "the changer has 2 elements of type mail and tells only of 0",
  ]);
});

Deno.test("pages of types that nobody asked for, and overlapping ones, are left out", () => {
  const garbage = statusOf(2, [{ kind: "slot", address: 500, full: true }], true, false).subarray(8);
  const { seen, notices } = inventoryOf({
    distort: (answer, cdb) => (cdb[1]! & 15) === 4 ? Uint8Array.from([...answer, ...garbage]) : answer,
  });
  assertEquals(seen, USUAL);
  assertEquals(notices, []);
  const counted = inventoryOf({
    distort: (answer, cdb) => {
      if ((cdb[1]! & 15) !== 4) return answer;
      const both = Uint8Array.from([...answer, ...garbage]);
      put24(both, 5, both.length - 8);
      return both;
    },
  });
  assertEquals(counted.seen, USUAL);
  assertEquals(counted.notices, ["asked for elements of type drive, the changer told of type code 2 too"]);
});

Deno.test("an element that is told twice is one element", () => {
  const twice = usualElements().flatMap((element) =>
    element.kind === "slot" ? [element, element] : [element]
  );
  assertEquals(inventoryOf({}, twice).seen, USUAL);
  const torn: TrueElement[] = [...usualElements(), {
    kind: "slot",
    address: 1001,
    full: true,
    barcode: "GHOST",
  }];
  const { seen, notices } = inventoryOf({ ignoresCount: true }, torn);
  assertEquals(seen, USUAL);
  assertEquals(notices, ["element 1001 is called full and empty in one breath; the first is taken for true"]);
});

Deno.test("addresses that are of no such element are left out, and that is said", () => {
  const stray: TrueElement[] = [...usualElements(), { kind: "slot", address: 40000, full: true }];
  const { seen, notices } = inventoryOf({
    assignment: assignmentAnswer([0, 1], [1000, 6], [10, 2], [500, 2]),
  }, stray);
  assertEquals(seen, USUAL);
  assertEquals(notices, []);
  const loud = inventoryOf(
    { assignment: assignmentAnswer([0, 1], [1000, 6], [10, 2], [500, 2]), ignoresCount: true },
    stray,
  );
  assertEquals(loud.seen, USUAL);
  assertEquals(loud.notices, [
    "as slot the changer told of addresses that are of none: 40000; left out",
  ]);
});

Deno.test("without mode page 1Dh the element status tells the addresses", () => {
  const { seen, notices, commands } = inventoryOf({ assignment: "5/24/00" });
  assertEquals(seen, USUAL);
  assertEquals(notices, ["the changer does not tell which addresses its elements have (mode page 1Dh)"]);
  assert(commands < 20, `${commands} commands`);
});

Deno.test("a mode page 1Dh that contradicts itself is not believed", () => {
  const pages: [Uint8Array, string][] = [
    [
      assignmentAnswer([0, 1], [1000, 6], [1003, 2], [500, 2]),
      "elements of types mail and slot have the same addresses",
    ],
    [
      assignmentAnswer([0, 1], [0xffff, 6], [10, 2], [500, 2]),
      "the last slot has an address that is too high",
    ],
    [assignmentAnswer([0, 0], [0, 0], [0, 0], [0, 0]), "the changer has no elements by its own account"],
  ];
  for (const [assignment, words] of pages) {
    const { seen, notices } = inventoryOf({ assignment });
    assertEquals(seen, USUAL);
    assertEquals(notices, [`${words}, so mode page 1Dh is not believed`]);
  }
});

Deno.test("where the element status contradicts mode page 1Dh for a whole type, the status is believed", () => {
  const { seen, notices } = inventoryOf({
    assignment: assignmentAnswer([0, 1], [1, 6], [10, 2], [500, 2]),
    ignoresCount: true,
  });
  assertEquals(seen, USUAL);
  assertEquals(notices, [
    "no element of type slot is where mode page 1Dh has it; the element status is believed",
  ]);
});

Deno.test("an address that is told to be of two types is of the first", () => {
  const { seen, notices } = inventoryOf({ assignment: "5/24/00" }, [
    ...usualElements(),
    { kind: "drive", address: 1003 },
  ]);
  assertEquals(seen, USUAL);
  assert(
    notices.includes("as drive the changer told of addresses that are of another type: 1003; left out"),
    `${notices}`,
  );
});

Deno.test("a bar code that cannot be true is not believed", () => {
  const { changer } = lyingChanger([
    { kind: "slot", address: 1, full: true, barcode: "TWIN" },
    { kind: "slot", address: 2, full: true, barcode: "TWIN" },
    { kind: "slot", address: 3, barcode: "GONE" },
    { kind: "slot", address: 4, full: true, barcode: "\x01\xff" },
    { kind: "slot", address: 5, full: true, barcode: "GOOD" },
  ]);
  const { elements, notices } = changer.inventory();
  assertEquals(elements.map(({ barcode }) => barcode), [undefined, undefined, undefined, undefined, "GOOD"]);
  assertEquals(notices, [
    "element 3 is empty and has the bar code GONE, which is not believed",
    "the bar code in element 4 cannot be read",
    "the bar code TWIN stands in elements 1, 2: it is not believed",
  ]);
});

Deno.test("a changer that never says what it can reach is taken to reach everything", () => {
  const { changer } = lyingChanger(usualElements().map((element) => ({ ...element, flags: 0 })));
  assert(changer.inventory().elements.every(({ accessible }) => accessible === undefined));
});

Deno.test("a changer that lies about every element tells no more than a hundred oddities", () => {
  const elements = Array.from({ length: 500 }, (_, place): TrueElement => ({
    kind: "slot",
    address: place,
    barcode: `GONE${place}`,
  }));
  const { notices } = lyingChanger(elements).changer.inventory();
  assertEquals([notices.length, notices.at(-1)], [101, "400 more are not listed"]);
});

Deno.test("an element that is elsewhere than told is not taken from the addresses of another type", () => {
  const elements: TrueElement[] = [
    { kind: "slot", address: 1000 },
    { kind: "slot", address: 500, full: true },
    { kind: "drive", address: 500 },
  ];
  const { seen } = inventoryOf({
    assignment: assignmentAnswer([0, 0], [1, 2], [0, 0], [500, 1]),
    ignoresCount: true,
  }, elements);
  assertEquals(seen, ["slot 1 at 1000", "drive 1 at 500"]);
});

Deno.test("an element that the changer forgets takes no number from those behind it", () => {
  const assignment = assignmentAnswer([0, 1], [1000, 6], [10, 2], [500, 2]);
  const forgotten = usualElements().filter(({ address }) => address !== 1001 && address !== 500);
  const { seen, notices } = inventoryOf({ assignment }, forgotten);
  assertEquals(seen, USUAL.filter((text) => !/ at (1001|500)$/.test(text)));
  assertEquals(notices, [
    "the changer has 6 elements of type slot and tells only of 5",
    "the changer has 2 elements of type drive and tells only of 1",
  ]);
});

Deno.test("a bar code that stands everywhere is one sentence with a few addresses", () => {
  const elements = Array.from({ length: 60_000 }, (_, place): TrueElement => ({
    kind: "slot",
    address: place,
    full: true,
    barcode: "SAME",
  }));
  const { notices } = lyingChanger(elements).changer.inventory();
  assertEquals(notices, [
    "the bar code SAME stands in elements 0, 1, 2, 3, 4 and 59995 more: it is not believed",
  ]);
});

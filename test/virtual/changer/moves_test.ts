import { TransportError } from "../../../lib/scsi/transport_error.ts";
import {
  insertVirtualDisc,
  setChangerBehaviour,
  takeVirtualDisc,
} from "../../../lib/virtual/changer/create.ts";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { HandClock } from "../host.ts";
import { ChangerHost, DRIVE, exchange, got, MAIL, move, none, ready, SLOT } from "./changer_host.ts";

Deno.test("A move takes a disc from its source, and its source is remembered", () => {
  using host = new ChangerHost();
  assertEquals(move(host.changer, SLOT + 1, DRIVE), "good");
  assertEquals(host.discs(), { [SLOT]: "DG000001", [DRIVE]: "DG000002", [SLOT + 2]: "DG000003" });
  assertEquals(move(host.changer, DRIVE, DRIVE + 1), "good");
  assertEquals(host.element(DRIVE + 1).disc?.source, SLOT + 1, "the slot, not the drive");
  assertEquals(move(host.changer, DRIVE + 1, MAIL), "good");
  assertEquals(host.discs(), { [SLOT]: "DG000001", [MAIL]: "DG000002", [SLOT + 2]: "DG000003" });
});

Deno.test("Moves that cannot be done are refused and change nothing", () => {
  using host = new ChangerHost();
  const before = host.discs();
  assertEquals(move(host.changer, SLOT + 3, DRIVE), "5/3B/0E");
  assertEquals(move(host.changer, SLOT, SLOT + 1), "5/3B/0D");
  assertEquals(move(host.changer, 9999, DRIVE), "5/21/01");
  assertEquals(move(host.changer, SLOT, 9999), "5/21/01");
  assertEquals(none(host.changer, [0xa5, 0, 1, 0, 0x10, 0, 1, 0, 0, 0, 0, 0]), "5/21/01", "no such gripper");
  setChangerBehaviour(host.dir, { doorOpen: true });
  assertEquals([move(host.changer, SLOT, DRIVE), ready(host.changer)], ["2/04/18", "2/04/18"]);
  assertEquals(host.discs(), before);
  setChangerBehaviour(host.dir, { doorOpen: false });
  assertEquals([ready(host.changer), move(host.changer, SLOT, DRIVE)], ["6/28/00", "good"]);
});

Deno.test("A disc is turned over on its way", () => {
  using host = new ChangerHost({ behaviour: { twoSided: true } });
  insertVirtualDisc(host.dir, { kind: "slot", number: 5 }, { media: "dvd+r" }, { twoSided: true });
  ready(host.changer);
  assertEquals(move(host.changer, SLOT + 4, DRIVE, true), "good");
  assertEquals(host.element(DRIVE).disc?.path.endsWith("/reverse"), true);
  assertEquals(host.status({ type: 4 }).map(({ inverted }) => inverted), [true, false]);
  const drive = host.drive(1);
  assertEquals([ready(drive), ready(drive)], ["6/28/00", "good"]);
  assertEquals(move(host.changer, DRIVE, DRIVE, true), "good");
  assertEquals(host.element(DRIVE).disc?.inverted, false);
});

Deno.test("An exchange brings one disc in and the other out", () => {
  using host = new ChangerHost({ behaviour: { exchange: true, twoSided: true } });
  move(host.changer, SLOT, DRIVE);
  assertEquals(exchange(host.changer, SLOT + 1, DRIVE, SLOT + 4), "good");
  assertEquals(host.discs(), { [DRIVE]: "DG000002", [SLOT + 2]: "DG000003", [SLOT + 4]: "DG000001" });
  assertEquals(exchange(host.changer, SLOT + 2, DRIVE, SLOT + 2, 2), "good");
  assertEquals(host.discs(), { [DRIVE]: "DG000003", [SLOT + 2]: "DG000002", [SLOT + 4]: "DG000001" });
  assertEquals([DRIVE, SLOT + 2].map((address) => host.element(address).disc?.inverted), [true, false]);
  assertEquals(exchange(host.changer, SLOT, DRIVE, SLOT), "5/3B/0E");
  assertEquals(exchange(host.changer, SLOT + 2, SLOT, SLOT + 2), "5/3B/0E");
  assertEquals(exchange(host.changer, SLOT + 2, DRIVE, SLOT + 4), "5/3B/0D");
});

Deno.test("Moves and looking take the time they are told to take", () => {
  const clock = new HandClock();
  using host = new ChangerHost(
    { behaviour: { moveTime: 8000, initialiseTime: 2000, positionTime: 500 } },
    clock,
  );
  const lasts = (what: () => string, timeout = "good") => {
    const start = clock.time;
    assertEquals(what(), timeout);
    return clock.time - start;
  };
  assertEquals(lasts(() => move(host.changer, SLOT, DRIVE)), 8000);
  assertEquals(lasts(() => none(host.changer, [0x07, 0, 0, 0, 0, 0], 60_000)), 2000 * 9);
  assertEquals(lasts(() => none(host.changer, [0x2b, 0, 0, 0, 0x10, 0, 0, 0, 0, 0])), 500);
});

Deno.test("A move that outlasts its timeout is not heard of, and comes to its end all the same", () => {
  using host = new ChangerHost({ behaviour: { moveTime: 8000 } }, new HandClock());
  const error = assertThrows(() => move(host.changer, SLOT, DRIVE, false, 3000), TransportError);
  assertEquals(error.trouble, "timeout");
  assertEquals(host.discs()[DRIVE], "DG000001");
  assertEquals(ready(host.changer), "good");
});

Deno.test("What an operator puts in or takes out is told, by the door that was used", () => {
  using host = new ChangerHost();
  insertVirtualDisc(host.dir, { kind: "mail", number: 1 }, { media: "cd-r" });
  takeVirtualDisc(host.dir, { kind: "slot", number: 1 }, host.at("taken"));
  assertEquals([ready(host.changer), ready(host.changer), ready(host.changer)], [
    "6/28/01",
    "6/28/00",
    "good",
  ]);
  assertEquals(host.discs(), { [MAIL]: "DG000004", [SLOT + 1]: "DG000002", [SLOT + 2]: "DG000003" });
  insertVirtualDisc(host.dir, { kind: "slot", number: 1 }, { image: host.at("taken") }, { barcode: "BACK" });
  assertEquals([...got(host.changer, [3, 0, 0, 0, 18, 0], 18)][2], 6, "REQUEST SENSE takes it away");
  assertEquals([ready(host.changer), host.discs()[SLOT]], ["good", "BACK"]);
});

Deno.test("Operators are refused what is full, empty, locked or not there", () => {
  using host = new ChangerHost();
  const put = (number: number) => () =>
    insertVirtualDisc(host.dir, { kind: "slot", number }, { media: "bd-r" });
  const take = (number: number) => () =>
    takeVirtualDisc(host.dir, { kind: "slot", number }, host.at("taken"));
  assertThrows(put(1), Error, "slot 1 is full");
  assertThrows(put(6), Error, "there is no such element");
  assertThrows(take(4), Error, "slot 4 is empty");
  assertEquals(none(host.changer, [0x1e, 0, 0, 0, 1, 0]), "good");
  assertThrows(put(4), Error, "a host has locked its door");
  assertThrows(
    () => takeVirtualDisc(host.dir, { kind: "mail", number: 1 }, host.at("x")),
    Error,
    "locked its mail slots",
  );
  assertThrows(() => setChangerBehaviour(host.dir, { doorOpen: true }), Error, "a host has locked it");
  host.reopen();
  assertThrows(take(1), Error, "locked");
  assertEquals(none(host.changer, [0x1e, 0, 0, 0, 0, 0]), "good");
  take(1)();
  assertThrows(take(2), Error, "already exists");
});

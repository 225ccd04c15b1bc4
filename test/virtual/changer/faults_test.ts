import { TransportError } from "../../../lib/scsi/transport_error.ts";
import {
  addChangerFault,
  type ChangerFault,
  clearChangerFaults,
  insertVirtualDisc,
  readVirtualJukebox,
} from "../../../lib/virtual/changer/create.ts";
import { UsageError } from "../../../lib/errors.ts";
import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { HandClock, numberAt } from "../host.ts";
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

function troubleOf(how: () => unknown): string {
  return assertThrows(how, TransportError).trouble;
}

Deno.test("A fault fits commands by kind, place, call and number of times, while the changer is in use", () => {
  using host = new ChangerHost();
  addChangerFault(host.dir, { on: "move", place: { kind: "slot", number: 2 }, call: 2, times: 1 });
  const there = () => move(host.changer, SLOT + 1, DRIVE);
  const back = () => move(host.changer, DRIVE, SLOT + 1);
  assertEquals([move(host.changer, SLOT, DRIVE + 1), there(), back(), back()], [
    "good",
    "good",
    "4/15/01",
    "good",
  ]);
});

Deno.test("A command that is refused, or answered with a unit attention, does not use a fault up", () => {
  using host = new ChangerHost();
  addChangerFault(host.dir, { on: "move", kind: "stuck", times: 1 });
  insertVirtualDisc(host.dir, { kind: "mail", number: 1 }, { media: "bd-r" });
  const answers = [[SLOT, DRIVE], [SLOT + 3, DRIVE], [SLOT, SLOT + 1], [SLOT, DRIVE], [GRIPPER, DRIVE]].map(
    ([from, to]) => move(host.changer, from!, to!),
  );
  assertEquals(answers, ["6/28/01", "5/3B/0E", "5/3B/0D", "4/15/01", "good"]);
});

Deno.test("Faults answer with the sense they were given", () => {
  using host = new ChangerHost();
  addChangerFault(host.dir, { on: "initialise", sense: "4/44/00" });
  assertEquals(none(host.changer, [7, 0, 0, 0, 0, 0]), "4/44/00");
  addChangerFault(host.dir, { on: "command", opcode: 0x2b, kind: "attention", times: 1 });
  const position = [0x2b, 0, 0, 0, 0x10, 0, 0, 0, 0, 0];
  assertEquals([none(host.changer, position), none(host.changer, position)], ["6/28/00", "good"]);
  addChangerFault(host.dir, { on: "command", sense: "2/04/01" });
  assertEquals(ready(host.changer), "2/04/01");
  clearChangerFaults(host.dir);
  assertEquals(ready(host.changer), "good");
});

Deno.test("An exchange meets the faults of moves and its own", () => {
  using host = new ChangerHost({ behaviour: { exchange: true } });
  addChangerFault(host.dir, { on: "exchange", sense: "4/40/01", times: 1 });
  addChangerFault(host.dir, { on: "move", sense: "4/40/02", times: 1 });
  const swap = () => exchange(host.changer, SLOT, SLOT + 1, SLOT);
  assertEquals([swap(), swap(), swap()], ["4/40/01", "4/40/02", "good"]);
});

Deno.test("A changer that hangs answers after the timeout, one that is gone not until it is opened anew", () => {
  const clock = new HandClock();
  using host = new ChangerHost({}, clock);
  addChangerFault(host.dir, { on: "move", kind: "hang", times: 1 });
  const start = clock.time;
  assertEquals(troubleOf(() => move(host.changer, SLOT, DRIVE, false, 700)), "timeout");
  assertEquals(clock.time - start, 700);
  addChangerFault(host.dir, { on: "move", kind: "gone", times: 1 });
  assertEquals(troubleOf(() => move(host.changer, SLOT, DRIVE)), "gone");
  assertEquals(troubleOf(() => ready(host.changer)), "gone");
  host.reopen();
  assertEquals([ready(host.changer), move(host.changer, SLOT, DRIVE)], ["good", "good"]);
});

Deno.test("A power failure leaves the disc in the gripper, from which it can be moved on", () => {
  using host = new ChangerHost();
  addChangerFault(host.dir, { on: "move", kind: "power", times: 1 });
  assertEquals(troubleOf(() => move(host.changer, SLOT, DRIVE)), "gone");
  assertEquals(troubleOf(() => ready(host.changer)), "gone");
  assertEquals(host.discs()[GRIPPER], "DG000001");
  host.reopen();
  assertEquals([ready(host.changer), ready(host.changer)], ["6/29/00", "good"]);
  const [gripper] = host.status({ type: 1 });
  assertEquals([gripper!.flags & 1, gripper!.source, gripper!.tag], [1, SLOT, "DG000001"]);
  assertEquals(move(host.changer, SLOT + 1, DRIVE), "5/3B/0D", "the gripper is full");
  assertEquals([move(host.changer, GRIPPER, SLOT), move(host.changer, SLOT + 1, DRIVE)], ["good", "good"]);
});

Deno.test("A disc that is stuck stays in the gripper, and the changer goes on", () => {
  using host = new ChangerHost({ behaviour: { exchange: true } });
  move(host.changer, SLOT, DRIVE);
  addChangerFault(host.dir, { on: "move", kind: "stuck", times: 1 });
  assertEquals(exchange(host.changer, SLOT + 1, DRIVE, SLOT), "4/15/01");
  assertEquals(host.discs(), { [GRIPPER]: "DG000001", [SLOT + 1]: "DG000002", [SLOT + 2]: "DG000003" });
  assertEquals(exchange(host.changer, SLOT + 1, SLOT + 2, SLOT), "5/3B/0D");
  assertEquals(move(host.changer, GRIPPER, DRIVE), "good");
});

Deno.test("Element status may be cut, count too much, or be nonsense", () => {
  using host = new ChangerHost();
  const whole = got(host.changer, statusCdb(), 999);
  const lie = (kind: NonNullable<ChangerFault["kind"]>) => {
    addChangerFault(host.dir, { on: "read", kind, times: 1 });
    return got(host.changer, statusCdb(), 999);
  };
  const cut = lie("cut");
  assert(cut.length < whole.length);
  assertEquals(cut, whole.subarray(0, cut.length));
  const counted = lie("count");
  assertEquals([numberAt(counted, 2, 2), numberAt(counted, 5, 3)], [0xffff, 0xffffff]);
  assertEquals(counted.subarray(8), whole.subarray(8));
  assert(lie("noise").some((byte, at) => byte !== whole[at]));
  assertEquals(ask(host.changer, statusCdb(), 999), whole);
});

Deno.test("What is no fault is refused, and a damaged list of them is not used", () => {
  using host = new ChangerHost();
  for (
    const [fault, words] of [
      [{ on: "write" }, "it cannot be on write"],
      [{ on: "move", kind: "cut" }, "cut is only for reading element status"],
      [{ on: "read", kind: "power" }, "power is only for moves"],
      [{ on: "move", sense: "4/15" }, "4/15 is no sense"],
      [{ on: "move", call: 0 }, "calls are counted from 1"],
      [{ on: "move", times: -1 }, "times cannot be -1"],
      [{ on: "label" }, "whose label cannot be read is missing"],
      [{ on: "move", place: { kind: "shelf", number: 1 } }, "its place is none"],
      [{ on: "move", place: { kind: "slot", number: 9 } }, "there is no such element"],
    ] as const
  ) assertThrows(() => addChangerFault(host.dir, fault as ChangerFault), UsageError, words);
  const { elements: _elements, ...jukebox } = readVirtualJukebox(host.dir);
  Deno.writeTextFileSync(
    `${host.dir}/jukebox.json`,
    JSON.stringify({ ...jukebox, faults: [{ on: "write" }] }),
  );
  assertThrows(() => readVirtualJukebox(host.dir), Error, "its faults are no list of faults");
});

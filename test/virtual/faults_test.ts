import { assertEquals, assertThrows } from "../support/assert.ts";
import { DiscglowError, UsageError } from "../../lib/errors.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import {
  addFault,
  clearFaults,
  damageBlock,
  readVirtualDisc,
  setBehaviour,
} from "../../lib/virtual/create.ts";
import type { Fault } from "../../lib/virtual/faults.ts";
import { BLOCK, HandClock, Host, numberAt, pattern } from "./host.ts";

function withFault(host: Host, fault: Fault): void {
  host.reopen(() => addFault(host.path, fault));
}

Deno.test("A damaged block fails every read that touches it and names it", () => {
  using host = new Host("bd-r");
  host.write(0, 64);
  withFault(host, { on: "read", block: 40 });
  assertEquals(host.read(0, 40), "good");
  assertEquals(host.read(41, 20), "good");
  const data = new Uint8Array(16 * BLOCK);
  const answer = host.drive.execute(new Uint8Array([0x28, 0, 0, 0, 0, 32, 0, 0, 16, 0]), "in", data, 1000);
  assertEquals(answer.status, 2);
  assertEquals([answer.sense[0], answer.sense[2], answer.sense[12]], [0xf0, 3, 0x11]);
  assertEquals(numberAt(answer.sense, 3, 4), 40);
  assertEquals(answer.residual, 8 * BLOCK);
  assertEquals(data.subarray(0, 8 * BLOCK), pattern(32, 8));
  assertEquals(host.read(40, 1), "3/11/00");
});

Deno.test("A fault with a number of times is over after them, also in another session of the drive", () => {
  using host = new Host("bd-r");
  host.write(0, 32);
  withFault(host, { on: "read", block: 5, times: 2, sense: "3/02/00" });
  assertEquals(host.read(5, 1), "3/02/00");
  host.reopen();
  assertEquals(host.read(5, 1), "3/02/00");
  assertEquals(host.read(5, 1), "good");
});

Deno.test("A write error leaves what came before it on the disc", () => {
  using host = new Host("bd-r");
  withFault(host, { on: "write", block: 37, times: 1 });
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.write(32, 32), "3/0C/00");
  assertEquals(host.track(1).next, 37);
  assertEquals(host.read(0, 37), "good");
});

Deno.test("Any command can be made to fail at any of its calls", () => {
  using host = new Host("bd-r");
  withFault(host, { on: "command", opcode: 0x35, call: 2, times: 1, sense: "4/3E/02" });
  assertEquals(host.flush(), "good");
  assertEquals(host.flush(), "4/3E/02");
  assertEquals(host.flush(), "good");
});

Deno.test("A unit attention keeps its command from being done, once", () => {
  using host = new Host("bd-r");
  withFault(host, { on: "write", kind: "attention", times: 1, sense: "6/29/00" });
  assertEquals(host.write(0, 32), "6/29/00");
  assertEquals(host.track(1).next, 0);
  assertEquals(host.write(0, 32), "good");
});

Deno.test("A hang gives no answer before the timeout", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", {}, clock);
  withFault(host, { on: "write", kind: "hang", call: 2, times: 1 });
  assertEquals(host.write(0, 32), "good");
  const before = clock.time;
  assertEquals(assertThrows(() => host.write(32, 32), TransportError).trouble, "timeout");
  assertEquals(clock.time, before + 10_000);
  assertEquals(host.write(32, 32), "good");
});

Deno.test("A disc that is taken away is missed until it is loaded again, and that is told", () => {
  using host = new Host("bd-r");
  withFault(host, { on: "write", block: 40, kind: "removal", times: 1 });
  assertEquals(host.write(32 - 32, 32), "good");
  assertEquals(host.write(32, 32), "2/3A/00");
  assertEquals(host.ready(), "2/3A/00");
  assertEquals(host.profile(), 0);
  assertEquals(host.startStop(3), "good");
  assertEquals(host.write(40, 32), "6/28/00");
  assertEquals(host.write(40, 24), "good");
  assertEquals(host.read(0, 64), "good");
});

Deno.test("A drive that is gone does not come back", () => {
  using host = new Host("bd-r");
  withFault(host, { on: "command", opcode: 0x2a, call: 2, kind: "gone" });
  assertEquals(host.write(0, 32), "good");
  assertEquals(assertThrows(() => host.write(32, 32), TransportError).trouble, "gone");
  assertEquals(assertThrows(() => host.ready(), TransportError).trouble, "gone");
});

Deno.test("Faults can be added to a drive in use and taken away", () => {
  using host = new Host("bd-r");
  host.drive.addFault({ on: "write" });
  assertEquals(host.write(0, 32), "3/0C/00");
  host.drive.clearFaults();
  assertEquals(host.write(0, 32), "good");
  assertEquals(assertThrows(() => addFault(host.path, { on: "read" }), TransportError).trouble, "busy");
  host.reopen(() => {
    addFault(host.path, { on: "read" });
    clearFaults(host.path);
  });
  assertEquals(host.read(0, 32), "good");
});

Deno.test("What is no fault and no behaviour is refused", () => {
  using host = new Host("bd-r");
  host.drive.close();
  const faults = [
    { on: "sleep" },
    { on: "read", kind: "fire" },
    { on: "read", sense: "3-11-00" },
    { on: "read", block: 1.5 },
    { on: "read", call: 0 },
  ] as unknown as Fault[];
  for (const fault of faults) assertThrows(() => addFault(host.path, fault), UsageError);
  assertThrows(() => setBehaviour(host.path, { spinUp: -1 }), UsageError);
  assertThrows(() => setBehaviour(host.path, { buffer: 1 }), UsageError);
  assertThrows(() => setBehaviour(host.path, { colour: "grey" } as object), UsageError);
  setBehaviour(host.path, { spinUp: 7 });
  assertEquals(readVirtualDisc(host.path).drive.spinUp, 7);
  host.reopen();
});

Deno.test("A block that is damaged on purpose reads back different and nothing else does", () => {
  using host = new Host("bd-r");
  host.write(0, 32);
  host.reopen(() => {
    damageBlock(host.path, 7);
    const refused = assertThrows(() => damageBlock(host.path, 32), DiscglowError, "it was never recorded");
    assertEquals(refused.name, "DiscglowError");
  });
  assertEquals(host.read(0, 7), "good");
  assertEquals(host.read(7, 1), "other");
  assertEquals(host.read(8, 24), "good");
});

Deno.test("Of several damaged blocks the first is met first, in whatever order they were set", () => {
  using host = new Host("bd-r");
  host.write(0, 64);
  withFault(host, { on: "read", block: 40 });
  withFault(host, { on: "read", block: 5 });
  const data = new Uint8Array(64 * BLOCK);
  const answer = host.drive.execute(new Uint8Array([0x28, 0, 0, 0, 0, 0, 0, 0, 64, 0]), "in", data, 1000);
  assertEquals(numberAt(answer.sense, 3, 4), 5);
  assertEquals(answer.residual, 59 * BLOCK);
});

for (const block of [0, 37, 63]) {
  Deno.test(`A unit attention at block ${block} leaves its command undone, so that it can be sent again`, () => {
    using host = new Host("bd-r");
    withFault(host, { on: "write", block, kind: "attention", times: 1 });
    assertEquals(host.write(0, 64), "6/28/00");
    assertEquals(host.write(0, 64), "good");
    assertEquals(host.track(1).next, 64);
  });

  for (const [kind, answer] of [["sense", "3/0C/00"], ["removal", "2/3A/00"]] as const) {
    Deno.test(`A fault of kind ${kind} at block ${block} lets pass what lies before it, and no more`, () => {
      using host = new Host("bd-r");
      withFault(host, { on: "write", block, kind, times: 1 });
      assertEquals(host.write(0, 64), answer);
      host.startStop(3);
      host.ready();
      assertEquals(host.track(1).next, block);
      assertEquals(host.write(block, 64 - block), "good");
      assertEquals(host.read(0, 64), "good");
    });
  }

  Deno.test(`A hang or the end of the drive at block ${block} leaves what lies before it`, () => {
    for (const [kind, trouble] of [["hang", "timeout"], ["gone", "gone"]] as const) {
      using host = new Host("bd-r", {}, new HandClock());
      withFault(host, { on: "write", block, kind, times: 1 });
      assertEquals(assertThrows(() => host.write(0, 64), TransportError).trouble, trouble);
      host.reopen();
      assertEquals(host.track(1).next, Math.ceil(block / 32) * 32);
      if (block > 0) assertEquals(host.read(0, block), "good");
    }
  });
}

Deno.test("A command that is refused does not use a fault up", () => {
  const clock = new HandClock();
  using host = new Host("bd-r", { speed: 1, buffer: 128 * 1024, busyWhenFull: true }, clock);
  withFault(host, { on: "write", block: 70, times: 1 });
  assertEquals(host.write(64, 32), "5/21/02");
  assertEquals(host.write(0, 64), "good");
  assertEquals(host.write(64, 32), "2/04/08");
  clock.time += 1000;
  assertEquals(host.write(64, 32), "3/0C/00");
});

import { dryRun } from "../../lib/scsi/dry_run.ts";
import { type PlannedFault, withFaults } from "../../lib/scsi/fault_injection.ts";
import { decodeSense } from "../../lib/scsi/sense.ts";
import { traced } from "../../lib/scsi/trace.ts";
import type { Transport } from "../../lib/scsi/transport.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { ScriptedTransport } from "./scripted_transport.ts";

const NO_DATA = new Uint8Array(0);
const TEST_UNIT_READY = new Uint8Array(6);
const read10 = (block: number, count: number) => Uint8Array.of(0x28, 0, 0, 0, 0, block, 0, 0, count, 0);
const write10 = (block: number, count: number) => Uint8Array.of(0x2a, 0, 0, 0, 0, block, 0, 0, count, 0);
const write12 = (block: number, count: number) =>
  Uint8Array.of(0xaa, 0, 0, 0, 0, block, 0, 0, 0, count, 0, 0);

function send(transport: Transport, cdb: Uint8Array) {
  return transport.execute(cdb, "none", NO_DATA, 1000);
}

/** The sense data or status that a command comes back with, as text. */
function answer(transport: Transport, cdb: Uint8Array): string {
  const { status, sense } = send(transport, cdb);
  return status === 2 ? `${decodeSense(sense)?.key}/${decodeSense(sense)?.asc}` : String(status);
}

Deno.test("A decorated transport is the one inside in all but its commands", () => {
  for (const make of [(inner: Transport) => traced(inner, () => {}), dryRun, withNothing]) {
    const inner = new ScriptedTransport();
    const { name, maxTransfer, descriptor } = make(inner);
    assertEquals([name, maxTransfer, descriptor], ["/dev/test", 65536, 7]);
    make(inner).close();
    make(inner)[Symbol.dispose]();
    assertEquals(inner.closed, 2);
  }
});

function withNothing(inner: Transport): Transport {
  return withFaults(inner, []);
}

Deno.test("A trace has one line for each command with its answer", () => {
  const lines: string[] = [];
  const gone = new TransportError("/dev/test", "gone", "Cannot send READ (10): it is gone");
  const inner = new ScriptedTransport(
    {},
    { residual: 96, duration: 12 },
    "3/11/00",
    { status: 8 },
    { status: 2, sense: Uint8Array.of(1, 0xff) },
    gone,
  );
  const transport = traced(inner, (line) => lines.push(line));
  send(transport, TEST_UNIT_READY);
  const data = new Uint8Array(2048);
  for (let i = 0; i < 4; i++) transport.execute(read10(5, 1), "in", data, 1);
  assertThrows(() => transport.execute(read10(5, 1), "in", data, 1), TransportError);
  transport.close();
  const read = "/dev/test: READ (10) [28 00 00 00 00 05 00 00 01 00] 2048 bytes in";
  assertEquals(lines, [
    "/dev/test: TEST UNIT READY [00 00 00 00 00 00]: good, 1 ms",
    `${read}: good, 1952 bytes moved, 12 ms`,
    `${read}: medium error, unrecovered read error (3/11/00), 0 bytes moved, 1 ms`,
    `${read}: the device is busy, 1 ms`,
    `${read}: it failed without saying why, sense [01 ff], 1 ms`,
    `${read}: Cannot send READ (10): it is gone`,
    "/dev/test: close",
  ]);
});

Deno.test("A dry run asks the drive and tells it nothing", () => {
  const kept: number[] = [];
  const inner = new ScriptedTransport();
  const transport = dryRun(inner, (cdb) => kept.push(cdb[0]!));
  const changes = [0x04, 0x2a, 0x2e, 0x35, 0x3b, 0x53, 0x54, 0x58, 0x5b, 0x5d, 0xa1, 0xa3, 0xaa, 0xbf, 0xc5];
  for (const opcode of changes) assertEquals(answer(transport, Uint8Array.of(opcode)), "0");
  assertEquals([kept, inner.sent], [changes, []]);
  const questions = [0x00, 0x12, 0x25, 0x28, 0x43, 0x46, 0x51, 0x52, 0x55, 0x5a, 0x5c, 0xa8, 0xac, 0xbb];
  for (const opcode of questions) send(transport, Uint8Array.of(opcode));
  assertEquals([kept, inner.sent.map(({ cdb }) => cdb[0])], [changes, questions]);
});

Deno.test("What a dry run keeps answers with zeros and has used all data", () => {
  const data = new Uint8Array(8).fill(7);
  const answered = dryRun(new ScriptedTransport()).execute(Uint8Array.of(0xd0), "in", data, 1);
  assertEquals([answered.residual, [...data]], [0, [0, 0, 0, 0, 0, 0, 0, 0]]);
});

const SENSE = { sense: { key: 3, asc: 0x11, ascq: 0 } };

/** The answers to some commands on a drive with one fault. */
function answers(fault: PlannedFault, ...cdbs: Uint8Array[]): string[] {
  const transport = withFaults(new ScriptedTransport(), [fault]);
  return cdbs.map((cdb) => answer(transport, cdb));
}

Deno.test("A fault strikes once at the commands it is meant for", () => {
  assertEquals(answers({ on: [0x2a], result: SENSE }, read10(0, 1), write10(0, 1), write10(1, 1)), [
    "0",
    "3/17",
    "0",
  ]);
  assertEquals(answers({ result: { status: 8 } }, TEST_UNIT_READY, TEST_UNIT_READY), ["8", "0"]);
});

Deno.test("A fault can be late, and last", () => {
  const fault = { after: 1, times: 2, result: SENSE };
  assertEquals(answers(fault, ...Array(5).fill(TEST_UNIT_READY)), ["0", "3/17", "3/17", "0", "0"]);
  assertEquals(answers({ times: Infinity, result: SENSE }, ...Array(3).fill(TEST_UNIT_READY)), [
    "3/17",
    "3/17",
    "3/17",
  ]);
});

Deno.test("A fault at a block strikes whatever command covers it", () => {
  const fault = { block: 33, times: Infinity, result: SENSE };
  const cdbs = [read10(32, 1), read10(32, 2), read10(33, 1), read10(34, 9), write10(33, 1), write12(20, 14)];
  assertEquals(answers(fault, ...cdbs, write12(20, 13), TEST_UNIT_READY), [
    "0",
    "3/17",
    "3/17",
    "0",
    "3/17",
    "3/17",
    "0",
    "0",
  ]);
});

Deno.test("A drive may do what it is told and say otherwise", () => {
  const inner = new ScriptedTransport();
  const faults = [{ done: true, result: SENSE }, { result: SENSE }];
  const transport = withFaults(inner, faults);
  assertEquals([answer(transport, TEST_UNIT_READY), inner.sent.length], ["3/17", 1]);
  assertEquals([answer(transport, TEST_UNIT_READY), inner.sent.length], ["3/17", 1]);
});

Deno.test("A fault that keeps the answer away is an error of the way", () => {
  const transport = withFaults(new ScriptedTransport(), [{ result: { trouble: "timeout" } }]);
  const error = assertThrows(() => send(transport, TEST_UNIT_READY), TransportError);
  assertEquals(error.trouble, "timeout");
});

Deno.test("A fault moves no data", () => {
  const transport = withFaults(new ScriptedTransport(), [{ result: SENSE }]);
  const answered = transport.execute(read10(0, 1), "in", new Uint8Array(2048), 1);
  assertEquals(answered.residual, 2048);
  assert(answered.sense.length > 0);
});

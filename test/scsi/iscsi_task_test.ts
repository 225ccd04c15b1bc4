import type { Libiscsi, LibiscsiFunctions } from "../../ffi/libiscsi.ts";
import { Tasks } from "../../lib/scsi/iscsi/task.ts";
import { assertEquals } from "../support/assert.ts";

const LAYOUT = { residualStatus: 32, residual: 40, dataSize: 64, data: 72 };

/** What the library has written into a task. */
interface Answered {
  readonly residualStatus?: number;
  readonly residual?: number;
  readonly received?: Uint8Array;
}

/** Memory that tasks are in or point to: it has to stay. */
const kept: Uint8Array[] = [];

/** A task in memory of ours, as libiscsi 1.19 lays it out. */
function answered(
  { residualStatus = 0, residual = 0, received = new Uint8Array(0) }: Answered,
): Deno.PointerObject {
  const memory = new Uint8Array(new ArrayBuffer(128));
  const view = new DataView(memory.buffer);
  view.setInt32(LAYOUT.residualStatus, residualStatus, true);
  view.setUint32(LAYOUT.residual, residual, true);
  view.setInt32(LAYOUT.dataSize, received.length, true);
  const place = received.length === 0 ? null : Deno.UnsafePointer.of(received as Uint8Array<ArrayBuffer>);
  view.setBigUint64(LAYOUT.data, BigInt(Deno.UnsafePointer.value(place)), true);
  kept.push(memory, received);
  return Deno.UnsafePointer.of(memory)!;
}

const library: Libiscsi = { call: {} as LibiscsiFunctions, layout: LAYOUT };

/** The residual of a command with so many bytes of data. */
function residual(answer: Answered, status: number, direction: "in" | "out", length: number): number {
  return new Tasks(library).residual(answered(answer), status, direction, new Uint8Array(length));
}

const bytes = (length: number) => new Uint8Array(new ArrayBuffer(length)).fill(7);

Deno.test("Of an answer that the target does not measure, what came counts", () => {
  assertEquals(residual({ received: bytes(36) }, 0, "in", 255), 219);
  assertEquals(residual({}, 0, "in", 255), 255);
  assertEquals(residual({ residualStatus: 1, residual: 230, received: bytes(36) }, 0, "in", 255), 230);
});

Deno.test("More than was asked for is not taken", () => {
  const task = answered({ received: bytes(4096) });
  const data = new Uint8Array(64);
  assertEquals(new Tasks(library).residual(task, 0, "in", data.subarray(8, 16)), 0);
  assertEquals([...data.subarray(7, 17)], [0, 7, 7, 7, 7, 7, 7, 7, 7, 0]);
  assertEquals(residual({ residualStatus: 1, residual: 0xffffffff }, 0, "out", 2048), 2048);
  assertEquals(residual({ residualStatus: 2, residual: 500 }, 0, "out", 2048), 0);
});

Deno.test("A command that failed has moved nothing unless the target tells", () => {
  for (const direction of ["in", "out"] as const) {
    assertEquals(residual({}, 2, direction, 8192), 8192);
    assertEquals(residual({ residualStatus: 1, residual: 2048 }, 2, direction, 8192), 2048);
  }
});

Deno.test("Sense data stands behind its length, and ends with what came", () => {
  const sense = (received: Uint8Array) => [...new Tasks(library).sense(answered({ received }))];
  const padded = bytes(64);
  padded.set([0, 3, 0x70, 0, 5, 0]);
  assertEquals(sense(padded), [0x70, 0, 5]);
  padded.set([0xff, 0xff]);
  assertEquals(sense(padded).length, 62);
  assertEquals([sense(new Uint8Array(0)), sense(bytes(1))], [[], []]);
});

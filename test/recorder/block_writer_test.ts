import type { Drive } from "../../lib/mmc/drive.ts";
import { DiscWriter } from "../../lib/recorder/drive/block_writer.ts";
import { Control } from "../../lib/recorder/threads/control.ts";
import { type Outcome, ScsiDevice } from "../../lib/scsi/device.ts";
import type { Sense } from "../../lib/scsi/sense.ts";
import { DeviceError } from "../../lib/errors.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { BLOCK } from "./virtual_job.ts";

/** A drive whose every write ends with this sense. */
function failing(sense: Partial<Sense>): Drive {
  const device = new ScsiDevice({
    name: "drive",
    maxTransfer: 1 << 20,
    descriptor: undefined,
    execute: () => ({ status: 0, sense: new Uint8Array(), residual: 0, duration: 0 }),
    close() {},
    [Symbol.dispose]() {},
  });
  const whole: Sense = {
    key: 3,
    asc: 0x0c,
    ascq: 0,
    deferred: false,
    information: undefined,
    progress: undefined,
    ...sense,
  };
  const outcome: Outcome = { good: false, status: 2, sense: whole, transferred: 0, duration: 0 };
  return { device, tryWrite: () => outcome } as unknown as Drive;
}

/** What counts as written when a write from block 1100 on fails, 100 blocks after the first. */
function writtenAfter(sense: Partial<Sense>): number {
  const control = new Control();
  control.written = 100;
  const writer = new DiscWriter(failing(sense), control, () => {});
  assertThrows(() => writer.write(1100, new Uint8Array(2 * BLOCK)), DeviceError, "Cannot write the 2 blocks");
  return control.written;
}

Deno.test("DiscWriter does not count blocks that the drive took and then could not put on the disc", () => {
  assertEquals(writtenAfter({}), 100);
  assertEquals(writtenAfter({ information: 1101 }), 100);
  assertEquals(writtenAfter({ information: 1090 }), 90);
  assertEquals(writtenAfter({ information: 1090, deferred: true }), 90);
  assertEquals(writtenAfter({ information: 7 }), 0);
  // What an illegal request points to is no address.
  assertEquals(writtenAfter({ key: 5, information: 7 }), 100);
});

Deno.test("DiscWriter names one block as one", () => {
  const writer = new DiscWriter(failing({}), new Control(), () => {});
  assertThrows(() => writer.write(5, new Uint8Array(BLOCK)), DeviceError, "Cannot write block 5 on drive");
});

import { hostTrouble } from "../../lib/scsi/sg_io_status.ts";
import { assertEquals } from "../support/assert.ts";

/** The trouble's kind for host status, driver status, SCSI status and bytes of sense data. */
function kind(hostStatus: number, driverStatus = 0, status = 0, senseLength = 0): string | undefined {
  const result = { status, senseLength, hostStatus, driverStatus, residual: 0, duration: 0 };
  return hostTrouble(result, 60000)?.trouble;
}

Deno.test("The driver's note that there is sense data is no trouble", () => {
  assertEquals(kind(0, 8, 2, 18), undefined);
  assertEquals(kind(0, 0x18, 2, 18), undefined);
  assertEquals([kind(0), kind(0, 0x10)], [undefined, undefined]);
});

Deno.test("What the host adapter says is told apart", () => {
  assertEquals([kind(1), kind(4), kind(0x0e), kind(0x0f)], ["gone", "gone", "gone", "gone"]);
  assertEquals([kind(3), kind(0, 6)], ["timeout", "timeout"]);
  for (const other of [2, 5, 6, 7, 8, 9, 0x0b, 0x14, 0x99]) assertEquals(kind(other), "failed");
  assertEquals(kind(0, 4), "failed");
});

Deno.test("A device that has explained its failure is believed, whatever the host adapter calls it", () => {
  assertEquals([kind(7, 8, 2, 18), kind(0x10, 8, 2, 18)], [undefined, undefined]);
  assertEquals(kind(7, 0, 2, 0), "failed");
  assertEquals(kind(3, 8, 2, 18), "timeout");
});

Deno.test("Silence is told with the time that was given", () => {
  const result = { status: 0, senseLength: 0, hostStatus: 3, driverStatus: 0, residual: 0, duration: 0 };
  assertEquals(hostTrouble(result, 60000)?.words, "no answer within 60 s");
});

/**
 * What the kernel and the host adapter say about a command, apart from what the device says.
 *
 * @module
 */

import type { SgIoResult } from "./sg_io_header.ts";
import { GONE, type Refusal } from "./refusal.ts";
import { STATUS } from "./status.ts";

const LOST: Refusal = { ...GONE, words: "the connection to the device was lost" };

// DID_… of the kernel's scsi_status.h; what is not listed is told by its number.
const HOST: Readonly<Record<number, Refusal>> = {
  0x01: GONE, // NO_CONNECT
  0x02: { trouble: "failed", words: "the bus stayed busy" },
  0x04: GONE, // BAD_TARGET
  0x05: { trouble: "failed", words: "the kernel gave the command up" },
  0x06: { trouble: "failed", words: "a parity error on the bus" },
  0x07: { trouble: "failed", words: "the host adapter reports an error" },
  0x08: { trouble: "failed", words: "the bus was reset" },
  0x0e: LOST, // TRANSPORT_DISRUPTED
  0x0f: LOST, // TRANSPORT_FAILFAST
};

const HOST_TIMEOUT = 0x03;

// DRIVER_… of older kernels.
const DRIVER_TIMEOUT = 0x6;
const DRIVER_SENSE = 0x8;

/**
 * What is wrong besides the SCSI status.
 *
 * @param timeout milliseconds that were given
 * @returns `undefined` when the device's answer is to be believed
 */
export function hostTrouble(result: SgIoResult, timeout: number): Refusal | undefined {
  const { hostStatus, driverStatus } = result;
  // The high half byte is a suggestion of what to do, and no longer used.
  const driver = driverStatus & 0x0f;
  if (hostStatus === 0 && (driver === 0 || driver === DRIVER_SENSE)) return undefined;
  if (hostStatus === HOST_TIMEOUT || driver === DRIVER_TIMEOUT) return silence(timeout);
  // Some adapters call a failed command their own error, although the device has explained it.
  if (result.status === STATUS.checkCondition && result.senseLength > 0) return undefined;
  if (hostStatus === 0) return { trouble: "failed", words: `the kernel's driver reports status ${driver}` };
  const number = hostStatus.toString(16).padStart(2, "0");
  return HOST[hostStatus] ?? { trouble: "failed", words: `the host adapter reports status ${number}h` };
}

function silence(timeout: number): Refusal {
  return {
    trouble: "timeout",
    words: `no answer within ${timeout / 1000} s`,
    hint: "switch the drive off and on again if it stays silent",
  };
}

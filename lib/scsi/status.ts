/**
 * SCSI status codes (SAM-5 5.3.1).
 *
 * @module
 */

/** Status codes under their names. */
export const STATUS = {
  good: 0x00,
  checkCondition: 0x02,
  conditionMet: 0x04,
  busy: 0x08,
  reservationConflict: 0x18,
  taskSetFull: 0x28,
  acaActive: 0x30,
  taskAborted: 0x40,
} as const;

const WORDS: Readonly<Record<number, string>> = {
  [STATUS.checkCondition]: "it failed without saying why",
  [STATUS.busy]: "the device is busy",
  [STATUS.reservationConflict]: "another host has reserved the device",
  [STATUS.taskSetFull]: "the device has too many commands under way",
  [STATUS.acaActive]: "the device waits for an earlier failure to be cleared",
  [STATUS.taskAborted]: "another host has ended the command",
};

/** A status without sense data in words. */
export function statusWords(status: number): string {
  return WORDS[status] ?? `the device answered with status ${status.toString(16).padStart(2, "0")}h`;
}

/**
 * The classic block of lines about a SCSI command that failed.
 *
 * @module
 */

import type { DeviceError } from "../../errors.ts";
import { commandName } from "../../scsi/opcodes.ts";
import { senseKeyWords } from "../../scsi/sense.ts";
import { codeWords } from "../../scsi/sense_codes.ts";
import type { LogSource } from "./log.ts";
import { hex } from "../../scsi/hex.ts";

/** A line of the block, with its own level. */
export interface ErrorLine {
  readonly level: 1 | 2;
  readonly text: string;
}

const CHANGER = 8;
const DRIVE = 5;

/**
 * The lines of an error: path and command bytes, the command's name, status and sense key, additional sense code.
 * None when no command was sent.
 *
 * @param source who had sent it: changers and drives mean different commands by the same code
 */
export function scsiErrorLines({ device, answer }: DeviceError, source: LogSource): ErrorLine[] {
  const { cdb, status, key, asc = 0, ascq = 0 } = answer;
  if (cdb === undefined) return [];
  const type = source === "%" ? CHANGER : DRIVE;
  const lines: ErrorLine[] = [
    { level: 2, text: `${device} ${Array.from(cdb, hex).join(" ")}` },
    { level: 1, text: `SCSI-Error in ${hex(cdb[0] ?? 0)} - ${commandName(cdb, type)}` },
  ];
  if (key === undefined) {
    if (status !== undefined) lines.push({ level: 1, text: `status=${status.toString(16)}` });
    return lines;
  }
  lines.push(
    {
      level: 1,
      text: `status=${(status ?? 0).toString(16)} sense=${key.toString(16)} - ${shout(senseKeyWords(key))}`,
    },
    { level: 1, text: `ascode 0x${hex(asc)} 0x${hex(ascq)} - ${shout(codeWords(asc, ascq))}` },
  );
  return lines;
}

function shout(words: string): string {
  return words.toUpperCase();
}

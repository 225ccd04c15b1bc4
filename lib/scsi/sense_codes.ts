/**
 * Additional sense codes in words (SPC-4 table F.2, which lists those of MMC and SMC too). The tables are read when
 * the first failure is told.
 *
 * @module
 */

import { CODES_00_TO_1F } from "./sense_codes/00_to_1f.ts";
import { CODES_20_TO_39 } from "./sense_codes/20_to_39.ts";
import { CODES_3A_TO_54 } from "./sense_codes/3a_to_54.ts";
import { CODES_55_TO_7F } from "./sense_codes/55_to_7f.ts";
import { hex } from "./hex.ts";

const TABLES = [CODES_00_TO_1F, CODES_20_TO_39, CODES_3A_TO_54, CODES_55_TO_7F];

let table: ReadonlyMap<string, string> | undefined;

/** What a code and its qualifier mean; says so where nobody has assigned them. */
export function codeWords(asc: number, ascq: number): string {
  table ??= new Map(
    TABLES.flatMap((text) => text.trim().split("\n").map((line) => [line.slice(0, 5), line.slice(6)])),
  );
  return table.get(`${hex(asc)}/${hex(ascq)}`) ?? numberedWords(asc, ascq) ?? unassignedWords(asc, ascq);
}

/** Codes whose qualifier is a number of its own. */
function numberedWords(asc: number, ascq: number): string | undefined {
  if (asc === 0x40 && ascq >= 0x80) return `diagnostic failure on component ${hex(ascq)}h`;
  if (asc === 0x4d) return `tagged overlapped commands, tag ${hex(ascq)}h`;
  if (asc === 0x5d) return predictionWords(ascq);
  if (asc === 0x70) return `decompression exception, short algorithm ID ${hex(ascq)}h`;
  return undefined;
}

const FAILING = ["hardware", "controller", "data channel", "servo", "spindle", "firmware"];
const SYMPTOMS = [
  "general hard drive failure",
  "drive error rate too high",
  "data error rate too high",
  "seek error rate too high",
  "too many block reassigns",
  "access times too high",
  "start unit times too high",
  "channel parametrics",
  "controller detected",
  "throughput performance",
  "seek time performance",
  "spin-up retry count",
  "drive calibration retry count",
];

/** Predicted failures: the high half of the qualifier is what will fail, the low one how that shows. */
function predictionWords(ascq: number): string | undefined {
  const part = FAILING[(ascq >>> 4) - 1];
  const symptom = SYMPTOMS[ascq & 0x0f];
  return part === undefined || symptom === undefined ? undefined : `${part} impending failure, ${symptom}`;
}

function unassignedWords(asc: number, ascq: number): string {
  const vendors = asc >= 0x80 || ascq >= 0x80;
  return vendors ? "a reason of the vendor's own" : "a reason that no standard names";
}

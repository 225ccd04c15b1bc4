/**
 * Sense data (SPC-4 4.5): what a device says about a command that did not simply succeed.
 *
 * @module
 */

import { get16, get32, get64, put16, put32 } from "./big_endian.ts";
import { codeWords } from "./sense_codes.ts";

/** Sense data, decoded. */
export interface Sense {
  /** Sense key, 0 to 15 (SPC-4 4.5.6). */
  readonly key: number;
  /** Additional sense code. */
  readonly asc: number;
  /** Additional sense code qualifier. */
  readonly ascq: number;
  /** It is about an earlier command that had been called done; this one was not carried out (SPC-4 4.5.5). */
  readonly deferred: boolean;
  /** The information field, often a block address; `undefined` when not valid. */
  readonly information: number | undefined;
  /** How far a long operation has come, 0 to 1; `undefined` when not told (SPC-4 4.5.2.4.4). */
  readonly progress: number | undefined;
}

/** Sense keys under their names (SPC-4 4.5.6). */
export const SENSE_KEY = {
  noSense: 0x0,
  recovered: 0x1,
  notReady: 0x2,
  medium: 0x3,
  hardware: 0x4,
  illegalRequest: 0x5,
  unitAttention: 0x6,
  dataProtect: 0x7,
  blankCheck: 0x8,
  aborted: 0xb,
} as const;

/** Additional sense code of INVALID COMMAND OPERATION CODE. */
export const UNKNOWN_COMMAND = 0x20;

const KEY_WORDS = [
  "no sense",
  "recovered error",
  "not ready",
  "medium error",
  "hardware error",
  "illegal request",
  "unit attention",
  "data protect",
  "blank check",
  "vendor specific",
  "copy aborted",
  "aborted command",
  "equal",
  "volume overflow",
  "miscompare",
  "completed",
];

/** Bytes of fixed format sense data up to and with its sense-key specific field. */
const FIXED_LENGTH = 18;

/** Decodes sense data in fixed or descriptor format; `undefined` when the bytes are neither. */
export function decodeSense(raw: Uint8Array): Sense | undefined {
  const format = (raw[0] ?? 0) & 0x7f;
  const sense = raw.subarray(0, 8 + (raw[7] ?? 0));
  if (format === 0x70 || format === 0x71) return decodeFixed(sense, format === 0x71);
  if (format === 0x72 || format === 0x73) return decodeDescriptors(sense, format === 0x73);
  return undefined;
}

/** SPC-4 4.5.3. */
function decodeFixed(sense: Uint8Array, deferred: boolean): Sense | undefined {
  if (sense.length < 3) return undefined;
  const valid = (sense[0]! & 0x80) !== 0 && sense.length >= 7;
  const key = sense[2]! & 0x0f;
  return {
    key,
    asc: sense[12] ?? 0,
    ascq: sense[13] ?? 0,
    deferred,
    information: valid ? get32(sense, 3) : undefined,
    progress: sense.length >= FIXED_LENGTH ? progressOf(key, sense, 15) : undefined,
  };
}

/** SPC-4 4.5.2. */
function decodeDescriptors(sense: Uint8Array, deferred: boolean): Sense | undefined {
  if (sense.length < 4) return undefined;
  const key = sense[1]! & 0x0f;
  let information: number | undefined;
  let progress: number | undefined;
  for (let at = 8; at + 2 <= sense.length; at += 2 + sense[at + 1]!) {
    const end = at + 2 + sense[at + 1]!;
    if (end > sense.length) break;
    const type = sense[at];
    if (type === 0x00 && end - at >= 12 && (sense[at + 2]! & 0x80) !== 0) information = get64(sense, at + 4);
    if (type === 0x02 && end - at >= 7) progress = progressOf(key, sense, at + 4);
  }
  return { key, asc: sense[2]!, ascq: sense[3]!, deferred, information, progress };
}

/** The progress indication of a sense-key specific field, which only the keys NO SENSE and NOT READY give. */
function progressOf(key: number, sense: Uint8Array, at: number): number | undefined {
  const told = (key === SENSE_KEY.noSense || key === SENSE_KEY.notReady) && (sense[at]! & 0x80) !== 0;
  return told ? get16(sense, at + 1) / 65536 : undefined;
}

/** Makes fixed format sense data (SPC-4 4.5.3). */
export function encodeSense(
  sense: Pick<Sense, "key" | "asc" | "ascq"> & Partial<Sense>,
): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(FIXED_LENGTH);
  raw[0] = sense.deferred ? 0x71 : 0x70;
  raw[2] = sense.key;
  raw[7] = FIXED_LENGTH - 8;
  raw[12] = sense.asc;
  raw[13] = sense.ascq;
  if (sense.information !== undefined) {
    raw[0] |= 0x80;
    put32(raw, 3, sense.information);
  }
  if (sense.progress !== undefined) {
    raw[15] = 0x80;
    put16(raw, 16, Math.min(Math.floor(sense.progress * 65536), 0xffff));
  }
  return raw;
}

/** The sense key says it already. */
const TWICE = /^logical unit not ready, /;

/** A sense key in words. */
export function senseKeyWords(key: number): string {
  return KEY_WORDS[key] ?? `key ${key}`;
}

/** Sense data in words with its numbers behind them: `medium error, unrecovered read error (3/11/00)`. */
export function senseWords(sense: Sense): string {
  const { key, asc, ascq } = sense;
  const words = [senseKeyWords(key)];
  // «no additional sense information» says nothing.
  if (asc !== 0 || ascq !== 0) words.push(codeWords(asc, ascq).replace(TWICE, ""));
  const numbers = senseNumbers(sense);
  return `${words.join(", ")} (${numbers}${sense.deferred ? ", of an earlier command" : ""})`;
}

/** Sense data as numbers only: `3/11/00`. */
function senseNumbers({ key, asc, ascq }: Pick<Sense, "key" | "asc" | "ascq">): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, "0");
  return `${key.toString(16).toUpperCase()}/${hex(asc)}/${hex(ascq)}`;
}

/** The other way round; `undefined` when the text is no such numbers. */
export function parseSenseNumbers(text: string): Pick<Sense, "key" | "asc" | "ascq"> | undefined {
  const parts = /^([0-9a-f])\/([0-9a-f]{1,2})\/([0-9a-f]{1,2})$/i.exec(text);
  if (parts === null) return undefined;
  const [key, asc, ascq] = parts.slice(1).map((part) => parseInt(part, 16));
  return { key: key!, asc: asc!, ascq: ascq! };
}

/** Whether sense data has this key and, where given, this code and qualifier. */
export function senseIs(sense: Sense | undefined, key: number, asc?: number, ascq?: number): boolean {
  return sense !== undefined && sense.key === key &&
    (asc === undefined || sense.asc === asc) &&
    (ascq === undefined || sense.ascq === ascq);
}

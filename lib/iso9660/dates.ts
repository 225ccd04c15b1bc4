/**
 * Dates: the 7 bytes of a directory record (ECMA-119 9.1.5) and the 17 bytes of a volume descriptor
 * (ECMA-119 8.4.26.1). Times are seconds since 1970-01-01 00:00 UTC. There are hundreds of thousands of them
 * in an image, so there is no `Date` here: plain arithmetic, and the last day seen is kept.
 *
 * @module
 */

import type { Report } from "./fault.ts";

/** Bytes of a date in a directory record (ECMA-119 9.1.5). */
export const RECORD_DATE_LENGTH = 7;

/** Bytes of a date in a volume descriptor (ECMA-119 8.4.26.1). */
export const VOLUME_DATE_LENGTH = 17;

const DAY = 86400;
const RECORD_CLAUSE = "ECMA-119 9.1.5";
const VOLUME_CLAUSE = "ECMA-119 8.4.26.1";
const ZERO = 0x30;

/** Days from 1970-01-01 to a date of the Gregorian calendar; the year begins in March here, so that the leap day is its last. */
function daysOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

const FIRST_RECORD_SECOND = daysOf(1900, 1, 1) * DAY;
const RECORD_SECONDS_END = daysOf(2156, 1, 1) * DAY;
const FIRST_VOLUME_SECOND = daysOf(1, 1, 1) * DAY;
const VOLUME_SECONDS_END = daysOf(10000, 1, 1) * DAY;

// The day that was split last, and its parts.
let lastDays = NaN;
let lastYear = 0;
let lastMonth = 0;
let lastDay = 0;

function splitDay(days: number): void {
  if (days === lastDays) return;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  lastDays = days;
  lastDay = dayOfYear - Math.floor((153 * m + 2) / 5) + 1;
  lastMonth = m < 10 ? m + 3 : m - 9;
  lastYear = yearOfEra + era * 400 + (lastMonth <= 2 ? 1 : 0);
}

/** Whether the date of a directory record can express that time: 1900 to 2155 (ECMA-119 9.1.5). */
export function recordDateHolds(seconds: number): boolean {
  return seconds >= FIRST_RECORD_SECOND && seconds < RECORD_SECONDS_END;
}

/** Whether the date of a volume descriptor can express that time: the years 1 to 9999 (ECMA-119 8.4.26.1). */
export function volumeDateHolds(seconds: number): boolean {
  return seconds >= FIRST_VOLUME_SECOND && seconds < VOLUME_SECONDS_END;
}

/** The time nearest to the one given that the date of a directory record can express (ECMA-119 9.1.5). */
export function nearestRecordDate(seconds: number): number {
  return Math.min(Math.max(seconds, FIRST_RECORD_SECOND), RECORD_SECONDS_END - 1);
}

/** The time nearest to the one given that the date of a volume descriptor can express (ECMA-119 8.4.26.1). */
export function nearestVolumeDate(seconds: number): number {
  return Math.min(Math.max(seconds, FIRST_VOLUME_SECOND), VOLUME_SECONDS_END - 1);
}

/** Writes 7 bytes, in UTC; parts of a second are cut off (ECMA-119 9.1.5). */
export function putRecordDate(into: Uint8Array, at: number, seconds: number): void {
  if (!recordDateHolds(seconds)) {
    throw new RangeError(`Cannot write ${seconds} s as a record date: it holds the years 1900 to 2155`);
  }
  const days = Math.floor(seconds / DAY);
  const time = Math.floor(seconds) - days * DAY;
  splitDay(days);
  into[at] = lastYear - 1900; // BP 1
  into[at + 1] = lastMonth; // BP 2
  into[at + 2] = lastDay; // BP 3
  into[at + 3] = time / 3600; // BP 4
  into[at + 4] = time % 3600 / 60; // BP 5
  into[at + 5] = time % 60; // BP 6
  into[at + 6] = 0; // BP 7, offset from UTC
}

/** Reads 7 bytes; `undefined` when they say that there is no date, or no date that can be understood (ECMA-119 9.1.5). */
export function getRecordDate(bytes: Uint8Array, at: number, report?: Report): number | undefined {
  if (at < 0 || at + RECORD_DATE_LENGTH > bytes.length) {
    report?.({ at, structure: "date", clause: RECORD_CLAUSE, message: "Date of 7 bytes is cut off" });
    return undefined;
  }
  const year = bytes[at]!; // BP 1, since 1900
  const month = bytes[at + 1]!; // BP 2
  const day = bytes[at + 2]!; // BP 3
  const hour = bytes[at + 3]!; // BP 4
  const minute = bytes[at + 4]!; // BP 5
  const second = bytes[at + 5]!; // BP 6
  const offset = bytes[at + 6]!; // BP 7
  if ((year | month | day | hour | minute | second | offset) === 0) return undefined;
  return secondsOf(1900 + year, month, day, hour, minute, second, offset, at, RECORD_CLAUSE, report);
}

/** Writes 17 bytes, in UTC, with hundredths of a second; `undefined` for no date (ECMA-119 8.4.26.1). */
export function putVolumeDate(into: Uint8Array, at: number, seconds: number | undefined): void {
  if (seconds === undefined) {
    into.fill(ZERO, at, at + 16); // BP 1-16
    into[at + 16] = 0; // BP 17
    return;
  }
  if (!volumeDateHolds(seconds)) {
    throw new RangeError(`Cannot write ${seconds} s as a volume date: it holds the years 1 to 9999`);
  }
  const days = Math.floor(seconds / DAY);
  const whole = Math.floor(seconds);
  const time = whole - days * DAY;
  splitDay(days);
  putDigits(into, at, 4, lastYear); // BP 1-4
  putDigits(into, at + 4, 2, lastMonth); // BP 5-6
  putDigits(into, at + 6, 2, lastDay); // BP 7-8
  putDigits(into, at + 8, 2, Math.floor(time / 3600)); // BP 9-10
  putDigits(into, at + 10, 2, Math.floor(time % 3600 / 60)); // BP 11-12
  putDigits(into, at + 12, 2, time % 60); // BP 13-14
  // A little is added because 0.29 of a time of today is 0.28999996 as a number.
  putDigits(into, at + 14, 2, Math.min(99, Math.floor((seconds - whole) * 100 + 1e-4))); // BP 15-16
  into[at + 16] = 0; // BP 17, offset from UTC
}

/** Reads 17 bytes; `undefined` when they say that there is no date, or no date that can be understood (ECMA-119 8.4.26.1). */
export function getVolumeDate(bytes: Uint8Array, at: number, report?: Report): number | undefined {
  if (at < 0 || at + VOLUME_DATE_LENGTH > bytes.length) {
    report?.({ at, structure: "date", clause: VOLUME_CLAUSE, message: "Date of 17 bytes is cut off" });
    return undefined;
  }
  let digits = 0;
  let zeros = 0;
  let blanks = 0;
  for (let i = at; i < at + 16; i++) {
    const byte = bytes[i]!;
    if (byte === ZERO) zeros++;
    if (byte >= ZERO && byte <= ZERO + 9) digits++;
    if (byte === 0 || byte === 0x20) blanks++;
  }
  if (digits < 16) {
    const message = blanks === 16
      ? "Date is blank instead of digits 0"
      : "Date holds a byte that is not a digit";
    report?.({ at, structure: "date", clause: VOLUME_CLAUSE, message });
    return undefined;
  }
  if (zeros === 16) return undefined;
  const whole = secondsOf(
    getDigits(bytes, at, 4), // BP 1-4
    getDigits(bytes, at + 4, 2), // BP 5-6
    getDigits(bytes, at + 6, 2), // BP 7-8
    getDigits(bytes, at + 8, 2), // BP 9-10
    getDigits(bytes, at + 10, 2), // BP 11-12
    getDigits(bytes, at + 12, 2), // BP 13-14
    bytes[at + 16]!, // BP 17
    at,
    VOLUME_CLAUSE,
    report,
  );
  return whole === undefined ? undefined : whole + getDigits(bytes, at + 14, 2) / 100; // BP 15-16
}

function secondsOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  offsetByte: number,
  at: number,
  clause: string,
  report: Report | undefined,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
    const message = `Date is impossible: ${year}-${month}-${day} ${hour}:${minute}:${second}`;
    report?.({ at, structure: "date", clause, message });
    return undefined;
  }
  if (day > 28 && day > daysOf(month === 12 ? year + 1 : year, month % 12 + 1, 1) - daysOf(year, month, 1)) {
    // Understood as so many days after the first, as other readers do.
    report?.({ at, structure: "date", clause, message: `Date is impossible: ${year}-${month}-${day}` });
  }
  let offset = offsetByte << 24 >> 24;
  if (offset < -48 || offset > 52) {
    report?.({
      at,
      structure: "date",
      clause,
      message: `Offset from UTC is ${offset} quarters of an hour, outside -48 to 52; taken as 0`,
    });
    offset = 0;
  }
  return daysOf(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset * 900;
}

function putDigits(into: Uint8Array, at: number, count: number, value: number): void {
  for (let i = at + count - 1; i >= at; i--) {
    into[i] = ZERO + value % 10;
    value = Math.floor(value / 10);
  }
}

function getDigits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) value = value * 10 + bytes[i]! - ZERO;
  return value;
}

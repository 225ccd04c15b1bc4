/**
 * The lines of the log in the classic form: `3 3/29:1137:310 @ 2 \\.\p0b0t5 is YAMAHA's CD-drive CDR400c`.
 *
 * @module
 */

import { escapeText } from "../../escape_text.ts";
import type { LogSource } from "./log.ts";

/** What a line says. */
export interface LogEntry {
  readonly level: number;
  readonly time: Date;
  readonly source: LogSource;
  /** Digit or letter of the request it belongs to; blank for none. */
  readonly tag: string;
  readonly text: string;
}

/** Months with one character each. */
const MONTHS = "123456789OND";

/** Longer texts are cut: one line must not fill the file. */
const LONGEST = 4000;

/** Writes a line without its end. */
export function formatLogLine({ level, time, source, tag, text }: LogEntry): string {
  return `${level} ${formatLogTime(time)} ${source} ${tag === "" ? " " : tag} ${safeText(text)}`;
}

/** `M/D:HHMM:SSt` in local time, the last digit tenths of a second. */
export function formatLogTime(time: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const tenth = Math.floor(time.getMilliseconds() / 100);
  return `${MONTHS[time.getMonth()]}/${time.getDate()}:${two(time.getHours())}${two(time.getMinutes())}:` +
    `${two(time.getSeconds())}${tenth}`;
}

/** Names from discs and clients stay in their line. */
export function safeText(text: string): string {
  return escapeText(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}

/**
 * The log on standard error, for a terminal or for the journal of systemd.
 *
 * @module
 */

import { formatLogLine, type LogEntry, safeText } from "./log_line.ts";

/** Priorities of sd-daemon(3) for the levels 0 to 9. */
const PRIORITIES = [2, 3, 3, 5, 6, 6, 7, 7, 7, 7];

/** The text of an entry: the classic line, or for the journal, which knows the time, a line with its priority. */
export function stderrLine(entry: LogEntry, journal: boolean): string {
  if (!journal) return formatLogLine(entry);
  const { level, source, tag, text } = entry;
  return `<${PRIORITIES[level] ?? 7}>${source}${tag === "" ? "" : ` ${tag}`} ${safeText(text)}`;
}

/**
 * Whether standard error goes to the journal. The variable alone says nothing: programs that are started from a
 * service inherit it.
 *
 * @param stream device and inode of the journal's socket, as systemd tells them (systemd.exec(5))
 */
export function hasJournal(
  stream: string | undefined = Deno.env.get("JOURNAL_STREAM"),
  stderr: string = "/proc/self/fd/2",
): boolean {
  if (stream === undefined) return false;
  try {
    const { dev, ino } = Deno.statSync(stderr);
    return stream === `${dev}:${ino}`;
  } catch {
    return false;
  }
}

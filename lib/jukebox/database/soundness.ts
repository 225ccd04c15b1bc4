/**
 * Whether the tables are whole, where there is a reason to ask. Table by table: a check of everything would also go
 * through the index of paths word by word, which takes seconds for a million files.
 *
 * @module
 */

import type { Connection } from "./connection.ts";
import { damaged } from "./refusals.ts";
import { textOf } from "./rows.ts";

/** The list of files, which can be read again from the discs. */
const LARGE: readonly string[] = ["block", "grams_data", "grams_idx", "grams_docsize", "job_line"];

/** Whether the last server has left the file without closing it. To be asked before it is opened. */
export function wasLeftOpen(path: string): boolean {
  try {
    return Deno.statSync(`${path}-wal`).size > 0;
  } catch {
    return false;
  }
}

/**
 * Looks through all pages of the tables of which nothing may be lost.
 *
 * @throws {DiscglowError} when the database is damaged
 */
export function checkSoundness(connection: Connection): void {
  for (const table of tablesOf(connection)) if (!LARGE.includes(table)) checkTable(connection, table);
}

/** The same for all tables: takes a second for a million files. */
export function checkAll(connection: Connection): void {
  for (const table of tablesOf(connection)) checkTable(connection, table);
}

function checkTable(connection: Connection, table: string): void {
  const answer = connection.first(`PRAGMA quick_check("${table.replaceAll('"', '""')}")`)?.quick_check;
  if (answer !== "ok") throw damaged(connection.path, String(answer));
}

function tablesOf(connection: Connection): string[] {
  const rows = connection.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0");
  return rows.map((row) => textOf(row.name) ?? "");
}

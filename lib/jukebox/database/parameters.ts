/**
 * Parameters that were set, for the next start.
 *
 * @module
 */

import { type ParameterName, PARAMETERS } from "../parameters.ts";
import type { Connection } from "./connection.ts";
import { countOf, textOf } from "./rows.ts";

/** Those that still exist and may still have that value. */
export function keptParameters(connection: Connection): Partial<Record<ParameterName, number>> {
  const kept: Partial<Record<ParameterName, number>> = {};
  for (const row of connection.all("SELECT name, value FROM parameter")) {
    const name = textOf(row.name);
    const value = countOf(row.value);
    if (name === null || value === null || !Object.hasOwn(PARAMETERS, name)) continue;
    const { min, max } = PARAMETERS[name as ParameterName];
    if (value >= min && value <= max) kept[name as ParameterName] = value;
  }
  return kept;
}

/** Keeps one. */
export function keepParameter(connection: Connection, name: ParameterName, value: number): void {
  connection.change(
    "INSERT INTO parameter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    name,
    value,
  );
}

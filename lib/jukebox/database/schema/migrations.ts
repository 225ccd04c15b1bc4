/**
 * Brings a database to the schema of this program.
 *
 * @module
 */

import { DiscglowError } from "../../../errors.ts";
import type { Connection } from "../connection.ts";
import { damaged } from "../refusals.ts";
import { VOLUMES_1 } from "./0001_volumes.ts";

/** "DGvd": marks the file as ours, shown by `file`. */
export const APPLICATION_ID = 0x44477664;

/** In their order; a number is never given anew. */
const MIGRATIONS: readonly string[] = [VOLUMES_1];

/** Without one of these it is no database of volumes. */
const TABLES: readonly string[] = [
  "device",
  "slot",
  "drive",
  "content",
  "disc",
  "move",
  "job",
  "job_disc",
  "job_line",
  "block",
  "grams",
  "parameter",
];

/** The schema of this program. */
const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Makes the tables of a new database, or brings those of an older program up to date; all of it or nothing.
 *
 * @throws {DiscglowError} when the file belongs to another program or a newer version of this one, or is damaged
 */
export function migrate(connection: Connection, migrations: readonly string[] = MIGRATIONS): void {
  if (versionOf(connection, migrations.length) < migrations.length) bringUp(connection, migrations);
  checkTables(connection);
}

/**
 * The same for a database in which nothing may be written: it has to be of this version already.
 *
 * @throws {DiscglowError} when it is of another, or no database of volumes
 */
export function checkSchema(connection: Connection): void {
  const version = versionOf(connection, SCHEMA_VERSION);
  if (version < SCHEMA_VERSION) {
    const what = version === 0 ? "it is empty" : `it is of an older discglow (schema ${version})`;
    throw new DiscglowError(`Cannot open ${connection.path} for reading only: ${what}`, {
      hint: version === 0
        ? "give another path"
        : "let a server open a copy of it, which brings that up to date",
    });
  }
  checkTables(connection);
}

function bringUp(connection: Connection, migrations: readonly string[]): void {
  connection.transaction(() => {
    // Another process may have been quicker.
    for (const migration of migrations.slice(versionOf(connection, migrations.length))) {
      connection.script(migration);
    }
    connection.all(`PRAGMA application_id = ${APPLICATION_ID}`);
    connection.all(`PRAGMA user_version = ${migrations.length}`);
  }, "power");
}

function checkTables(connection: Connection): void {
  const tables = Number(
    connection.first(
      "SELECT count(*) AS tables FROM sqlite_schema WHERE name IN (SELECT value FROM json_each(?))",
      JSON.stringify(TABLES),
    )?.tables,
  );
  if (tables < TABLES.length) throw damaged(connection.path);
}

/** The schema's version; refuses what is not ours. */
function versionOf(connection: Connection, newest: number): number {
  const pragma = (name: string) => Number(connection.first(`PRAGMA ${name}`)?.[name]);
  const version = pragma("user_version");
  const empty = connection.first("SELECT 1 FROM sqlite_schema") === undefined;
  if (pragma("application_id") !== APPLICATION_ID && !empty || version < 0 || version === 0 && !empty) {
    throw new DiscglowError(`Cannot open ${connection.path}: it is the database of another program`, {
      hint: "put the file away, or give another path",
    });
  }
  if (version > newest) {
    throw new DiscglowError(
      `Cannot open ${connection.path}: it is of a newer discglow (schema ${version}; this one knows up to ${newest})`,
      { hint: "use that newer version, or a backup from before it" },
    );
  }
  return version;
}

/**
 * The connection to the file of the database: how it is opened, its statements and transactions.
 *
 * @module
 */

import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { refusalOf } from "./refusals.ts";

/** A value that goes into the database. */
export type Value = SQLInputValue;

/** A row as it came out. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** What must outlive what. */
export type Durability =
  /** It outlives the end of this process, however it ends. A power cut may take it back, whole. */
  | "process"
  /** It outlives a power cut: for what neither changer nor disc could tell again. */
  | "power";

/** Milliseconds that a call waits for another program to finish with the file. */
const PATIENCE = 2000;

/** Statements that are kept ready. */
const READY = 200;

/** Options of a {@linkcode Connection}. */
export interface ConnectionOptions {
  /** Milliseconds that a call waits for another program that has locked the file. */
  readonly patience?: number;
  /** Nothing is written, neither to the file nor beside it. */
  readonly readOnly?: boolean;
}

/** A database that is open. */
export class Connection implements Disposable {
  /** Path of the file. */
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #durability: Durability = "process";

  /** Opens a file, or makes it. */
  constructor(path: string, { patience = PATIENCE, readOnly = false }: ConnectionOptions = {}) {
    this.path = path;
    try {
      this.#database = new DatabaseSync(readOnly ? readingAddress(path) : path, {
        timeout: patience,
        enableForeignKeyConstraints: true,
        readOnly,
      });
    } catch (error) {
      throw refusalOf(error, path);
    }
    try {
      // A file made by someone else must not run functions of its own through views or triggers.
      this.all("PRAGMA trusted_schema = OFF");
      this.all("PRAGMA cache_size = -16384");
      this.all("PRAGMA temp_store = MEMORY");
      if (readOnly) return;
      // With a write-ahead log readers never wait, and a commit is in the system's hands before it returns: a
      // killed process loses nothing. NORMAL only lets a power cut take back whole commits, see Durability.
      this.all("PRAGMA journal_mode = WAL");
      this.all("PRAGMA synchronous = NORMAL");
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** SQLite's own handle, for what only it can do. */
  get handle(): DatabaseSync {
    return this.#database;
  }

  /** All rows of a question. */
  all(sql: string, ...values: readonly Value[]): Row[] {
    return this.#do(() => this.#statement(sql).all(...values));
  }

  /** The first row of a question. */
  first(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#do(() => this.#statement(sql).get(...values));
  }

  /** Row after row, for those who stop when they have enough. */
  *each(sql: string, ...values: readonly Value[]): Generator<Row, void> {
    try {
      // A statement of its own: two questions may be half read at the same time.
      yield* this.#database.prepare(sql).iterate(...values) as Iterable<Row>;
    } catch (error) {
      throw refusalOf(error, this.path);
    }
  }

  /** Changes something; tells how many rows, and the number of the last that was added. */
  change(sql: string, ...values: readonly Value[]): { readonly rows: number; readonly id: number } {
    const { changes, lastInsertRowid } = this.#do(() => this.#statement(sql).run(...values));
    return { rows: Number(changes), id: Number(lastInsertRowid) };
  }

  /** Runs several statements of ours, which take no values. */
  script(sql: string): void {
    this.#do(() => this.#database.exec(sql));
  }

  /** Does all of something or nothing of it. Inside another transaction it is a part of that. */
  transaction<Result>(body: () => Result, durability: Durability = "process"): Result {
    if (this.#database.isTransaction) return body();
    this.#lasting(durability);
    this.change("BEGIN IMMEDIATE");
    try {
      const result = body();
      this.change("COMMIT");
      return result;
    } catch (error) {
      // A full disk may have ended it already.
      if (this.#database.isTransaction) this.change("ROLLBACK");
      throw error;
    }
  }

  /** Gives the file back. */
  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  /** The same. */
  [Symbol.dispose](): void {
    this.close();
  }

  #lasting(durability: Durability): void {
    if (durability === this.#durability) return;
    this.all(`PRAGMA synchronous = ${durability === "power" ? "FULL" : "NORMAL"}`);
    this.#durability = durability;
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= READY) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #do<Result>(body: () => Result): Result {
    try {
      return body();
    } catch (error) {
      throw refusalOf(error, this.path);
    }
  }
}

/**
 * What SQLite is to open for reading. A database that nobody has open lies in one file, which is read as it is: with
 * a write-ahead log SQLite would make two more files beside it, and could not where nothing can be written.
 */
function readingAddress(path: string): string {
  const segments = path.split("/").map(encodeURIComponent);
  return `file:${segments.join("/")}${isInUse(path) ? "" : "?immutable=1"}`;
}

/** Whether there is a write-ahead log: someone has it open, or was killed. */
function isInUse(path: string): boolean {
  try {
    Deno.lstatSync(`${path}-wal`);
    return true;
  } catch {
    return false;
  }
}

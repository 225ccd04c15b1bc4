/**
 * Jobs, their discs and their logs.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { DiscStep, Job, JobDisc, JobKind, JobState, LogLine } from "../model.ts";
import type { Connection, Row, Value } from "./connection.ts";
import { countOf, jsonOf, numberOf, objectOf, textOf, wordOf } from "./rows.ts";
import type { JobChange, JobDiscChange } from "./volumes.ts";

const KINDS: readonly JobKind[] = ["test", "produce", "verify", "import", "export", "blank"];

/** The states of jobs; one that cannot be read counts as failed. */
const JOB_STATES: readonly JobState[] = [
  "failed",
  "queued",
  "running",
  "interrupted",
  "done",
  "stopped",
];

const STEPS: readonly DiscStep[] = [
  "waiting",
  "loading",
  "recording",
  "verifying",
  "unloading",
  "good",
  "bad",
  "skipped",
];

/** Jobs that are told when nobody says how many. */
const MANY = 1000;

/** Lines of a log that are told at once. */
const LINES = 10_000;

/** Columns of a job that may change. */
const JOB_COLUMNS: Readonly<Record<keyof JobChange, string>> = {
  state: "state",
  progress: "progress",
  activity: "activity",
  words: "words",
  report: "report",
  startedAt: "started_at",
  endedAt: "ended_at",
};

/** Columns of a disc of a job that may change. */
const DISC_COLUMNS: Readonly<Record<keyof JobDiscChange, string>> = {
  slot: "slot",
  disc: "disc",
  barcode: "barcode",
  drive: "drive",
  step: "step",
  words: "words",
  protocol: "protocol",
};

/** The jobs of the database. */
export class JobRows {
  readonly #connection: Connection;
  readonly #now: () => string;

  /** Works on a connection. */
  constructor(connection: Connection, now: () => string) {
    this.#connection = connection;
    this.#now = now;
  }

  /** A new job, `queued`. */
  add(kind: JobKind, device: string, request: Job["request"], client: string): Job {
    return this.#connection.transaction(() => {
      const { id } = this.#connection.change(
        "INSERT INTO job (kind, device, state, request, client, created_at) VALUES (?, ?, 'queued', ?, ?, ?)",
        kind,
        device,
        JSON.stringify(request),
        client,
        this.#now(),
      );
      return this.one(id)!;
    }, "power");
  }

  /** One job with its discs. */
  one(id: number): Job | undefined {
    const row = this.#connection.first("SELECT * FROM job WHERE id = ?", id);
    return row === undefined ? undefined : this.#job(row);
  }

  /** Jobs, latest first. */
  all(
    filter: { readonly states?: readonly JobState[]; readonly device?: string; readonly limit?: number } = {},
  ): Job[] {
    const rows = this.#connection.all(
      `SELECT * FROM job WHERE (?1 IS NULL OR device = ?1)
       AND (?2 IS NULL OR state IN (SELECT value FROM json_each(?2))) ORDER BY id DESC LIMIT ?3`,
      filter.device ?? null,
      jsonOf(filter.states),
      filter.limit ?? MANY,
    );
    return rows.map((row) => this.#job(row));
  }

  /** Changes a job. A new state outlives a power cut, how far it is need not. */
  change(id: number, change: JobChange): void {
    const { sets, values } = changes(change, JOB_COLUMNS);
    if (sets === "") return;
    const { rows } = this.#connection.transaction(
      () => this.#connection.change(`UPDATE job SET ${sets} WHERE id = ?`, ...values, id),
      change.state === undefined ? "process" : "power",
    );
    if (rows === 0) throw missing(id);
  }

  /** Adds a disc to a job and returns its ordinal. */
  addDisc(
    id: number,
    { slot, disc, barcode }: Pick<JobDisc, "slot" | "disc" | "barcode">,
  ): number {
    return this.#connection.transaction(() => {
      if (this.#connection.first("SELECT 1 FROM job WHERE id = ?", id) === undefined) throw missing(id);
      const last = this.#connection.first("SELECT max(ordinal) AS last FROM job_disc WHERE job = ?", id);
      const ordinal = (countOf(last?.last) ?? 0) + 1;
      this.#connection.change(
        "INSERT INTO job_disc (job, ordinal, slot, disc, barcode, step) VALUES (?, ?, ?, ?, ?, 'waiting')",
        id,
        ordinal,
        slot,
        disc,
        barcode,
      );
      return ordinal;
    });
  }

  /** Changes a disc of a job. */
  changeDisc(id: number, ordinal: number, change: JobDiscChange): void {
    const { sets, values } = changes(change, DISC_COLUMNS);
    if (sets === "") return;
    const { rows } = this.#connection.transaction(
      () =>
        this.#connection.change(
          `UPDATE job_disc SET ${sets} WHERE job = ? AND ordinal = ?`,
          ...values,
          id,
          ordinal,
        ),
      "power",
    );
    if (rows === 0) throw missing(id);
  }

  /** Adds a line to a job's log. */
  log(id: number, level: number, text: string): void {
    const { rows } = this.#connection.change(
      `INSERT INTO job_line (job, line, time, level, text)
       SELECT id, (SELECT coalesce(max(line) + 1, 0) FROM job_line WHERE job = ?1), ?2, ?3, ?4
       FROM job WHERE id = ?1`,
      id,
      this.#now(),
      level,
      text,
    );
    if (rows === 0) throw missing(id);
  }

  /** The log of a job from a line on; the first is 0. */
  logOf(id: number, from: number): LogLine[] {
    const rows = this.#connection.all(
      "SELECT * FROM job_line WHERE job = ? AND line >= ? ORDER BY line LIMIT ?",
      id,
      from,
      LINES,
    );
    return rows.map((row) => ({
      time: textOf(row.time) ?? "",
      level: countOf(row.level) ?? 0,
      text: textOf(row.text) ?? "",
    }));
  }

  /** How many jobs there are in each state. */
  counts(): Record<JobState, number> {
    const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
    for (const row of this.#connection.all("SELECT state, count(*) AS jobs FROM job GROUP BY state")) {
      counts[wordOf(row.state, JOB_STATES)] += countOf(row.jobs) ?? 0;
    }
    return counts;
  }

  #job(row: Row): Job {
    const id = countOf(row.id) ?? 0;
    const discs = this.#connection.all("SELECT * FROM job_disc WHERE job = ? ORDER BY ordinal", id);
    return {
      id,
      kind: wordOf(row.kind, KINDS),
      device: textOf(row.device) ?? "",
      state: wordOf(row.state, JOB_STATES),
      request: objectOf(row.request) ?? {},
      progress: numberOf(row.progress),
      activity: textOf(row.activity),
      words: textOf(row.words),
      report: objectOf(row.report),
      client: textOf(row.client) ?? "",
      createdAt: textOf(row.created_at) ?? "",
      startedAt: textOf(row.started_at),
      endedAt: textOf(row.ended_at),
      discs: discs.map(discOf),
    };
  }
}

function discOf(row: Row): JobDisc {
  return {
    ordinal: countOf(row.ordinal) ?? 0,
    slot: countOf(row.slot) ?? 0,
    disc: countOf(row.disc),
    barcode: textOf(row.barcode),
    drive: countOf(row.drive),
    step: wordOf(row.step, STEPS),
    words: textOf(row.words),
    protocol: objectOf(row.protocol),
  };
}

/** The columns that a change names, and their values. */
function changes<Change extends object>(
  change: Change,
  columns: Readonly<Record<keyof Change & string, string>>,
): { readonly sets: string; readonly values: readonly Value[] } {
  const given = (Object.keys(columns) as (keyof Change & string)[]).filter((name) =>
    change[name] !== undefined
  );
  const values = given.map((name) => {
    const value: unknown = change[name];
    return typeof value === "object" ? jsonOf(value) : value as Value;
  });
  return { sets: given.map((name) => `${columns[name]} = ?`).join(", "), values };
}

function missing(id: number): JukeboxError {
  return new JukeboxError("missing", `Cannot change job ${id}: there is none`);
}

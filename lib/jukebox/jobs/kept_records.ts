/**
 * Finds what was kept when discs were recorded.
 *
 * @module
 */

import type { JobTools } from "./job_tools.ts";

/** The records of discs; each job that has recorded some is looked at once. */
export class KeptRecords {
  readonly #tools: Pick<JobTools, "volumes" | "protocols">;
  /** Base names of records by disc, by job. */
  readonly #names = new Map<number, ReadonlyMap<number, string>>();

  /** Nothing is looked at yet. */
  constructor(tools: Pick<JobTools, "volumes" | "protocols">) {
    this.#tools = tools;
  }

  /** Path of the record of a disc; `undefined` when there is none. */
  of(disc: number | null): string | undefined {
    const job = disc === null ? null : this.#tools.volumes.disc(disc)?.recordedJob ?? null;
    const name = disc === null || job === null ? undefined : this.#namesOf(job).get(disc);
    if (name === undefined) return undefined;
    const path = `${this.#tools.protocols}/${name}`;
    try {
      return Deno.statSync(path).isFile ? path : undefined;
    } catch {
      return undefined;
    }
  }

  #namesOf(job: number): ReadonlyMap<number, string> {
    const known = this.#names.get(job);
    if (known !== undefined) return known;
    const names = new Map<number, string>();
    for (const { disc, protocol } of this.#tools.volumes.job(job)?.discs ?? []) {
      const name = protocol?.["record"];
      // The database is a file like others: no name in it leads out of the folder.
      if (disc !== null && typeof name === "string" && /^\d+-\d+\.record\.json$/.test(name)) {
        names.set(disc, name);
      }
    }
    this.#names.set(job, names);
    return names;
  }
}

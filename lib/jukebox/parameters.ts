/**
 * The parameters that `getpar` shows and `setpar` changes while the server runs.
 *
 * @module
 */

import { nearest } from "../nearest.ts";
import { JukeboxError } from "./errors.ts";

/** One parameter. */
export interface ParameterFacts {
  /** What it does, in words. */
  readonly help: string;
  /** Of the value, empty when it is a plain number. */
  readonly unit: string;
  /** The value that it has unless it was changed. */
  readonly default: number;
  /** Its lowest value. */
  readonly min: number;
  /** Its highest value. */
  readonly max: number;
}

/** All parameters, the classic names where they are known. */
export const PARAMETERS = {
  blanks: {
    help:
      "disc test: 0 readers first, recorder if needed; 1 always a recorder if there is one; 2 assume blank",
    unit: "",
    default: 0,
    min: 0,
    max: 2,
  },
  dcheck: {
    help: "how often single drives and towers are asked whether their disc was changed; 0 never",
    unit: "s",
    default: 10,
    min: 0,
    max: 3600,
  },
  loglev: { help: "highest level that is written to the log", unit: "", default: 4, min: 0, max: 9 },
  reject: {
    help: "incomplete discs: 0 read what is possible, 1 or 2 refuse them",
    unit: "",
    default: 1,
    min: 0,
    max: 2,
  },
  trayto: {
    help: "how long a mail slot or door may stay open",
    unit: "s",
    default: 60,
    min: 1,
    max: 3600,
  },
  xdelay: {
    help: "how long a disc exchange is put off in favour of requests for the loaded disc; 0 strict order",
    unit: "s",
    default: 10,
    min: 0,
    max: 600,
  },
  files: {
    help: "most files of one disc whose paths go into the index; 0 for none",
    unit: "",
    default: 5_000_000,
    min: 0,
    max: 100_000_000,
  },
} as const satisfies Readonly<Record<string, ParameterFacts>>;

/** Name of a parameter. */
export type ParameterName = keyof typeof PARAMETERS;

/** The values in force, shared by all parts of the server. */
export class Parameters {
  readonly #values = new Map<ParameterName, number>();

  /** The value in force. */
  get(name: ParameterName): number {
    return this.#values.get(name) ?? PARAMETERS[name].default;
  }

  /** All of them. */
  all(): Record<ParameterName, number> {
    const names = Object.keys(PARAMETERS) as ParameterName[];
    return Object.fromEntries(names.map((name) => [name, this.get(name)])) as Record<ParameterName, number>;
  }

  /**
   * Changes one.
   *
   * @throws {JukeboxError} when there is none of that name, or the value is out of its range
   */
  set(name: string, value: number): void {
    if (!Object.hasOwn(PARAMETERS, name)) {
      const near = nearest(name, Object.keys(PARAMETERS));
      throw new JukeboxError("usage", `Cannot set ${name}: there is no such parameter`, {
        hint: near === undefined
          ? `there are ${Object.keys(PARAMETERS).join(", ")}`
          : `did you mean ${near}?`,
      });
    }
    const { min, max } = PARAMETERS[name as ParameterName];
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new JukeboxError("usage", `Cannot set ${name} to ${value}: it is a number of ${min} to ${max}`);
    }
    this.#values.set(name as ParameterName, value);
  }
}

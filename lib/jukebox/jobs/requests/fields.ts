/**
 * Reads the fields of a request, which come from a client, or from the database: nothing is taken for granted.
 *
 * @module
 */

import { JukeboxError } from "../../errors.ts";
import type { JobKind } from "../../model.ts";

/** Longest text of a field, if not said otherwise: that of a path. */
const MOST_CHARACTERS = 4096;
/** Longest list of slots: every second one of as many as there can be. */
export const MOST_LIST: number = 1 << 18;
/** No device has more drives. */
const MOST_DRIVES = 65535;

/** The fields of one request. */
export class Fields {
  readonly #kind: JobKind;
  readonly #fields: Readonly<Record<string, unknown>>;

  /** Refuses fields that are not known. */
  constructor(kind: JobKind, fields: Readonly<Record<string, unknown>>, known: readonly string[]) {
    this.#kind = kind;
    this.#fields = fields;
    const strange = Object.keys(fields).find((name) => !known.includes(name));
    if (strange === undefined) return;
    throw new JukeboxError("usage", `Cannot ${kind}: there is no field ${JSON.stringify(strange)}`, {
      hint: `a request to ${kind} has ${known.join(", ")}`,
    });
  }

  /** A text, or `null`. */
  text(name: string, most: number = MOST_CHARACTERS): string | null {
    const value = this.#fields[name] ?? null;
    if (value === null) return null;
    if (typeof value !== "string") throw this.wrong(name, "a text");
    if (value.length > most) throw this.wrong(name, `a text of at most ${most} characters`);
    if (value.includes("\0")) throw this.wrong(name, "a text without NUL characters");
    return value;
  }

  /** A yes or no. */
  flag(name: string, usual: boolean): boolean {
    const value = this.#fields[name] ?? usual;
    if (typeof value !== "boolean") throw this.wrong(name, "true or false");
    return value;
  }

  /** A whole number, or `null`. */
  count(name: string, least: number, most: number): number | null {
    const value = this.#fields[name] ?? null;
    if (value === null) return null;
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      throw this.wrong(name, `a number of ${least} to ${most}`);
    }
    return value as number;
  }

  /** A number above 0, or `null`. */
  amount(name: string, most: number): number | null {
    const value = this.#fields[name] ?? null;
    if (value === null) return null;
    if (typeof value !== "number" || !(value > 0) || value > most) {
      throw this.wrong(name, `a number above 0 and up to ${most}`);
    }
    return value;
  }

  /** Numbers of drives, each once, or `null`. */
  drives(name: string): number[] | null {
    const value = this.#fields[name] ?? null;
    if (value === null) return null;
    const isDrive = (one: unknown) =>
      Number.isInteger(one) && one as number >= 1 && one as number <= MOST_DRIVES;
    if (!Array.isArray(value) || value.length === 0 || value.length > 1024 || !value.every(isDrive)) {
      throw this.wrong(name, "a list of numbers of drives");
    }
    return [...new Set(value as number[])];
  }

  /** The value as it came. */
  raw(name: string): unknown {
    return this.#fields[name];
  }

  /** The error about a field that cannot be meant. */
  wrong(name: string, expected: string): JukeboxError {
    return new JukeboxError("usage", `Cannot ${this.#kind}: ${name} has to be ${expected}`);
  }
}

/**
 * Reads the values of a configuration, each of the type it has to be.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { configError } from "./config_error.ts";

/** A table as TOML knows it. */
export type Table = Readonly<Record<string, unknown>>;

/** Takes values out of one table. */
export class ConfigValues {
  readonly #table: Table;
  readonly #file: string;
  readonly #place: string;

  /** @param place what stands in front of its keys: `limits.`, or nothing */
  constructor(table: Table, file: string, place: string = "") {
    this.#table = table;
    this.#file = file;
    this.#place = place;
  }

  /** A text. */
  text(key: string): string | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (typeof value === "string" && value !== "") return value;
    throw this.#refused(key, "a text in quotes");
  }

  /** A path, relative to the configuration's folder. */
  path(key: string): string | undefined {
    const text = this.text(key);
    return text === undefined ? undefined : resolve(dirname(this.#file), text);
  }

  /** A list of texts. */
  texts(key: string): string[] | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    throw this.#refused(key, 'a list of texts such as ["jb"]');
  }

  /** A whole number in a range. */
  number(key: string, min: number, max: number): number | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
    throw this.#refused(key, `a whole number of ${min} to ${max}`);
  }

  /** A table in the table. */
  table(key: string): Table {
    const value = this.#table[key] ?? {};
    if (typeof value === "object" && !Array.isArray(value) && !(value instanceof Date)) return value as Table;
    throw this.#refused(key, `a table: [${key}]`);
  }

  #refused(key: string, wanted: string): Error {
    return configError(this.#file, `${this.#place}${key} has to be ${wanted}`);
  }
}

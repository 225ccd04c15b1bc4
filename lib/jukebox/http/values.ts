/**
 * Parameters and fields of a request, after they were checked against the route's schemas.
 *
 * @module
 */

/** Values by name. What is asked for must be what the schema says: anything else is an error of this program. */
export class Values {
  readonly #values: ReadonlyMap<string, unknown>;

  /** Takes checked values. */
  constructor(values: Iterable<readonly [string, unknown]>) {
    this.#values = new Map(values);
  }

  /** Whether it is there. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** A text that must be there. */
  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw new TypeError(`${name} is not there`);
    return value;
  }

  /** A text that may be there. */
  optionalText(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value !== undefined && typeof value !== "string") throw new TypeError(`${name} is no text`);
    return value;
  }

  /** A number that must be there, or has a default. */
  number(name: string, otherwise?: number): number {
    const value = this.#values.get(name) ?? otherwise;
    if (typeof value !== "number") throw new TypeError(`${name} is no number`);
    return value;
  }

  /** True or false; `false` when it is not there. */
  flag(name: string): boolean {
    return this.#values.get(name) === true;
  }

  /** A list of texts. */
  texts(name: string): readonly string[] | undefined {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value.map(String) : undefined;
  }

  /** An object. */
  object(name: string): Readonly<Record<string, unknown>> {
    const value = this.#values.get(name);
    if (typeof value !== "object" || value === null) throw new TypeError(`${name} is no object`);
    return value as Readonly<Record<string, unknown>>;
  }
}

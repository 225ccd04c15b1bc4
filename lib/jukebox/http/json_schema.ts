/**
 * The part of JSON Schema (draft 2020-12) that requests and answers are described with.
 *
 * @module
 */

/** Names of types. */
export type JsonType = "object" | "array" | "string" | "integer" | "number" | "boolean" | "null";

/** A schema. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly description?: string;
  readonly enum?: readonly (string | number | null)[];
  readonly const?: string | number;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly default?: string | number | boolean | null;
}

/** Objects with all of these fields and no others. */
export function object(
  properties: Readonly<Record<string, JsonSchema>>,
  options: { readonly optional?: readonly string[]; readonly description?: string } = {},
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !options.optional?.includes(name));
  return {
    type: "object",
    ...(options.description === undefined ? {} : { description: options.description }),
    properties,
    required,
    additionalProperties: false,
  };
}

/** A list. */
export function list(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

/** A component by its name. */
export function named(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** That, or `null`. */
export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "null" }] };
}

/** One of these words. */
export function oneOf(...words: readonly string[]): JsonSchema {
  return { type: "string", enum: words };
}

/** Text, with a remark. */
export function text(description?: string): JsonSchema {
  return { type: "string", ...(description === undefined ? {} : { description }) };
}

/** Text or `null`. */
export function textOrNull(description?: string): JsonSchema {
  return { type: ["string", "null"], ...(description === undefined ? {} : { description }) };
}

/** A whole number from `minimum` on. */
export function whole(minimum = 0, description?: string): JsonSchema {
  return { type: "integer", minimum, ...(description === undefined ? {} : { description }) };
}

/** A whole number from `minimum` on, or `null`. */
export function wholeOrNull(minimum = 0, description?: string): JsonSchema {
  return { type: ["integer", "null"], minimum, ...(description === undefined ? {} : { description }) };
}

/** True or false. */
export function flag(description?: string): JsonSchema {
  return { type: "boolean", ...(description === undefined ? {} : { description }) };
}

/**
 * Checks what clients send against its schema, and says in words what is wrong with it.
 *
 * @module
 */

import type { JsonSchema, JsonType } from "./json_schema.ts";
import { SCHEMAS } from "./schemas/all.ts";

const COMPONENTS = "#/components/schemas/";

/** Says what is wrong with a value, or `undefined` when nothing is. `name` is what users call it. */
export function faultOf(schema: JsonSchema, value: unknown, name: string): string | undefined {
  if (schema.$ref !== undefined) return faultOf(SCHEMAS[schema.$ref.slice(COMPONENTS.length)]!, value, name);
  if (schema.anyOf !== undefined) {
    const faults = schema.anyOf.map((choice) => faultOf(choice, value, name));
    return faults.includes(undefined) ? undefined : faults[0];
  }
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(type, value))) {
    return `${name} must be ${types.map((type) => WORDS[type]).join(" or ")}`;
  }
  if (schema.enum !== undefined && !schema.enum.some((one) => one === value)) {
    return `${name} must be one of ${schema.enum.join(", ")}`;
  }
  if (typeof value === "string") return faultOfText(schema, value, name);
  if (typeof value === "number") return faultOfNumber(schema, value, name);
  if (Array.isArray(value)) return faultOfList(schema, value, name);
  if (typeof value === "object" && value !== null) {
    return faultOfObject(schema, value as Readonly<Record<string, unknown>>, name);
  }
  return undefined;
}

const WORDS: Readonly<Record<JsonType, string>> = {
  object: "an object",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "null",
};

function typesOf(schema: JsonSchema): readonly JsonType[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

function isOfType(type: JsonType, value: unknown): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "null":
      return value === null;
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
  }
}

function faultOfText(schema: JsonSchema, value: string, name: string): string | undefined {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  if (value.length < minLength) return minLength === 1 ? `${name} is empty` : `${name} is too short`;
  if (value.length > maxLength) return `${name} is longer than ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
    return `${name} cannot be ${JSON.stringify(value.slice(0, 80))}`;
  }
  return undefined;
}

function faultOfNumber(schema: JsonSchema, value: number, name: string): string | undefined {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (value >= minimum && value <= maximum) return undefined;
  if (maximum === Infinity) return `${name} must be ${minimum} or more`;
  return `${name} must be a number of ${minimum} to ${maximum}`;
}

function faultOfList(schema: JsonSchema, value: readonly unknown[], name: string): string | undefined {
  if (value.length > (schema.maxItems ?? Infinity)) return `${name} has more than ${schema.maxItems} entries`;
  if (schema.items === undefined) return undefined;
  for (const [index, entry] of value.entries()) {
    const fault = faultOf(schema.items, entry, `${name}[${index}]`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfObject(
  schema: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const missing = schema.required?.find((field) => !Object.hasOwn(value, field));
  if (missing !== undefined) return `${missing} is missing`;
  for (const [field, entry] of Object.entries(value)) {
    const inner = schema.properties !== undefined && Object.hasOwn(schema.properties, field)
      ? schema.properties[field]
      : undefined;
    if (inner !== undefined) {
      const fault = faultOf(inner, entry, field);
      if (fault !== undefined) return fault;
    } else if (schema.additionalProperties === false) {
      return `${JSON.stringify(field.slice(0, 80))} is no field of ${name}`;
    }
  }
  return undefined;
}

/**
 * Everything that a request says, checked against its route: path, query and body.
 *
 * @module
 */

import type { JsonSchema } from "./json_schema.ts";
import { HttpRefusal } from "./refusal.ts";
import type { RouteParameter } from "./route.ts";
import type { Match } from "./router.ts";
import { faultOf } from "./validate.ts";
import { Values } from "./values.ts";

/**
 * Checks it all.
 *
 * @param query what followed the question mark
 * @param body the JSON body, `undefined` when there is none
 * @throws {HttpRefusal} when something is missing, wrong or unknown
 */
export function readValues({ route, parameters }: Match, query: string, body: unknown): Values {
  const values: [string, unknown][] = [];
  for (const parameter of route.parameters ?? []) {
    if (parameter.in === "path") values.push(checked(parameter, parameters.get(parameter.name) ?? ""));
  }
  values.push(...readQuery(query, route.parameters?.filter((parameter) => parameter.in === "query") ?? []));
  if (route.body === undefined) {
    if (body !== undefined) throw refuse("it takes no body");
  } else if (body !== undefined || route.bodyOptional !== true) {
    if (body === undefined) throw refuse("its body is missing");
    const fault = faultOf(route.body, body, "the body");
    if (fault !== undefined) throw refuse(fault);
    values.push(...Object.entries(body as Readonly<Record<string, unknown>>));
  }
  return new Values(values);
}

function readQuery(query: string, known: readonly RouteParameter[]): [string, unknown][] {
  const values = new Map<string, unknown>();
  for (const [name, text] of new URLSearchParams(query)) {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) throw refuse(`${JSON.stringify(name.slice(0, 80))} is no parameter of it`);
    if (values.has(name)) throw refuse(`${name} is given twice`);
    values.set(...checked(parameter, text));
  }
  const missing = known.find((parameter) => parameter.required === true && !values.has(parameter.name));
  if (missing !== undefined) throw refuse(`${missing.name} is missing`);
  return [...values];
}

function checked({ name, schema }: RouteParameter, text: string): [string, unknown] {
  const value = fromText(schema, text);
  const fault = faultOf(schema, value, name);
  if (fault !== undefined) throw refuse(fault);
  return [name, value];
}

function fromText(schema: JsonSchema, text: string): unknown {
  switch (schema.type) {
    case "integer":
      return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
    case "number":
      return /^-?\d{1,16}(\.\d{1,9})?$/.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "array":
      return text === "" ? [] : text.split(",");
    default:
      return text;
  }
}

function refuse(fault: string): HttpRefusal {
  return new HttpRefusal(400, "usage", `Cannot use the request: ${fault}`);
}

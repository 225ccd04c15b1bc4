/**
 * Holds answers against the OpenAPI document that the server itself gives out.
 *
 * @module
 */

import { Ajv2020 } from "ajv/dist/2020.js";
import { raw, type RawAnswer, request } from "./served.ts";

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The served description as a judge of answers. */
export class Document {
  readonly #ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: true });
  readonly #document: Json;

  /** Takes the document as it was parsed. */
  constructor(document: Json) {
    this.#document = document;
    // The document as a whole is no schema; ajv is only to find the components in it.
    this.#ajv.addSchema({ ...document, $id: "https://discglow.invalid/openapi.json" } as Json, "document");
    for (const word of ["openapi", "info", "servers", "security", "paths", "components"]) {
      this.#ajv.addKeyword(word);
    }
  }

  /** What is wrong with a value by the schema at a JSON pointer; nothing: an empty text. */
  faults(pointer: string, value: unknown): string {
    const validate = this.#ajv.getSchema(`document#${pointer}`) ??
      this.#ajv.compile({ $ref: `https://discglow.invalid/openapi.json#${pointer}` });
    return validate(value) ? "" : this.#ajv.errorsText(validate.errors);
  }

  /** What is wrong with the answer of a route. */
  faultsOfAnswer(method: string, template: string, answer: RawAnswer): string {
    const at = `/paths/${
      template.replaceAll("~", "~0").replaceAll("/", "~1")
    }/${method.toLowerCase()}/responses`;
    const responses = this.#at(at);
    const key = Object.hasOwn(responses, answer.status) ? String(answer.status) : "default";
    const content = (responses[key] as Json)["content"] as Json | undefined;
    if (content === undefined) return answer.text === "" ? "" : `there is a body: ${answer.text}`;
    const type = Object.keys(content)[0]!;
    if (answer.headers.get("content-type") !== type) return `it is ${answer.headers.get("content-type")}`;
    return this.faults(`${at}/${key}/content/${type.replace("/", "~1")}/schema`, JSON.parse(answer.text));
  }

  #at(pointer: string): Json {
    const steps = pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/"));
    return steps.reduce((value, step) => value[step] as Json, this.#document);
  }
}

/** Asks a server for its description. */
export async function documentOf(socket: string): Promise<Json> {
  return JSON.parse((await raw(socket, request("GET", "/openapi.json"))).text);
}

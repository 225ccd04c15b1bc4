/**
 * Discs and their files.
 *
 * @module
 */

import { DONE, json } from "../answer.ts";
import { list, named, object, oneOf } from "../json_schema.ts";
import type { Route } from "../route.ts";
import { ID, OF_DEVICE } from "./parameters.ts";

const MOST_FOUND = 10_000;

/** Routes below `/v1/discs`, and the search for files. */
export const DISC_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/discs",
    operation: "discs",
    summary: "Discs, wherever they are",
    role: "read",
    parameters: [
      OF_DEVICE,
      {
        name: "named",
        in: "query",
        description: "number, name or bar code",
        schema: { type: "string", minLength: 1, maxLength: 255 },
      },
    ],
    answer: { status: 200, description: "the discs", schema: list(named("Disc")) },
    handle: ({ service, values }) => {
      const [device, name] = [values.optionalText("device"), values.optionalText("named")];
      return json(service.discs({
        ...(device === undefined ? {} : { device }),
        ...(name === undefined ? {} : { named: name }),
      }));
    },
  },
  {
    method: "GET",
    path: "/v1/discs/{id}",
    operation: "disc",
    summary: "One disc",
    role: "read",
    parameters: [ID],
    answer: { status: 200, description: "the disc", schema: named("Disc") },
    handle: ({ service, values }) => json(service.disc(values.number("id"))),
  },
  {
    method: "POST",
    path: "/v1/discs/{id}/rename",
    operation: "rename",
    summary: "Gives a disc another name; what is on the medium stays as it is",
    role: "operator",
    parameters: [ID],
    body: object({
      which: oneOf("pc", "rr", "hs"),
      name: { type: "string", minLength: 1, maxLength: 255 },
    }),
    answer: { status: 200, description: "the disc", schema: named("Disc") },
    handle: ({ service, values, client }) => {
      const which = values.text("which") as "pc" | "rr" | "hs";
      return json(service.rename(values.number("id"), which, values.text("name"), client()));
    },
  },
  {
    method: "DELETE",
    path: "/v1/discs/{id}",
    operation: "forget",
    summary: "Forgets a disc that is on the shelf",
    role: "operator",
    parameters: [ID],
    answer: { status: 204, description: "it is forgotten" },
    handle: ({ service, values, client }) => {
      service.forget(values.number("id"), client());
      return DONE;
    },
  },
  {
    method: "GET",
    path: "/v1/discs/{id}/file",
    operation: "readFile",
    summary: "A file of a disc, which is loaded into a drive if need be",
    role: "read",
    parameters: [
      ID,
      {
        name: "path",
        in: "query",
        required: true,
        description: "from the root of the disc",
        schema: { type: "string", minLength: 1, maxLength: 4096 },
      },
    ],
    answer: { status: 200, description: "the contents", mediaType: "application/octet-stream" },
    handle: async ({ service, values, signal }) => {
      const data = await service.readFile(values.number("id"), values.text("path"), signal);
      return { kind: "stream", type: "application/octet-stream", data, size: data.size };
    },
  },
  {
    method: "GET",
    path: "/v1/find",
    operation: "find",
    summary: "Files by words of their paths, whether or not their discs are loaded",
    role: "read",
    parameters: [
      {
        name: "words",
        in: "query",
        required: true,
        description: "with blanks between them",
        schema: { type: "string", minLength: 1, maxLength: 1024 },
      },
      {
        name: "limit",
        in: "query",
        description: "at most so many",
        schema: { type: "integer", minimum: 1, maximum: MOST_FOUND, default: 100 },
      },
      { ...ID, name: "disc", in: "query", description: "only on the disc of this number" },
    ],
    answer: { status: 200, description: "the files", schema: list(named("FoundFile")) },
    handle: async ({ service, values, signal }) => {
      const disc = values.has("disc") ? values.number("disc") : undefined;
      return json(await service.find(values.text("words"), values.number("limit", 100), disc, signal));
    },
  },
];

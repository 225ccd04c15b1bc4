/**
 * Makes `docs/http.md` from the table of routes that the server answers by.
 *
 * @module
 */

import type { JsonSchema } from "../lib/jukebox/http/json_schema.ts";
import type { Route, RouteParameter } from "../lib/jukebox/http/route.ts";
import { ROUTES } from "../lib/jukebox/http/routes/all.ts";
import { SCHEMAS } from "../lib/jukebox/http/schemas/all.ts";
import { runScript, say } from "./flags.ts";
import { formatted } from "./formatted.ts";

const PAGE = new URL("../docs/http.md", import.meta.url);

const INTRODUCTION = `# The server's requests

Made from the server's own table of routes by \`deno run -A scripts/http_docs.ts\`; edit \`lib/jukebox/http/\` instead.
The server gives out the same as an OpenAPI 3.1 document, with the schemas of all bodies, at \`/openapi.json\`.

\`\`\`sh
curl --unix-socket /run/discglow/discglow.sock http://localhost/v1/status
curl --header "Authorization: Bearer $DISCGLOW_TOKEN" http://jukebox:8080/v1/status
\`\`\`

Whoever may open the unix socket is an operator. Over TCP a token is needed, of the role \`read\` or \`operator\`.
Bodies are JSON and are sent with \`Content-Type: application/json\`. What is refused is answered with a JSON object of
\`error\`, \`kind\`, \`number\` and \`hint\`; with status 503, \`Retry-After\` says when to come again.

The server speaks plain HTTP: over a network that is not trusted a token needs a tunnel or a proxy with TLS. An
operator is trusted with everything that the server's user can do: a job records any file that the server can read.

Requests that change something, such as \`attach\`, \`move\` and \`rescan\`, are carried out to their end even when the
client goes away before; what waits for a drive to be free is waited for. Downloads, events and waits end with the
connection, and give back what they hold.
`;

/** The page as it should be. */
export function httpPage(): Promise<string> {
  return formatted([INTRODUCTION, ...ROUTES.map(section), produceRequest()].join("\n"));
}

/** The page as it is. */
export function presentHttpPage(): Promise<string> {
  return Deno.readTextFile(PAGE);
}

function section({ method, path, summary, role, local, parameters = [], body, answer }: Route): string {
  const who = local ? `role ${role}, only over the unix socket` : `role ${role}`;
  const fields = Object.entries(body?.properties ?? {}).map(([name, schema]) =>
    `- \`${name}\` in the body: ${schemaWords(schema)}${
      body?.required?.includes(name) ? "" : ", may be left out"
    }\n`
  );
  const words = [...parameters.map(parameterWords), ...fields].join("");
  return `## ${method} ${path}\n\n${summary} (${who}). Answers ${answer.status}: ${answer.description}.\n${
    words === "" ? "" : `\n${words}`
  }`;
}

/** The one request of a job that has more than two or three fields. */
function produceRequest(): string {
  const { properties = {} } = SCHEMAS["ProduceRequest"] ?? {};
  const fields = Object.entries(properties).map(([name, schema]) =>
    `- \`${name}\`: ${schemaWords(schema)}\n`
  );
  return `## ProduceRequest\n\nThe \`request\` of a job of kind \`produce\`. \`source\` is needed, and \`slots\` or \`copies\`; all else may be left out.\n\n${
    fields.join("")
  }`;
}

function parameterWords({ name, in: place, required, description, schema }: RouteParameter): string {
  const where = place === "path" ? "in the path" : `behind the question mark${required ? ", needed" : ""}`;
  return `- \`${name}\` ${where}: ${description}; ${schemaWords({ ...schema, description: "" })}\n`;
}

function schemaWords({ $ref, type, anyOf, minimum, maximum, enum: words, description }: JsonSchema): string {
  const name = $ref?.split("/").at(-1);
  if (anyOf !== undefined) return anyOf.map(schemaWords).join(" or ");
  const choices = words ?? (name === undefined ? undefined : SCHEMAS[name]?.enum);
  const what = name ?? [type].flat().join(" or ");
  const range = minimum === undefined || maximum === undefined || maximum > 1e9
    ? ""
    : ` of ${minimum} to ${maximum}`;
  const choice = choices === undefined ? "" : `, one of ${choices.join(", ")}`;
  return `${what}${range}${choice}${description ? `, ${description}` : ""}`;
}

async function main(): Promise<void> {
  await Deno.writeTextFile(PAGE, await httpPage());
  say(`${ROUTES.length} requests in docs/http.md`);
}

if (import.meta.main) await runScript(main);

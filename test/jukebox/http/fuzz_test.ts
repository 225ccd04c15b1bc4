import { assert, assertEquals } from "../../support/assert.ts";
import { ROUTES } from "../../../lib/jukebox/http/routes/all.ts";
import type { Route } from "../../../lib/jukebox/http/route.ts";
import { Random } from "../../support/random.ts";
import { raw, request, served } from "./served.ts";

const ROUNDS = 800;
/** A stream of events has no end that could be waited for. */
const TRIED = ROUTES.filter(({ path }) => path !== "/v1/events");
const ENCODER = new TextEncoder();
const WORDS = [
  "jb",
  "jb.dev",
  "1",
  "2",
  "0",
  "-1",
  "99999999999999999999",
  "1e3",
  "..",
  "%2e%2e",
  "%00",
  "%",
  "é",
  "",
];
const NAMES = [
  "name",
  "id",
  "drive",
  "slot",
  "kind",
  "device",
  "request",
  "path",
  "wait",
  "limit",
  "words",
  "value",
];
const METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "X"];

function randomValue(random: Random, depth = 0): unknown {
  switch (random.below(depth > 3 ? 6 : 8)) {
    case 0:
      return random.one([null, true, false]);
    case 1:
      return random.one([0, 1, -1, 1.5, 1e308, 2 ** 53]);
    case 6:
      return Array.from({ length: random.below(4) }, () => randomValue(random, depth + 1));
    case 7:
      return Object.fromEntries(
        Array.from({ length: random.below(5) }, () => [random.one(NAMES), randomValue(random, depth + 1)]),
      );
    default:
      return random.one([...WORDS, "\u0000", "x".repeat(300), "__proto__", "produce", "/a"]);
  }
}

/** What stands for a parameter of a path when it is to be right. */
const RIGHT: Readonly<Record<string, string>> = { name: "jb", drive: "1", id: "1", parameter: "loglev" };

function randomPath(random: Random, { path, parameters = [] }: Route): string {
  const filled = path.replace(
    /\{(\w+)\}/g,
    (_, name) => random.chance(0.8) ? RIGHT[name]! : random.one(WORDS),
  );
  const known = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const names = known.filter(() => random.chance(0.5));
  if (random.chance(0.1)) names.push(random.one(NAMES));
  const query = names.map((name) => `${name}=${random.one(WORDS)}`);
  const shaken = random.chance(0.1)
    ? filled.slice(0, random.below(filled.length)) + random.one(WORDS)
    : filled;
  return `${encodeURI(shaken).replaceAll("%25", "%")}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

function randomBody(random: Random, { body }: Route): unknown {
  if (body === undefined) return random.chance(0.9) ? undefined : randomValue(random);
  if (random.chance(0.2)) return random.chance(0.5) ? "{broken" : randomValue(random);
  const names = [...Object.keys(body.properties ?? {}), ...(random.chance(0.1) ? [random.one(NAMES)] : [])];
  const fields = names.filter(() => random.chance(0.95));
  return Object.fromEntries(
    fields.map((name) => [name, random.one([1, 7, "jb", "test", "/a", {}, randomValue(random)])]),
  );
}

function randomRequest(random: Random): Uint8Array {
  const route = random.one(TRIED);
  const headers = random.chance(0.2) ? [`X-${random.below(9)}: ${random.one(WORDS)}`] : [];
  if (random.chance(0.1)) headers.push("X-Discglow-Client: %zz", "X-Discglow-Process: 1/0");
  const method = random.chance(0.1) ? random.one(METHODS) : route.method;
  const bytes = ENCODER.encode(
    request(method, randomPath(random, route), randomBody(random, route), headers),
  );
  if (random.chance(0.1)) bytes[random.below(bytes.length)] = random.below(256);
  if (random.chance(0.02)) return bytes.subarray(0, random.below(bytes.length));
  return random.chance(0.02) ? random.bytes(random.below(400)) : bytes;
}

for (const seed of [1, 2]) {
  Deno.test(`Whatever clients send, a healthy server has no fault of its own (seed ${seed})`, async () => {
    await served(async ({ socket, service, client }) => {
      const random = new Random(seed);
      const statuses = new Map<number, number>();
      for (let round = 0; round < ROUNDS; round += 100) {
        const texts = Array.from({ length: 100 }, () => randomRequest(random));
        const answers = await Promise.all(texts.map((text) => raw(socket, text)));
        for (const [index, answer] of answers.entries()) {
          const sent = new TextDecoder().decode(texts[index]!).slice(0, 300);
          assert(!(answer.status >= 500), `${answer.status} ${answer.text} to: ${sent}`);
          if (answer.status >= 400 && answer.text !== "") {
            assertEquals(
              typeof JSON.parse(answer.text).error,
              "string",
              `${answer.status} ${answer.text} to: ${sent}`,
            );
          }
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        }
      }
      assertEquals(await client.status(), service.status());
      assert(
        statuses.get(200)! > 20 && statuses.get(400)! > 20 && statuses.get(404)! > 20,
        `${[...statuses]}`,
      );
    }, {
      limits: {
        headerSeconds: 0.3,
        idleSeconds: 0.3,
        bodySeconds: 0.3,
        stallSeconds: 0.3,
        waitSeconds: 0.05,
      },
    });
  });
}

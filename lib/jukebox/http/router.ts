/**
 * Finds the route of a request.
 *
 * @module
 */

import { HttpRefusal } from "./refusal.ts";
import type { Route } from "./route.ts";

/** A route with what stood in its path, decoded. */
export interface Match {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** No path of ours has more. */
const MOST_SEGMENTS = 8;

/** Routes, ready to be searched. */
export class Router {
  readonly #compiled: readonly Compiled[];

  /** Takes the table. */
  constructor(routes: readonly Route[]) {
    this.#compiled = routes.map((route) => ({ route, segments: route.path.split("/") }));
  }

  /**
   * Finds one.
   *
   * @param path as it was sent, without the question mark and what follows
   * @throws {HttpRefusal} when there is none, or none with that method
   */
  find(method: string, path: string): Match {
    const segments = path.split("/", MOST_SEGMENTS).map(decode);
    const methods: string[] = [];
    for (const { route, segments: pattern } of this.#compiled) {
      const parameters = match(pattern, segments);
      if (parameters === undefined) continue;
      if (route.method === method) return { route, parameters };
      methods.push(route.method);
    }
    if (methods.length === 0) {
      throw new HttpRefusal(404, "missing", "Cannot fulfil the request: there is nothing at this address", {
        hint: "/openapi.json describes all requests",
      });
    }
    throw new HttpRefusal(
      405,
      "usage",
      `Cannot fulfil the request: this address knows ${methods.join(", ")} only`,
      {
        headers: { allow: methods.join(", ") },
      },
    );
  }
}

function match(pattern: readonly string[], segments: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, wanted] of pattern.entries()) {
    const segment = segments[index]!;
    if (wanted.startsWith("{")) parameters.set(wanted.slice(1, -1), segment);
    else if (wanted !== segment) return undefined;
  }
  return parameters;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpRefusal(
      400,
      "usage",
      "Cannot read the address of the request: its percent signs are wrong",
    );
  }
}

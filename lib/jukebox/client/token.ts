/**
 * The token of a client, needed over TCP.
 *
 * @module
 */

import { reasonOf, UsageError } from "../../errors.ts";

/**
 * The token that was given, else that of the environment: `DISCGLOW_TOKEN`, or the first word of the file that
 * `DISCGLOW_TOKEN_FILE` names.
 *
 * @throws {UsageError} when the file cannot be read
 */
export function findToken(
  given: string | undefined,
  environment: (name: string) => string | undefined = (name) => Deno.env.get(name),
): string | undefined {
  const token = given ?? environment("DISCGLOW_TOKEN");
  if (token !== undefined && token !== "") return checked(token.trim());
  const path = environment("DISCGLOW_TOKEN_FILE");
  if (path === undefined || path === "") return undefined;
  try {
    return checked(Deno.readTextFileSync(path).trim().split(/\s+/, 1)[0]!);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot read the token of ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function checked(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError("Cannot use the token: it has characters that no token has");
}

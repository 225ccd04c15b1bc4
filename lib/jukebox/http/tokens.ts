/**
 * Tokens of clients that come over the network: a file with lines of `role token`.
 *
 * @module
 */

import { createHash, timingSafeEqual } from "node:crypto";
import { reasonOf, UsageError } from "../../errors.ts";

/** What a client may do: look, or everything. */
export type Role = "read" | "operator";

/** Shorter ones can be guessed. */
const SHORTEST = 16;
/** No token file is larger. */
const LARGEST = 1024 * 1024;

/** Known tokens; only their digests are kept. */
export class Tokens {
  readonly #entries: readonly { readonly role: Role; readonly digest: Uint8Array }[];

  /** Forgets the tokens themselves. */
  constructor(entries: readonly { readonly role: Role; readonly token: string }[]) {
    this.#entries = entries.map(({ role, token }) => ({ role, digest: digestOf(token) }));
  }

  /** The role of a token, `undefined` when it is not known. Takes the same time whichever it is. */
  roleOf(token: string): Role | undefined {
    const digest = digestOf(token);
    let role: Role | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.digest, digest)) role = entry.role;
    }
    return role;
  }
}

/**
 * Reads a token file.
 *
 * @throws {UsageError} when it cannot be used, or others could read it
 */
export function readTokens(path: string): Tokens {
  let text: string;
  try {
    using file = Deno.openSync(path);
    const { isFile, mode, size, uid } = file.statSync();
    if (!isFile || size > LARGEST) {
      throw new UsageError(`Cannot use the tokens of ${path}: it is no token file`);
    }
    if (mode !== null && (mode & 0o077) !== 0) {
      throw new UsageError(`Cannot use the tokens of ${path}: other users could read them`, {
        hint: `chmod 600 ${path}`,
      });
    }
    if (uid !== null && uid !== 0 && uid !== Deno.uid()) {
      throw new UsageError(`Cannot use the tokens of ${path}: they belong to another user`, {
        hint: "the file has to belong to the server's user",
      });
    }
    const bytes = new Uint8Array(size);
    const length = file.readSync(bytes) ?? 0;
    text = new TextDecoder().decode(bytes.subarray(0, length));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot read the tokens of ${path}: ${reasonOf(error)}`, { cause: error });
  }
  return new Tokens(parseTokens(text, path));
}

/**
 * Reads lines of `role token`. Empty lines and lines that begin with `#` say nothing.
 *
 * @throws {UsageError} when a line is something else; its text is not repeated
 */
function parseTokens(text: string, name: string): { readonly role: Role; readonly token: string }[] {
  const entries: { role: Role; token: string }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0]!.startsWith("#")) continue;
    const [role, token] = words;
    const where = `Cannot use the tokens of ${name}: line ${index + 1}`;
    if (words.length !== 2 || (role !== "read" && role !== "operator")) {
      throw new UsageError(`${where} is not of the form role token`, { hint: "roles are read and operator" });
    }
    if (token!.length < SHORTEST || !/^[\w.~+/=-]+$/.test(token!)) {
      throw new UsageError(`${where} has a token that cannot be used`, {
        hint:
          `tokens have ${SHORTEST} or more letters, digits and signs of -._~+/=; openssl rand -hex 32 makes one`,
      });
    }
    if (entries.some((entry) => entry.token === token)) {
      throw new UsageError(`${where} has the token of a line before`);
    }
    entries.push({ role, token: token! });
  }
  if (entries.length === 0) throw new UsageError(`Cannot use the tokens of ${name}: there are none`);
  return entries;
}

function digestOf(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

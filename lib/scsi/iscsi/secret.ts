/**
 * Who we say we are to an iSCSI target: kept out of command lines, where every user of the machine can read.
 *
 * @module
 */

import { reasonOf, UsageError } from "../../errors.ts";

/** A name and its secret for CHAP (RFC 1994, RFC 7143 12.1.3). */
export interface Secret {
  /** The name. */
  readonly user: string;
  /** The secret. */
  readonly secret: string;
}

/** Where names and secrets come from: the environment, or a table in tests. */
export type Environment = (name: string) => string | undefined;

/** The process's environment, as far as we may read it. */
function processEnvironment(name: string): string | undefined {
  if (Deno.permissions.querySync({ name: "env", variable: name }).state !== "granted") return undefined;
  const value = Deno.env.get(name);
  return value === "" ? undefined : value;
}

/**
 * The name and secret that the user has set up, if any.
 *
 * @throws {UsageError} when only half is there, or a file cannot be used
 */
export function findSecret(environment: Environment = processEnvironment): Secret | undefined {
  const user = environment("DISCGLOW_ISCSI_USER");
  const secret = environment("DISCGLOW_ISCSI_SECRET");
  const file = environment("DISCGLOW_ISCSI_SECRET_FILE");
  if (user !== undefined && secret !== undefined) return { user, secret };
  if (secret === undefined && file !== undefined) return readSecret(file, user);
  if (user === undefined && secret === undefined) return undefined;
  const [there, missing] = user === undefined
    ? ["DISCGLOW_ISCSI_SECRET", "DISCGLOW_ISCSI_USER"]
    : ["DISCGLOW_ISCSI_USER", "DISCGLOW_ISCSI_SECRET"];
  throw new UsageError(`Cannot log in with ${there} alone: ${missing} is not set`);
}

/** A file of two lines: the name, then the secret. A name from the environment must be the same. */
function readSecret(path: string, user: string | undefined): Secret {
  const lines = readPrivate(path).split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines.at(-1) === "") lines.pop();
  const [fileUser = "", secret = ""] = lines;
  if (lines.length !== 2 || fileUser === "" || secret === "") {
    throw unusable(path, "it does not hold a name on its first line and a secret on its second");
  }
  if (user !== undefined && user !== fileUser) {
    throw unusable(path, "its name is not that of DISCGLOW_ISCSI_USER");
  }
  return { user: fileUser, secret };
}

function readPrivate(path: string): string {
  try {
    using file = Deno.openSync(path);
    // Asked of the opened file, so that it cannot be exchanged in between.
    const { mode } = file.statSync();
    if (mode !== null && (mode & 0o077) !== 0) {
      throw unusable(path, "others than its owner can use it", `chmod 600 ${path}`);
    }
    const bytes = new Uint8Array(4096);
    return new TextDecoder().decode(bytes.subarray(0, file.readSync(bytes) ?? 0));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unusable(path, reasonOf(error));
  }
}

function unusable(path: string, reason: string, hint?: string): UsageError {
  return new UsageError(
    `Cannot take the iSCSI secret from ${path}: ${reason}`,
    { hint },
  );
}

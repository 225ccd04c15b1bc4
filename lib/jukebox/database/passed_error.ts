/**
 * An error on its way from a thread of the database: threads do not pass classes on.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { JukeboxError, type RefusalKind } from "../errors.ts";

/** What is left of it. */
export interface PassedError {
  readonly message: string;
  readonly hint: string | undefined;
  readonly kind: RefusalKind | undefined;
}

/** Takes an error apart. */
export function passError(error: unknown): PassedError {
  return {
    message: error instanceof Error ? error.message : String(error),
    hint: error instanceof DiscglowError ? error.hint : undefined,
    kind: error instanceof JukeboxError ? error.kind : undefined,
  };
}

/** Puts it together again. */
export function receivedError({ message, hint, kind }: PassedError): DiscglowError {
  return kind === undefined
    ? new DiscglowError(message, { hint })
    : new JukeboxError(kind, message, { hint });
}

/** Why a thread died, from its event; nothing is printed. */
export function deathOf(event: ErrorEvent): string {
  event.preventDefault();
  return event.message.replace(/^Uncaught (\(.*?\) )?/, "");
}

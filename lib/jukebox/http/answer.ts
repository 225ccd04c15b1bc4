/**
 * What handlers return.
 *
 * @module
 */

/** A JSON body. */
export interface JsonAnswer {
  readonly kind: "json";
  readonly status: number;
  readonly value: unknown;
}

/** No body. */
export interface EmptyAnswer {
  readonly kind: "empty";
}

/** Finished text of some type. */
export interface TextAnswer {
  readonly kind: "text";
  readonly type: string;
  readonly text: string;
}

/** Bytes as they come; cancelled when the client goes away. */
export interface StreamAnswer {
  readonly kind: "stream";
  readonly type: string;
  readonly data: ReadableStream<Uint8Array>;
  /** How many there will be. */
  readonly size?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All kinds. */
export type Answer = JsonAnswer | EmptyAnswer | TextAnswer | StreamAnswer;

/** What was asked for. */
export function json(value: unknown, status = 200): JsonAnswer {
  return { kind: "json", status, value };
}

/** It is done, and there is nothing to say. */
export const DONE: EmptyAnswer = { kind: "empty" };

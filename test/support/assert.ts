/**
 * The assertions of `@std/assert`, with types. The package comes without them from the registry we use.
 *
 * @module
 */

import * as untyped from "@std/assert";

/** A class of errors, as `assertThrows` takes it. */
// deno-lint-ignore no-explicit-any
export type ErrorClass<E extends Error = Error> = abstract new (...args: any[]) => E;

interface Assertions {
  assert(condition: unknown, message?: string): asserts condition;
  assertEquals<T>(actual: T, expected: T, message?: string): void;
  assertNotEquals<T>(actual: T, expected: T, message?: string): void;
  assertMatch(actual: string, expected: RegExp, message?: string): void;
  assertStringIncludes(actual: string, expected: string, message?: string): void;
  assertThrows<E extends Error = Error>(
    body: () => unknown,
    errorClass?: ErrorClass<E>,
    messageIncludes?: string,
    message?: string,
  ): E;
  assertRejects<E extends Error = Error>(
    body: () => PromiseLike<unknown>,
    errorClass?: ErrorClass<E>,
    messageIncludes?: string,
    message?: string,
  ): Promise<E>;
}

const typed = untyped as unknown as Assertions;

/** Fails unless the condition is truthy. */
export const assert: Assertions["assert"] = typed.assert;
/** Fails unless both values are deeply equal. */
export const assertEquals: Assertions["assertEquals"] = typed.assertEquals;
/** Fails if both values are deeply equal. */
export const assertNotEquals: Assertions["assertNotEquals"] = typed.assertNotEquals;
/** Fails unless the pattern matches. */
export const assertMatch: Assertions["assertMatch"] = typed.assertMatch;
/** Fails unless the string holds the other one. */
export const assertStringIncludes: Assertions["assertStringIncludes"] = typed.assertStringIncludes;
/** Fails unless the body throws; returns what was thrown. */
export const assertThrows: Assertions["assertThrows"] = typed.assertThrows;
/** Fails unless the promise rejects; resolves to the reason. */
export const assertRejects: Assertions["assertRejects"] = typed.assertRejects;

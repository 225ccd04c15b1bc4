/**
 * How long changers may take.
 *
 * @module
 */

/** In milliseconds. */
export const CHANGER_TIMEOUT = {
  /** A disc from one end to the other, with a drive that first has to stop it. */
  move: 300_000,
  /** Element status: a changer that has just been closed looks at its elements first. */
  status: 600_000,
  /** Looking at all elements, with bar codes, some seconds each. */
  initialize: 2 * 3_600_000,
  /** Until a changer that was switched on is ready. */
  start: 30 * 60_000,
} as const;

/**
 * The exit codes, the same for every command.
 *
 * @module
 */

/** Done, and verified where that was asked. */
export const EXIT_DONE = 0;
/** Failed. */
export const EXIT_FAILED = 1;
/** The words of the command line cannot be meant. */
export const EXIT_USAGE = 2;
/** Done, but some source could not be read. */
export const EXIT_INCOMPLETE = 3;
/** Verification found differences. */
export const EXIT_DIFFERENT = 4;
/** Stopped by the user. */
export const EXIT_STOPPED = 130;

/** What each exit code says, for the help. */
export const EXIT_CODES: readonly (readonly [number, string])[] = [
  [EXIT_DONE, "done (and verified where asked)"],
  [EXIT_FAILED, "failed"],
  [EXIT_USAGE, "wrong usage"],
  [EXIT_INCOMPLETE, "done, but some source could not be read"],
  [EXIT_DIFFERENT, "verification found differences"],
  [EXIT_STOPPED, "stopped by the user"],
];

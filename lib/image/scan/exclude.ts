/**
 * The shell patterns of `exclude=`.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";

/** Whether an entry of this name at this path in the image stays outside. */
export type Excluded = (name: string, path: () => string) => boolean;

/**
 * Compiles shell patterns. One without `/` is held against the name, one with `/` against the path in the image
 * (`/build/*`); `*` and `?` do not cross a `/`, `**` does; `[…]` is a set of characters.
 *
 * @returns the test, or `undefined` when there is no pattern
 */
export function excludedBy(patterns: readonly string[]): Excluded | undefined {
  if (patterns.length === 0) return undefined;
  // A slash at the end says no more than that a directory is meant.
  const given = patterns.map((pattern) => pattern.replace(/(?<=.)\/+$/, ""));
  const names = given.filter((pattern) => !pattern.includes("/")).map(compile);
  const paths = given.filter((pattern) => pattern.includes("/"))
    .map((pattern) => compile(pattern.startsWith("/") ? pattern : `/${pattern}`));
  return (name, path) => {
    if (names.some((pattern) => pattern.test(name))) return true;
    if (paths.length === 0) return false;
    const whole = path();
    return paths.some((pattern) => pattern.test(whole));
  };
}

function compile(pattern: string): RegExp {
  const translated = pattern.replace(
    /\*\*\/|\*\*|\*|\?|\[!?\]?[^\]]*\]|[\\^$.|+()[\]{}]/gu,
    (part) => {
      if (part === "**/") return "(?:.*/)?";
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      if (part.startsWith("[") && part.length > 1) {
        const negated = /^\[[!^]/.test(part);
        const members = part.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, "\\$&");
        return `[${negated ? "^" : ""}${members}]`;
      }
      return `\\${part}`;
    },
  );
  try {
    return new RegExp(`^${translated}$`, "su");
  } catch (cause) {
    throw new UsageError(`Cannot understand the pattern ${pattern}: it is no shell pattern`, { cause });
  }
}

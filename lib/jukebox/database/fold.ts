/**
 * Letters as the search compares them: small, without accents, `ß` as `ss`.
 *
 * @module
 */

/** What was folded before: the same few letters stand in all paths of an archive. */
const known = new Map<string, string>();

/** Runs of letters that are kept. */
const MOST_KNOWN = 10_000;

/** A text as it is compared. JSON stays JSON. */
export function fold(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.toLowerCase().replace(/[^\x00-\x7f]+/g, foldRun);
}

/** Folds what is not ASCII. Marks are taken off even where they stand behind a letter of ASCII. */
function foldRun(run: string): string {
  const before = known.get(run);
  if (before !== undefined) return before;
  // Upwards first, so that all forms of a letter become one; what would end a string of JSON is no letter.
  const plain = run.normalize("NFKD").replace(/\p{M}+/gu, "").toUpperCase().toLowerCase();
  const folded = plain.replaceAll("ς", "σ").replace(/["\\]/g, "_");
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run, folded);
  return folded;
}

/**
 * How much room a text takes on a terminal.
 *
 * @module
 */

/** Combining marks and what only joins or formats. */
const NO_ROOM = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Full-width forms, CJK punctuation, and what is drawn as a picture. */
const WIDE =
  /^(?:[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{Emoji_Presentation}]|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])$/u;

/** Half-width forms of characters that are wide otherwise. */
const NARROW = /^[\uff61-\uffdc]$/u;

/** Columns that a text takes in which control characters have been escaped. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (character < "\u0300") return 1;
  if (NO_ROOM.test(character)) return 0;
  return WIDE.test(character) && !NARROW.test(character) ? 2 : 1;
}

/**
 * The index of groups of three characters: which files may hold some pieces of text.
 *
 * @module
 */

import type { Connection } from "./connection.ts";
import type { GramShares } from "./gram_shares.ts";
import { textOf } from "./rows.ts";

/** Characters of a group. */
const GROUP = 3;

/** Groups of one piece that are thought about: more narrow nothing down. */
const MOST_GROUPS = 24;

/** Groups that may begin with a short piece; one with more is in so many paths that it narrows nothing down. */
const MOST_ENDINGS = 50;

/** To look at one file takes as long as to pass so many numbers of files in the list of a group. */
const LOOK = 200;

/** A further group of a piece is mostly there where the others are. */
const RELATED = 0.8;

/** Files that are looked at sooner than that a list of groups is made. */
const FEW = 500;

/** Makes the list of all groups, which belongs to a connection. */
export function openGroups(connection: Connection): void {
  connection.script("CREATE VIRTUAL TABLE temp.gram_list USING fts5vocab(main, grams, row)");
}

/**
 * The question for files that may hold all pieces, in FTS5's language; `undefined` where none can be asked. Of all
 * groups only those are asked for that save more than they cost: FTS5 reads the lists of all of them.
 */
export function gramsQuery(
  connection: Connection,
  shares: GramShares,
  pieces: readonly string[],
): string | undefined {
  const { groups, left } = chosenGroups(shares, pieces.map((piece) => groupsOf(indexed(piece))));
  const asked = groups.map(quote);
  if (left * shares.files > FEW) {
    for (const piece of pieces) {
      const endings = Array.from(piece).length < GROUP ? endingsOf(connection, indexed(piece)) : undefined;
      if (endings !== undefined) asked.push(`(${endings.map(quote).join(" OR ")})`);
    }
  }
  return asked.length === 0 ? undefined : asked.join(" AND ");
}

/** The groups to ask for, and the share of files that are left to look at then. */
function chosenGroups(
  shares: GramShares,
  pieces: readonly (readonly string[])[],
): { readonly groups: readonly string[]; readonly left: number } {
  const all = pieces.flatMap((groups, piece) =>
    [...new Set(groups)].map((group) => ({ group, piece, share: shares.of(group) }))
      .sort((a, b) => a.share - b.share).slice(0, MOST_GROUPS)
  ).sort((a, b) => a.share - b.share);
  const chosen: string[] = [];
  const begun = new Set<number>();
  let left = 1;
  for (const { group, piece, share } of all) {
    const cut = begun.has(piece) ? Math.max(share, RELATED) : share;
    if (chosen.length > 0 && left * (1 - cut) * LOOK < share) continue;
    chosen.push(group);
    begun.add(piece);
    left *= cut;
  }
  return { groups: chosen, left };
}

/** All groups of a text, in their order. */
export function groupsOf(text: string): string[] {
  const characters = Array.from(text);
  return characters.slice(GROUP - 1).map((_, at) => characters.slice(at, at + GROUP).join(""));
}

/** Groups that begin with a piece shorter than a group; `undefined` where they are too many. */
function endingsOf(connection: Connection, piece: string): readonly string[] | undefined {
  const rows = connection.all(
    "SELECT term FROM temp.gram_list WHERE term >= ?1 AND term < ?1 || char(0x10ffff) LIMIT ?2",
    piece,
    MOST_ENDINGS + 1,
  );
  if (rows.length > MOST_ENDINGS) return undefined;
  // A group that is nowhere asks for nothing, which is what is found.
  return rows.length === 0 ? [piece.padEnd(GROUP, "\x01")] : rows.map((row) => textOf(row.term) ?? "");
}

/** A text of the index: FTS5 ends at a NUL. */
export function indexed(folded: string): string {
  return folded.replaceAll("\0", "\x01");
}

/** A group as a string of FTS5: nothing in it has a meaning. */
function quote(group: string): string {
  return `"${group.replaceAll('"', '""')}"`;
}

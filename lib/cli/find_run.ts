/**
 * Runs `discglow find`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { JukeboxClient } from "../jukebox/client/client.ts";
import type { FoundFile } from "../jukebox/model.ts";
import { alignedLines } from "./cdadm/table.ts";
import { discLabel } from "./cdadm/disc_label.ts";
import { wantCopy } from "./cdadm/want_disc.ts";
import { escapeText } from "./escape.ts";
import { EXIT_DONE, EXIT_FAILED } from "./exit_codes.ts";
import { openDatabase } from "./open_database.ts";
import type { Output } from "./output.ts";
import { placeWords } from "./place_words.ts";

const USUAL_LIMIT = 100;

/** What the words say. */
export interface FindValues {
  readonly limit: number | undefined;
  readonly disc: string | undefined;
  readonly database: string | undefined;
  readonly host: string | undefined;
}

/** What can be searched: a server or a database. */
type Searched = Pick<JukeboxClient, "discs" | "find">;

/** Searches the server or the database that is meant. */
export async function runFind(
  words: readonly string[],
  { limit = USUAL_LIMIT, disc, database, host }: FindValues,
  output: Output,
): Promise<number> {
  if (database !== undefined && host !== undefined) {
    throw new UsageError("Cannot search --database and --host at once: choose one of them");
  }
  if (words.join(" ").trim() === "") throw new UsageError("Cannot find nothing: the words are empty");
  const search = (searched: Searched): Promise<FoundFile[]> => found(searched, words.join(" "), limit, disc);
  if (database !== undefined) {
    using volumes = await openDatabase(database);
    return printFound(output, await search(volumes), limit);
  }
  const { openClient } = await import("./cdadm/open_client.ts");
  using client = openClient(host);
  return printFound(output, await search(client), limit);
}

async function found(
  searched: Searched,
  words: string,
  limit: number,
  named: string | undefined,
): Promise<FoundFile[]> {
  const disc = named === undefined ? undefined : (await wantCopy(searched, named)).id;
  return await searched.find(words, limit, { disc });
}

/** Prints what was found; nothing is a failure, as with grep. */
function printFound(output: Output, files: readonly FoundFile[], limit: number): number {
  if (output.json) { for (const file of files) output.record({ event: "file", ...file }); }
  else for (const line of fileLines(files)) output.line(line);
  if (files.length === limit) {
    tell(
      output,
      `there may be more than ${
        limit === 1 ? "this one" : `these ${limit}`
      }: add --limit NUMBER, or more words`,
    );
  }
  if (files.length > 0) return EXIT_DONE;
  tell(output, "no disc that is known holds such a file");
  return EXIT_FAILED;
}

function fileLines(files: readonly FoundFile[]): string[] {
  const rows = files.map(({ path, disc }) => [
    `${escapeText(path)} `,
    `${discLabel(disc)} `,
    escapeText(placeWords(disc.place)),
  ]);
  return alignedLines(rows, [{}, {}, {}]);
}

function tell(output: Output, message: string): void {
  if (output.json) output.event({ event: "notice", message });
  else output.message(`discglow: ${message}`);
}

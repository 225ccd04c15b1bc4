/**
 * The benchmark of the jukebox: its database with a million files, and its server.
 *
 * @module
 */

import { FlagError, flagHelp, type Flags, parseFlags, say } from "../flags.ts";
import { measureDatabase } from "./jukebox_database.ts";
import { databaseReport, serverReport } from "./jukebox_report.ts";
import { measureServer } from "./jukebox_server.ts";
import { removeIfThere } from "./tree_folder.ts";

const DISCS = 1000;
const FILES = 1000;
const ROUNDS = 9;
const SECTIONS = ["database", "server"] as const;

const FLAGS = {
  folder: { kind: "text", placeholder: "PATH", help: "where the database and the lists go" },
  sections: { kind: "list", choices: SECTIONS, help: "only these (all)", placeholder: "LIST" },
  discs: { kind: "count", placeholder: "N", help: `discs that are known (${DISCS})` },
  files: { kind: "count", placeholder: "N", help: `files of each disc (${FILES})` },
  rounds: { kind: "count", placeholder: "N", help: `how often each search is made (${ROUNDS})` },
  json: { kind: "text", placeholder: "FILE", help: "writes all figures" },
  help: { kind: "switch", help: "shows this" },
} as const satisfies Flags;

const ABOUT = `Fills the volumes database with discs and their files, and searches it.

The same searches are made by grep in a list of the same paths, by SQLite's shell with LIKE in a table of them, and
by plocate; each looks for the first hundred files that hold all words, whatever their case. The times of the others
include the start of a program, ours do not: the server runs.

Then the server takes inventory of a virtual jukebox with as many slots, and is asked for its status by several
clients at once while it inspects discs.

`;

/** Runs the benchmark. */
export async function jukebox(args: readonly string[]): Promise<void> {
  const { values, operands } = parseFlags(FLAGS, args);
  if (values.help) return say(ABOUT + flagHelp(FLAGS));
  if (operands.length > 0) throw new FlagError(`Cannot understand ${operands[0]}: there are only options`);
  const folder = await Deno.makeTempDir({
    prefix: "discglow-bench-",
    ...(values.folder === undefined ? {} : { dir: values.folder }),
  });
  const sections = values.sections ?? SECTIONS;
  const figures: Record<string, unknown> = {};
  try {
    if (sections.includes("database")) {
      const database = await measureDatabase({
        folder,
        discs: values.discs ?? DISCS,
        files: values.files ?? FILES,
        rounds: values.rounds ?? ROUNDS,
      });
      figures.database = database;
      say(`\n${databaseReport(database)}\n`);
    }
    if (sections.includes("server")) {
      const server = await measureServer({
        folder,
        slots: values.discs ?? DISCS,
        files: values.files ?? FILES,
      });
      figures.server = server;
      say(`\n${serverReport(server)}\n`);
    }
    if (values.json === undefined) return;
    await Deno.writeTextFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    await removeIfThere(folder);
  }
}

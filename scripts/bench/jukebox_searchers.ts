/**
 * Others that find paths by words.
 *
 * @module
 */

import { isInstalled } from "./installed.ts";
import { LIMIT } from "./jukebox_database.ts";

/** One that searches. */
export interface Searcher {
  readonly name: string;
  /** Programs that it needs. */
  readonly programs: readonly string[];
  /** Makes what it searches in of a list of paths. */
  readonly prepare: (list: string, folder: string) => Promise<void>;
  /** Looks for the words; tells how many it has found. */
  readonly search: (words: string, folder: string) => number;
}

const GREP: Searcher = {
  name: "grep",
  programs: ["grep"],
  prepare: () => Promise.resolve(),
  search: (words, folder) => {
    const [first, ...more] = words.split(" ").map(quoted);
    const rest = more.map((word) => ` | grep -iF -e ${word}`).join("");
    return linesOf("sh", [
      "-c",
      `grep -iF -e ${first} ${quoted(`${folder}/paths.txt`)}${rest} | head -n ${LIMIT}`,
    ]);
  },
};

const SQLITE: Searcher = {
  name: "sqlite3 LIKE",
  programs: ["sqlite3"],
  prepare: async (list, folder) => {
    const database = `${folder}/like.db`;
    await must("sqlite3", [
      database,
      "CREATE TABLE file (path TEXT)",
      ".mode ascii",
      `.separator "\\t" "\\n"`,
      `.import ${list} file`,
    ]);
  },
  search: (words, folder) => {
    const conditions = words.split(" ").map((word) => `path LIKE '%${word.replaceAll("'", "''")}%'`);
    const sql = `SELECT path FROM file WHERE ${conditions.join(" AND ")} LIMIT ${LIMIT}`;
    return linesOf("sqlite3", ["-readonly", `${folder}/like.db`, sql]);
  },
};

const PLOCATE: Searcher = {
  name: "plocate",
  programs: ["plocate", "plocate-build"],
  prepare: (list, folder) => must("plocate-build", ["-p", "-l", "no", list, `${folder}/plocate.db`]),
  search: (words, folder) =>
    linesOf("plocate", ["-d", `${folder}/plocate.db`, "-i", "-l", `${LIMIT}`, "--", ...words.split(" ")]),
};

/** Those whose programs are there, and a sentence for each that is left out. */
export function findSearchers(): {
  readonly present: readonly Searcher[];
  readonly absent: readonly string[];
} {
  const all = [GREP, SQLITE, PLOCATE];
  const lacking = (one: Searcher) => one.programs.find((program) => !isInstalled(program));
  return {
    present: all.filter((one) => lacking(one) === undefined),
    absent: all.filter((one) => lacking(one) !== undefined)
      .map((one) => `${one.name}: ${lacking(one)} is not installed`),
  };
}

const ENV = { LC_ALL: "C.UTF-8", PATH: `${Deno.env.get("PATH") ?? ""}:/usr/sbin` };

function linesOf(program: string, args: readonly string[]): number {
  const { stdout } = new Deno.Command(program, { args: [...args], env: ENV, stderr: "null" }).outputSync();
  return stdout.filter((byte) => byte === 10).length;
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args], env: ENV }).output();
  if (!success) throw new Error(`Cannot prepare ${program}: ${new TextDecoder().decode(stderr).trim()}`);
}

/** A word of the shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

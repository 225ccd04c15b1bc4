/**
 * The benchmark of the jukebox for people, and what it is to reach.
 *
 * @module
 */

import type { DatabaseFigures } from "./jukebox_database.ts";
import type { ServerFigures } from "./jukebox_server.ts";
import { SEARCHES } from "./jukebox_files.ts";
import { median } from "./results.ts";
import { table } from "./table.ts";

const MIB = 1 << 20;
const JUDGED = "discglow";

/** Milliseconds that a search may take. */
const AIM = 50;

/** Searches beside each other, then the sizes, then what was to be reached. */
export function databaseReport(figures: DatabaseFigures): string {
  const { files, discs, intakeSeconds, batch, batchWork, databaseBytes, pathBytes, survey, memory } = figures;
  return [
    `find, milliseconds (median/worst, files found) among ${files} files:`,
    searchTable(figures),
    "",
    `intake: ${(files / intakeSeconds).toFixed(0)} files a second; one call blocks ${
      batch[0].toFixed(1)
    } ms, ` +
    `the longest ${batch[1].toFixed(1)} ms; the most work in one is ${batchWork.toFixed(1)} ms`,
    `database: ${(databaseBytes / MIB).toFixed(0)} MiB, ${
      (databaseBytes / files).toFixed(0)
    } bytes a file, ` +
    `${(databaseBytes / pathBytes).toFixed(2)} times the bare paths`,
    `survey of ${discs} discs: ${survey.toFixed(1)} ms`,
    `memory of the process with the database: ${(memory / MIB).toFixed(0)} MiB`,
    "",
    aimsTable(figures),
  ].join("\n");
}

function searchTable({ searches }: DatabaseFigures): string {
  const contenders = [...new Set(searches.map(({ contender }) => contender))];
  const of = (search: string, contender: string) =>
    searches.find((one) => one.search === search && one.contender === contender)!;
  const others = contenders.filter((name) => name !== JUDGED);
  const rows = SEARCHES.map((search) => [
    search,
    ...contenders.map((contender) => {
      const one = of(search, contender);
      return `${one.median.toFixed(1)}/${one.worst.toFixed(1)} (${one.found})`;
    }),
    ...others.map((other) => (of(search, other).median / of(search, JUDGED).median).toFixed(1)),
  ]);
  return table(["", ...contenders, ...others.map((other) => `${other} : ${JUDGED}`)], rows);
}

function aimsTable({ searches }: DatabaseFigures): string {
  const own = searches.filter(({ contender }) => contender === JUDGED);
  const middle = median(own.map((one) => one.median));
  const below = own.filter((one) => one.median < AIM).length;
  const rows = [
    ["find, the median search, ms", `below ${AIM}`, middle.toFixed(1), middle < AIM ? "met" : "missed"],
    [`searches below ${AIM} ms`, `all ${own.length}`, `${below}`, below === own.length ? "met" : "missed"],
  ];
  return table(["aim", "", "measured", "result"], rows, 2);
}

/** Status requests a second that are to be answered. */
const REQUESTS = 1000;

/** What the server takes, then what was to be reached. */
export function serverReport(figures: ServerFigures): string {
  const { slots, files, start, inventory, survey, rate, answer, inspected, memory } = figures;
  const { firstFind, find, longest } = figures;
  return [
    `server with ${slots} slots and ${files} files known:`,
    `start to first answer: ${start.toFixed(2)} s; inventory: ${inventory.toFixed(2)} s`,
    `status while a job inspects discs (${inspected} meanwhile): ${rate.toFixed(0)} requests a second, ` +
    `${answer[0].toFixed(1)} ms in the middle, 99 of 100 below ${answer[1].toFixed(1)} ms`,
    `list of all slots: ${survey.toFixed(1)} ms`,
    `find through the server: ${find[0].toFixed(1)} ms in the middle, the hardest search ${
      find[1].toFixed(1)
    } ms, the first of all ${firstFind.toFixed(0)} ms; others wait for ${
      longest.toFixed(0)
    } ms at most meanwhile`,
    `peak memory of the server: ${(memory / MIB).toFixed(0)} MiB`,
    "",
    table(["aim", "", "measured", "result"], [
      [
        "status requests a second",
        `at least ${REQUESTS}`,
        rate.toFixed(0),
        rate >= REQUESTS ? "met" : "missed",
      ],
      [
        "the hardest search through the server, ms",
        `below ${AIM}`,
        find[1].toFixed(1),
        find[1] < AIM ? "met" : "missed",
      ],
    ], 2),
  ].join("\n");
}

/**
 * The server with a full database: how long it takes inventory, and how many requests it answers while a job runs.
 *
 * @module
 */

import { openVolumes } from "../../lib/jukebox/database/open.ts";
import { connect } from "../../lib/jukebox/client/connect.ts";
import type { JukeboxClient } from "../../lib/jukebox/client/client.ts";
import { createVirtualJukebox } from "../../lib/virtual/changer/create.ts";
import { startServe } from "../../test/jukebox/server/serve_program.ts";
import { say } from "../flags.ts";
import { fillDatabase, LIMIT } from "./jukebox_database.ts";
import { SEARCHES } from "./jukebox_files.ts";
import { median } from "./results.ts";

/** Requests that are under way at the same time. */
const AT_ONCE = 8;

/** Seconds of requests. */
const SECONDS = 5;

/** How often each search is made. */
const ROUNDS = 5;

/** What is measured. */
export interface ServerSize {
  readonly folder: string;
  /** Slots, each with a disc. */
  readonly slots: number;
  /** Files of each disc. */
  readonly files: number;
}

/** What was measured. */
export interface ServerFigures {
  readonly slots: number;
  readonly files: number;
  /** Seconds from the start of the program to its first answer. */
  readonly start: number;
  /** Seconds from there until all slots were in the database. */
  readonly inventory: number;
  /** Milliseconds to list all slots. */
  readonly survey: number;
  /** Status requests a second while a job runs. */
  readonly rate: number;
  /** Milliseconds that a request takes: the median, and what 99 of 100 stay below. */
  readonly answer: readonly [number, number];
  /** Milliseconds of the first search, which starts the thread that searches. */
  readonly firstFind: number;
  /** Milliseconds of each search after that, the median of some: the median of all of them, and the longest. */
  readonly find: readonly [number, number];
  /** Milliseconds of the longest answer to others while the server searches. */
  readonly longest: number;
  /** Discs that the job has inspected meanwhile. */
  readonly inspected: number;
  /** Most bytes of memory that the server had. */
  readonly memory: number;
}

/** Measures. */
export async function measureServer({ folder, slots, files }: ServerSize): Promise<ServerFigures> {
  const home = `${folder}/server`;
  await prepare(home, slots, files);
  say(`Starting the server with ${slots} slots`);
  const begun = performance.now();
  await using server = await startServe(home);
  using client = connect(`unix:${home}/s`);
  await client.status();
  const answered = performance.now();
  await attached(client);
  const inventory = performance.now() - answered;
  const [survey] = await timed(() => client.slots("jb"));
  const job = await client.submit("test", "jb", { slots: `1-${slots}` });
  say(`Asking for the status for ${SECONDS} seconds`);
  const answers = await ask(client);
  const [firstFind] = await timed(() => client.find(SEARCHES[0]!, LIMIT));
  const { searches, longest } = await search(client);
  const { discs } = await client.job(job.id);
  const memory = await peakOf(server.ready.pid);
  await client.stopJob(job.id);
  const sorted = answers.toSorted((a, b) => a - b);
  return {
    slots,
    files: slots * files,
    start: (answered - begun) / 1000,
    inventory: inventory / 1000,
    survey,
    rate: answers.length / SECONDS,
    answer: [median(sorted), sorted[Math.floor(sorted.length * 0.99)]!],
    firstFind,
    find: [median(searches), Math.max(...searches)],
    longest,
    inspected: discs.filter(({ step }) => step === "good").length,
    memory,
  };
}

async function prepare(home: string, slots: number, files: number): Promise<void> {
  await Deno.mkdir(`${home}/state`, { recursive: true });
  createVirtualJukebox(`${home}/box`, { slots, drives: 4, mailSlots: 2, media: "bd-r" });
  const drives = [1, 2, 3, 4].map((number) => `recorder=virtual:box/drives/${number}\n`).join("");
  await Deno.writeTextFile(`${home}/jb.dev`, `device=scsi2\nrobot=virtual:box\n${drives}`);
  await Deno.writeTextFile(`${home}/discglow.toml`, 'socket = "s"\nstate = "state"\nattach = ["jb"]\n');
  say(`Filling its database with ${slots * files} files`);
  using volumes = openVolumes(`${home}/state/volumes.db`);
  // They are on the shelf: what lies in the slots are other discs, which the inventory has to make known.
  await fillDatabase(volumes, `${home}/paths.txt`, slots, files, "shelf");
}

async function attached(client: JukeboxClient): Promise<void> {
  for (const until = performance.now() + 300_000; performance.now() < until;) {
    const device = (await client.status()).devices[0];
    if (device?.state === "failed") throw new Error(`Cannot attach the jukebox: ${device.trouble}`);
    if (
      device?.state === "attached" &&
      (await client.slots("jb")).every((slot) => slot.kind === "mail" || slot.disc !== null)
    ) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("Cannot attach the jukebox: it takes too long");
}

/** Asks as often as it can; tells how many milliseconds each answer took. */
async function ask(client: JukeboxClient): Promise<number[]> {
  const answers: number[] = [];
  const until = performance.now() + SECONDS * 1000;
  const one = async () => {
    while (performance.now() < until) answers.push((await timed(() => client.status()))[0]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return answers;
}

/** Makes all searches, one after the other, and asks for the status all the time. */
async function search(
  client: JukeboxClient,
): Promise<{ readonly searches: readonly number[]; readonly longest: number }> {
  const searches: number[] = [];
  let [longest, searching] = [0, true];
  const others = (async () => {
    while (searching) longest = Math.max(longest, (await timed(() => client.status()))[0]);
  })();
  for (const words of SEARCHES) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      times.push((await timed(() => client.find(words, LIMIT)))[0]);
    }
    searches.push(median(times));
  }
  searching = false;
  await others;
  return { searches, longest };
}

async function timed<Result>(body: () => Promise<Result>): Promise<[number, Result]> {
  const start = performance.now();
  const result = await body();
  return [performance.now() - start, result];
}

async function peakOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/**
 * Runs a recording job for what it tells of itself.
 *
 * @module
 */

import { DISCGLOW } from "./record_contenders.ts";

/** An event of a job as its JSON line has it. */
export type JobEvent = { readonly event: string } & Readonly<Record<string, unknown>>;

/** Where a job's standard input comes from. */
interface Input {
  /** Words of the shell that write it. */
  readonly from: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The events of `discglow cdglow` with these words; throws when it does not end well. */
export async function jobEvents(words: readonly string[], input?: Input): Promise<JobEvent[]> {
  const source = input === undefined ? "" : `${input.from} | `;
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", `${source}"$@"`, "sh", ...DISCGLOW, "cdglow", "--json", ...words],
    env: { ...input?.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Cannot record: ${new TextDecoder().decode(stderr).trim()}`);
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
}

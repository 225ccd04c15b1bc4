/**
 * A server in memory for the tests of `cdadm`, and its verbs run against it.
 *
 * @module
 */

import { VERBS } from "../../lib/cli/cdadm/verbs.ts";
import { cdadm } from "../../lib/cli/cdadm.ts";
import { EXIT_DONE } from "../../lib/cli/exit_codes.ts";
import { Output } from "../../lib/cli/output.ts";
import { parse } from "../../lib/cli/parse.ts";
import { chooseVerb, loaded } from "../../lib/cli/verbs.ts";
import type { JukeboxClient } from "../../lib/jukebox/client/client.ts";
import type { DeviceStatus, Disc, DriveStatus, Job, JobDisc, SlotStatus } from "../../lib/jukebox/model.ts";
import { device, disc, drive, job, jobDisc } from "../jukebox/http/samples.ts";
import { MemorySink } from "./memory_sink.ts";

/** A disc of slot 1 with a volume, but for what is given. */
export function aDisc(facts: Partial<Disc> = {}): Disc {
  const id = facts.id ?? 1;
  const name = `ARCHIVE_${id}`;
  return disc(id, {
    ...{
      name,
      pcName: `archive_.${id}`,
      hsName: name,
      volume: name,
      bytes: 4096,
      capacity: 25 * 1024,
      files: 3,
    },
    ...{ barcode: null, mediaId: null, fingerprint: null },
    ...{ seenAt: null, testedAt: "2026-11-22T14:50:01.000Z", recordedAt: null, recordedJob: null },
    ...{ verifiedAt: null, verifiedJob: null, verified: null },
    ...facts,
  });
}

/** A slot with a disc, or without. */
export function aSlot(number: number, disc: Disc | null, facts: Partial<SlotStatus> = {}): SlotStatus {
  return { kind: "slot", number, full: disc !== null, barcode: null, disc, inDrive: null, ...facts };
}

/** A drive that serves and is empty. */
export function aDrive(number: number, facts: Partial<DriveStatus> = {}): DriveStatus {
  return drive(number, {
    path: `/dev/iXOS_SCSI5/${number - 1}`,
    serial: null,
    recorder: true,
    ...facts,
  });
}

/** A changer that is attached. */
export function aDevice(name: string, drives: readonly DriveStatus[]): DeviceStatus {
  return device(name, { drives });
}

/** A disc of a job. */
export function aJobDisc(ordinal: number, facts: Partial<JobDisc> = {}): JobDisc {
  return jobDisc(ordinal, { drive: null, words: null, protocol: null, ...facts });
}

/** A job that is done. */
export function aJob(facts: Partial<Job> = {}): Job {
  return job(12, {
    ...{ state: "done", request: {}, progress: null, activity: null, discs: [] },
    ...{ startedAt: "2026-11-22T14:50:02.000Z", endedAt: "2026-11-22T14:50:05.500Z" },
    ...facts,
  });
}

/** What a run of a verb left behind. */
export interface VerbRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Every request as `name(arguments)`, in their order. */
  readonly asked: readonly string[];
}

/** How a verb is run. */
export interface VerbOptions {
  /** Ctrl-C. */
  readonly stop?: AbortController;
  /** The server is on another host. */
  readonly remote?: true;
}

/** What a server answers, by the names of its requests. */
export type Answers = { readonly [N in keyof JukeboxClient]?: unknown };

/** Runs `cdadm` with arguments against a server that answers as told. */
export async function runVerb(
  args: readonly string[],
  answers: Answers = {},
  { stop = new AbortController(), remote }: VerbOptions = {},
): Promise<VerbRun> {
  const { command, args: rest } = chooseVerb(await loaded(cdadm), args);
  const verb = VERBS.find(({ name }) => name === command.name)!;
  const input = parse(verb, rest);
  const [results, messages] = [new MemorySink(), new MemorySink()];
  const output = new Output(results, messages);
  const values: Readonly<Record<string, unknown>> = input.values;
  output.json = values["json"] === true;
  output.quiet = values["quiet"] === true;
  const asked: string[] = [];
  const code = await verb.act({
    ...input,
    output,
    client: fakeClient(answers, asked, remote !== true),
    signal: () => stop.signal,
  });
  output.flush();
  return { code: code ?? EXIT_DONE, stdout: results.text, stderr: messages.text, asked };
}

/** Answers requests with values, or with what functions of their arguments return, and notes them. */
function fakeClient(answers: Answers, asked: string[], local: boolean): JukeboxClient {
  return new Proxy({ address: "unix:/run/discglow.sock", local }, {
    get: (target, name) => {
      if (name in target) return target[name as keyof typeof target];
      return (...args: unknown[]): unknown => {
        asked.push(`${String(name)}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`);
        const answer = (answers as Readonly<Record<string | symbol, unknown>>)[name];
        const value: unknown = typeof answer === "function" ? answer(...args) : answer;
        return Symbol.asyncIterator in Object(value) ? value : Promise.resolve(value);
      };
    },
  }) as unknown as JukeboxClient;
}

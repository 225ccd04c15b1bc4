/**
 * Runs `cdadm produce`.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import type { ProduceRequest } from "../../jukebox/model.ts";
import { finishJob } from "./finish_job.ts";
import type { Follower } from "./follow_job.ts";
import { driveList, numberOf, slotList } from "./operands.ts";
import { pathForServer } from "./path_for_server.ts";

/** What the words of `produce` say. */
export interface ProduceValues {
  readonly source: string | undefined;
  readonly name: string | undefined;
  readonly copies: number | undefined;
  readonly erase: boolean;
  readonly drives: string | undefined;
  readonly speed: number | undefined;
  readonly verify: boolean;
  readonly "verify-drive": string | undefined;
  readonly detach: boolean;
}

/** A call of `produce`. */
interface ProduceCall extends Follower {
  readonly values: ProduceValues;
  readonly operands: readonly string[];
}

/** Queues the job and follows it to its end. */
export async function runProduce(call: ProduceCall): Promise<number | void> {
  const { client, operands: [device] } = call;
  const job = await client.submit("produce", device!, { ...produceRequest(call, client.local) });
  return await finishJob(call, job, call.values.detach);
}

/** What the server is asked for; paths are made absolute for one on this host. */
export function produceRequest(
  { values, operands: [, list] }: Pick<ProduceCall, "values" | "operands">,
  local: boolean,
): ProduceRequest {
  const { source, copies, drives, speed, erase, name, verify } = values;
  if (source === undefined || source === "-") {
    throw new UsageError(
      source === undefined
        ? "Cannot produce discs: the source is missing"
        : "Cannot produce discs from standard input: the source is read by the server",
      { hint: "add -s SOURCE: an image file, a folder or a drive" },
    );
  }
  const slots = slotList(list);
  if (slots === null && copies === undefined) {
    throw new UsageError("Cannot produce discs: neither slots nor a number of copies are given", {
      hint: "name the slots of blank discs, or add --copies NUMBER",
    });
  }
  return {
    slots,
    copies: copies ?? null,
    source: pathForServer(source, local),
    verify,
    verifyDrive: verifyDrive(values["verify-drive"], verify),
    drives: driveList(drives),
    speed: speed ?? null,
    erase,
    volume: name ?? null,
  };
}

function verifyDrive(text: string | undefined, verify: boolean): ProduceRequest["verifyDrive"] {
  if (text === undefined) return "same";
  if (!verify) {
    throw new UsageError("Cannot use --verify-drive: nothing is to be compared", { hint: "add -v" });
  }
  return text === "same" || text === "other"
    ? text
    : numberOf(text, "same, other or the number of a drive", 1);
}

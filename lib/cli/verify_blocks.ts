/**
 * Runs `discglow verify --against` and `--record`.
 *
 * @module
 */

import { blocksIn, rangeWords } from "../mmc/block_range.ts";
import { verifyDisc } from "../recorder/verify_disc.ts";
import type { Context } from "./command.ts";
import { count } from "./count.ts";
import {
  type DifferentPart,
  type ImageCopy,
  ownersOfBlocks,
  ownersRecord,
  ownersWords,
  partedBy,
} from "./difference_files.ts";
import { escapeText } from "./escape.ts";
import { EXIT_DIFFERENT, EXIT_DONE } from "./exit_codes.ts";
import { JobOutput } from "./job_output.ts";
import { isDevice, openBytes } from "./open_bytes.ts";
import type { Output } from "./output.ts";
import { given } from "./scan_options.ts";
import type { VerifyValues } from "./verify.ts";

type Verified = Awaited<ReturnType<typeof verifyDisc>>;

/** Compares an image or a disc block by block. */
export async function verifyBlocks(
  name: string,
  values: VerifyValues,
  { output, signal }: Context,
): Promise<number> {
  const job = new JobOutput(output);
  const { disc, against } = await sides(name, values);
  let result: Verified;
  try {
    result = await verifyDisc(disc, {
      against,
      signal: signal(),
      trace: values.trace,
      onEvent: job.passing,
      ...given({ firstBlock: values.first }),
    });
  } finally {
    job.clear();
  }
  const onDisc = { name: disc, firstBlock: result.firstBlock };
  const copies = typeof against === "string" ? [{ name: against, firstBlock: 0 }, onDisc] : [onDisc];
  await tellDifferences(output, copies, result);
  summarize(output, name, result);
  return result.different.length > 0 ? EXIT_DIFFERENT : EXIT_DONE;
}

/** Of an image and a disc, the disc is compared with the image: it is padded, and may be longer. */
async function sides(
  name: string,
  { against, record }: VerifyValues,
): Promise<{ readonly disc: string; readonly against: string | { readonly record: string } }> {
  const isFile = !await isDevice(name);
  if (isFile) (await openBytes(name)).close(); // says at once what is wrong with it
  if (against === undefined) return { disc: name, against: { record: record! } };
  const turned = isFile && await isDevice(against);
  return turned ? { disc: against, against: name } : { disc: name, against };
}

async function tellDifferences(
  output: Output,
  copies: readonly ImageCopy[],
  { different, unreadable, firstBlock }: Verified,
): Promise<void> {
  const parts = partedBy(different, unreadable);
  const inImage = parts.map(({ range: { first, count } }) => ({ first: first - firstBlock, count }));
  const owners = await ownersOfBlocks(copies, inImage);
  for (const [i, part] of parts.entries()) {
    const owner = owners[i];
    const names = owner === undefined ? "" : `: ${ownersWords(owner)}`;
    if (!output.json) output.line(differenceLine(part) + names);
    else {
      output.record({ ...ownersRecord(part.range, owner), event: "difference", readable: part.readable });
    }
  }
}

function differenceLine({ range, readable }: DifferentPart): string {
  const blocks = `${range.count === 1 ? "block" : "blocks"} ${rangeWords([range])}`;
  return readable ? `${blocks} ${range.count === 1 ? "differs" : "differ"}` : `${blocks} cannot be read`;
}

function summarize(output: Output, name: string, { compared, different, unreadable }: Verified): void {
  const blocks = blocksIn(different);
  if (output.json) {
    const lost = blocksIn(unreadable);
    output.record({ event: "verified", image: name, compared, different: blocks, unreadable: lost });
  } else if (!output.quiet) {
    const result = blocks === 0 ? "no difference" : `${count(blocks, "block")} different`;
    output.line(`${escapeText(name)}: ${result}; ${count(compared, "block")} compared`);
  }
}
